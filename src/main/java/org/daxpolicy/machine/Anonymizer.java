package org.daxpolicy.machine;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.daxpolicy.machine.host.HostTree;
import org.daxpolicy.udev.DeviceRecord;
import org.daxpolicy.udev.MemorySysfs;
import org.daxpolicy.udev.Sysfs;

/**
 * Takes out of a snapshot what tells whose machine it is: the host's name, serial numbers, uuids,
 * machine ids, hardware addresses, names of people. The same is replaced by the same everywhere, in
 * rules and configuration too, so that what is installed decides as before.
 */
public final class Anonymizer {
  private static final int FIRST_PERSON = 1000;
  private static final int NOBODY = 65534;
  private static final Pattern SERIAL_FILE = Pattern.compile("(?:.*/)?(?:serial|nfit/id)");
  private static final Pattern SERIAL_PROPERTY =
      Pattern.compile("ID_(?:SERIAL|SERIAL_SHORT|WWN\\w*|UID|SCSI_SERIAL)|DM_SERIAL|DM_WWN");

  /** A shorter one is a number like any other. */
  private static final Pattern LONG_SERIAL = Pattern.compile("(?:0x)?[0-9a-fA-F-]{6,}|\\S{8,}");

  private static final Pattern BUILDER = Pattern.compile("\\([^()@ ]+@[^()@ ]+\\)");
  private static final int SHORTEST_NAME = 4;

  private final Machine machine;
  private final Pseudonyms pseudonyms = new Pseudonyms();
  private final Set<String> serials = new TreeSet<>();
  private final Map<String, String> people = new TreeMap<>();

  private Anonymizer(Machine machine) {
    this.machine = machine;
  }

  /**
   * An anonymous machine.
   *
   * @param machine the machine
   * @param replaced what was replaced by what: for its owner alone
   */
  public record Anonymous(Machine machine, SortedMap<String, String> replaced) {}

  /** The machine without what tells whose it is. */
  public static Anonymous of(Machine machine) {
    Anonymizer anonymizer = new Anonymizer(machine);
    Machine anonymous = anonymizer.machine();
    return new Anonymous(anonymous, anonymizer.pseudonyms.replaced());
  }

  private Machine machine() {
    findSerials("");
    machine.records().forEach((path, record) -> record.properties().forEach(this::serial));
    machine.host().users().entrySet().stream()
        .filter(user -> user.getValue() >= FIRST_PERSON && user.getValue() != NOBODY)
        .map(Map.Entry::getKey)
        .sorted()
        .forEach(name -> people.put(name, pseudonyms.name("user", name)));
    UnaryOperator<String> text = text();
    MemorySysfs sysfs = new MemorySysfs();
    copy("", sysfs);
    Map<String, DeviceRecord> records = new HashMap<>();
    machine.records().forEach((path, record) -> records.put(path, record(record, text)));
    return new Machine(machine.source(), host(text), sysfs, records, machine.daxDevices());
  }

  private void findSerials(String directory) {
    for (String name : machine.sysfs().list(directory)) {
      String path = directory + "/" + name;
      if (SERIAL_FILE.matcher(path).matches()) {
        new Tree(machine.sysfs()).value(path).ifPresent(this::serial);
      } else if (machine.sysfs().entry(path).orElse(null) instanceof Sysfs.Entry.Directory) {
        findSerials(path);
      }
    }
  }

  private void serial(String property, String value) {
    if (SERIAL_PROPERTY.matcher(property).matches()) {
      serial(value);
    }
  }

  private void serial(String value) {
    if (LONG_SERIAL.matcher(value).matches()) {
      serials.add(value);
    }
  }

  /** What becomes of a text: rules, configuration, properties. */
  private UnaryOperator<String> text() {
    UnaryOperator<String> ids = pseudonyms::withoutIds;
    Optional<Pattern> serial = words(serials);
    Optional<Pattern> host = hostName().flatMap(name -> words(Set.of(name)));
    return text -> {
      String plain = ids.apply(text);
      if (serial.isPresent()) {
        plain = serial.get().matcher(plain).replaceAll(m -> pseudonyms.of("serial", m.group()));
      }
      if (host.isPresent()) {
        plain = host.get().matcher(plain).replaceAll(m -> pseudonyms.name("host", m.group()));
      }
      return plain;
    };
  }

  private static Optional<Pattern> words(Set<String> words) {
    String any = String.join("|", words.stream().map(Pattern::quote).toList());
    return words.isEmpty()
        ? Optional.empty()
        : Optional.of(Pattern.compile("(?<![\\w.-])(?:" + any + ")(?![\\w-])"));
  }

