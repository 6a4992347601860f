package org.daxpolicy.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.daxpolicy.dax.DaxDeviceState;
import org.daxpolicy.dax.Driver;
import org.daxpolicy.dax.MemoryRange;
import org.daxpolicy.dax.MemoryState;
import org.daxpolicy.dax.Zone;
import org.daxpolicy.machine.Machine;

/** A dax device as a snapshot shows it, read without the simulator. */
public record Observed(Optional<Driver> driver, MemoryState memory) {
  public static Observed of(Machine machine, String devpath) {
    SysfsFiles sysfs = new SysfsFiles(machine.sysfs());
    long blockSize =
        sysfs
            .text("/devices/system/memory/block_size_bytes")
            .map(t -> Long.parseLong(t, 16))
            .orElse(1L << 27);
    MemoryRange range =
        new MemoryRange(
            sysfs.number(devpath + "/resource").orElse(0L),
            sysfs.number(devpath + "/size").orElse(0L),
            Optional.empty());
    Optional<Driver> driver = sysfs.link(devpath + "/driver").flatMap(Driver::parse);
    List<MemoryState.Run> runs = new ArrayList<>();
    for (String name : sysfs.names("/devices/system/memory")) {
      if (name.matches("memory\\d+")) {
        long n = Long.parseLong(name.substring("memory".length()));
        boolean inside =
            n * blockSize >= range.start() && (n + 1) * blockSize <= range.start() + range.size();
        if (inside && driver.equals(Optional.of(Driver.KMEM))) {
          runs.add(new MemoryState.Run(n, n, zone(sysfs, "/devices/system/memory/" + name)));
        }
      }
    }
    return new Observed(driver, new MemoryState(runs));
  }

  public static Observed of(DaxDeviceState state) {
    return new Observed(state.driver(), state.memory());
  }

  private static Optional<Zone> zone(SysfsFiles sysfs, String block) {
    return sysfs
        .text(block + "/state")
        .filter("online"::equals)
        .map(
            s ->
                sysfs.text(block + "/valid_zones").equals(Optional.of("Movable"))
                    ? Zone.MOVABLE
                    : Zone.KERNEL);
  }
}
