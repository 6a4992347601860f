package org.daxpolicy.machine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.daxpolicy.udev.Sysfs;

/** A sysfs tree in a directory of this host, read as it is asked for. */
final class DirectorySysfs implements Sysfs {
  private final Path root;

  DirectorySysfs(Path root) {
    this.root = root;
  }

  @Override
  public Optional<Entry> entry(String path) {
    Path file = root.resolve(path.substring(Math.min(1, path.length())));
    try {
      if (Files.isSymbolicLink(file)) {
        return Optional.of(new Entry.Link(Files.readSymbolicLink(file).toString()));
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.of(new Entry.Directory());
    }
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        ? Optional.of(new Entry.File(content(file), mode(file)))
        : Optional.empty();
  }

  private static Optional<String> content(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(TarEntries.CONTENT + 1);
      return bytes.length > TarEntries.CONTENT
          ? Optional.empty()
          : Optional.of(new String(bytes, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static int mode(Path file) {
    int mode = 0;
    try {
      Set<PosixFilePermission> set = Files.getPosixFilePermissions(file);
      for (PosixFilePermission p : set) {
        mode |= 0400 >> p.ordinal();
      }
      return mode;
    } catch (IOException | UnsupportedOperationException e) {
      return 0644;
    }
  }

  @Override
  public List<String> list(String path) {
    Path directory = root.resolve(path.substring(Math.min(1, path.length())));
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> names = Files.list(directory)) {
      return names.map(p -> p.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
