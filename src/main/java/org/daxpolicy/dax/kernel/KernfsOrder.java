package org.daxpolicy.dax.kernel;

import java.util.Comparator;
import java.util.List;

/**
 * The order in which sysfs lists a directory: by a hash of the names ({@code fs/kernfs/dir.c},
 * {@code include/linux/hash.h}; on 64-bit machines). daxctl takes memory blocks offline in this
 * order, so it decides which are offline when one of them refuses.
 */
public final class KernfsOrder {
  private static final long GOLDEN_RATIO = 0x61C8_8646_80B5_83EBL;
  private static final int LARGEST = Integer.MAX_VALUE;

  private KernfsOrder() {}

  /** The names as {@code readdir} returns them. */
  public static List<String> sorted(List<String> names) {
    return names.stream()
        .sorted(Comparator.comparingInt(KernfsOrder::hash).thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  static int hash(String name) {
    long hash = 0;
    for (int i = 0; i < name.length(); i++) {
      long c = name.charAt(i);
      hash = (hash + (c << 4) + (c >> 4)) * 11;
    }
    int folded = (int) (hash * GOLDEN_RATIO >>> 32) & LARGEST;
    // 0, 1 and the largest are reserved for "." and ".." and the end
    return folded < 2 ? folded + 2 : Math.min(folded, LARGEST - 1);
  }
}
