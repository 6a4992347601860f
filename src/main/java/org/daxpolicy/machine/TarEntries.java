package org.daxpolicy.machine;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The entries of a tar, one after the other: ustar with the extensions of pax (path, linkpath,
 * size) and GNU (long names and links). Contents are read up to a limit; nothing is ever written.
 */
final class TarEntries {
  /** A file longer than this has no content here; sysfs attributes are at most a page. */
  static final int CONTENT = 64 << 10;

  private static final int BLOCK = 512;
  private static final int LONG_NAME = 1 << 20;

  /** What an entry is. */
  enum Kind {
    FILE,
    DIRECTORY,
    LINK,
    OTHER
  }

  /**
   * @param path as written
   * @param kind what it is
   * @param mode permission bits
   * @param content of a file no longer than {@link #CONTENT}, as ISO-8859-1
   * @param target of a symbolic link
   */
  record Entry(String path, Kind kind, int mode, Optional<String> content, String target) {}

  /** What is wrong with an archive, and at which byte. */
  static final class DamagedException extends IOException {
    private static final long serialVersionUID = 1;

    DamagedException(String what) {
      super(what);
    }
  }

  private final InputStream in;
  private final byte[] block = new byte[BLOCK];
  private final Map<String, String> extended = new HashMap<>();
  private long offset;

  TarEntries(InputStream in) {
    this.in = in;
  }

  /** Whether a file that begins so is a tar: its first header's checksum is right. */
  static boolean isTar(byte[] head) {
    return head.length >= BLOCK && head[0] != 0 && checksumFits(head);
  }

  private static boolean checksumFits(byte[] header) {
    long sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xff;
    }
    return sum == octal(header, 148, 8).orElse(-1L);
  }

  long offset() {
    return offset;
  }

  /** The next entry; empty behind the last one. */
  Optional<Entry> next() throws IOException {
    extended.clear();
    while (true) {
      if (!readBlock()) {
        return Optional.empty();
      }
      char type = (char) (block[156] & 0xff);
      long size = size();
      if (type == 'x' || type == 'g' || type == 'L' || type == 'K') {
        readExtension(type, size);
        continue;
      }
      return Optional.of(entry(type, size));
    }
  }

  private Entry entry(char type, long size) throws IOException {
    String path = extended.getOrDefault("path", ownPath());
    String target = extended.getOrDefault("linkpath", text(157, 100));
    int mode = octal(block, 100, 8).map(m -> (int) (m & 07777)).orElse(0644);
    Kind kind =
        switch (type) {
          case '0', '\0', '7' -> path.endsWith("/") ? Kind.DIRECTORY : Kind.FILE;
          case '5' -> Kind.DIRECTORY;
          case '2' -> Kind.LINK;
          default -> Kind.OTHER;
        };
    Optional<String> content = Optional.empty();
    if (kind == Kind.FILE && size <= CONTENT) {
      content = Optional.of(withoutPadding(latin1(readBytes((int) size))));
    } else {
      skip(size);
    }
    return new Entry(path, kind, mode, content, target);
  }

  private String ownPath() {
    String name = text(0, 100);
    boolean ustar = text(257, 6).equals("ustar");
    String prefix = ustar ? text(345, 155) : "";
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  /** sysfs says a page and gives less; tar fills up with NUL. */
  private static String withoutPadding(String content) {
    int end = content.length();
    while (end > 0 && content.charAt(end - 1) == 0) {
      end--;
    }
    return content.substring(0, end);
  }

  private void readExtension(char type, long size) throws IOException {
    if (size > LONG_NAME) {
      throw new DamagedException("a name of " + size + " bytes");
    }
    byte[] data = readBytes((int) size);
    if (type == 'L' || type == 'K') {
      extended.put(type == 'L' ? "path" : "linkpath", withoutPadding(latin1(data)));
    } else if (type == 'x') {
      readRecords(latin1(data));
    }
  }

  /** Records {@code length key=value\n}. */
  private void readRecords(String data) throws DamagedException {
    int at = 0;
    while (at < data.length()) {
      int space = data.indexOf(' ', at);
      int eq = data.indexOf('=', at);
      int length = space < 0 ? 0 : number(data.substring(at, space));
      if (length <= 0 || at + length > data.length() || eq < space || eq >= at + length) {
        throw new DamagedException("an extended header that cannot be read");
      }
      extended.put(data.substring(space + 1, eq), data.substring(eq + 1, at + length - 1));
      at += length;
    }
  }

  private static int number(String text) {
    return text.matches("[0-9]{1,7}") ? Integer.parseInt(text) : 0;
  }

  private long size() throws DamagedException {
    String own = extended.get("size");
    if (own != null && own.matches("[0-9]{1,15}")) {
      return Long.parseLong(own);
    }
    return octal(block, 124, 12)
        .orElseThrow(() -> new DamagedException("a header without a readable size"));
  }

  /** The next header; false at the end. */
  private boolean readBlock() throws IOException {
    int read = in.readNBytes(block, 0, BLOCK);
    offset += read;
    if (read == 0) {
      return false;
    }
    if (read < BLOCK) {
      throw new EOFException();
    }
    boolean zero = true;
    for (byte b : block) {
      zero &= b == 0;
    }
    if (!zero && !checksumFits(block)) {
      throw new DamagedException("a header whose checksum is wrong");
    }
    return !zero;
  }

  private byte[] readBytes(int size) throws IOException {
    byte[] data = in.readNBytes(size);
    offset += data.length;
    if (data.length < size) {
      throw new EOFException();
    }
    skipExactly((BLOCK - size % BLOCK) % BLOCK);
    return data;
  }

  private void skip(long size) throws IOException {
    skipExactly(size + (BLOCK - size % BLOCK) % BLOCK);
  }

  private void skipExactly(long count) throws IOException {
    long skipped = 0;
    while (skipped < count) {
      long now = in.skip(count - skipped);
      if (now <= 0) {
        if (in.read() < 0) {
          throw new EOFException();
        }
        now = 1;
      }
      skipped += now;
    }
    offset += count;
  }

  private String text(int from, int length) {
    int end = from;
    while (end < from + length && block[end] != 0) {
      end++;
    }
    return new String(block, from, end - from, StandardCharsets.ISO_8859_1);
  }

  private static String latin1(byte[] data) {
    return new String(data, StandardCharsets.ISO_8859_1);
  }

  private static Optional<Long> octal(byte[] header, int from, int length) {
    String digits =
        new String(header, from, length, StandardCharsets.ISO_8859_1).replace('\0', ' ').strip();
    if (digits.isEmpty()) {
      return Optional.of(0L);
    }
    return digits.matches("[0-7]{1,12}")
        ? Optional.of(Long.parseLong(digits, 8))
        : Optional.empty();
  }
}
