package org.daxpolicy.udev;

import java.util.ArrayList;
import java.util.List;
import org.daxpolicy.text.Span;

/**
 * Cuts a rules file into rules: physical lines end at LF, CR, NUL or a pair of the first two,
 * {@code #} lines vanish, a backslash at the end joins the next line.
 */
final class LineReader {
  /** Bytes a physical or logical line may not reach. */
  static final int LIMIT = 16384;

  private final String text;
  private final UdevVersion version;
  private final List<LogicalLine> lines = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private int position;
  private int number;
  private boolean overlong;

  LineReader(String text, UdevVersion version) {
    this.text = text;
    this.version = version;
  }

  List<LogicalLine> lines() {
    return lines;
  }

  List<Finding> findings() {
    return findings;
  }

  /** Whether a physical line was too long, which makes udev stop reading. */
  boolean overlong() {
    return overlong;
  }

  /** Reads the whole file. */
  void read() {
    LogicalLine pending = new LogicalLine();
    boolean tooLong = false;
    while (position < text.length()) {
      int start = position;
      int end = endOfLine(start);
      number++;
      if (end - start >= LIMIT) {
        discard(start, end);
        return;
      }
      skipTerminator(end);
      while (start < end && ByteText.isBlank(text.charAt(start))) {
        start++;
      }
      if (start < end && text.charAt(start) == '#') {
        continue;
      }
      tooLong |= pending.isStarted() && pending.length() + end - start >= LIMIT;
      pending.append(tooLong ? lastByte(start, end) : text.substring(start, end), start, number);
      if (pending.endsInBackslash()) {
        pending.dropBackslash();
        continue;
      }
      finish(pending, tooLong);
      pending = new LogicalLine();
      tooLong = false;
    }
    if (pending.isStarted() && version.atLeast(254)) {
      // older releases name the file's last line, be it a comment
      report(
          Finding.Kind.UNFINISHED_CONTINUATION,
          pending,
          number,
          "Unexpected EOF after line continuation, line ignored.");
    }
  }

  private void finish(LogicalLine line, boolean tooLong) {
    if (tooLong) {
      report(Finding.Kind.LINE_TOO_LONG, line, line.lastLine(), "Line is too long, ignored.");
    } else if (line.length() > 0) {
      lines.add(line);
    }
  }

  private void report(Finding.Kind kind, LogicalLine line, int last, String words) {
    int counted = version.atLeast(258) ? line.firstLine() : last;
    findings.add(new Finding(kind, 3, counted, line.span(), words, true));
  }

  private void discard(int start, int end) {
    overlong = true;
    findings.add(
        new Finding(
            Finding.Kind.FILE_DISCARDED,
            3,
            number,
            new Span(start, end),
            "A line has " + LIMIT + " bytes or more, the file is not read further.",
            true));
  }

  /** Of a line that is too long only its last byte matters: does it ask for another? */
  private String lastByte(int start, int end) {
    return end > start ? text.substring(end - 1, end) : "";
  }

  private int endOfLine(int from) {
    int end = from;
    while (end < text.length() && !isTerminator(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isTerminator(char c) {
    return c == '\n' || c == '\r' || c == 0;
  }

  /** One terminator goes on as long as no kind of byte repeats; a NUL ends it. */
  private void skipTerminator(int from) {
    int at = from;
    boolean feed = false;
    boolean carriage = false;
    while (at < text.length() && isTerminator(text.charAt(at))) {
      char c = text.charAt(at);
      if ((c == '\n' && feed) || (c == '\r' && carriage)) {
        break;
      }
      feed |= c == '\n';
      carriage |= c == '\r';
      at++;
      if (c == 0) {
        break;
      }
    }
    position = at;
  }
}
