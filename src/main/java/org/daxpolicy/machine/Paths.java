package org.daxpolicy.machine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.daxpolicy.udev.Sysfs;

/** Ways through a sysfs tree. Paths are without {@code /sys}. */
final class Paths {
  /** As many links as Linux follows. */
  private static final int LINKS = 40;

  private Paths() {}

  /** The path of what {@code path} leads to when links are followed; empty if it leads nowhere. */
  static Optional<String> resolve(Sysfs sysfs, String path) {
    Deque<String> left = new ArrayDeque<>(parts(path));
    Deque<String> done = new ArrayDeque<>();
    int links = 0;
    while (!left.isEmpty()) {
      String part = left.removeFirst();
      if (part.equals("..")) {
        done.pollLast();
        continue;
      }
      done.addLast(part);
      Optional<Sysfs.Entry> entry = sysfs.entry(join(done));
      if (entry.isEmpty()) {
        return Optional.empty();
      }
      if (entry.get() instanceof Sysfs.Entry.Link link) {
        if (++links > LINKS) {
          return Optional.empty();
        }
        done.removeLast();
        String target = link.target();
        if (target.startsWith("/")) {
          done.clear();
          target = target.startsWith("/sys/") ? target.substring(4) : target;
        }
        List<String> parts = parts(target);
        for (int i = parts.size() - 1; i >= 0; i--) {
          left.addFirst(parts.get(i));
        }
      }
    }
    return Optional.of(join(done));
  }

  /** The last component of a link's target. */
  static Optional<String> linkName(Sysfs sysfs, String path) {
    return sysfs
        .entry(path)
        .filter(Sysfs.Entry.Link.class::isInstance)
        .map(e -> name(((Sysfs.Entry.Link) e).target()));
  }

  /** The content of a readable file. */
  static Optional<String> content(Sysfs sysfs, String path) {
    return sysfs
        .entry(path)
        .filter(Sysfs.Entry.File.class::isInstance)
        .flatMap(e -> ((Sysfs.Entry.File) e).content());
  }

  static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  private static List<String> parts(String path) {
    List<String> parts = new ArrayList<>(List.of(path.split("/", -1)));
    parts.removeIf(part -> part.isEmpty() || part.equals("."));
    return parts;
  }

  private static String join(Iterable<String> parts) {
    StringBuilder path = new StringBuilder();
    parts.forEach(part -> path.append('/').append(part));
    return path.toString();
  }
}
