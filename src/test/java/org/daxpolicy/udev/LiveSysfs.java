package org.daxpolicy.udev;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The {@code /sys} of this machine. */
final class LiveSysfs implements Sysfs {
  private static final int LONGEST = 4096;
  private static final PosixFilePermission[] BITS = {
    PosixFilePermission.OTHERS_EXECUTE,
    PosixFilePermission.OTHERS_WRITE,
    PosixFilePermission.OTHERS_READ,
    PosixFilePermission.GROUP_EXECUTE,
    PosixFilePermission.GROUP_WRITE,
    PosixFilePermission.GROUP_READ,
    PosixFilePermission.OWNER_EXECUTE,
    PosixFilePermission.OWNER_WRITE,
    PosixFilePermission.OWNER_READ
  };

  /** The paths of all devices, sorted. */
  List<String> devices() throws IOException {
    try (Stream<Path> all = Files.walk(Path.of("/sys/devices"))) {
      return all.filter(p -> p.endsWith("uevent"))
          .map(p -> p.getParent().toString().substring("/sys".length()))
          .sorted()
          .toList();
    }
  }

  @Override
  public Optional<Entry> entry(String path) {
    Path file = Path.of("/sys" + path);
    try {
      PosixFileAttributes there =
          Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (there.isSymbolicLink()) {
        return Optional.of(new Entry.Link(Files.readSymbolicLink(file).toString()));
      }
      if (there.isDirectory()) {
        return Optional.of(new Entry.Directory());
      }
      int mode = 0;
      for (int bit = 0; bit < BITS.length; bit++) {
        mode |= there.permissions().contains(BITS[bit]) ? 1 << bit : 0;
      }
      return Optional.of(
          new Entry.File((mode & 0400) == 0 ? Optional.empty() : content(file), mode));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> content(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return Optional.of(ByteText.of(in.readNBytes(LONGEST)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public List<String> list(String path) {
    try (Stream<Path> entries = Files.list(Path.of("/sys" + path))) {
      return entries.map(p -> p.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
