package org.daxpolicy.dax;

import java.util.Optional;

/**
 * The memory blocks of a dax device bound to {@code kmem}.
 *
 * @param total blocks that exist
 * @param online blocks that are online
 * @param zone where the online ones are; empty if none is
 */
public record MemoryState(long total, long online, Optional<Zone> zone) {
  /** No memory was added. */
  public static final MemoryState NONE = new MemoryState(0, 0, Optional.empty());

  /** All blocks offline. */
  public static MemoryState offline(long total) {
    return new MemoryState(total, 0, Optional.empty());
  }

  /** All blocks online in one zone. */
  public static MemoryState online(long total, Zone zone) {
    return new MemoryState(total, total, Optional.of(zone));
  }

  /** The same with the offline blocks brought online in {@code added}. */
  public MemoryState bringOnline(Zone added) {
    return new MemoryState(total, total, Optional.of(zone.map(z -> z.with(added)).orElse(added)));
  }

  /** {@code 8/8 movable}, {@code 0/8}, or {@code none}. */
  @Override
  public String toString() {
    if (total == 0) {
      return "none";
    }
    return online + "/" + total + zone.map(z -> " " + z.word()).orElse("");
  }
}
