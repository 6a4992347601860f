package org.daxpolicy.udev;

import java.util.Optional;

/**
 * Reads sysfs attributes as udev does during one event: by the names rules give them, and with what
 * rules have written.
 */
final class AttributeReader {
  /** The most bytes of a value that a fixed buffer of udev holds. */
  static final int LONGEST = 511;

  private static final Known<Optional<String>> NONE = Known.of(Optional.empty());

  private final EventState state;

  AttributeReader(EventState state) {
    this.state = state;
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
            state.devices.find(name.substring(1, slash), name.substring(slash + 1, close)),
            attribute.startsWith("/") ? attribute.substring(1) : attribute));
  }

  /**
   * An attribute by the name a rule gives it, brackets allowed: of a device in brackets a missing
   * attribute is empty, a missing device is none.
   */
  Known<Optional<String>> named(UdevDevice device, String name) {
    Optional<Addressed> addressed = addressed(name);
    if (addressed.isEmpty()) {
      return value(device, name);
    }
    String attribute = addressed.get().attribute();
    Optional<UdevDevice> there = addressed.get().device().filter(d -> !attribute.isEmpty());
    if (there.isEmpty()) {
      return NONE;
    }
    Known<Optional<String>> value = value(there.get(), attribute);
    return value.doubt() != null
        ? value
        : Known.of(Optional.of(cut(value.get().orElse(""))), value.place());
  }

  /** An attribute of a device, without newlines at its end. */
  Known<Optional<String>> value(UdevDevice device, String attribute) {
    NameMap<Known<Optional<String>>> written = state.now.written;
    boolean remembers = !state.version.atLeast(258);
    if (written.isEmpty() && !remembers) {
      return device.attribute(attribute);
    }
    String path = device.devpath() + "/" + attribute;
    if (remembers) {
      state.now.read = state.now.read.with(path, Known.of(true));
    }
    Known<Optional<String>> changed = written.get(path);
    return changed == null ? device.attribute(attribute) : changed;
  }

  static String cut(String value) {
    return value.length() > LONGEST ? value.substring(0, LONGEST) : value;
  }
}
