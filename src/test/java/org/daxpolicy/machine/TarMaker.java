package org.daxpolicy.machine;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** Packs files as tar, in the dialects that exist. */
final class TarMaker {
  /** How names longer than 100 bytes are written. */
  enum Dialect {
    USTAR,
    PAX,
    GNU
  }

  private final Dialect dialect;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  TarMaker(Dialect dialect) {
    this.dialect = dialect;
  }

  /** The entries of {@link MachineWriterTest#content} below a prefix, files padded with NULs. */
  static byte[] pack(Dialect dialect, String prefix, Map<String, String> content, int padding) {
    TarMaker tar = new TarMaker(dialect);
    content.forEach(
        (path, what) -> {
          String name = prefix + path;
          if (what.startsWith("link ")) {
            tar.add(name, '2', 0777, what.substring(5), new byte[0]);
          } else if (what.startsWith("file ")) {
            byte[] bytes = what.substring(5).getBytes(StandardCharsets.ISO_8859_1);
            tar.add(name, '0', 0444, "", Arrays.copyOf(bytes, Math.max(bytes.length, padding)));
          } else if (what.equals("unreadable")) {
            tar.add(name, '0', 0200, "", new byte[padding]);
          } else {
            tar.add(name + "/", '5', 0755, "", new byte[0]);
          }
        });
    return tar.bytes();
  }

  /** One member by itself, its name at most 255 bytes long. */
  static byte[] member(String name, char type, String target, byte[] content) {
    TarMaker tar = new TarMaker(Dialect.USTAR);
    tar.add(name, type, 0644, target, content);
    return tar.out.toByteArray();
  }

  TarMaker add(String name, char type, int mode, String target, byte[] content) {
    if (name.length() > 100 || target.length() > 100) {
      if (dialect == Dialect.PAX) {
        byte[] records =
            (record("path", name) + record("linkpath", target))
                .getBytes(StandardCharsets.ISO_8859_1);
        header("pax", 'x', 0644, "", records.length, "");
        body(records);
        name = "cut";
        target = "cut";
      } else if (dialect == Dialect.GNU) {
        byte[] longName = (name + "\0").getBytes(StandardCharsets.ISO_8859_1);
        header("././@LongLink", 'L', 0644, "", longName.length, "");
        body(longName);
        byte[] longTarget = (target + "\0").getBytes(StandardCharsets.ISO_8859_1);
        header("././@LongLink", 'K', 0644, "", longTarget.length, "");
        body(longTarget);
        name = "cut";
        target = "cut";
      } else {
        int slash = name.lastIndexOf('/', Math.min(155, name.length() - 2));
        header(
            name.substring(slash + 1),
            type,
            mode,
            target,
            content.length,
            name.substring(0, slash));
        body(content);
        return this;
      }
    }
    header(name, type, mode, target, content.length, "");
    body(content);
    return this;
  }

  private static String record(String key, String value) {
    String rest = " " + key + "=" + value + "\n";
    int length = rest.length() + 1;
    while (Integer.toString(length).length() + rest.length() != length) {
      length++;
    }
    return length + rest;
  }

  private void header(String name, char type, int mode, String target, int size, String prefix) {
    byte[] block = new byte[TarStream.BLOCK];
    put(block, 0, name);
    put(block, 100, String.format(Locale.ROOT, "%07o", mode));
    put(block, 124, String.format(Locale.ROOT, "%011o", size));
    put(block, 148, "        ");
    block[156] = (byte) type;
    put(block, 157, target);
    put(block, 257, dialect == Dialect.GNU ? "ustar  " : "ustar\00000");
    put(block, 345, prefix);
    int sum = 0;
    for (byte b : block) {
      sum += b & 0xff;
    }
    put(block, 148, String.format(Locale.ROOT, "%06o\0 ", sum));
    out.writeBytes(block);
  }

  private static void put(byte[] block, int offset, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(bytes, 0, block, offset, bytes.length);
  }

  private void body(byte[] content) {
    out.writeBytes(content);
    out.writeBytes(
        new byte[(TarStream.BLOCK - content.length % TarStream.BLOCK) % TarStream.BLOCK]);
  }

  byte[] bytes() {
    byte[] members = out.toByteArray();
    return Arrays.copyOf(members, members.length + 2 * TarStream.BLOCK);
  }
}
