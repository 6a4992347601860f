package org.daxpolicy.udev;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Lays a sysfs tree out as real files, for programs that are not ours. */
final class SysfsFiles {
  private SysfsFiles() {}

  static void write(Sysfs sysfs, Path directory) throws IOException {
    Files.createDirectories(directory);
    write(sysfs, "", directory);
  }

  private static void write(Sysfs sysfs, String path, Path directory) throws IOException {
    for (String name : sysfs.list(path)) {
      String below = path + "/" + name;
      Path place = directory.resolve(decoded(name));
      Sysfs.Entry entry = sysfs.entry(below).orElseThrow();
      if (entry instanceof Sysfs.Entry.File file) {
        Files.write(place, file.content().orElse("").getBytes(StandardCharsets.ISO_8859_1));
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString(letters(file.mode())));
      } else if (entry instanceof Sysfs.Entry.Link link) {
        Files.createSymbolicLink(place, Path.of(decoded(link.target())));
      } else {
        Files.createDirectories(place);
        write(sysfs, below, place);
      }
    }
  }

  private static String decoded(String bytes) {
    return ByteText.readable(bytes);
  }

  private static String letters(int mode) {
    StringBuilder letters = new StringBuilder("rwxrwxrwx");
    for (int bit = 0; bit < 9; bit++) {
      if ((mode & (0400 >> bit)) == 0) {
        letters.setCharAt(bit, '-');
      }
    }
    return letters.toString();
  }
}
