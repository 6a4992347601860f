package org.daxpolicy.machine;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.daxpolicy.udev.DeviceRecord;
import org.daxpolicy.udev.MemorySysfs;
import org.daxpolicy.udev.Sysfs;

/**
 * Completes a tree of which only files below {@code /devices} are sure to be there: the links that
 * lead back from buses and classes, the drivers' directories, what udev remembers, and which
 * devices are dax devices.
 */
final class TreeLinks {
  private final Assembly assembly;
  private final MemorySysfs sysfs;
  private final Tree tree;
  private final Function<String, Optional<String>> udevData;

  /**
   * Completes the tree of a machine.
   *
   * @param udevData the content of a file of udev's database by its name
   */
  TreeLinks(Assembly assembly, Function<String, Optional<String>> udevData) {
    this.assembly = assembly;
    this.sysfs = assembly.sysfs();
    this.tree = new Tree(sysfs);
    this.udevData = udevData;
  }

  void complete() {
    walk("/devices");
  }

  /** Depth is bounded: no path is longer than {@link DevicePath} allows. */
  private void walk(String directory) {
    if (tree.isDevice(directory)) {
      tree.linkName(directory, "subsystem").ifPresent(name -> device(directory, name));
    }
    for (String name : sysfs.list(directory)) {
      String path = directory + "/" + name;
      if (sysfs.entry(path).orElse(null) instanceof Sysfs.Entry.Directory) {
        walk(path);
      }
    }
  }

  private void device(String path, String subsystem) {
    String home =
        target(path + "/subsystem")
            .filter(t -> t.startsWith("/bus/") || t.startsWith("/class/"))
            .orElse((Subsystems.isClass(subsystem) ? "/class/" : "/bus/") + subsystem);
    String members = home.startsWith("/bus/") ? home + "/devices" : home;
    sysfs.directory(members);
    String up = "../".repeat(members.split("/", -1).length - 1);
    sysfs.link(members + "/" + DevicePath.name(path), up + path.substring(1));
    target(path + "/driver").filter(t -> t.startsWith("/bus/")).ifPresent(sysfs::directory);
    Map<String, String> variables =
        JsonDevices.variables(sysfs.entry(path + "/uevent").flatMap(tree::content).orElse(""));
    number(path, subsystem, variables);
    UdevDatabase.name(path, subsystem, variables)
        .flatMap(udevData)
        .map(UdevDatabase::record)
        .filter(record -> !record.equals(DeviceRecord.NONE))
        .ifPresent(record -> assembly.record(path, record));
    if (subsystem.equals("dax")) {
      assembly.daxDevice(path);
    }
  }

  /** The link from a node's numbers to its device. */
  private void number(String path, String subsystem, Map<String, String> variables) {
    String number = variables.getOrDefault("MAJOR", "") + ":" + variables.getOrDefault("MINOR", "");
    if (number.matches("\\d+:\\d+")) {
      String kind = subsystem.equals("block") ? "block" : "char";
      sysfs.link("/dev/" + kind + "/" + number, "../.." + path);
    }
  }

  private Optional<String> target(String link) {
    return sysfs.entry(link).orElse(null) instanceof Sysfs.Entry.Link found
        ? Tree.target(link, found.target())
        : Optional.empty();
  }
}
