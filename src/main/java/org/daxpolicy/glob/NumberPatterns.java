package org.daxpolicy.glob;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Sets of numbers as udev patterns over their printed form. */
public final class NumberPatterns {
  /** What a value that is there at all matches, in udev and in {@link Glob}. */
  public static final String PRESENT = "?*";

  private final Notation notation;

  private NumberPatterns(Notation notation) {
    this.notation = notation;
  }

  /**
   * Patterns whose alternation accepts, of the numbers of the notation as they are printed, exactly
   * the members of {@code set}.
   *
   * <p>What is no number is rejected where its first character tells; digits are matched by classes
   * rather than {@code ?}. Patterns overlap where that saves one: 15 to 36 is {@code [12][5-9]} and
   * {@code [23][0-6]}. For one range no shorter list exists (within the notation's greatest length,
   * where some strings are no number, the list is short, not always shortest); for other sets it is
   * short, not always shortest.
   *
   * @param set any numbers; those outside the notation's domain are left out
   * @param notation how the numbers are printed
   * @return in the order negative numbers, then by length, then by text; no pattern if no number of
   *     the domain is in the set, and only {@link #PRESENT} if all are
   */
  public static List<String> globs(NumberSet set, Notation notation) {
    NumberSet members = set.intersect(notation.domain());
    if (members.equals(notation.domain())) {
      return List.of(PRESENT);
    }
    NumberPatterns patterns = new NumberPatterns(notation);
    List<String> globs = new ArrayList<>();
    if (notation.least().signum() < 0) {
      NumberSet negative = negated(members.intersect(NumberSet.atMost(BigInteger.ONE.negate())));
      globs.addAll(patterns.magnitudes("-", negative, notation.least().negate(), false));
    }
    NumberSet natural = members.intersect(NumberSet.atLeast(BigInteger.ZERO));
    globs.addAll(patterns.magnitudes("", natural, notation.greatest(), true));
    return List.copyOf(globs);
  }

  /**
   * Patterns of numbers from 0 (or 1, without {@code zero}) to {@code greatest}, length by length;
   * all lengths from the first on behind which nothing is missing share one pattern with a star.
   */
  private List<String> magnitudes(
      String sign, NumberSet members, BigInteger greatest, boolean zero) {
    String prefix = sign + notation.prefix();
    BigInteger radix = BigInteger.valueOf(notation.radix());
    if (members.equals(NumberSet.between(BigInteger.ZERO, greatest))) {
      return List.of(prefix + Box.repeat(notation.radix(), 0, 1) + "*");
    }
    int lengths = greatest.toString(notation.radix()).length();
    int complete = lengths + 1;
    while (complete > 1 && holdsAll(members, complete - 1, greatest)) {
      complete--;
    }
    List<String> globs = new ArrayList<>();
    for (int length = 1; length < complete; length++) {
      BigInteger low =
          length == 1 ? (zero ? BigInteger.ZERO : BigInteger.ONE) : radix.pow(length - 1);
      BigInteger high = radix.pow(length).subtract(BigInteger.ONE);
      NumberSet required = members.intersect(NumberSet.between(low, high));
      NumberSet beyond = NumberSet.between(greatest.add(BigInteger.ONE), high);
      BoxCover cover = new BoxCover(notation.radix());
      for (Box box : cover.smallest(length, required, required.union(beyond))) {
        globs.add(prefix + box.text());
      }
    }
    if (complete <= lengths) {
      globs.add(
          prefix
              + Box.repeat(notation.radix(), 1, 1)
              + Box.repeat(notation.radix(), 0, complete - 1)
              + "*");
    }
    return globs;
  }

  /** Whether all positive numbers of {@code length} digits up to {@code greatest} are members. */
  private boolean holdsAll(NumberSet members, int length, BigInteger greatest) {
    BigInteger radix = BigInteger.valueOf(notation.radix());
    BigInteger high = radix.pow(length).subtract(BigInteger.ONE).min(greatest);
    NumberSet all = NumberSet.between(radix.pow(length - 1), high);
    return members.intersect(all).equals(all);
  }

  private static NumberSet negated(NumberSet set) {
    return new NumberSet(
        set.ranges().stream()
            .map(
                r ->
                    new NumberSet.Range(
                        r.high().map(BigInteger::negate), r.low().map(BigInteger::negate)))
            .toList());
  }
}
