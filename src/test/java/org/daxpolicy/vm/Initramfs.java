package org.daxpolicy.vm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Files to lay over a root file system, as an archive in cpio's newc format. The kernel unpacks
 * archives that stand one behind the other in turn, so an overlay is simply appended
 * (Documentation/driver-api/early-userspace/buffer-format.rst).
 */
final class Initramfs {
  private static final int DIRECTORY = 0040755;
  private static final int FILE = 0100644;
  private static final int PROGRAM = 0100755;
  private static final int LINK = 0120777;

  private record Entry(int mode, byte[] data) {}

  private final TreeMap<String, Entry> entries = new TreeMap<>();

  /** A file by its path without a leading slash; its directories come by themselves. */
  Initramfs file(String path, String text) {
    return put(path, new Entry(FILE, text.getBytes(StandardCharsets.UTF_8)));
  }

  /** A file that can be run. */
  Initramfs program(String path, String text) {
    return put(path, new Entry(PROGRAM, text.getBytes(StandardCharsets.UTF_8)));
  }

  /** A symbolic link. */
  Initramfs link(String path, String target) {
    return put(path, new Entry(LINK, target.getBytes(StandardCharsets.UTF_8)));
  }

  /** All files below a directory, at the paths they have in it. */
  Initramfs tree(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.filter(Files::isRegularFile).sorted().toList()) {
        int mode = Files.isExecutable(path) ? PROGRAM : FILE;
        put(root.relativize(path).toString(), new Entry(mode, Files.readAllBytes(path)));
      }
    }
    return this;
  }

  /** The archive. */
  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int inode = 1;
    for (var entry : entries.entrySet()) {
      write(out, inode++, entry.getKey(), entry.getValue());
    }
    write(out, 0, "TRAILER!!!", new Entry(0, new byte[0]));
    pad(out, 512);
    return out.toByteArray();
  }

  private Initramfs put(String path, Entry entry) {
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      entries.putIfAbsent(path.substring(0, slash), new Entry(DIRECTORY, new byte[0]));
    }
    entries.put(path, entry);
    return this;
  }

  private static void write(ByteArrayOutputStream out, int inode, String name, Entry entry) {
    byte[] path = name.getBytes(StandardCharsets.UTF_8);
    int links = entry.mode == DIRECTORY ? 2 : 1;
    int[] fields = {
      inode, entry.mode, 0, 0, links, 0, entry.data.length, 0, 0, 0, 0, path.length + 1, 0
    };
    StringBuilder header = new StringBuilder("070701");
    for (int field : fields) {
      header.append(String.format("%08X", field));
    }
    out.writeBytes(header.toString().getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(path);
    out.write(0);
    pad(out, 4);
    out.writeBytes(entry.data);
    pad(out, 4);
  }

  private static void pad(ByteArrayOutputStream out, int unit) {
    while (out.size() % unit != 0) {
      out.write(0);
    }
  }
}
