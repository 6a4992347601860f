package org.daxpolicy.simulate;

import java.util.List;
import java.util.Optional;
import org.daxpolicy.dax.DaxDeviceState;
import org.daxpolicy.dax.Driver;
import org.daxpolicy.dax.MemoryRange;
import org.daxpolicy.dax.MemoryState;
import org.daxpolicy.dax.Origin;
import org.daxpolicy.dax.Zone;

/**
 * A dax device as the snapshot shows it.
 *
 * @param devpath its path without {@code /sys}
 * @param origin where it comes from, if its ancestors tell
 * @param state driver and memory
 * @param blocksShown whether the snapshot holds memory blocks of its range
 */
record ObservedDevice(
    String devpath, Optional<Origin> origin, DaxDeviceState state, boolean blocksShown) {

  static ObservedDevice of(SysfsFiles sysfs, String devpath, long blockSize) {
    String name = devpath.substring(devpath.lastIndexOf('/') + 1);
    MemoryRange range =
        new MemoryRange(
            sysfs.number(devpath + "/resource").orElse(0L),
            sysfs.number(devpath + "/size").orElse(0L),
            sysfs.number(devpath + "/target_node").map(Long::intValue));
    Optional<Driver> driver = sysfs.link(devpath + "/driver").flatMap(Driver::parse);
    DaxDeviceState bare = new DaxDeviceState(name, range, driver, MemoryState.NONE);
    List<String> blocks =
        sysfs.names("/devices/system/memory").stream()
            .filter(n -> n.matches("memory\\d{1,9}"))
            .filter(n -> holds(range, Long.parseLong(n.substring(6)), blockSize))
            .toList();
    return new ObservedDevice(
        devpath,
        sysfs.origin(devpath),
        bare.systemRam() ? bare.with(memory(sysfs, blocks, range.blocks(blockSize))) : bare,
        !blocks.isEmpty());
  }

  String name() {
    return state.name();
  }

  /** Whether memory block {@code number} lies in the device's range. */
  boolean holds(long number, long blockSize) {
    return holds(state.range(), number, blockSize);
  }

  private static boolean holds(MemoryRange range, long number, long blockSize) {
    long start = number * blockSize;
    return start >= range.start() && start + blockSize <= range.start() + range.size();
  }

  private static MemoryState memory(SysfsFiles sysfs, List<String> blocks, long total) {
    long online = 0;
    Optional<Zone> zone = Optional.empty();
    for (String name : blocks) {
      String block = "/devices/system/memory/" + name;
      if (sysfs.text(block + "/state").equals(Optional.of("online"))) {
        online++;
        Zone own =
            sysfs.text(block + "/valid_zones").orElse("").equals("Movable")
                ? Zone.MOVABLE
                : Zone.KERNEL;
        zone = Optional.of(zone.map(z -> z.with(own)).orElse(own));
      }
    }
    return new MemoryState(total, online, zone);
  }
}
