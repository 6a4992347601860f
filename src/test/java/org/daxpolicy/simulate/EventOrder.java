package org.daxpolicy.simulate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.daxpolicy.dax.kernel.KernelLog.Uevent;
import org.daxpolicy.simulate.ObservedRun.Sent;

/**
 * Compares the order of events. Where nobody but one actor works at a time, it is one order.
 * Otherwise what one actor makes the kernel do has an order, and so has what happens to one device
 * and its memory; how two actors mix is chance, and whoever comes first loads a module or makes a
 * tier.
 */
final class EventOrder {
  private final Map<String, Integer> position = new HashMap<>();
  private final Map<String, Integer> counted = new HashMap<>();
  private final List<Sent> seen;

  EventOrder(List<Sent> seen) {
    this.seen = seen;
    for (int i = 0; i < seen.size(); i++) {
      position.put(numbered(seen.get(i)), i);
    }
  }

  /** An event with the number of its occurrence. */
  private String numbered(Sent event) {
    return event + " #" + counted.merge(event.toString(), 1, Integer::sum);
  }

  /**
   * Where simulated events differ from those seen; empty if they do not.
   *
   * @param uevents in the simulated order
   * @param alone whether actors work one after the other
   * @param groups the device or other thing an event belongs to
   */
  Optional<String> difference(
      List<Uevent> uevents, boolean alone, Function<Uevent, String> groups) {
    counted.clear();
    Map<String, Integer> last = new TreeMap<>();
    List<String> extra = new ArrayList<>();
    for (Uevent uevent : uevents) {
      String event = sent(uevent).toString();
      Integer at = position.remove(numbered(sent(uevent)));
      if (at == null) {
        extra.add(event);
        continue;
      }
      for (String line : alone ? List.of("all") : lines(uevent, groups)) {
        Integer before = last.put(line, at);
        if (before != null && before > at) {
          return Optional.of(
              "`" + event + "` was seen before `" + seen.get(before) + "` (" + line + ")");
        }
      }
    }
    if (!extra.isEmpty()) {
      return Optional.of("not seen: " + extra);
    }
    return position.isEmpty()
        ? misplacedTier()
        : Optional.of(
            "not simulated: " + position.values().stream().sorted().map(seen::get).toList());
  }

  private static List<String> lines(Uevent uevent, Function<Uevent, String> groups) {
    return switch (uevent.subject()) {
      case DRIVER, MODULE -> List.of("modules");
      case TIER -> List.of(uevent.name());
      default -> List.of("actor " + uevent.actor(), "group " + groups.apply(uevent));
    };
  }

  /** A tier comes right before the first block of its nodes, and goes right before the last. */
  private Optional<String> misplacedTier() {
    for (int i = 0; i < seen.size(); i++) {
      Sent event = seen.get(i);
      if (event.subsystem().equals("memory_tiering")) {
        String then = event.action().equals("add") ? "online" : "offline";
        boolean placed =
            seen.stream()
                .skip(i + 1)
                .filter(e -> e.subsystem().equals("memory"))
                .filter(e -> e.action().endsWith("line"))
                .findFirst()
                .filter(e -> e.action().equals(then))
                .isPresent();
        if (!placed) {
          return Optional.of("no block is " + then + " behind `" + event + "`");
        }
      }
    }
    return Optional.empty();
  }

  private static Sent sent(Uevent uevent) {
    return new Sent(
        uevent.action(), uevent.subject().subsystem(), uevent.name(), uevent.driver().orElse(""));
  }
}
