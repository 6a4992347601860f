package org.daxpolicy.udev;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads sysfs attributes as udev does during one event, which remembers what it has read. */
final class AttributeReader {
  /** The most bytes of a value that a fixed buffer of udev holds. */
  static final int LONGEST = 511;

  private final Sysfs sysfs;
  private final UdevVersion version;
  private final Map<String, Optional<String>> read = new HashMap<>();

  AttributeReader(Sysfs sysfs, UdevVersion version) {
    this.sysfs = sysfs;
    this.version = version;
  }

  /**
   * A path in the form {@code [subsystem/kernel]attribute}.
   *
   * @param device the device in brackets, if there is one
   * @param attribute what stands behind; may be empty
   */
  record Addressed(Optional<UdevDevice> device, String attribute) {}

  /** Takes a name apart that begins with a bracket; empty for all others. */
  Optional<Addressed> addressed(String name) {
    if (!name.startsWith("[")) {
      return Optional.empty();
    }
    int close = name.indexOf(']');
    int slash = name.indexOf('/');
    if (close < 0 || slash < 0 || slash > close) {
      return Optional.of(new Addressed(Optional.empty(), ""));
    }
    String attribute = name.substring(close + 1);
    return Optional.of(
        new Addressed(
            UdevDevice.find(sysfs, name.substring(1, slash), name.substring(slash + 1, close)),
            attribute.startsWith("/") ? attribute.substring(1) : attribute));
  }

  /**
   * An attribute by the name a rule gives it, brackets allowed: of a device in brackets a missing
   * attribute is empty, a missing device is none.
   */
  Optional<String> named(UdevDevice device, String name) {
    Optional<Addressed> addressed = addressed(name);
    if (addressed.isEmpty()) {
      return value(device, name);
    }
    String attribute = addressed.get().attribute();
    return addressed
        .get()
        .device()
        .filter(d -> !attribute.isEmpty())
        .map(d -> cut(value(d, attribute).orElse("")));
  }

  /** An attribute of a device, without newlines at its end. */
  Optional<String> value(UdevDevice device, String attribute) {
    String path = device.devpath() + "/" + attribute;
    Optional<String> known = read.get(path);
    if (known == null) {
      known = load(path, attribute);
      read.put(path, known);
    }
    return known;
  }

  /** Whether the value at this path is remembered already. */
  boolean isRemembered(String path) {
    return read.containsKey(path);
  }

  /** Remembers a value that was written. */
  void remember(String path, String value) {
    read.put(path, Optional.of(value));
  }

  private Optional<String> load(String path, String attribute) {
    boolean link =
        attribute.equals("driver") || attribute.equals("subsystem") || attribute.equals("module");
    if (link && sysfs.entry(path).orElse(null) instanceof Sysfs.Entry.Link) {
      return SysfsPaths.linkName(sysfs, path);
    }
    // releases before 258 neither follow a link at the end nor read what the mode forbids
    boolean follows = version.atLeast(258);
    Optional<String> place = SysfsPaths.resolve(sysfs, path, follows);
    if (place.flatMap(sysfs::entry).orElse(null) instanceof Sysfs.Entry.File file
        && (follows || (file.mode() & 0400) != 0)) {
      return file.content().map(AttributeReader::line);
    }
    return Optional.empty();
  }

  private static String line(String content) {
    int nul = content.indexOf(0);
    return ByteText.chomp(nul < 0 ? content : content.substring(0, nul));
  }

  static String cut(String value) {
    return value.length() > LONGEST ? value.substring(0, LONGEST) : value;
  }
}
