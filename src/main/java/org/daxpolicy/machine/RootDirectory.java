package org.daxpolicy.machine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.daxpolicy.udev.ByteText;

/**
 * A directory that is, or stands for, a host's root. Links are followed as after {@code chroot(2)}:
 * nothing outside is ever read, whatever they say. Paths are relative byte strings.
 */
final class RootDirectory {
  private static final int MOST_LINKS = 40;

  private final Path root;

  RootDirectory(Path root) {
    this.root = root;
  }

  /** The place itself, its own last link not followed; empty if the way to it leads nowhere. */
  private Optional<Path> place(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0
        ? onDisk(root, path)
        : resolve(path.substring(0, slash)).flatMap(p -> onDisk(p, path.substring(slash + 1)));
  }

  /** Where a path leads, all links followed; what it is, if anything, is not looked at. */
  Optional<Path> resolve(String path) {
    Deque<String> rest = new ArrayDeque<>(Arrays.asList(path.split("/", -1)));
    List<String> at = new ArrayList<>();
    int links = 0;
    while (!rest.isEmpty()) {
      String name = rest.pop();
      if (name.equals("..")) {
        if (!at.isEmpty()) {
          at.remove(at.size() - 1);
        }
      } else if (!name.isEmpty() && !name.equals(".")) {
        at.add(name);
        Optional<String> target = linkTarget(String.join("/", at));
        if (target.isPresent()) {
          if (++links > MOST_LINKS) {
            return Optional.empty();
          }
          at.remove(at.size() - 1);
          if (target.get().startsWith("/")) {
            at.clear();
          }
          List<String> names = Arrays.asList(target.get().split("/", -1));
          for (int i = names.size() - 1; i >= 0; i--) {
            rest.push(names.get(i));
          }
        }
      }
    }
    return onDisk(root, String.join("/", at));
  }

  /** The target of a link; empty if the last component is none. Earlier ones are not followed. */
  private Optional<String> linkTarget(String path) {
    return onDisk(root, path).flatMap(RootDirectory::target);
  }

  static Optional<String> target(Path link) {
    try {
      return Files.isSymbolicLink(link)
          ? Optional.of(ByteText.of(Files.readSymbolicLink(link).toString()))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The target of the link at a path; empty if there is none. */
  Optional<String> link(String path) {
    return place(path).flatMap(RootDirectory::target);
  }

  boolean isDirectory(String path) {
    return resolve(path).filter(p -> Files.isDirectory(p, LinkOption.NOFOLLOW_LINKS)).isPresent();
  }

  /** Whether a path leads to a regular file. */
  boolean isFile(String path) {
    return resolve(path).filter(p -> Files.isRegularFile(p, LinkOption.NOFOLLOW_LINKS)).isPresent();
  }

  /** The names in a directory, sorted; empty if there is none. */
  List<String> list(String directory) {
    List<String> names = new ArrayList<>();
    Optional<Path> place = resolve(directory);
    if (place.isPresent()) {
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(place.get())) {
        stream.forEach(entry -> names.add(ByteText.of(entry.getFileName().toString())));
      } catch (IOException | DirectoryIteratorException e) {
        return List.of();
      }
    }
    names.sort(null);
    return names;
  }

  /** The content of the regular file a path leads to; empty if it cannot be read or is larger. */
  Optional<String> content(String path, int largest) {
    return isFile(path) ? resolve(path).flatMap(p -> content(p, largest)) : Optional.empty();
  }

  private static Optional<String> content(Path file, int largest) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(largest + 1);
      return bytes.length > largest ? Optional.empty() : Optional.of(ByteText.of(bytes));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<Path> onDisk(Path directory, String path) {
    try {
      return Optional.of(directory.resolve(ByteText.readable(path)));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
