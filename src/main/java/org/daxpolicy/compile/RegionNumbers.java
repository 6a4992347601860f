package org.daxpolicy.compile;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.daxpolicy.glob.NumberSet;

/**
 * Patterns for a decimal number that has something behind it, as the {@code R} of {@code daxR.I}:
 * an open end ({@code 1*}) would swallow the dot, so each pattern has a fixed length.
 */
final class RegionNumbers {
  /** The numbers a region can have. */
  static final NumberSet DOMAIN =
      NumberSet.between(BigInteger.ZERO, BigInteger.valueOf(Integer.MAX_VALUE));

  private static final int LONGEST = 10;

  private RegionNumbers() {}

  /** Patterns that accept exactly the members of {@code set} between 0 and 2^31 - 1. */
  static List<String> patterns(NumberSet set) {
    List<String> patterns = new ArrayList<>();
    for (int length = 1; length <= LONGEST; length++) {
      BigInteger least = length == 1 ? BigInteger.ZERO : BigInteger.TEN.pow(length - 1);
      BigInteger most =
          BigInteger.TEN
              .pow(length)
              .subtract(BigInteger.ONE)
              .min(BigInteger.valueOf(Integer.MAX_VALUE));
      for (NumberSet.Range range : set.intersect(NumberSet.between(least, most)).ranges()) {
        digits(
            range.low().orElse(least).toString(),
            range.high().orElse(most).toString(),
            "",
            patterns);
      }
    }
    return patterns;
  }

  /** Adds patterns for the numbers {@code low} to {@code high}, which are of one length. */
  private static void digits(String low, String high, String prefix, List<String> out) {
    int same = 0;
    while (same < low.length() && low.charAt(same) == high.charAt(same)) {
      same++;
    }
    String head = prefix + low.substring(0, same);
    if (same == low.length()) {
      out.add(head);
      return;
    }
    String lowTail = low.substring(same + 1);
    String highTail = high.substring(same + 1);
    char from = low.charAt(same);
    char to = high.charAt(same);
    boolean lowWhole = all(lowTail, '0');
    boolean highWhole = all(highTail, '9');
    if (!lowWhole) {
      digits(lowTail, "9".repeat(lowTail.length()), head + from, out);
      from++;
    }
    if (!highWhole) {
      to--;
    }
    if (from <= to) {
      out.add(head + oneOf(from, to) + "[0-9]".repeat(lowTail.length()));
    }
    if (!highWhole) {
      digits("0".repeat(highTail.length()), highTail, head + high.charAt(same), out);
    }
  }

  private static boolean all(String text, char digit) {
    return text.chars().allMatch(c -> c == digit);
  }

  private static String oneOf(char from, char to) {
    if (from == to) {
      return String.valueOf(from);
    }
    return to - from == 1 ? "[" + from + to + "]" : "[" + from + "-" + to + "]";
  }
}
