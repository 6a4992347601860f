package org.daxpolicy.udev;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Everything that changes while the rules work on one event. */
final class EventState {
  /** How OPTIONS="string_escape=…" of the line at work changes escaping. */
  enum Escape {
    UNSET,
    NONE,
    REPLACE
  }

  /** Fields that := has closed. */
  enum Field {
    OWNER,
    GROUP,
    MODE,
    NAME,
    SYMLINK,
    RUN
  }

  final Event event;
  final UdevVersion version;
  final Evaluator.Options options;
  final UdevDevice device;
  final AttributeReader attributes;
  private final DeviceRecord before;
  private final TreeMap<String, String> properties = new TreeMap<>();
  private final Set<String> tags = new LinkedHashSet<>();
  private final Set<String> currentTags = new LinkedHashSet<>();
  private final TreeSet<String> links = new TreeSet<>();
  private final Set<Field> closed = new HashSet<>();
  private boolean subsystemAsked;
  private boolean driverAsked;

  /** The device the last parent search ended on; it outlives the line. */
  Optional<UdevDevice> found = Optional.empty();

  /** What the last program printed. */
  Optional<String> result = Optional.empty();

  Escape escape = Escape.UNSET;
  int linkPriority;
  Optional<Integer> owner = Optional.empty();
  Optional<Integer> group = Optional.empty();
  Optional<Integer> mode = Optional.empty();
  Optional<String> name = Optional.empty();
  final List<Verdict.Command> run = new ArrayList<>();
  final List<Verdict.SecurityLabel> labels = new ArrayList<>();
  final List<Verdict.Write> attributeWrites = new ArrayList<>();
  final List<Verdict.Write> sysctlWrites = new ArrayList<>();
  final List<Verdict.Message> messages = new ArrayList<>();
  final Map<String, Boolean> builtinsDone = new HashMap<>();

  /** Set when a term's failure ends the work on the whole event. */
  boolean aborted;

  /** The line at work, for messages. */
  String file = "";

  int line;

  EventState(Event event, UdevVersion version, Evaluator.Options options) {
    this.event = event;
    this.version = version;
    this.options = options;
    this.device = UdevDevice.of(event);
    this.attributes = new AttributeReader(event.sysfs(), version);
    this.before = event.records().getOrDefault(event.devpath(), DeviceRecord.NONE);
    begin();
  }

  private void begin() {
    if (removing()) {
      properties.putAll(before.properties());
      links.addAll(before.links());
      currentTags.addAll(before.currentTags());
      linkPriority = before.linkPriority();
    }
    tags.addAll(before.tags());
    properties.putAll(device.uevent());
    driverAsked = version.atLeast(258) && device.uevent().containsKey("DRIVER");
    properties.put("ACTION", event.action());
    properties.put("DEVPATH", event.devpath());
    // udevadm test shows the subsystem as a property only once somebody has asked for it
    boolean told =
        removing()
            || options.programs() == Evaluator.Programs.AS_GIVEN
            || !version.atLeast(254)
            || (version.atLeast(258) && device.linkedSubsystem().isPresent());
    if (told) {
      subsystem();
    }
  }

  boolean removing() {
    return event.action().equals("remove");
  }

  DeviceRecord before() {
    return before;
  }

  /** The device's subsystem; asking for it the first time makes it a property. */
  String subsystem() {
    String subsystem = device.subsystem();
    if (!subsystemAsked) {
      setOrRemove("SUBSYSTEM", subsystem);
    }
    subsystemAsked = true;
    return subsystem;
  }

  /** The device's driver; asking for it the first time makes it a property. */
  String driver() {
    String told = device.uevent().getOrDefault("DRIVER", "");
    boolean real = !event.environment().isEmpty() && !told.isEmpty();
    String driver = real ? told : device.driver();
    if (!driverAsked) {
      setOrRemove("DRIVER", driver);
    }
    driverAsked = true;
    return driver;
  }

  private void setOrRemove(String key, String value) {
    if (value.isEmpty()) {
      properties.remove(key);
    } else {
      properties.put(key, value);
    }
  }

  /** A property; asking for any makes those that list tags and links. */
  Optional<String> property(String key) {
    listTagsAndLinks();
    return Optional.ofNullable(properties.get(key));
  }

  /** Once listed, a property stays even when the last tag or link goes. */
  private void listTagsAndLinks() {
    list("TAGS", ":", tags);
    list("CURRENT_TAGS", ":", currentTags);
    list("DEVLINKS", " ", links);
  }

  private void list(String key, String separator, Collection<String> values) {
    if (values.isEmpty()) {
      return;
    }
    if (separator.equals(":")) {
      properties.put(key, ":" + String.join(":", values) + ":");
    } else {
      properties.put(key, String.join(" ", values.stream().map(EventState::node).toList()));
    }
  }

  private static String node(String link) {
    return link.equals("/dev") ? link : "/dev/" + link;
  }

  /** All properties as they stand. */
  TreeMap<String, String> properties() {
    listTagsAndLinks();
    return new TreeMap<>(properties);
  }

  void setProperty(String key, String value) {
    properties.put(key, value);
  }

  void removeProperty(String key) {
    properties.remove(key);
  }

  /** Tags a TAG match looks at. */
  Collection<String> matchableTags() {
    return version.atLeast(261) || removing() ? currentTags : tags;
  }

  Set<String> tags() {
    return tags;
  }

  Set<String> currentTags() {
    return currentTags;
  }

  TreeSet<String> links() {
    return links;
  }

  /** The links as rules see them: the bogus link that is /dev itself has no name below it. */
  List<String> linkNames() {
    return links.stream().map(link -> link.equals("/dev") ? "" : link).toList();
  }

  /** Whether := has closed a field; closes it when {@code operator} says so. */
  boolean isClosed(Field field, Operator operator) {
    boolean was = closed.contains(field);
    if (operator == Operator.ASSIGN_FINAL) {
      closed.add(field);
    }
    return was;
  }

  /** A message of the line at work. */
  void say(int level, String words) {
    messages.add(new Verdict.Message(level, file, line, words));
  }
}
