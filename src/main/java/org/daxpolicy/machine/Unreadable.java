package org.daxpolicy.machine;

import java.util.List;
import java.util.Optional;

/** The list of files that a capture found and could not read. */
final class Unreadable {
  private static final String SYSFS = "sys/";

  private Unreadable() {}

  /** The paths, relative to the root; lines that are no path are passed over. */
  static List<String> parse(String list) {
    return list.lines()
        .filter(path -> path.startsWith("/") && DevicePath.isBelow(path.substring(1)))
        .map(path -> path.substring(1))
        .toList();
  }

  /** The path in sysfs; empty if the file lies elsewhere. */
  static Optional<String> inSysfs(String path) {
    return path.startsWith(SYSFS)
        ? Optional.of(path.substring(SYSFS.length() - 1))
        : Optional.empty();
  }
}
