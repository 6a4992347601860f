package org.daxpolicy.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The lines of a stream as bytes, one at a time, in one buffer. */
final class ByteLines {
  private final InputStream in;
  private final int longest;
  private final byte[] read = new byte[1 << 16];
  private int at;
  private int end;
  private byte[] line = new byte[1 << 12];
  private int length;
  private boolean tooLong;

  ByteLines(InputStream in, int longest) {
    this.in = in;
    this.longest = longest;
  }

  /** Goes to the next line; false if there is none. Does not wait for more than that line. */
  boolean next() throws IOException {
    length = 0;
    tooLong = false;
    boolean any = false;
    while (true) {
      if (at == end) {
        at = 0;
        end = Math.max(0, in.read(read));
        if (end == 0) {
          return any;
        }
      }
      any = true;
      int newline = at;
      while (newline < end && read[newline] != '\n') {
        newline++;
      }
      append(newline);
      if (newline < end) {
        at = newline + 1;
        return true;
      }
      at = end;
    }
  }

  private void append(int to) {
    int count = to - at;
    if (tooLong || length + count > longest) {
      tooLong = true;
      return;
    }
    if (length + count > line.length) {
      line = Arrays.copyOf(line, Math.max(2 * line.length, length + count));
    }
    System.arraycopy(read, at, line, length, count);
    length += count;
  }

  boolean isTooLong() {
    return tooLong;
  }

  /** Whether the line holds nothing but white space. */
  boolean isBlank() {
    for (int i = 0; i < length; i++) {
      if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r') {
        return false;
      }
    }
    return true;
  }

  /** The buffer the line is in, at its beginning; the next line overwrites it. */
  byte[] bytes() {
    return line;
  }

  int length() {
    return length;
  }
}
