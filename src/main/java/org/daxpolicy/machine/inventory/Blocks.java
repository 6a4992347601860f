package org.daxpolicy.machine.inventory;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Memory blocks, counted.
 *
 * @param online online blocks by zone; {@code mixed} for a block that spans zones
 * @param offline blocks that are not online
 */
public record Blocks(SortedMap<String, Long> online, long offline) {
  /** No blocks. */
  public static final Blocks NONE = new Blocks(Collections.emptySortedMap(), 0);

  public Blocks {
    online = Collections.unmodifiableSortedMap(new TreeMap<>(online));
  }

  /** How many are online, whatever the zone. */
  public long onlineCount() {
    return online.values().stream().mapToLong(Long::longValue).sum();
  }

  /** All of them. */
  public long total() {
    return onlineCount() + offline;
  }
}
