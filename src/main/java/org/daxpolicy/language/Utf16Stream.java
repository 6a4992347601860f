package org.daxpolicy.language;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.IntStream;
import org.antlr.v4.runtime.misc.Interval;
import org.daxpolicy.text.SourceFile;

/**
 * A source's text for the lexer, in UTF-16 units, so that token offsets are the offsets of {@link
 * org.daxpolicy.text.Span}. (The runtime's own streams count code points.)
 */
final class Utf16Stream implements CharStream {
  private final SourceFile file;
  private final String text;
  private int position;

  Utf16Stream(SourceFile file) {
    this.file = file;
    this.text = file.text();
  }

  @Override
  public void consume() {
    if (position >= text.length()) {
      throw new IllegalStateException("cannot consume EOF");
    }
    position++;
  }

  @Override
  public int LA(int offset) {
    int at = offset > 0 ? position + offset - 1 : position + offset;
    return offset == 0 || at < 0 || at >= text.length() ? IntStream.EOF : text.charAt(at);
  }

  @Override
  public int mark() {
    return -1;
  }

  @Override
  public void release(int marker) {
    // the whole text is held: every position can be sought
  }

  @Override
  public int index() {
    return position;
  }

  @Override
  public void seek(int index) {
    position = Math.min(index, text.length());
  }

  @Override
  public int size() {
    return text.length();
  }

  @Override
  public String getSourceName() {
    return file.name();
  }

  @Override
  public String getText(Interval interval) {
    int end = Math.min(interval.b + 1, text.length());
    return interval.a >= end ? "" : text.substring(interval.a, end);
  }
}
