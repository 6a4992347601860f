package org.daxpolicy.udev;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The devices of a sysfs tree as a release of udev sees them. Remembers what was read, so the tree
 * must not change as long as this is in use.
 */
final class Devices {
  private final Sysfs sysfs;
  private final UdevVersion version;
  private final Map<String, Optional<UdevDevice>> known = new HashMap<>();
  private final Map<String, Optional<Sysfs.Entry>> found = new HashMap<>();

  Devices(Sysfs sysfs, UdevVersion version) {
    this.sysfs = sysfs;
    this.version = version;
  }

  Sysfs sysfs() {
    return sysfs;
  }

  UdevVersion version() {
    return version;
  }

  /** What a path leads to, links followed. */
  Optional<Sysfs.Entry> find(String path) {
    Optional<Sysfs.Entry> entry = found.get(path);
    if (entry == null) {
      entry = SysfsPaths.find(sysfs, path);
      found.put(path, entry);
    }
    return entry;
  }

  /** The device of an event, which may have left sysfs already. */
  UdevDevice of(Event event) {
    String path = event.devpath();
    if (!event.environment().isEmpty()) {
      return new UdevDevice(this, path, normal(event.environment()));
    }
    return at(path)
        .orElseGet(() -> new UdevDevice(this, path, variables(sysfs.entry(path + "/uevent"))));
  }

  /** The device at a path, if one is there: below /devices it takes a {@code uevent} file. */
  Optional<UdevDevice> at(String path) {
    Optional<UdevDevice> device = known.get(path);
    if (device == null) {
      device = load(path);
      known.put(path, device);
    }
    return device;
  }

  private Optional<UdevDevice> load(String path) {
    boolean real = path.equals("/devices") || path.startsWith("/devices/");
    Optional<Sysfs.Entry> uevent = sysfs.entry(path + "/uevent");
    boolean directory =
        !path.isEmpty() && sysfs.entry(path).orElse(null) instanceof Sysfs.Entry.Directory;
    if (!directory || (real && uevent.isEmpty())) {
      return Optional.empty();
    }
    return Optional.of(new UdevDevice(this, path, variables(uevent)));
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
    variables.entrySet().removeIf(v -> !isUnderstood(v.getKey(), v.getValue()));
    if (Numbers.unsigned(variables.getOrDefault("MAJOR", "")).orElse(0L) == 0) {
      // a number is taken as a whole
      variables.remove("MAJOR");
      variables.remove("MINOR");
    }
    return normal(variables);
  }

  /** udev passes over what it cannot read of the variables it knows. */
  private static boolean isUnderstood(String name, String value) {
    return switch (name) {
      case "DEVMODE" -> UdevDevice.mode(value).isPresent();
      case "DISKSEQ" -> Numbers.unsigned(value).filter(n -> n > 0).isPresent();
      case "IFINDEX" -> Numbers.signed(value).filter(n -> n > 0).isPresent();
      default -> true;
    };
  }

  private static Map<String, String> normal(Map<String, String> variables) {
    Map<String, String> normal = new LinkedHashMap<>(variables);
    String node = variables.get("DEVNAME");
    if (node != null && !node.startsWith("/")) {
      normal.put("DEVNAME", "/dev/" + node);
    }
    return normal;
  }

  /** The nearest directory above a path that is a device. */
  Optional<UdevDevice> above(String devpath) {
    for (String path = SysfsPaths.parent(devpath);
        !path.isEmpty();
        path = SysfsPaths.parent(path)) {
      Optional<UdevDevice> device = at(path);
      if (device.isPresent()) {
        return device;
      }
    }
    return Optional.empty();
  }

  /** The device rules mean by {@code [subsystem/kernel]}. */
  Optional<UdevDevice> find(String subsystem, String kernel) {
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
        .flatMap(p -> at(p).stream())
        .findFirst();
  }
}
