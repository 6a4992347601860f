package org.daxpolicy.glob;

import java.util.ArrayList;
import java.util.List;

/**
 * Digit strings of one length with a set of digits for each place.
 *
 * @param places for each place, most significant first, the digits as a bit mask
 */
record Box(List<Integer> places) {
  static final Box EMPTY = new Box(List.of());

  Box {
    places = List.copyOf(places);
  }

  static int all(int radix) {
    return (1 << radix) - 1;
  }

  /** All strings of {@code length} digits. */
  static Box full(int radix, int length) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      places.add(all(radix));
    }
    return new Box(places);
  }

  /** Strings of one of the digits of {@code mask}, then one of this box. */
  Box behind(int mask) {
    List<Integer> longer = new ArrayList<>();
    longer.add(mask);
    longer.addAll(places);
    return new Box(longer);
  }

  /** The smallest box that holds this one and {@code other}. */
  Box with(Box other) {
    List<Integer> union = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      union.add(places.get(i) | other.places.get(i));
    }
    return new Box(union);
  }

  /** How many strings it holds, or the largest number there is. */
  long size() {
    long size = 1;
    for (int mask : places) {
      size = Math.min(Long.MAX_VALUE >> 5, size) * Integer.bitCount(mask);
    }
    return size;
  }

  /** The box as a pattern. */
  String text() {
    StringBuilder out = new StringBuilder();
    for (int mask : places) {
      appendClass(out, mask);
    }
    return out.toString();
  }

  /** {@code count} times the class of the digits from {@code low} on. */
  static String repeat(int radix, int low, int count) {
    StringBuilder out = new StringBuilder();
    appendClass(out, all(radix) & -(1 << low));
    return out.toString().repeat(count);
  }

  private static void appendClass(StringBuilder out, int mask) {
    if (Integer.bitCount(mask) == 1) {
      out.append(digit(Integer.numberOfTrailingZeros(mask)));
      return;
    }
    out.append('[');
    for (int d = 0; d < Integer.SIZE; d++) {
      if ((mask >> d & 1) == 1) {
        int last = lastOfRun(mask, d);
        appendRun(out, d, last);
        d = last;
      }
    }
    out.append(']');
  }

  /** The last digit of a run within 0-9 or a-f, since a range across the two holds other bytes. */
  private static int lastOfRun(int mask, int first) {
    int last = first;
    while ((mask >> last + 1 & 1) == 1 && last != 9) {
      last++;
    }
    return last;
  }

  private static void appendRun(StringBuilder out, int first, int last) {
    out.append(digit(first));
    if (last > first + 1) {
      out.append('-');
    }
    if (last > first) {
      out.append(digit(last));
    }
  }

  private static char digit(int value) {
    return Character.forDigit(value, 16);
  }
}
