package org.daxpolicy.simulate.shell;

import java.util.OptionalDouble;

/** Spans of time as {@code sleep} and {@code timeout} read them: {@code 10}, {@code 1.5m}. */
public final class Interval {
  private static final double[] FACTORS = {1, 60, 3600, 86_400};

  private Interval() {}

  /** Seconds; empty if it is no such span. */
  public static OptionalDouble seconds(String word) {
    if (!word.matches("\\d{1,6}(?:\\.\\d{1,6})?[smhd]?")) {
      return OptionalDouble.empty();
    }
    int unit = "smhd".indexOf(word.charAt(word.length() - 1));
    String number = unit < 0 ? word : word.substring(0, word.length() - 1);
    return OptionalDouble.of(Double.parseDouble(number) * FACTORS[Math.max(0, unit)]);
  }
}
