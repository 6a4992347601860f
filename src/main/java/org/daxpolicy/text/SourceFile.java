package org.daxpolicy.text;

import java.util.Arrays;

/**
 * A named text and the offsets at which its lines begin. Two files are equal only when they are the
 * same object.
 *
 * <p>Lines end at {@code \n}; a {@code \r} in front of it is not part of the line's text.
 */
public final class SourceFile {
  private final String name;
  private final String text;
  private int[] lineStarts = {};

  /**
   * @param name what the user called it: a path as given, or {@code <stdin>}
   * @param text the whole content
   */
  public SourceFile(String name, String text) {
    this.name = name;
    this.text = text;
  }

  public String name() {
    return name;
  }

  public String text() {
    return text;
  }

  /** The text a span covers. */
  public String text(Span span) {
    return text.substring(span.start(), Math.min(span.end(), text.length()));
  }

  /** The number of lines, at least 1. */
  public int lineCount() {
    return starts().length;
  }

  /** The 1-based line that holds {@code offset}; offsets behind the end belong to the last line. */
  public int line(int offset) {
    int found = Arrays.binarySearch(starts(), offset);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** The 1-based column of {@code offset}, counted in code points. */
  public int column(int offset) {
    int start = starts()[line(offset) - 1];
    int end = Math.min(offset, text.length());
    return end <= start ? 1 : text.codePointCount(start, end) + 1;
  }

  /** The offset at which the 1-based {@code line} begins. */
  public int lineStart(int line) {
    return starts()[line - 1];
  }

  /** The text of the 1-based {@code line}, without its terminator. */
  public String lineText(int line) {
    int start = starts()[line - 1];
    int end = line < starts().length ? starts()[line] - 1 : text.length();
    if (end > start && text.charAt(end - 1) == '\r') {
      end--;
    }
    return text.substring(start, Math.max(start, end));
  }

  /** The span of the 1-based {@code line}, without its terminator. */
  public Span lineSpan(int line) {
    int start = lineStart(line);
    return new Span(start, start + lineText(line).length());
  }

  /** {@code name:line:column} of an offset, as compilers print it. */
  public String position(int offset) {
    return name + ":" + line(offset) + ":" + column(offset);
  }

  private int[] starts() {
    if (lineStarts.length == 0) {
      int[] starts = new int[16];
      int count = 1;
      for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
        if (count == starts.length) {
          starts = Arrays.copyOf(starts, count * 2);
        }
        starts[count++] = i + 1;
      }
      lineStarts = Arrays.copyOf(starts, count);
    }
    return lineStarts;
  }

  @Override
  public String toString() {
    return name;
  }
}
