package org.daxpolicy.glob;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Tries all ways to cover a range of short digit strings by boxes; the oracle of {@link BoxCover}.
 */
final class SmallestCover {
  private final List<BitSet> boxes = new ArrayList<>();
  private final BitSet members = new BitSet();

  SmallestCover(int radix, int digits, int low, int high) {
    members.set(low, high + 1);
    List<BitSet> all = new ArrayList<>();
    BitSet start = new BitSet();
    start.set(0);
    extend(start, radix, digits, all);
    for (BitSet box : all) {
      if (all.stream().noneMatch(other -> other != box && holds(other, box))) {
        boxes.add(box);
      }
    }
  }

  private void extend(BitSet prefixes, int radix, int digits, List<BitSet> found) {
    if (digits == 0) {
      if (holds(members, prefixes)) {
        found.add(prefixes);
      }
      return;
    }
    int rest = (int) Math.pow(radix, digits - 1);
    for (int mask = 1; mask < 1 << radix; mask++) {
      BitSet longer = new BitSet();
      for (int p = prefixes.nextSetBit(0); p >= 0; p = prefixes.nextSetBit(p + 1)) {
        for (int d = 0; d < radix; d++) {
          if ((mask >> d & 1) == 1) {
            longer.set(p * radix + d);
          }
        }
      }
      if (reaches(longer, rest)) {
        extend(longer, radix, digits - 1, found);
      }
    }
  }

  /** Whether each prefix still begins a member. */
  private boolean reaches(BitSet prefixes, int rest) {
    for (int p = prefixes.nextSetBit(0); p >= 0; p = prefixes.nextSetBit(p + 1)) {
      int next = members.nextSetBit(p * rest);
      if (next < 0 || next >= (p + 1) * rest) {
        return false;
      }
    }
    return true;
  }

  /** Whether {@code count} boxes of members hold all members. */
  boolean existsWith(int count) {
    return exists((BitSet) members.clone(), count);
  }

  private boolean exists(BitSet open, int count) {
    if (open.isEmpty()) {
      return true;
    }
    if (count <= 0) {
      return false;
    }
    int first = open.nextSetBit(0);
    for (BitSet box : boxes) {
      if (box.get(first)) {
        BitSet left = (BitSet) open.clone();
        left.andNot(box);
        if (exists(left, count - 1)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean holds(BitSet big, BitSet small) {
    BitSet outside = (BitSet) small.clone();
    outside.andNot(big);
    return outside.isEmpty();
  }
}
