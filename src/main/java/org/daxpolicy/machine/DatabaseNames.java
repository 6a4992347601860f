package org.daxpolicy.machine;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.daxpolicy.udev.Sysfs;

/**
 * Finds the devices that udev's database means by its names: {@code c252:1}, {@code b8:0}, {@code
 * n3} (a network interface's number), {@code +subsystem:name}; a devpath stands for itself.
 */
final class DatabaseNames {
  private static final Pattern NUMBER = Pattern.compile("([bc])(\\d+:\\d+)");
  private static final Pattern INTERFACE = Pattern.compile("n(\\d+)");
  private static final Pattern NAME = Pattern.compile("\\+([^:]+):(.+)");

  private final Sysfs sysfs;
  private final Tree tree;

  DatabaseNames(Sysfs sysfs) {
    this.sysfs = sysfs;
    this.tree = new Tree(sysfs);
  }

  /** The devpath of the device with this name; empty if there is none. */
  Optional<String> devpath(String name) {
    if (name.startsWith("/")) {
      return DevicePath.normal(name);
    }
    Matcher number = NUMBER.matcher(name);
    if (number.matches()) {
      String kind = number.group(1).equals("b") ? "block" : "char";
      return tree.destination("/dev/" + kind + "/" + number.group(2));
    }
    Matcher network = INTERFACE.matcher(name);
    if (network.matches()) {
      return sysfs.list("/class/net").stream()
          .flatMap(n -> tree.destination("/class/net/" + n).stream())
          .filter(
              path ->
                  tree.value(path + "/uevent")
                      .map(v -> ("\n" + v + "\n").contains("\nIFINDEX=" + network.group(1) + "\n"))
                      .orElse(false))
          .findFirst();
    }
    Matcher named = NAME.matcher(name);
    return named.matches()
        ? tree.device(named.group(1), named.group(2).replace('/', '!'))
        : Optional.empty();
  }
}
