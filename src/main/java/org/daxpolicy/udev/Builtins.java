package org.daxpolicy.udev;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The commands that are part of udev, and the releases that have them. */
final class Builtins {
  /**
   * @param since the first release that has it
   * @param until the last release that has it
   * @param once whether it runs once an event, whatever arguments come later
   */
  private record Builtin(int since, int until, boolean once) {}

  private static final int EVER = Integer.MAX_VALUE;
  private static final Map<String, Builtin> ALL = new LinkedHashMap<>();

  static {
    ALL.put("blkid", new Builtin(0, EVER, true));
    ALL.put("btrfs", new Builtin(0, EVER, false));
    ALL.put("hwdb", new Builtin(0, EVER, false));
    ALL.put("input_id", new Builtin(0, EVER, false));
    ALL.put("keyboard", new Builtin(0, EVER, false));
    ALL.put("kmod", new Builtin(0, EVER, false));
    ALL.put("net_id", new Builtin(0, EVER, false));
    ALL.put("net_setup_link", new Builtin(0, EVER, false));
    ALL.put("path_id", new Builtin(0, EVER, true));
    ALL.put("uaccess", new Builtin(0, EVER, false));
    ALL.put("usb_id", new Builtin(0, EVER, true));
    ALL.put("net_driver", new Builtin(257, EVER, true));
    ALL.put("dissect_image", new Builtin(258, EVER, true));
    ALL.put("factory_reset", new Builtin(258, EVER, true));
    ALL.put("tpm2_id", new Builtin(260, EVER, true));
  }

  private Builtins() {}

  /** The first word of a command line. */
  static String name(String command) {
    int start = 0;
    while (start < command.length() && ByteText.isBlank(command.charAt(start))) {
      start++;
    }
    int end = start;
    while (end < command.length() && !ByteText.isBlank(command.charAt(end))) {
      end++;
    }
    return command.substring(start, end);
  }

  /**
   * Whether a command line calls a builtin of that release. Releases before 258 take the beginning
   * of a name for it.
   */
  static boolean knows(String command, UdevVersion version) {
    String name = name(command);
    return of(version).stream()
        .anyMatch(known -> version.atLeast(258) ? known.equals(name) : known.startsWith(name));
  }

  /** The builtins of a release. */
  static List<String> of(UdevVersion version) {
    return ALL.entrySet().stream()
        .filter(e -> version.atLeast(e.getValue().since()))
        .filter(e -> version.number() <= e.getValue().until())
        .map(Map.Entry::getKey)
        .toList();
  }

  static boolean runsOnce(String command) {
    Builtin builtin = ALL.get(name(command));
    return builtin != null && builtin.once();
  }
}