  /** A name that is a word of the kernel too is only replaced where it is surely the host's. */
  private Optional<String> hostName() {
    return machine
        .host()
        .name()
        .filter(name -> name.length() >= SHORTEST_NAME && !name.equals("localhost"))
        .filter(name -> !occurs(name, ""));
  }

  private boolean occurs(String word, String directory) {
    for (String name : machine.sysfs().list(directory)) {
      String path = directory + "/" + name;
      Optional<Sysfs.Entry> entry = machine.sysfs().entry(path);
      if (name.contains(word)
          || entry
              .filter(e -> e instanceof Sysfs.Entry.File f && f.content().orElse("").contains(word))
              .isPresent()
          || occurs(word, path)) {
        return true;
      }
    }
    return false;
  }

  private void copy(String directory, MemorySysfs to) {
    for (String name : machine.sysfs().list(directory)) {
      String path = directory + "/" + name;
      Sysfs.Entry entry = machine.sysfs().entry(path).orElse(new Sysfs.Entry.Directory());
      if (entry instanceof Sysfs.Entry.Link link) {
        to.link(path, link.target());
      } else if (entry instanceof Sysfs.Entry.File file) {
        file.content()
            .ifPresentOrElse(
                content -> to.file(path, value(path, content), file.mode()),
                () -> to.unreadable(path, file.mode()));
      } else {
        to.directory(path);
        copy(path, to);
      }
    }
  }

  private String value(String path, String content) {
    String value = new Tree(machine.sysfs()).value(path).orElse("");
    return SERIAL_FILE.matcher(path).matches() && serials.contains(value)
        ? content.replace(value, pseudonyms.of("serial", value))
        : pseudonyms.withoutIds(content);
  }

  private static DeviceRecord record(DeviceRecord record, UnaryOperator<String> text) {
    Map<String, String> properties = new HashMap<>();
    record.properties().forEach((key, value) -> properties.put(key, text.apply(value)));
    return new DeviceRecord(
        properties,
        record.tags(),
        record.currentTags(),
        record.links().stream().map(text).toList(),
        record.linkPriority());
  }

  private HostFacts host(UnaryOperator<String> text) {
    HostFacts host = machine.host();
    SortedMap<String, HostTree.Entry> files = new TreeMap<>();
    host.files()
        .entries()
        .forEach((path, entry) -> files.put(text.apply(path), entry(path, entry, text)));
    return new HostFacts(
        host.name().map(name -> pseudonyms.name("host", name)),
        host.kernel(),
        host.systemd(),
        host.daxctl(),
        host.architecture(),
        host.virtualization(),
        host.commandLine().map(text),
        host.kernelConfig(),
        accounts(host.users()),
        accounts(host.groups()),
        host.versions(),
        host.modules(),
        new HostTree(files),
        host.unread().stream().map(text).toList());
  }

  private HostTree.Entry entry(String path, HostTree.Entry entry, UnaryOperator<String> text) {
    UnaryOperator<String> all =
        content -> {
          String plain = text.apply(content);
          plain =
              path.equals("/proc/version")
                  ? BUILDER.matcher(plain).replaceAll("(user@host)")
                  : plain;
          return names(path, plain);
        };
    return entry instanceof HostTree.Entry.Link link
        ? new HostTree.Entry.Link(text.apply(link.target()), link.text().map(all))
        : new HostTree.Entry.File(entry.text().map(all));
  }

  /** Names of people where they are names: {@code OWNER=} of rules, {@code User=} of units. */
  private String names(String path, String content) {
    Optional<Pattern> place =
        people.isEmpty()
            ? Optional.empty()
            : Optional.of(
                Pattern.compile(
                    path.endsWith(".rules")
                        ? "((?:OWNER|GROUP)[ \t]*:?=[ \t]*\")(" + any() + ")(?=\")"
                        : "(?m)(^[ \t]*(?:User|Group)[ \t]*=[ \t]*)(" + any() + ")(?=[ \t]*$)"));
    return place
        .map(
            p ->
                p.matcher(content)
                    .replaceAll(
                        m ->
                            Matcher.quoteReplacement(
                                m.group(1) + people.getOrDefault(m.group(2), ""))))
        .orElse(content);
  }

  private String any() {
    return String.join("|", people.keySet().stream().map(Pattern::quote).toList());
  }

  /** A group of a person's name is that person's own. */
  private Map<String, Integer> accounts(Map<String, Integer> accounts) {
    Map<String, Integer> anonymous = new TreeMap<>();
    accounts.forEach((name, id) -> anonymous.put(people.getOrDefault(name, name), id));
    return anonymous;
  }
}
