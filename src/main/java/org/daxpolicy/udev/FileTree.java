package org.daxpolicy.udev;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * A file system that rules are read from: a directory taken as the root, or texts. Paths are
 * absolute from there; links lead nowhere outside.
 */
public interface FileTree {
  /** What stands at a path. */
  sealed interface Node {
    /** A file of so many bytes. */
    record File(long size) implements Node {}

    /** A directory. */
    record Directory() implements Node {}

    /** A symbolic link. */
    record Link(String target) implements Node {}

    /** A device, a socket, a pipe. */
    record Other() implements Node {}
  }

  /** What stands at a path none of whose directories is a link; empty if nothing does. */
  Optional<Node> node(String path);

  /** The names in the directory at such a path, sorted; empty if there is none. */
  List<String> names(String path);

  /** The content of the file at such a path, as a byte string. */
  String read(String path) throws IOException;

  /**
   * Where a path leads when all links are followed; nothing need be there. Empty if links go round
   * in a circle.
   */
  default Optional<String> resolve(String path) {
    Deque<String> ahead = new ArrayDeque<>(List.of(path.split("/")));
    List<String> done = new ArrayList<>();
    int links = 0;
    while (!ahead.isEmpty()) {
      String name = ahead.removeFirst();
      if (name.isEmpty() || name.equals(".")) {
        continue;
      }
      if (name.equals("..")) {
        if (!done.isEmpty()) {
          done.remove(done.size() - 1);
        }
        continue;
      }
      done.add(name);
      if (node("/" + String.join("/", done)).orElse(null) instanceof Node.Link link) {
        if (++links > 40) {
          return Optional.empty();
        }
        done.remove(done.size() - 1);
        if (link.target().startsWith("/")) {
          done.clear();
        }
        String[] names = link.target().split("/");
        for (int i = names.length - 1; i >= 0; i--) {
          ahead.addFirst(names[i]);
        }
      }
    }
    return Optional.of("/" + String.join("/", done));
  }
}
