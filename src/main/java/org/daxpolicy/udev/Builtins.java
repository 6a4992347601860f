package org.daxpolicy.udev;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.daxpolicy.glob.Glob;

/** The commands that are part of udev, and the releases that have them. */
final class Builtins {
  /**
   * @param since the first release that has it
   * @param until the last release that has it
   * @param once whether it runs once an event, whatever arguments come later
   * @param names the properties it may import
   */
  private record Builtin(int since, int until, boolean once, List<Glob> names) {}

  private static final int EVER = Integer.MAX_VALUE;
  private static final Map<String, Builtin> ALL = new LinkedHashMap<>();

  private static void row(String name, int since, boolean once, String... names) {
    List<Glob> globs = Arrays.stream(names).map(Glob::of).toList();
    ALL.put(name, new Builtin(since, EVER, once, globs));
  }

  static {
    row("blkid", 0, true, "ID_FS_*", "ID_PART_*");
    row("btrfs", 0, false, "ID_BTRFS_*");
    row("hwdb", 0, false, "*");
    row("input_id", 0, false, "ID_INPUT*");
    row("keyboard", 0, false);
    row("kmod", 0, false);
    row("net_id", 0, false, "ID_NET_*");
    // a .link file of the administrator may set any property
    row("net_setup_link", 0, false, "*");
    row("path_id", 0, true, "ID_PATH*");
    row("uaccess", 0, false);
    row(
        "usb_id",
        0,
        true,
        "ID_BUS",
        "ID_INSTANCE",
        "ID_MODEL*",
        "ID_REVISION",
        "ID_SERIAL*",
        "ID_TYPE",
        "ID_USB_*",
        "ID_VENDOR*");
    row("net_driver", 257, true, "ID_NET_DRIVER");
    row("dissect_image", 258, true, "ID_DISSECT_*");
    row("factory_reset", 258, true, "ID_FACTORY_RESET");
    row("tpm2_id", 260, true, "ID_TPM2_*");
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

  /** The names of properties a command line may import. */
  static List<Glob> names(String command) {
    Builtin builtin = ALL.get(name(command));
    return builtin == null ? List.of() : builtin.names();
  }
}
