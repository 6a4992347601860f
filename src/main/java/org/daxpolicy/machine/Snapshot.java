package org.daxpolicy.machine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of a snapshot on their way in. Remembers the last of them, so that a finding can show
 * its place while no more than a mebibyte of text is held.
 */
final class Snapshot extends InputStream {
  /** How many bytes are looked at to tell the format. */
  static final int HEAD = 4096;

  private static final int CAPACITY = 1 << 20;
  private static final int KEEP = 1 << 18;

  private final String name;
  private final InputStream in;
  private final byte[] head;
  private int headRead;
  private byte[] kept;
  private int length;
  private long dropped;
  private int droppedLines;
  private long total;
  private long limit = Long.MAX_VALUE;

  Snapshot(String name, InputStream in) throws IOException {
    this.name = name;
    this.in = in;
    this.head = in.readNBytes(HEAD);
    this.kept = new byte[1 << 13];
  }

  /** More was read than a format allows. */
  static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1;

    private final long limit;

    TooLarge(long limit) {
      super("more than " + limit + " bytes");
      this.limit = limit;
    }

    long limit() {
      return limit;
    }
  }

  /** From here on reading more than so many bytes in all throws {@link TooLarge}. */
  void limit(long bytes) {
    limit = bytes;
  }

  /** No bytes: what is read is a directory. */
  Snapshot() {
    this.name = "";
    this.in = InputStream.nullInputStream();
    this.head = new byte[0];
    this.kept = new byte[0];
  }

  /** What the user called it. */
  String name() {
    return name;
  }

  /** The first bytes, at most {@link #HEAD}. */
  byte[] head() {
    return head.clone();
  }

  /** The first bytes as text, a byte order mark dropped. */
  String headText() {
    String text = new String(head, StandardCharsets.UTF_8);
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int offset, int count) throws IOException {
    int got;
    if (headRead < head.length) {
      got = Math.min(count, head.length - headRead);
      System.arraycopy(head, headRead, to, offset, got);
      headRead += got;
    } else {
      got = in.read(to, offset, count);
    }
    if (got > 0) {
      total += got;
      if (total > limit) {
        throw new TooLarge(limit);
      }
      remember(to, offset, got);
    }
    return got;
  }

  private void remember(byte[] from, int offset, int count) {
    if (count > KEEP) {
      remember(from, offset, KEEP);
      remember(from, offset + KEEP, count - KEEP);
      return;
    }
    if (length + count > CAPACITY) {
      int drop = length - KEEP;
      for (int i = 0; i < drop; i++) {
        droppedLines += kept[i] == '\n' ? 1 : 0;
      }
      System.arraycopy(kept, drop, kept, 0, KEEP);
      dropped += drop;
      length = KEEP;
    }
    if (length + count > kept.length) {
      kept = Arrays.copyOf(kept, Math.min(CAPACITY, Math.max(2 * kept.length, length + count)));
    }
    System.arraycopy(from, offset, kept, length, count);
    length += count;
  }

  /** Whether every byte read so far is still held. */
  boolean isWhole() {
    return dropped == 0;
  }

  /** The offset of the first byte held. */
  long keptFrom() {
    return dropped;
  }

  /** The number of newlines in front of the first byte held. */
  int linesBefore() {
    return droppedLines;
  }

  /** The bytes held, the last of what was read so far. */
  byte[] kept() {
    return Arrays.copyOf(kept, length);
  }
}
