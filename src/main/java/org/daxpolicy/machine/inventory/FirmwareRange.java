package org.daxpolicy.machine.inventory;

import java.util.List;

/**
 * A range of memory that firmware set apart, as {@code /proc/iomem} or the firmware's memory map
 * shows it.
 *
 * @param start its first byte's physical address
 * @param size bytes
 * @param name {@code Soft Reserved}, {@code CXL Window 0}, {@code Persistent Memory}
 * @param holders what lies in it, from the outside in: {@code region0}, {@code dax0.0}, {@code
 *     System RAM (kmem)}; nothing if nobody has claimed it
 */
public record FirmwareRange(long start, long size, String name, List<String> holders) {
  public FirmwareRange {
    holders = List.copyOf(holders);
  }
}
