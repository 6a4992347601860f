package org.daxpolicy.glob;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The fewest boxes that hold every number of one range.
 *
 * <p>A box lies within bounds if its smallest string, of each place's smallest digit, is not below
 * the low bound, and its largest is not above the high one. So a box that cannot be widened has one
 * of few <em>low corners</em>: the low bound itself, or the bound up to a place, one more at that
 * place, and zeros. The same holds from above. A number is inside the low corner of a place if its
 * digit there is above the bound's and no earlier one is below it. So all that matters of a number
 * is the set of low corners and the set of high corners it is inside of, and a cover is a set of
 * pairs, a low and a high corner each, that has a pair in the product of the two sets of every
 * number. There are at most a few dozen such products that do not hold another one, whatever the
 * numbers' length; a smallest set of pairs for them is found by branch and bound.
 */
final class RangeCover {
  /** Far more than any range met so far took: ten digits took 4,300 at most, five digits 30. */
  private static final int STEPS = 100_000;

  private final int radix;
  private final int[] low;
  private final int[] high;
  private final int[] most;
  private final int lowCorners;
  private final int highCorners;
  private int steps;

  /**
   * What matters of a number: the corners it is inside of, as bit masks. Bit 0 is the bound itself,
   * bit p + 1 the corner of place p.
   */
  private record Inside(int low, int high) {
    boolean meets(Inside other) {
      return (low & other.low) != 0 && (high & other.high) != 0;
    }

    boolean isPartOf(Inside other) {
      return (low & ~other.low) == 0 && (high & ~other.high) == 0;
    }

    int size() {
      return Integer.bitCount(low) * Integer.bitCount(high);
    }

    /** Its pairs: each holds one bit of either mask. */
    List<Inside> pairs() {
      List<Inside> pairs = new ArrayList<>();
      for (int l = low; l != 0; l &= l - 1) {
        for (int h = high; h != 0; h &= h - 1) {
          pairs.add(new Inside(Integer.lowestOneBit(l), Integer.lowestOneBit(h)));
        }
      }
      return pairs;
    }
  }

  /**
   * Beginnings of numbers, all inside of the same corners.
   *
   * @param inside the corners
   * @param underLow whether no digit is below the low bound's, so that later places count
   * @param underHigh whether no digit is above the upper bound's
   * @param asLow whether the beginning is that of the smallest number
   * @param asHigh whether it is that of the largest
   */
  private record Prefix(
      Inside inside, boolean underLow, boolean underHigh, boolean asLow, boolean asHigh) {
    /** Whether each way to go on from {@code other} is one from here, inside of no more corners. */
    boolean isAtLeastAsHardAs(Prefix other) {
      return inside.isPartOf(other.inside)
          && (!underLow || other.underLow)
          && (!underHigh || other.underHigh)
          && (!asLow || other.asLow)
          && (!asHigh || other.asHigh);
    }

    int ease() {
      return 8 * (Integer.bitCount(inside.low) + Integer.bitCount(inside.high))
          + (underLow ? 1 : 0)
          + (underHigh ? 1 : 0)
          + (asLow ? 1 : 0)
          + (asHigh ? 1 : 0);
    }
  }

  /**
   * @param digits the length of the numbers' strings
   * @param low the smallest number that must be covered, and the smallest that may
   * @param high the largest number that must be covered
   * @param most the largest number that may be covered, at least {@code high}
   */
  RangeCover(int radix, int digits, BigInteger low, BigInteger high, BigInteger most) {
    this.radix = radix;
    this.low = digits(low, digits);
    this.high = digits(high, digits);
    this.most = digits(most, digits);
    int below = 0;
    int above = 0;
    boolean zeros = true;
    boolean nines = true;
    for (int p = digits - 1; p >= 0; p--) {
      below |= zeros ? 0 : 2 << p;
      above |= nines ? 0 : 2 << p;
      zeros &= this.low[p] == 0;
      nines &= this.most[p] == radix - 1;
    }
    this.lowCorners = below;
    this.highCorners = above;
  }

  private int[] digits(BigInteger number, int length) {
    int[] digits = new int[length];
    BigInteger rest = number;
    for (int p = length - 1; p >= 0; p--) {
      BigInteger[] parts = rest.divideAndRemainder(BigInteger.valueOf(radix));
      digits[p] = parts[1].intValue();
      rest = parts[0];
    }
    return digits;
  }

  /**
   * A smallest cover, if it takes fewer boxes than {@code count}; that many are a cover that goes
   * digit by digit.
   */
  Optional<List<Box>> ofFewerThan(int count) {
    if (lowCorners == 0 || highCorners == 0) {
      // bounded on one side only, no box holds two corners, and digit by digit each gets its own
      return Optional.empty();
    }
    List<Inside> all = numbers();
    int bound = apart(all);
    List<Inside> best = List.of();
    int size = count;
    steps = 0;
    while (size > bound) {
      List<Inside> fewer = search(all, List.of(), size - 1);
      if (fewer.isEmpty()) {
        break;
      }
      best = fewer;
      size = fewer.size();
    }
    return best.isEmpty() ? Optional.empty() : Optional.of(best.stream().map(this::box).toList());
  }

