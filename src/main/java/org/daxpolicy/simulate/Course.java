package org.daxpolicy.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.daxpolicy.simulate.DeviceResult.EventResult;
import org.daxpolicy.simulate.DeviceResult.Step;
import org.daxpolicy.udev.DeviceRecord;

/** What happens in one run, written down as it happens. */
final class Course {
  final List<Moment> timeline = new ArrayList<>();
  final List<Incident> incidents = new ArrayList<>();
  private final Map<String, Story> stories = new TreeMap<>();

  /** What happens to one dax device. */
  static final class Story {
    final List<EventResult> events = new ArrayList<>();
    final List<Step> steps = new ArrayList<>();
    final NodeHistory node = new NodeHistory();
    DeviceRecord record = DeviceRecord.NONE;

    /** A property after the last event. */
    Optional<String> property(String name) {
      return events.isEmpty()
          ? Optional.empty()
          : Optional.ofNullable(events.get(events.size() - 1).verdict().properties().get(name));
    }
  }

  Story story(String device) {
    return stories.computeIfAbsent(device, d -> new Story());
  }

  Map<String, Story> stories() {
    return stories;
  }

  /** Adds uevents, joined with those of the same kind right before them. */
  void add(Moment.Uevents now) {
    int last = timeline.size() - 1;
    if (last >= 0
        && timeline.get(last) instanceof Moment.Uevents before
        && before.subsystem().equals("memory")
        && before.actor().equals(now.actor())
        && before.action().equals(now.action())
        && before.subsystem().equals(now.subsystem())
        && before.zone().equals(now.zone())) {
      List<String> names = new ArrayList<>(before.names());
      names.addAll(now.names());
      timeline.set(
          last,
          new Moment.Uevents(
              now.actor(), now.action(), now.subsystem(), names, now.driver(), now.zone()));
    } else {
      timeline.add(now);
    }
  }

  void add(Moment moment) {
    timeline.add(moment);
  }

  void incident(
      Incident.Kind kind,
      String device,
      Incident.Cause cause,
      String text,
      Optional<Integer> exit) {
    incidents.add(new Incident(kind, device, cause, text, exit));
  }
}
