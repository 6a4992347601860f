package org.daxpolicy.udev;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Walks paths through a sysfs tree the way a kernel does: component by component, along links. */
final class SysfsPaths {
  private static final int MOST_LINKS = 40;

  private SysfsPaths() {}

  /**
   * Where a path leads.
   *
   * @param path absolute below {@code /sys}
   * @param followLast whether a link at the very end is followed
   * @return the path without links, dots and doubled slashes; empty if nothing is there, or it
   *     leaves {@code /sys}
   */
  static Optional<String> resolve(Sysfs sysfs, String path, boolean followLast) {
    Deque<String> ahead = new ArrayDeque<>(split(path));
    List<String> done = new ArrayList<>();
    int links = 0;
    while (!ahead.isEmpty()) {
      String name = ahead.removeFirst();
      Optional<Sysfs.Entry> here = sysfs.entry(join(done));
      if (!(here.orElse(null) instanceof Sysfs.Entry.Directory)) {
        return Optional.empty();
      }
      if (name.equals("..")) {
        if (done.isEmpty()) {
          return Optional.empty();
        }
        done.remove(done.size() - 1);
        continue;
      }
      done.add(name);
      Sysfs.Entry entry = sysfs.entry(join(done)).orElse(null);
      if (entry == null) {
        return Optional.empty();
      }
      if (entry instanceof Sysfs.Entry.Link link && (followLast || !ahead.isEmpty())) {
        done.remove(done.size() - 1);
        String target = link.target();
        if (++links > MOST_LINKS || target.isEmpty()) {
          return Optional.empty();
        }
        if (target.startsWith("/")) {
          if (!target.equals("/sys") && !target.startsWith("/sys/")) {
            return Optional.empty();
          }
          done.clear();
          target = target.substring("/sys".length());
        }
        List<String> names = split(target);
        for (int i = names.size() - 1; i >= 0; i--) {
          ahead.addFirst(names.get(i));
        }
      }
    }
    return Optional.of(join(done));
  }

  /** What a path leads to, links followed. */
  static Optional<Sysfs.Entry> find(Sysfs sysfs, String path) {
    return resolve(sysfs, path, true).flatMap(sysfs::entry);
  }

  /** The last component of the link at {@code path}; empty if no link is there. */
  static Optional<String> linkName(Sysfs sysfs, String path) {
    return sysfs.entry(path).flatMap(SysfsPaths::linkName);
  }

  private static Optional<String> linkName(Sysfs.Entry entry) {
    if (entry instanceof Sysfs.Entry.Link link) {
      List<String> names = split(link.target());
      return names.isEmpty() ? Optional.empty() : Optional.of(names.get(names.size() - 1));
    }
    return Optional.empty();
  }

  /** The path without doubled slashes, components that are dots, and a slash at its end. */
  static String tidy(String path) {
    return (path.startsWith("/") ? "/" : "") + String.join("/", split(path));
  }

  static String lastName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The path without its last component; empty for the root. */
  static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  private static List<String> split(String path) {
    List<String> names = new ArrayList<>();
    for (String name : path.split("/", -1)) {
      if (!name.isEmpty() && !name.equals(".")) {
        names.add(name);
      }
    }
    return names;
  }

  private static String join(List<String> names) {
    return names.isEmpty() ? "" : "/" + String.join("/", names);
  }
}
