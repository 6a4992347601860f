package org.daxpolicy.machine.inventory;

import java.util.List;
import java.util.Optional;

/**
 * A CXL memory device.
 *
 * @param name {@code memN}, which changes between boots
 * @param path its devpath
 * @param host the PCI function it is, {@code 0000:0d:00.0}
 * @param serial its serial number as sysfs prints it, {@code 0x…}
 * @param ram bytes of volatile memory
 * @param pmem bytes of persistent memory
 * @param node the node of the host it is closest to; empty if firmware does not tell
 * @param regions names of the regions it has a part in
 */
public record CxlDevice(
    String name,
    String path,
    Optional<String> host,
    Optional<String> serial,
    Optional<Long> ram,
    Optional<Long> pmem,
    Optional<Integer> node,
    List<String> regions) {
  public CxlDevice {
    regions = List.copyOf(regions);
  }
}
