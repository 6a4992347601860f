package org.daxpolicy.machine;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which files of a whole sysfs tree a snapshot keeps: everything of memory devices and of what dax
 * devices hang on, and of other ancestors what rules commonly ask parents for. The rest of a tree,
 * most of it, says nothing about memory.
 */
final class Relevance {
  private static final Set<String> WANTED =
      Set.of("cxl", "dax", "dmi", "memory", "memory_tiering", "nd", "node");

  /** Below the bus: the drivers of these. */
  private static final Set<String> BUSES = Set.of("cxl", "dax", "nd");

  private static final Set<String> MODULES =
      Set.of(
          "cxl_core",
          "dax_cxl",
          "dax_hmem",
          "dax_pmem",
          "device_dax",
          "device_hmem",
          "fsdev_dax",
          "kmem",
          "memory_hotplug");

  private static final Set<String> OF_PARENTS =
      Set.of(
          "class",
          "device",
          "devtype",
          "driver",
          "modalias",
          "numa_node",
          "subsystem",
          "subsystem_device",
          "subsystem_vendor",
          "uevent",
          "vendor");

  private final Map<String, String> subsystems;
  private final Set<String> whole = new HashSet<>();
  private final Set<String> parents = new HashSet<>();

  /** From the directories that have a {@code subsystem} link, and the subsystem's name. */
  Relevance(Map<String, String> subsystems) {
    this.subsystems = subsystems;
    subsystems.forEach(
        (path, subsystem) -> {
          if (WANTED.contains(subsystem)) {
            whole.add(path);
            ancestors(path, subsystem.equals("dax"));
          }
        });
  }

  private void ancestors(String device, boolean ofDax) {
    for (String path = DevicePath.parent(device); !path.isEmpty(); path = DevicePath.parent(path)) {
      parents.add(path);
      if (ofDax && !subsystems.getOrDefault(path, "pci").equals("pci")) {
        whole.add(path);
      }
    }
  }

  /** Whether a part of the tree can be passed over before anything in it is known. */
  static boolean isPassedOver(String directory) {
    return directory.endsWith("/power")
        || directory.equals("/devices/system/cpu")
        || directory.equals("/devices/system/clocksource");
  }

  /** Whether a path outside {@code /devices} is kept. */
  static boolean isKeptApart(String path) {
    String[] names = path.substring(1).split("/", -1);
    boolean driver =
        names.length > 3
            && names[0].equals("bus")
            && BUSES.contains(names[1])
            && names[2].equals("drivers");
    boolean parameter =
        names.length == 4
            && names[0].equals("module")
            && MODULES.contains(names[1])
            && names[2].equals("parameters");
    return driver || parameter;
  }

  /** Whether a file or link below {@code /devices} is kept. */
  boolean keeps(String path) {
    if (path.startsWith("/devices/system/memory/") || path.startsWith("/devices/system/node/")) {
      return true;
    }
    String directory = DevicePath.parent(path);
    return nearestDevice(directory).filter(whole::contains).isPresent()
        || (parents.contains(directory) && OF_PARENTS.contains(DevicePath.name(path)));
  }

  private Optional<String> nearestDevice(String directory) {
    for (String path = directory; !path.isEmpty(); path = DevicePath.parent(path)) {
      if (subsystems.containsKey(path)) {
        return Optional.of(path);
      }
    }
    return Optional.empty();
  }
}
