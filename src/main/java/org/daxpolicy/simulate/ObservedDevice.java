package org.daxpolicy.simulate;

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
 */
record ObservedDevice(String devpath, Optional<Origin> origin, DaxDeviceState state) {

  static ObservedDevice of(SysfsFiles sysfs, String devpath, long blockSize) {
    String name = devpath.substring(devpath.lastIndexOf('/') + 1);
    MemoryRange range =
        new MemoryRange(
            sysfs.number(devpath + "/resource").orElse(0L),
            sysfs.number(devpath + "/size").orElse(0L),
            sysfs.number(devpath + "/target_node").map(Long::intValue));
    Optional<Driver> driver = sysfs.link(devpath + "/driver").flatMap(Driver::parse);
    MemoryState memory =
        driver.equals(Optional.of(Driver.KMEM))
            ? memory(sysfs, range, blockSize)
            : MemoryState.NONE;
    return new ObservedDevice(
        devpath, sysfs.origin(devpath), new DaxDeviceState(name, range, driver, memory));
  }

  String name() {
    return state.name();
  }

  /** Whether memory block {@code number} lies in the device's range. */
  boolean holds(long number, long blockSize) {
    long start = number * blockSize;
    return start >= state.range().start()
        && start + blockSize <= state.range().start() + state.range().size();
  }

  private static MemoryState memory(SysfsFiles sysfs, MemoryRange range, long blockSize) {
    long first = -Math.floorDiv(-range.start(), blockSize);
    long online = 0;
    Optional<Zone> zone = Optional.empty();
    for (long n = first; n < first + range.blocks(blockSize); n++) {
      String block = "/devices/system/memory/memory" + n;
      if (sysfs.text(block + "/state").equals(Optional.of("online"))) {
        online++;
        Zone own =
            sysfs.text(block + "/valid_zones").orElse("").equals("Movable")
                ? Zone.MOVABLE
                : Zone.KERNEL;
        zone = Optional.of(zone.map(z -> z.with(own)).orElse(own));
      }
    }
    return new MemoryState(range.blocks(blockSize), online, zone);
  }
}
