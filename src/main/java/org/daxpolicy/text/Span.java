package org.daxpolicy.text;

/**
 * A half-open range of UTF-16 offsets {@code [start, end)} into one {@link SourceFile}. Lines and
 * columns are computed only when a finding is rendered.
 *
 * @param start first offset, at least 0
 * @param end offset behind the last one, at least {@code start}
 */
public record Span(int start, int end) {
  public Span {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("no span: " + start + ".." + end);
    }
  }

  /** The smallest span that holds this one and {@code other}. */
  public Span to(Span other) {
    return new Span(Math.min(start, other.start), Math.max(end, other.end));
  }

  /** The empty span at {@code offset}. */
  public static Span at(int offset) {
    return new Span(offset, offset);
  }
}
