package org.daxpolicy.udev;

import java.util.Optional;

/** Numbers as C reads them: white space in front, a sign, and a prefix that tells the base. */
final class Numbers {
  private Numbers() {}

  /** A number from 0 to 2³²-1. */
  static Optional<Long> unsigned(String text) {
    return number(text).filter(n -> n >= 0 && n <= 0xffffffffL && !text.contains("-"));
  }

  /** A number from -2³¹ to 2³¹-1. */
  static Optional<Integer> signed(String text) {
    return number(text)
        .filter(n -> n >= Integer.MIN_VALUE && n <= Integer.MAX_VALUE)
        .map(Long::intValue);
  }

  /**
   * The number of a user or group, digits only: 32 bits without sign, of which 65535 and 2³²-1 are
   * nobody's.
   */
  static Optional<Integer> id(String text) {
    boolean digits = !text.isEmpty() && text.chars().allMatch(c -> ByteText.isDigit((char) c));
    return digits
        ? unsigned(text).filter(n -> n != 0xffff && n != 0xffffffffL).map(Long::intValue)
        : Optional.empty();
  }

  /** Octal permission bits up to 07777. */
  static Optional<Integer> mode(String text) {
    String digits = stripFront(text);
    if (digits.isEmpty()) {
      return Optional.empty();
    }
    int mode = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c < '0' || c > '7') {
        return Optional.empty();
      }
      mode = mode * 8 + c - '0';
      if (mode > 07777) {
        return Optional.empty();
      }
    }
    return Optional.of(mode);
  }

  /** Why a text is no number of the wanted size, in C's words. */
  static String complaint(String text) {
    return number(text).isPresent() ? "Numerical result out of range" : "Invalid argument";
  }

  /** Why a text is no mode, in C's words. */
  static String complaintOfMode(String text) {
    boolean octal = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '7');
    return octal ? "Numerical result out of range" : "Invalid argument";
  }

  private static Optional<Long> number(String text) {
    String rest = stripFront(text);
    boolean negative = rest.startsWith("-");
    if (negative || rest.startsWith("+")) {
      rest = rest.substring(1);
    }
    int base = 10;
    if (rest.startsWith("0x") || rest.startsWith("0X")) {
      base = 16;
    } else if (rest.startsWith("0b") || rest.startsWith("0B")) {
      base = 2;
    } else if (rest.startsWith("0o") || rest.startsWith("0O")) {
      base = 8;
    }
    if (base != 10) {
      rest = rest.substring(2);
    } else if (rest.length() > 1 && rest.startsWith("0")) {
      base = 8;
    }
    if (rest.isEmpty() || rest.length() > 40) {
      return Optional.empty();
    }
    long value = 0;
    for (int i = 0; i < rest.length(); i++) {
      char c = rest.charAt(i);
      int digit = c < 0x80 ? Character.digit(c, base) : -1;
      if (digit < 0) {
        return Optional.empty();
      }
      value = Math.min(value * base + digit, 1L << 40);
    }
    return Optional.of(negative ? -value : value);
  }

  private static String stripFront(String text) {
    int start = 0;
    while (start < text.length() && ByteText.isSpace(text.charAt(start))) {
      start++;
    }
    return text.substring(start);
  }
}
