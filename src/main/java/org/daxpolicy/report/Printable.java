package org.daxpolicy.report;

/**
 * Makes text from outside fit to be printed: control characters and lone surrogates become visible.
 */
final class Printable {
  private Printable() {}

  /**
   * The text on one line, with what a terminal would act on written as {@code \xHH} or {@code
   * U+HHHH}.
   */
  static String line(String text) {
    StringBuilder out = null;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      int next = i + Character.charCount(c);
      if (isHarmful(c)) {
        if (out == null) {
          out = new StringBuilder(text.substring(0, i));
        }
        out.append(c < 0x100 ? String.format("\\x%02x", c) : String.format("<U+%04X>", c));
      } else if (out != null) {
        out.appendCodePoint(c);
      }
      i = next;
    }
    return out == null ? text : out.toString();
  }

  private static boolean isHarmful(int c) {
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.SURROGATE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }
}
