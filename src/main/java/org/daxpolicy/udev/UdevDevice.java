package org.daxpolicy.udev;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A device as udev sees it in sysfs.
 *
 * @param sysfs the tree
 * @param devpath its path without {@code /sys}
 * @param uevent the variables of its uevent, DEVNAME as a path below {@code /dev}
 */
record UdevDevice(Sysfs sysfs, String devpath, Map<String, String> uevent) {

  /** The device at a path, if one is there: below /devices it takes a {@code uevent} file. */
  static Optional<UdevDevice> at(Sysfs sysfs, String path) {
    boolean real = path.equals("/devices") || path.startsWith("/devices/");
    Optional<Sysfs.Entry> uevent = sysfs.entry(path + "/uevent");
    boolean directory =
        !path.isEmpty() && sysfs.entry(path).orElse(null) instanceof Sysfs.Entry.Directory;
    if (!directory || (real && uevent.isEmpty())) {
      return Optional.empty();
    }
    return Optional.of(new UdevDevice(sysfs, path, variables(uevent)));
  }

  /** The device of an event, which may have left sysfs already. */
  static UdevDevice of(Event event) {
    Map<String, String> variables =
        event.environment().isEmpty()
            ? variables(event.sysfs().entry(event.devpath() + "/uevent"))
            : normal(event.environment());
    return new UdevDevice(event.sysfs(), event.devpath(), variables);
  }

  private static Map<String, String> variables(Optional<Sysfs.Entry> uevent) {
    Map<String, String> variables = new LinkedHashMap<>();
    if (uevent.orElse(null) instanceof Sysfs.Entry.File file) {
      for (String line : file.content().orElse("").split("[\n\r]", -1)) {
        int equals = line.indexOf('=');
        if (equals > 0) {
          variables.put(line.substring(0, equals), line.substring(equals + 1));
        }
      }
    }
    return normal(variables);
  }

  private static Map<String, String> normal(Map<String, String> variables) {
    Map<String, String> normal = new LinkedHashMap<>(variables);
    String node = variables.get("DEVNAME");
    if (node != null && !node.startsWith("/dev/")) {
      normal.put("DEVNAME", "/dev/" + node);
    }
    return normal;
  }

  /** The kernel's name, with the slashes sysfs writes as {@code !}. */
  String name() {
    return SysfsPaths.lastName(devpath).replace('!', '/');
  }

  /** The digits at the end of the name; none if there is nothing before them. */
  String number() {
    String name = name();
    int start = name.length();
    while (start > 0 && ByteText.isDigit(name.charAt(start - 1))) {
      start--;
    }
    return start == 0 ? "" : name.substring(start);
  }

  Optional<String> linkedSubsystem() {
    return SysfsPaths.linkName(sysfs, devpath + "/subsystem");
  }

  String subsystem() {
    Optional<String> linked = linkedSubsystem();
    if (linked.isPresent()) {
      return linked.get();
    }
    if (devpath.startsWith("/module/")) {
      return "module";
    }
    if (devpath.contains("/drivers/") || devpath.endsWith("/drivers")) {
      return "drivers";
    }
    if (devpath.startsWith("/class/") || devpath.startsWith("/bus/")) {
      return "subsystem";
    }
    return Optional.ofNullable(uevent.get("SUBSYSTEM")).orElse("");
  }

  /** The bound driver, "" if none. */
  String driver() {
    return SysfsPaths.linkName(sysfs, devpath + "/driver").orElse("");
  }

  /** The device node's path, if it has one. */
  Optional<String> node() {
    return Optional.ofNullable(uevent.get("DEVNAME"));
  }

  boolean hasNumber() {
    return Numbers.unsigned(uevent.getOrDefault("MAJOR", "")).orElse(0L) > 0;
  }

  boolean isInterface() {
    return Numbers.unsigned(uevent.getOrDefault("IFINDEX", "")).orElse(0L) > 0;
  }

  /** The nearest directory above that is a device. */
  Optional<UdevDevice> parent() {
    String path = SysfsPaths.parent(devpath);
    while (!path.isEmpty()) {
      Optional<UdevDevice> device = at(sysfs, path);
      if (device.isPresent()) {
        return device;
      }
      path = SysfsPaths.parent(path);
    }
    return Optional.empty();
  }

  /** The device rules mean by {@code [subsystem/kernel]}. */
  static Optional<UdevDevice> find(Sysfs sysfs, String subsystem, String kernel) {
    String name = kernel.replace('/', '!');
    List<String> places =
        switch (subsystem) {
          case "subsystem" -> List.of("/bus/" + name, "/class/" + name);
          case "module" -> List.of("/module/" + name);
          case "drivers" -> {
            int colon = name.indexOf(':');
            yield colon < 0
                ? List.of()
                : List.of(
                    "/bus/" + name.substring(0, colon) + "/drivers/" + name.substring(colon + 1));
          }
          default ->
              List.of(
                  "/bus/" + subsystem + "/devices/" + name,
                  "/class/" + subsystem + "/" + name,
                  "/firmware/" + subsystem + "/" + name);
        };
    return places.stream()
        .flatMap(p -> SysfsPaths.resolve(sysfs, p, true).stream())
        .flatMap(p -> at(sysfs, p).stream())
        .findFirst();
  }
}
