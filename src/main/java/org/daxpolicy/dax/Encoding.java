package org.daxpolicy.dax;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How an attribute's value is printed in sysfs.
 *
 * @param form the notation
 * @param scale how many base units (bytes, bytes per second, nanoseconds) one printed unit is; 1
 *     for texts
 */
public record Encoding(Form form, BigInteger scale) {
  /** A notation. */
  public enum Form {
    /** Digits without leading zeros, at most 2^64 - 1. */
    DECIMAL,
    /** Digits without leading zeros, or a minus sign and such; 32 bits. */
    SIGNED_DECIMAL,
    /** {@code 0x} and lower-case digits without leading zeros, at most 2^64 - 1. */
    HEX,
    /** Lower-case hex digits without prefix or leading zeros, at most 2^64 - 1. */
    BARE_HEX,
    /** Any text. */
    TEXT
  }

  private static final Pattern DECIMAL_TEXT = Pattern.compile("0|[1-9][0-9]{0,19}");
  private static final Pattern SIGNED_TEXT = Pattern.compile("0|-?[1-9][0-9]{0,9}");
  private static final Pattern HEX_TEXT = Pattern.compile("0x(0|[1-9a-f][0-9a-f]{0,15})");
  private static final Pattern BARE_TEXT = Pattern.compile("0|[1-9a-f][0-9a-f]{0,15}");

  public static final Encoding TEXT = of(Form.TEXT);
  public static final Encoding DECIMAL = of(Form.DECIMAL);
  public static final Encoding SIGNED_DECIMAL = of(Form.SIGNED_DECIMAL);
  public static final Encoding HEX = of(Form.HEX);
  public static final Encoding BARE_HEX = of(Form.BARE_HEX);

  /** A notation whose unit is the base unit. */
  public static Encoding of(Form form) {
    return new Encoding(form, BigInteger.ONE);
  }

  /**
   * Whether a text can be what udev compares: it is not empty, which counts as absent; does not end
   * in white space, which udev cuts; and holds no NUL, at which udev stops reading.
   */
  public static boolean canPrint(String text) {
    return !text.isEmpty() && !endsInSpace(text) && text.indexOf('\0') < 0;
  }

  /** Whether a text ends in what udev cuts: a blank, a tab or the end of a line. */
  public static boolean endsInSpace(String text) {
    return !text.isEmpty() && " \t\n\r".indexOf(text.charAt(text.length() - 1)) >= 0;
  }

  /** The number a printed value stands for, in base units; empty if it is not of this form. */
  public Optional<BigInteger> decode(String printed) {
    return switch (form) {
      case TEXT -> Optional.empty();
      case DECIMAL -> number(DECIMAL_TEXT, printed, 0, 10);
      case SIGNED_DECIMAL -> number(SIGNED_TEXT, printed, 0, 10);
      case HEX -> number(HEX_TEXT, printed, 2, 16);
      case BARE_HEX -> number(BARE_TEXT, printed, 0, 16);
    };
  }

  private Optional<BigInteger> number(Pattern shape, String printed, int skip, int radix) {
    return shape.matcher(printed).matches()
        ? Optional.of(new BigInteger(printed.substring(skip), radix).multiply(scale))
        : Optional.empty();
  }
}
