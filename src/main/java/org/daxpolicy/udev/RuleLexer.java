package org.daxpolicy.udev;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/** Cuts a rule into terms: key, attribute, operator and quoted value. */
final class RuleLexer {
  /**
   * A term as it was written.
   *
   * @param start where it begins in the rule
   * @param end behind its last character
   */
  record Term(
      String key,
      Optional<String> attribute,
      Operator operator,
      String value,
      boolean foldsCase,
      int start,
      int end) {}

  private final String text;
  private final UdevVersion version;
  private int position;

  RuleLexer(String text, UdevVersion version) {
    this.text = text;
    this.version = version;
    skipSeparators();
  }

  boolean atEnd() {
    return position >= text.length();
  }

  int position() {
    return position;
  }

  /** The next term; empty if what comes is none, after which nothing can be read. */
  Optional<Term> next() {
    int start = position;
    int end = endOfKey(start);
    if (end < 0) {
      return Optional.empty();
    }
    String key = text.substring(start, end);
    position = end;
    Optional<String> attribute = Optional.empty();
    if (peek() == '{') {
      int close = text.indexOf('}', position);
      if (close < 0) {
        return Optional.empty();
      }
      attribute = Optional.of(text.substring(position + 1, close));
      position = close + 1;
    }
    skipBlanks();
    Optional<Operator> operator = operator();
    if (operator.isEmpty()) {
      return Optional.empty();
    }
    skipBlanks();
    boolean escapes = false;
    boolean folds = false;
    while (peek() == 'e' || peek() == 'i') {
      boolean again = peek() == 'e' ? escapes : folds || !version.atLeast(257);
      if (again) {
        return Optional.empty();
      }
      escapes |= peek() == 'e';
      folds |= peek() == 'i';
      position++;
    }
    if (peek() != '"') {
      return Optional.empty();
    }
    position++;
    Optional<String> value = escapes ? escapedValue() : plainValue();
    if (value.isEmpty()) {
      return Optional.empty();
    }
    int behind = position;
    skipSeparators();
    return Optional.of(new Term(key, attribute, operator.get(), value.get(), folds, start, behind));
  }

  private int endOfKey(int start) {
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean beforeEquals = i + 1 < text.length() && text.charAt(i + 1) == '=';
      if (ByteText.isBlank(c) || c == '=' || c == '{' || (beforeEquals && "+-!:".indexOf(c) >= 0)) {
        return i;
      }
    }
    return -1;
  }

  private Optional<Operator> operator() {
    for (Operator operator : Operator.values()) {
      boolean single = operator == Operator.ASSIGN;
      if (!single && text.startsWith(operator.symbol(), position)) {
        position += 2;
        return Optional.of(operator);
      }
    }
    if (peek() == '=') {
      position++;
      return Optional.of(Operator.ASSIGN);
    }
    return Optional.empty();
  }

  /** Only {@code \"} stands for something else; every other backslash is one. */
  private Optional<String> plainValue() {
    StringBuilder value = new StringBuilder();
    while (position < text.length()) {
      char c = text.charAt(position);
      if (c == '"') {
        position++;
        return Optional.of(value.toString());
      }
      if (c == '\\' && text.startsWith("\"", position + 1)) {
        position++;
        c = '"';
      }
      value.append(c);
      position++;
    }
    return Optional.empty();
  }

  private Optional<String> escapedValue() {
    int start = position;
    while (position < text.length() && text.charAt(position) != '"') {
      position += text.charAt(position) == '\\' ? 2 : 1;
    }
    if (position >= text.length()) {
      return Optional.empty();
    }
    String raw = text.substring(start, position);
    position++;
    return unescape(raw);
  }

  /** Resolves C escapes; empty if one is unknown or stands for NUL. */
  private Optional<String> unescape(String raw) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int i = 0;
    while (i < raw.length()) {
      char c = raw.charAt(i++);
      if (c != '\\') {
        bytes.write(c);
        continue;
      }
      char kind = i < raw.length() ? raw.charAt(i) : 0;
      int simple = "abfnrtv\\\"'s".indexOf(kind);
      if (simple >= 0) {
        bytes.write("\u0007\b\f\n\r\t\u000b\\\"' ".charAt(simple));
        i++;
        continue;
      }
      boolean octal = kind >= '0' && kind <= '7';
      int digits = octal ? 3 : kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
      int from = octal ? i : i + 1;
      long code = digits == 0 ? -1 : number(raw, from, digits, octal ? 8 : 16);
      boolean unicode = kind == 'u' || kind == 'U';
      if (code <= 0 || code > (unicode ? 0x10ffff : 0xff) || isRefused(kind, code)) {
        return Optional.empty();
      }
      if (unicode) {
        encode((int) code, bytes);
      } else {
        bytes.write((int) code);
      }
      i = from + digits;
    }
    return Optional.of(ByteText.of(bytes.toByteArray()));
  }

  /** Code points that are no characters; of those with four digits most pass. */
  private boolean isRefused(char kind, long code) {
    boolean surrogate = code >= 0xd800 && code <= 0xdfff;
    return (kind == 'U' && !ByteText.isCharacter(code))
        || (kind == 'u' && surrogate && version.atLeast(258));
  }

  /** UTF-8, of surrogates too. */
  private static void encode(int code, ByteArrayOutputStream bytes) {
    if (code < 0x80) {
      bytes.write(code);
      return;
    }
    int rest = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    bytes.write((0xff00 >> rest + 1 & 0xff) | code >> 6 * rest);
    for (int shift = 6 * (rest - 1); shift >= 0; shift -= 6) {
      bytes.write(0x80 | (code >> shift & 0x3f));
    }
  }

  private static long number(String raw, int from, int digits, int base) {
    if (from + digits > raw.length()) {
      return -1;
    }
    long code = 0;
    for (int i = from; i < from + digits; i++) {
      char c = raw.charAt(i);
      int digit = c < 0x80 ? Character.digit(c, base) : -1;
      if (digit < 0) {
        return -1;
      }
      code = code * base + digit;
    }
    return code;
  }

  private char peek() {
    return position < text.length() ? text.charAt(position) : 0;
  }

  private void skipBlanks() {
    while (position < text.length() && ByteText.isBlank(text.charAt(position))) {
      position++;
    }
  }

  private void skipSeparators() {
    while (position < text.length()
        && (ByteText.isBlank(text.charAt(position)) || text.charAt(position) == ',')) {
      position++;
    }
  }
}
