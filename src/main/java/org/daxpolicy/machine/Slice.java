package org.daxpolicy.machine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A stretch of a line, by its bytes: what it stands for need not be made again when it recurs. */
final class Slice {
  private final byte[] bytes;
  private final int start;
  private final int end;
  private final int hash;

  Slice(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    int h = 1;
    for (int i = start; i < end; i++) {
      h = 31 * h + bytes[i];
    }
    this.hash = h;
  }

  byte[] bytes() {
    return bytes;
  }

  int start() {
    return start;
  }

  int length() {
    return end - start;
  }

  /** The same stretch without the line around it. */
  Slice alone() {
    return new Slice(Arrays.copyOfRange(bytes, start, end), 0, end - start);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Slice s
        && s.hash == hash
        && Arrays.equals(bytes, start, end, s.bytes, s.start, s.end);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
