package org.daxpolicy.udev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A directory of this machine as the root of a file system.
 *
 * @param root the directory
 */
public record DiskTree(Path root) implements FileTree {
  /** This machine's own file system. */
  public static final DiskTree OWN = new DiskTree(Path.of("/"));

  private Path at(String path) {
    return root.resolve(path.substring(1));
  }

  @Override
  public Optional<Node> node(String path) {
    Path at = at(path);
    try {
      BasicFileAttributes there =
          Files.readAttributes(at, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return Optional.of(
          there.isSymbolicLink()
              ? new Node.Link(Files.readSymbolicLink(at).toString())
              : there.isDirectory()
                  ? new Node.Directory()
                  : there.isRegularFile() ? new Node.File(there.size()) : new Node.Other());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public List<String> names(String path) {
    try (Stream<Path> entries = Files.list(at(path))) {
      return entries.map(p -> p.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  @Override
  public String read(String path) throws IOException {
    return ByteText.of(Files.readAllBytes(at(path)));
  }

  @Override
  public String toString() {
    return root.toString();
  }
}
