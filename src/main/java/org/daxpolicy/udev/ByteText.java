package org.daxpolicy.udev;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Byte strings: strings whose chars are bytes. udev knows no character set, so everything it
 * compares is one of these.
 */
public final class ByteText {
  private ByteText() {}

  /** The UTF-8 bytes of {@code text} as a byte string. */
  public static String of(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /** The bytes as a byte string. */
  public static String of(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** A byte string as people read it: decoded from UTF-8, bad bytes replaced. */
  public static String readable(String bytes) {
    return isAscii(bytes)
        ? bytes
        : new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private static boolean isAscii(String bytes) {
    for (int i = 0; i < bytes.length(); i++) {
      if (bytes.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /** Whether udev takes a code point for a character: no surrogate and no noncharacter is one. */
  static boolean isCharacter(long code) {
    boolean surrogate = code >= 0xd800 && code <= 0xdfff;
    return !surrogate && (code & 0xfffe) != 0xfffe && (code < 0xfdd0 || code > 0xfdef);
  }

  /** Whether all of it is UTF-8 as udev knows it, which has no place for noncharacters. */
  static boolean isUtf8(String bytes) {
    if (isAscii(bytes)) {
      return true;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
          .codePoints()
          .allMatch(ByteText::isCharacter);
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** Space, tab, LF and CR: what the rule language takes for white space. */
  static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  /** What C's {@code isspace} says: VT and FF too. */
  static boolean isSpace(char c) {
    return isBlank(c) || c == 0x0b || c == 0x0c;
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isAlphanumeric(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  static String trimRight(String text) {
    int end = text.length();
    while (end > 0 && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }

  static String trim(String text) {
    int start = 0;
    String right = trimRight(text);
    while (start < right.length() && isBlank(right.charAt(start))) {
      start++;
    }
    return right.substring(start);
  }

  /** {@code text} without the newlines and carriage returns at its end. */
  static String chomp(String text) {
    int end = text.length();
    while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return text.substring(0, end);
  }
}
