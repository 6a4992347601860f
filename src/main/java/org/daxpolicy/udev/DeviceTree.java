package org.daxpolicy.udev;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lays out devices as sysfs would: their directories, attributes and {@code uevent} files, the
 * {@code subsystem} and {@code driver} links, and the links back from {@code /bus}, {@code /class}
 * and {@code /dev}. All strings are byte strings.
 */
public final class DeviceTree {
  /**
   * One device.
   *
   * @param devpath its path without {@code /sys}
   * @param subsystem the subsystem; absent for a directory that belongs to none
   * @param bus whether the subsystem is a bus rather than a class
   * @param driver the bound driver
   * @param attrs attribute path below the device to value, a newline added where it has none; empty
   *     for one that cannot be read
   * @param links further links: path below the device to target
   * @param uevent the variables of the {@code uevent} file; empty for a directory without one,
   *     which is no device
   */
  public record Device(
      String devpath,
      Optional<String> subsystem,
      boolean bus,
      Optional<String> driver,
      Map<String, Optional<String>> attrs,
      Map<String, String> links,
      Optional<Map<String, String>> uevent) {
    public Device {
      attrs = new LinkedHashMap<>(attrs);
      links = new LinkedHashMap<>(links);
      uevent = uevent.map(LinkedHashMap::new);
    }
  }

  private final MemorySysfs sysfs = new MemorySysfs();

  /** A tree with the directories every sysfs has. */
  public DeviceTree() {
    for (String path :
        List.of("/devices", "/bus", "/class", "/dev/char", "/dev/block", "/module", "/firmware")) {
      sysfs.directory(path);
    }
  }

  /** Lays out one more device. */
  public DeviceTree add(Device device) {
    String path = device.devpath();
    sysfs.directory(path);
    device.uevent().ifPresent(variables -> sysfs.file(path + "/uevent", lines(variables), 0644));
    device
        .attrs()
        .forEach(
            (name, value) -> {
              String file = path + "/" + name;
              value.ifPresentOrElse(
                  v -> sysfs.file(file, v.isEmpty() || v.endsWith("\n") ? v : v + "\n", 0644),
                  () -> sysfs.unreadable(file, 0200));
            });
    device.subsystem().ifPresent(subsystem -> enrol(device, subsystem));
    device.links().forEach((name, target) -> sysfs.link(path + "/" + name, target));
    device.uevent().ifPresent(variables -> number(device, variables));
    return this;
  }

  private void enrol(Device device, String subsystem) {
    String path = device.devpath();
    String home = (device.bus() ? "/bus/" : "/class/") + subsystem;
    String members = device.bus() ? home + "/devices" : home;
    String name = path.substring(path.lastIndexOf('/') + 1);
    sysfs.directory(members);
    sysfs.link(path + "/subsystem", relative(path, home));
    sysfs.link(members + "/" + name, relative(members, path));
    if (device.driver().isPresent()) {
      String driver = home + "/drivers/" + device.driver().get();
      sysfs.directory(driver);
      sysfs.link(path + "/driver", relative(path, driver));
    }
  }

  private void number(Device device, Map<String, String> variables) {
    String major = variables.get("MAJOR");
    String minor = variables.get("MINOR");
    if (major != null && minor != null) {
      String kind = device.subsystem().equals(Optional.of("block")) ? "/dev/block" : "/dev/char";
      sysfs.link(kind + "/" + major + ":" + minor, relative(kind, device.devpath()));
    }
  }

  private static String lines(Map<String, String> variables) {
    StringBuilder text = new StringBuilder();
    variables.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    return text.toString();
  }

  /** The relative path that leads from a directory to a target. */
  private static String relative(String from, String to) {
    List<String> up = new ArrayList<>(List.of(from.substring(1).split("/", -1)));
    List<String> down = new ArrayList<>(List.of(to.substring(1).split("/", -1)));
    while (!up.isEmpty() && !down.isEmpty() && up.get(0).equals(down.get(0))) {
      up.remove(0);
      down.remove(0);
    }
    return "../".repeat(up.size()) + String.join("/", down);
  }

  /** The tree so far. Devices added later appear in it. */
  public MemorySysfs sysfs() {
    return sysfs;
  }
}
