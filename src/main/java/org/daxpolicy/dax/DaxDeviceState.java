package org.daxpolicy.dax;

import java.util.Optional;

/**
 * A dax device as the kernel has it.
 *
 * @param name {@code daxR.I}
 * @param range its memory
 * @param driver the bound driver; empty if unbound
 * @param memory its memory blocks; {@link MemoryState#NONE} unless bound to {@code kmem}
 * @param weight the weight by which allocations are interleaved over its node, 1 to 255; empty
 *     while no memory is online, and where the kernel knows no weights
 */
public record DaxDeviceState(
    String name,
    MemoryRange range,
    Optional<Driver> driver,
    MemoryState memory,
    Optional<Integer> weight) {

  /** An unbound device. */
  public static DaxDeviceState unbound(String name, MemoryRange range) {
    return new DaxDeviceState(name, range, Optional.empty(), MemoryState.NONE, Optional.empty());
  }

  /** The same without driver and memory. */
  public DaxDeviceState unbound() {
    return unbound(name, range);
  }

  /** The same bound to a driver that adds no memory. */
  public DaxDeviceState bound(Driver other) {
    return new DaxDeviceState(name, range, Optional.of(other), MemoryState.NONE, Optional.empty());
  }

  /** Whether {@code kmem} is bound. */
  public boolean systemRam() {
    return driver.equals(Optional.of(Driver.KMEM));
  }

  /** {@code system-ram}, {@code devdax}, {@code famfs} or {@code unbound}. */
  public String mode() {
    return driver
        .map(
            d ->
                switch (d) {
                  case KMEM -> "system-ram";
                  case DEVICE_DAX -> "devdax";
                  case FSDEV_DAX -> "famfs";
                })
        .orElse("unbound");
  }
}
