package org.daxpolicy.machine;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which files of a whole sysfs tree a snapshot keeps: everything of memory devices and of what dax
 * devices hang on, and of other ancestors what rules commonly ask parents for. The rest of a tree,
 * most of it, says nothing about memory.
 */
final class Relevance {
  private static final Set<String> WANTED =
      Set.of("cxl", "dax", "dmi", "memory", "memory_tiering", "nd", "node");

  /** Platform devices by which firmware announces memory, whether it becomes dax devices or not. */
  private static final Pattern PLATFORM =
      Pattern.compile("hmem(_platform)?\\..*|ACPI00(12|16|17):.*|e820_pmem");

  /** Below the bus: the drivers of these. */
  private static final Set<String> BUSES = Set.of("cxl", "dax", "nd");

  /** What is built in under names of its own has parameters like a module. */
  private static final Set<String> BUILT_IN = Set.of("device_hmem", "memory_hotplug");

  private static final Pattern BLOCK = Pattern.compile("/devices/system/memory/memory\\d+/(.*)");

  /** Of a memory block, of which there may be thousands. */
  static final Set<String> OF_BLOCKS =
      Set.of(
          "phys_device", "phys_index", "removable", "state", "subsystem", "uevent", "valid_zones");

  /** A node's links to its memory blocks and processors: each block names its node. */
  private static final Pattern MEMBER =
      Pattern.compile("/devices/system/node/node\\d+/(memory|cpu)\\d+");

  /** What identifies one machine of many stays where it is. */
  private static final String DMI = "/devices/virtual/dmi/id";

  private static final Pattern OF_ONE_MACHINE = Pattern.compile(".*(serial|uuid|asset_tag)");

  /** What firmware says of memory, and how the kernel spreads it. */
  private static final List<String> KEPT_APART =
      List.of("/firmware/memmap/", "/kernel/mm/mempolicy/", "/kernel/mm/numa/");

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
          if (isWanted(path, subsystem)) {
            whole.add(path);
            ancestors(path, subsystem.equals("dax"));
          }
        });
  }

  /** Whether a device is kept for its own sake. */
  static boolean isWanted(String path, String subsystem) {
    return !path.startsWith("/devices/")
        || WANTED.contains(subsystem)
        || (subsystem.equals("platform") && PLATFORM.matcher(DevicePath.name(path)).matches());
  }

  /** Whether an attribute or link is kept of any ancestor of a memory device. */
  static boolean isOfParents(String name) {
    return OF_PARENTS.contains(name);
  }

  /** Whether all of an ancestor of a dax device is kept: there are few of these kinds. */
  static boolean isWholeAsParent(String subsystem) {
    return subsystem.equals("platform") || subsystem.equals("acpi");
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
    if (!path.startsWith("/bus/") && !path.startsWith("/module/")) {
      return KEPT_APART.stream().anyMatch(path::startsWith);
    }
    String[] names = path.substring(1).split("/", -1);
    boolean driver =
        names.length > 3
            && names[0].equals("bus")
            && BUSES.contains(names[1])
            && names[2].equals("drivers");
    boolean parameter =
        names.length == 4
            && names[0].equals("module")
            && (Modules.NAMES.contains(names[1]) || BUILT_IN.contains(names[1]))
            && names[2].equals("parameters");
    return driver || parameter;
  }

  /** Whether a file or link below {@code /devices} is kept. */
  boolean keeps(String path) {
    Matcher block = BLOCK.matcher(path);
    if (block.matches()) {
      return OF_BLOCKS.contains(block.group(1)) || block.group(1).matches("node\\d+");
    }
    if (path.startsWith("/devices/system/memory/") || path.startsWith("/devices/system/node/")) {
      return !MEMBER.matcher(path).matches();
    }
    String directory = DevicePath.parent(path);
    if (directory.equals(DMI) && OF_ONE_MACHINE.matcher(path).matches()) {
      return false;
    }
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
