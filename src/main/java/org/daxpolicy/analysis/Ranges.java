package org.daxpolicy.analysis;

import java.util.Arrays;
import java.util.BitSet;

/** Atoms of one alphabet as ascending ranges that do not touch. */
final class Ranges {
  /** The end of a range without one. */
  static final int END = Integer.MAX_VALUE;

  static final Ranges NONE = new Ranges(new int[0]);
  static final Ranges ALL = new Ranges(new int[] {0, END});

  /** First atom, and first atom behind, of each range. */
  private final int[] bounds;

  private Ranges(int[] bounds) {
    this.bounds = bounds;
  }

  /** The atoms from {@code from} to before {@code to}. */
  static Ranges of(int from, int to) {
    return from >= to ? NONE : new Ranges(new int[] {from, to});
  }

  /**
   * Ascending ranges; those that touch become one.
   *
   * @param bounds pairs of first atom and first atom behind
   */
  static Ranges of(int[] bounds) {
    int[] merged = new int[bounds.length];
    int length = 0;
    for (int i = 0; i < bounds.length; i += 2) {
      if (bounds[i] >= bounds[i + 1]) {
        continue;
      }
      if (length > 0 && merged[length - 1] == bounds[i]) {
        merged[length - 1] = bounds[i + 1];
      } else {
        merged[length++] = bounds[i];
        merged[length++] = bounds[i + 1];
      }
    }
    return new Ranges(Arrays.copyOf(merged, length));
  }

  static Ranges of(BitSet atoms) {
    int[] bounds = new int[2 * atoms.cardinality()];
    int length = 0;
    for (int from = atoms.nextSetBit(0); from >= 0; ) {
      int to = atoms.nextClearBit(from);
      bounds[length++] = from;
      bounds[length++] = to;
      from = atoms.nextSetBit(to);
    }
    return new Ranges(Arrays.copyOf(bounds, length));
  }

  /** These atoms and further ones below all of them. */
  Ranges after(Ranges lower) {
    int[] all = Arrays.copyOf(lower.bounds, lower.bounds.length + bounds.length);
    System.arraycopy(bounds, 0, all, lower.bounds.length, bounds.length);
    return of(all);
  }

  /** The same of an alphabet of so many atoms: the range with the last one has no end. */
  Ranges within(int size) {
    int[] all = bounds.clone();
    for (int i = 1; i < all.length; i += 2) {
      all[i] = all[i] >= size ? END : all[i];
    }
    return of(all);
  }

  int count() {
    return bounds.length / 2;
  }

  int from(int range) {
    return bounds[2 * range];
  }

  int to(int range) {
    return bounds[2 * range + 1];
  }

  boolean isEmpty() {
    return bounds.length == 0;
  }
}
