package org.daxpolicy.machine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the members of a tar archive one after the other: POSIX ustar and pax, and GNU's long names
 * and large numbers. Names are byte strings.
 */
final class TarStream {
  static final int BLOCK = 512;
  private static final int LONGEST_NAME = 1 << 16;

  /** The archive is not what it should be. */
  static final class Broken extends IOException {
    private static final long serialVersionUID = 1;

    private final String what;

    Broken(String what) {
      super(what);
      this.what = what;
    }

    String what() {
      return what;
    }
  }

  private final InputStream in;
  private long position;
  private long unread;

  TarStream(InputStream in) {
    this.in = in;
  }

  /** Whether a block is a member's header: its check sum is right. */
  static boolean isHeader(byte[] block) {
    if (block.length < BLOCK || block[0] == 0) {
      return false;
    }
    long sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      sum += i >= 148 && i < 156 ? ' ' : block[i] & 0xff;
    }
    return octal(block, 148, 8).equals(Optional.of(sum));
  }

  /** The next member; none at the archive's end. */
  Optional<TarEntry> next() throws IOException {
    Map<String, String> extended = new HashMap<>();
    while (true) {
      skipRest();
      byte[] block = in.readNBytes(BLOCK);
      if (block.length < BLOCK) {
        throw new Broken("it is cut off after " + (position + block.length) + " bytes");
      }
      if (isZero(block)) {
        return Optional.empty();
      }
      if (!isHeader(block)) {
        throw new Broken("at byte " + position + " there is no header of a member");
      }
      position += BLOCK;
      unread = number(block, 124, 12);
      char type = (char) (block[156] & 0xff);
      switch (type) {
        case 'x' -> pax(content(LONGEST_NAME), extended);
        case 'L' -> extended.put("path", text(content(LONGEST_NAME), 0, LONGEST_NAME));
        case 'K' -> extended.put("linkpath", text(content(LONGEST_NAME), 0, LONGEST_NAME));
        case 'g' -> {
          // defaults for all members: none that matter here
        }
        default -> {
          return Optional.of(entry(block, type, extended));
        }
      }
    }
  }

  private TarEntry entry(byte[] block, char type, Map<String, String> extended) throws Broken {
    String size = extended.get("size");
    if (size != null) {
      if (!size.matches("\\d{1,15}")) {
        throw new Broken("at byte " + position + " a member's size is no number");
      }
      unread = Long.parseLong(size);
    }
    boolean posix = text(block, 257, 6).startsWith("ustar") && block[263] == '0';
    String prefix = posix ? text(block, 345, 155) : "";
    String name = text(block, 0, 100);
    String path = extended.getOrDefault("path", prefix.isEmpty() ? name : prefix + "/" + name);
    int mode = (int) (octal(block, 100, 8).orElse(0644L) & 0777);
    return new TarEntry(
        path, type, unread, mode, extended.getOrDefault("linkpath", text(block, 157, 100)));
  }

  /** The content of the current member, or its first {@code most} bytes. */
  byte[] content(int most) throws IOException {
    int count = (int) Math.min(most, unread);
    byte[] bytes = in.readNBytes(count);
    position += bytes.length;
    if (bytes.length < count) {
      throw new Broken("it is cut off after " + position + " bytes, in the middle of a member");
    }
    unread -= count;
    return bytes;
  }

  private void skipRest() throws IOException {
    long rest = unread + (BLOCK - (position + unread) % BLOCK) % BLOCK;
    while (rest > 0) {
      int got = in.readNBytes((int) Math.min(rest, 1 << 16)).length;
      if (got == 0) {
        throw new Broken("it is cut off after " + position + " bytes, in the middle of a member");
      }
      position += got;
      rest -= got;
    }
    unread = 0;
  }

  /** Records of a length, a blank, {@code key=value} and a newline. */
  private void pax(byte[] content, Map<String, String> extended) throws Broken {
    String text = text(content, 0, content.length);
    int at = 0;
    while (at < text.length()) {
      int blank = text.indexOf(' ', at);
      String digits = blank < 0 ? "" : text.substring(at, blank);
      int length = digits.matches("\\d{1,6}") ? Integer.parseInt(digits) : 0;
      int equals = text.indexOf('=', at);
      if (length < 4 || at + length > text.length() || equals < blank || equals > at + length) {
        throw new Broken("at byte " + position + " an extended header cannot be read");
      }
      extended.put(text.substring(blank + 1, equals), text.substring(equals + 1, at + length - 1));
      at += length;
    }
  }

  private static boolean isZero(byte[] block) {
    for (byte b : block) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  private long number(byte[] block, int offset, int length) throws Broken {
    long value = 0;
    if ((block[offset] & 0x80) != 0) {
      for (int i = offset + 1; i < offset + length; i++) {
        value = value << 8 | block[i] & 0xff;
      }
    } else {
      value = octal(block, offset, length).orElse(-1L);
    }
    if (value < 0 || value > 1L << 50) {
      throw new Broken("at byte " + (position - BLOCK) + " a member's size is no number");
    }
    return value;
  }

  private static Optional<Long> octal(byte[] block, int offset, int length) {
    String digits = text(block, offset, length).trim();
    return digits.matches("[0-7]{1,12}")
        ? Optional.of(Long.parseLong(digits, 8))
        : Optional.empty();
  }

  /** The bytes up to a NUL. */
  private static String text(byte[] bytes, int offset, int length) {
    int end = offset;
    while (end < Math.min(bytes.length, offset + length) && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, offset, end - offset, StandardCharsets.ISO_8859_1);
  }
}
