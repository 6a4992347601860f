package org.daxpolicy.udev;

import java.util.LinkedHashMap;
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

  /** Whether a command line calls a builtin of that release. */
  static boolean knows(String command, UdevVersion version) {
    Builtin builtin = ALL.get(name(command));
    return builtin != null
        && version.atLeast(builtin.since())
        && version.number() <= builtin.until();
  }

  static boolean runsOnce(String command) {
    Builtin builtin = ALL.get(name(command));
    return builtin != null && builtin.once();
  }
}
