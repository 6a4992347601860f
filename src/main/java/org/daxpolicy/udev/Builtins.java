package org.daxpolicy.udev;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.daxpolicy.glob.Glob;

/** The commands that are part of udev, and the releases that have them. */
final class Builtins {
  /**
   * One of them.
   *
   * @param name its whole name
   * @param since the first release that has it
   * @param once whether it runs once an event, whatever arguments come later
   * @param names the properties it may import
   */
  record Builtin(String name, int since, boolean once, List<Glob> names) {}

  /** In the order in which udev tries their names. */
  private static final List<Builtin> ALL =
      List.of(
          row("blkid", 0, true, "ID_FS_*", "ID_PART_*"),
          row("btrfs", 0, false, "ID_BTRFS_*"),
          row("dissect_image", 258, true, "ID_DISSECT_*"),
          row("factory_reset", 258, true, "ID_FACTORY_RESET"),
          row("hwdb", 0, false, "*"),
          row("input_id", 0, false, "ID_INPUT*"),
          row("keyboard", 0, false),
          row("kmod", 0, false),
          row("net_driver", 257, true, "ID_NET_DRIVER"),
          row("net_id", 0, false, "ID_NET_*"),
          // a .link file of the administrator may set any property
          row("net_setup_link", 0, false, "*"),
          row("path_id", 0, true, "ID_PATH*"),
          row("tpm2_id", 260, true, "ID_TPM2_*"),
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
              "ID_VENDOR*"),
          row("uaccess", 0, false));

  private static Builtin row(String name, int since, boolean once, String... names) {
    return new Builtin(name, since, once, Arrays.stream(names).map(Glob::of).toList());
  }

  private Builtins() {}

  /**
   * The builtin a command line calls. Releases before 258 take the first whose name begins with the
   * command's first word, so that {@code net} is net_id, and no word at all is the first of all.
   */
  static Optional<Builtin> find(String command, UdevVersion version) {
    String word = firstWord(command);
    boolean whole = version.atLeast(258);
    return ALL.stream()
        .filter(b -> version.atLeast(b.since()))
        .filter(b -> whole ? b.name().equals(word) : b.name().startsWith(word))
        .findFirst();
  }

  /** The names of the builtins of a release. */
  static List<String> of(UdevVersion version) {
    return ALL.stream().filter(b -> version.atLeast(b.since())).map(Builtin::name).toList();
  }

  private static String firstWord(String command) {
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
}
