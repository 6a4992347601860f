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
    ObservedDevice bare =
        new ObservedDevice(
            devpath,
            sysfs.origin(devpath),
            new DaxDeviceState(name, range, driver, MemoryState.NONE));
    return bare.state().systemRam()
        ? new ObservedDevice(
            devpath, bare.origin(), bare.state().with(memory(sysfs, bare, blockSize)))
        : bare;
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

  private static MemoryState memory(SysfsFiles sysfs, ObservedDevice device, long blockSize) {
    long online = 0;
    Optional<Zone> zone = Optional.empty();
    for (String name : sysfs.names("/devices/system/memory")) {
      String block = "/devices/system/memory/" + name;
      if (name.matches("memory\\d{1,9}")
          && device.holds(Long.parseLong(name.substring(6)), blockSize)
          && sysfs.text(block + "/state").equals(Optional.of("online"))) {
        online++;
        Zone own =
            sysfs.text(block + "/valid_zones").orElse("").equals("Movable")
                ? Zone.MOVABLE
                : Zone.KERNEL;
        zone = Optional.of(zone.map(z -> z.with(own)).orElse(own));
      }
    }
    return new MemoryState(device.state().range().blocks(blockSize), online, zone);
  }
}
