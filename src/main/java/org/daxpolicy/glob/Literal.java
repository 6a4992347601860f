package org.daxpolicy.glob;

import java.util.List;

/**
 * Quoting of texts as match values.
 *
 * <p>A value without {@code * ? [} is compared bytewise and a backslash in it is a backslash; as
 * soon as one of the three is in the value it is a pattern, and {@code * ? [ \} are quoted by a
 * backslash. A {@code |} cannot be quoted, since udev splits values at each one before anything
 * else; it is written as a bracket expression of all bytes but it. All bytes of UTF-8 text, that
 * is: a file in UTF-8 cannot name the bytes F5 to FF, which no UTF-8 text contains, so the
 * expression also accepts a lone one of those. Everything else, characters outside ASCII included,
 * is written as it is and matched byte by byte.
 */
final class Literal {
  /**
   * Control characters, blank to {@code &#123;}, and {@code &#125;} to the first byte of U+100000,
   * which is F4; its other three bytes are named a second time.
   */
  static final String BAR = "[![:cntrl:] -{}-\uDBC0\uDC00]";

  private Literal() {}

  static String alone(String text) {
    return needsPattern(text) ? quoted(text) : text;
  }

  static List<String> together(List<String> texts) {
    boolean pattern = texts.stream().anyMatch(Literal::needsPattern);
    return texts.stream().map(t -> pattern ? quoted(t) : t).toList();
  }

  static String quoted(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '|' -> out.append(BAR);
        case '*', '?', '[', '\\' -> out.append('\\').append(c);
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  /** The same for bytes that go to no file: a bar is a bar. */
  static String quotedBytes(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '*' || c == '?' || c == '[' || c == '\\') {
        out.append('\\');
      }
      out.append(c);
    }
    return out.toString();
  }

  private static boolean needsPattern(String text) {
    return Glob.isPattern(text) || text.indexOf('|') >= 0;
  }
}
