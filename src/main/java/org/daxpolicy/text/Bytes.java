package org.daxpolicy.text;

/** Numbers of bytes as policies write them. */
public final class Bytes {
  private static final String UNITS = "KMGTP";

  private Bytes() {}

  /**
   * In the largest unit of which it is a whole number: {@code 16GiB}, {@code 1536MiB}, {@code 7B}.
   */
  public static String text(long bytes) {
    int unit = 0;
    while (bytes != 0 && unit < UNITS.length() && bytes % (1L << 10 * (unit + 1)) == 0) {
      unit++;
    }
    return unit == 0 ? bytes + "B" : (bytes >> 10 * unit) + "" + UNITS.charAt(unit - 1) + "iB";
  }
}