  /** What matters of the numbers of the range, without what holds another. */
  private List<Inside> numbers() {
    List<Prefix> prefixes = List.of(new Prefix(new Inside(0, 0), true, true, true, true));
    for (int place = 0; place < low.length; place++) {
      Set<Prefix> longer = new HashSet<>();
      int[] telling = telling(place);
      for (Prefix prefix : prefixes) {
        for (int digit : telling) {
          boolean outside =
              prefix.asLow && digit < low[place] || prefix.asHigh && digit > high[place];
          if (!outside) {
            longer.add(longer(prefix, place, digit));
          }
        }
      }
      prefixes = hardest(longer);
    }
    List<Inside> ends = new ArrayList<>();
    for (Prefix prefix : prefixes) {
      ends.add(
          new Inside(
              prefix.inside.low | (prefix.underLow ? 1 : 0),
              prefix.inside.high | (prefix.underHigh ? 1 : 0)));
    }
    ends.sort(
        Comparator.comparingInt(Inside::size)
            .thenComparing(Inside::low)
            .thenComparing(Inside::high));
    List<Inside> kept = new ArrayList<>();
    for (Inside end : ends) {
      if (kept.stream().noneMatch(k -> k.isPartOf(end))) {
        kept.add(end);
      }
    }
    return kept;
  }

  /** One digit of each kind: all that lie alike to the bounds' digits decide alike. */
  private int[] telling(int place) {
    return IntStream.of(low[place], high[place], most[place])
        .flatMap(d -> IntStream.rangeClosed(d - 1, d + 1))
        .filter(d -> d >= 0 && d < radix)
        .distinct()
        .sorted()
        .toArray();
  }

  private Prefix longer(Prefix prefix, int place, int digit) {
    int bit = 2 << place;
    boolean above = prefix.underLow && digit > low[place];
    boolean below = prefix.underHigh && digit < most[place];
    return new Prefix(
        new Inside(
            prefix.inside.low | (above ? bit & lowCorners : 0),
            prefix.inside.high | (below ? bit & highCorners : 0)),
        prefix.underLow && digit >= low[place],
        prefix.underHigh && digit <= most[place],
        prefix.asLow && digit == low[place],
        prefix.asHigh && digit == high[place]);
  }

  private static List<Prefix> hardest(Set<Prefix> prefixes) {
    List<Prefix> sorted = new ArrayList<>(prefixes);
    sorted.sort(
        Comparator.comparingInt(Prefix::ease)
            .thenComparing(p -> p.inside.low)
            .thenComparing(p -> p.inside.high));
    List<Prefix> kept = new ArrayList<>();
    for (Prefix prefix : sorted) {
      if (kept.stream().noneMatch(k -> k.isAtLeastAsHardAs(prefix))) {
        kept.add(prefix);
      }
    }
    return kept;
  }

  /** How many were found of which no two can share a box; each takes one of its own. */
  private static int apart(List<Inside> numbers) {
    List<Inside> taken = new ArrayList<>();
    for (Inside number : numbers) {
      if (taken.stream().noneMatch(number::meets)) {
        taken.add(number);
      }
    }
    return taken.size();
  }

  /** At most {@code count} pairs that hit {@code open}, behind {@code chosen}; none if none do. */
  private List<Inside> search(List<Inside> open, List<Inside> chosen, int count) {
    if (open.isEmpty()) {
      return chosen;
    }
    if (++steps > STEPS || apart(open) > count) {
      return List.of();
    }
    // numbers are sorted by how few pairs they have
    List<Inside> pairs = new ArrayList<>(open.get(0).pairs());
    pairs.sort(Comparator.comparingLong(p -> open.stream().filter(o -> !o.meets(p)).count()));
    for (Inside pair : pairs) {
      List<Inside> longer = new ArrayList<>(chosen);
      longer.add(pair);
      List<Inside> left = open.stream().filter(o -> !o.meets(pair)).toList();
      List<Inside> found = search(left, longer, count - 1);
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of();
  }

  /** The box between the corners of a pair. */
  private Box box(Inside pair) {
    int lowPlace = Integer.numberOfTrailingZeros(pair.low) - 1;
    int highPlace = Integer.numberOfTrailingZeros(pair.high) - 1;
    List<Integer> places = new ArrayList<>();
    for (int p = 0; p < low.length; p++) {
      int first = lowPlace < 0 || p < lowPlace ? low[p] : p == lowPlace ? low[p] + 1 : 0;
      int last =
          highPlace < 0 || p < highPlace ? most[p] : p == highPlace ? most[p] - 1 : radix - 1;
      places.add((2 << last) - (1 << first));
    }
    return new Box(places);
  }
}
