package org.daxpolicy.machine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Facts about a host from files of its {@code /proc} and {@code /etc}. */
final class HostFiles {
  private HostFiles() {}

  /**
   * @param files path without a leading slash to content
   */
  static HostFacts facts(Map<String, String> files) {
    return new HostFacts(
        line(files, "etc/hostname"),
        line(files, "proc/sys/kernel/osrelease"),
        Optional.empty(),
        Optional.empty(),
        line(files, "proc/sys/kernel/arch").map(HostFiles::architecture),
        Optional.empty(),
        line(files, "proc/cmdline"),
        new TreeMap<>(),
        accounts(files.getOrDefault("etc/passwd", "")),
        accounts(files.getOrDefault("etc/group", "")));
  }

  private static Optional<String> line(Map<String, String> files, String file) {
    return Optional.ofNullable(files.get(file)).map(String::strip).filter(s -> !s.isEmpty());
  }

  /** udev's name for what uname prints. */
  private static String architecture(String machine) {
    return switch (machine) {
      case "x86_64" -> "x86-64";
      case "i386", "i486", "i586", "i686" -> "x86";
      case "aarch64" -> "arm64";
      case "ppc64le" -> "ppc64-le";
      default -> machine;
    };
  }

  /** {@code name:password:id:…} by line. */
  private static Map<String, Integer> accounts(String text) {
    Map<String, Integer> ids = new LinkedHashMap<>();
    for (String line : text.split("\n", -1)) {
      String[] fields = line.split(":", -1);
      if (fields.length > 2 && fields[2].matches("[0-9]{1,9}")) {
        ids.putIfAbsent(fields[0], Integer.valueOf(fields[2]));
      }
    }
    return ids;
  }
}
