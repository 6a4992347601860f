package org.daxpolicy.glob;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rows of digit classes, all of one length, and the numbers that at least one of them accepts.
 *
 * <p>What is scattered in each of many rows may be one range in all of them together, so they are
 * walked together: digit by digit, with the set of the rows that still fit.
 */
final class DigitRows {
  /** Sets of rows are bits of a {@code long}. */
  private static final int MOST = 64;

  private final int radix;
  private final int length;
  private final int mostRanges;

  /** For each row a bit set of digits for each place. */
  private final List<int[]> rows = new ArrayList<>();

  /** For each row the place from which on it takes every digit. */
  private final List<Integer> free = new ArrayList<>();

  private final List<Map<Long, NumberSet>> known = new ArrayList<>();
  private boolean scattered;

  DigitRows(int radix, int length, int mostRanges) {
    this.radix = radix;
    this.length = length;
    this.mostRanges = mostRanges;
    for (int i = 0; i < length; i++) {
      known.add(new HashMap<>());
    }
  }

  /** Adds a row. */
  void add(int[] digits) {
    int from = length;
    while (from > 0 && digits[from - 1] == (1 << radix) - 1) {
      from--;
    }
    rows.add(digits);
    free.add(from);
  }

  /** The numbers; none if they are too many ranges, or the rows too many. */
  Optional<NumberSet> numbers() {
    if (rows.size() > MOST) {
      return Optional.empty();
    }
    NumberSet all = from(0, rows.size() == MOST ? -1L : (1L << rows.size()) - 1);
    return scattered ? Optional.empty() : Optional.of(all);
  }

  /** What the digits from a place on may make up, as {@code fitting} rows take them. */
  private NumberSet from(int place, long fitting) {
    if (fitting == 0 || scattered) {
      return NumberSet.EMPTY;
    }
    for (long left = fitting; left != 0; left &= left - 1) {
      if (free.get(Long.numberOfTrailingZeros(left)) <= place) {
        return NumberSet.between(BigInteger.ZERO, power(length - place).subtract(BigInteger.ONE));
      }
    }
    NumberSet before = known.get(place).get(fitting);
    if (before != null) {
      return before;
    }
    BigInteger unit = power(length - place - 1);
    List<NumberSet.Range> found = new ArrayList<>();
    for (int digit = 0; digit < radix; digit++) {
      BigInteger head = unit.multiply(BigInteger.valueOf(digit));
      for (NumberSet.Range r : from(place + 1, taking(fitting, place, digit)).ranges()) {
        found.add(new NumberSet.Range(r.low().map(head::add), r.high().map(head::add)));
      }
    }
    scattered |= found.size() > mostRanges;
    NumberSet set = new NumberSet(found);
    known.get(place).put(fitting, set);
    return set;
  }

  /** Those of some rows that take a digit at a place. */
  private long taking(long fitting, int place, int digit) {
    long taking = 0;
    for (long left = fitting; left != 0; left &= left - 1) {
      int row = Long.numberOfTrailingZeros(left);
      if ((rows.get(row)[place] >> digit & 1) == 1) {
        taking |= 1L << row;
      }
    }
    return taking;
  }

  private BigInteger power(int digits) {
    return BigInteger.valueOf(radix).pow(digits);
  }
}
