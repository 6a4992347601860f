package org.daxpolicy.dax;

import java.util.Optional;

/**
 * The physical memory of a dax device of one mapping.
 *
 * @param start physical address
 * @param size bytes
 * @param node the NUMA node it has as system memory; empty when firmware tells none
 */
public record MemoryRange(long start, long size, Optional<Integer> node) {
  /**
   * How many whole memory blocks {@code kmem} makes of it: the start is rounded up and the end down
   * ({@code drivers/dax/kmem.c}).
   *
   * @param blockSize bytes of a memory block, a power of two
   */
  public long blocks(long blockSize) {
    long first = -Math.floorDiv(-start, blockSize);
    long end = Math.floorDiv(start + size, blockSize);
    return Math.max(0, end - first);
  }
}
