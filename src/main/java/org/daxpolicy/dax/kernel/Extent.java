package org.daxpolicy.dax.kernel;

/**
 * A piece of physical memory.
 *
 * @param start physical address
 * @param size bytes
 */
public record Extent(long start, long size) {
  /** The address behind it. */
  public long end() {
    return start + size;
  }

  boolean overlaps(Extent other) {
    return start < other.end() && other.start < end();
  }
}
