package org.daxpolicy.machine.inventory;

import java.util.List;
import java.util.Optional;
import org.daxpolicy.machine.Tree;
import org.daxpolicy.udev.Sysfs;

/** Values of a sysfs tree as the types they are. */
record Attributes(Sysfs sysfs) {
  private static final int LONGEST = 200;

  /** A value on one line, cut to what a person reads; empty if there is none. */
  Optional<String> text(String path) {
    return new Tree(sysfs)
        .value(path)
        .map(value -> value.length() > LONGEST ? value.substring(0, LONGEST) + "…" : value);
  }

  /** The whole value. */
  Optional<String> whole(String path) {
    return new Tree(sysfs).value(path);
  }

  /** A number without sign, decimal or with {@code 0x}; empty for what is none. */
  Optional<Long> number(String path) {
    return text(path)
        .flatMap(
            value -> {
              if (value.matches("0[xX][0-9a-fA-F]{1,16}")) {
                return Optional.of(Long.parseUnsignedLong(value.substring(2), 16));
              }
              return value.matches("\\d{1,18}")
                  ? Optional.of(Long.valueOf(value))
                  : Optional.<Long>empty();
            });
  }

  /** A hexadecimal number without {@code 0x}. */
  Optional<Long> hex(String path) {
    return text(path)
        .filter(value -> value.matches("[0-9a-fA-F]{1,15}"))
        .map(value -> Long.parseLong(value, 16))
        .filter(value -> value > 0);
  }

  /** A number of a node; empty for {@code -1}, which is none. */
  Optional<Integer> node(String path) {
    return text(path).filter(value -> value.matches("\\d{1,6}")).map(Integer::valueOf);
  }

  /** The last component of a link's target. */
  Optional<String> link(String directory, String name) {
    return new Tree(sysfs).linkName(directory, name);
  }

  List<String> names(String directory) {
    return sysfs.list(directory);
  }

  boolean isThere(String path) {
    return sysfs.entry(path).isPresent();
  }

  /** The device of this name on a bus. */
  Optional<String> device(String subsystem, String name) {
    return new Tree(sysfs).device(subsystem, name);
  }

  /** The devices on a bus. */
  List<String> devices(String subsystem) {
    return names("/bus/" + subsystem + "/devices").stream()
        .flatMap(name -> device(subsystem, name).stream())
        .toList();
  }
}
