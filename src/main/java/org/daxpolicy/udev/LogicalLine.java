package org.daxpolicy.udev;

import java.util.ArrayList;
import java.util.List;
import org.daxpolicy.text.Span;

/** A rule's text with its continuation lines joined, and where each piece of it came from. */
final class LogicalLine {
  private record Piece(int start, int offset, int line) {}

  private final StringBuilder text = new StringBuilder();
  private final List<Piece> pieces = new ArrayList<>();
  private int end;
  private int lastLine;

  /** Appends what stands at {@code offset} on a physical line. */
  void append(String piece, int offset, int line) {
    pieces.add(new Piece(text.length(), offset, line));
    text.append(piece);
    end = offset + piece.length();
    lastLine = line;
  }

  /** Takes away the backslash that asks for one more physical line. */
  void dropBackslash() {
    text.setLength(text.length() - 1);
  }

  boolean endsInBackslash() {
    return text.length() > 0 && text.charAt(text.length() - 1) == '\\';
  }

  boolean isStarted() {
    return !pieces.isEmpty();
  }

  int length() {
    return text.length();
  }

  String text() {
    return text.toString();
  }

  int firstLine() {
    return pieces.get(0).line();
  }

  int lastLine() {
    return lastLine;
  }

  int offset() {
    return pieces.get(0).offset();
  }

  int end() {
    return end;
  }

  Span span() {
    return new Span(offset(), Math.max(offset(), end));
  }

  /** The place in the file of a stretch of the joined text. */
  Span span(int from, int to) {
    int start = offsetOf(from);
    return new Span(start, Math.max(start, to > from ? offsetOf(to - 1) + 1 : start));
  }

  /** The physical line the character at {@code position} stands on. */
  int line(int position) {
    return piece(position).line();
  }

  private int offsetOf(int position) {
    Piece piece = piece(position);
    return piece.offset() + position - piece.start();
  }

  private Piece piece(int position) {
    int low = 0;
    int high = pieces.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (pieces.get(middle).start() <= position) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return pieces.get(low);
  }
}
