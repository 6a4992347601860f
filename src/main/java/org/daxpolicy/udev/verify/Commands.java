package org.daxpolicy.udev.verify;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is known of the programs that rules like to call. */
final class Commands {
  private static final Set<String> PREFIXES =
      Set.of("exec", "env", "nice", "ionice", "if", "then", "else", "do", "while", "until", "!");
  private static final Set<String> WAITING_VERBS =
      Set.of(
          "start",
          "stop",
          "restart",
          "try-restart",
          "reload",
          "reload-or-restart",
          "try-reload-or-restart",
          "isolate");

  private Commands() {}

  /** Why a program cannot live as long as it is meant to, if so. */
  static Optional<String> leavesBehind(List<String> command) {
    String name = name(command);
    return switch (name) {
      case "nohup", "setsid", "disown", "daemonize" ->
          Optional.of("`" + name + "` detaches a program from its terminal, not from udev");
      case "screen" ->
          command.stream().anyMatch(w -> w.matches("-[a-zA-Z]*d[a-zA-Z]*"))
              ? Optional.of("`screen` is left running in the background")
              : Optional.empty();
      case "tmux" ->
          command.contains("-d")
              ? Optional.of("`tmux` is left running in the background")
              : Optional.empty();
      case "start-stop-daemon" ->
          command.contains("--background") || command.contains("-b")
              ? Optional.of("`start-stop-daemon --background` leaves the program running")
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  /** Why a program holds up the event, if it does. */
  static Optional<String> waits(List<String> command) {
    String name = name(command);
    return switch (name) {
      case "sleep", "usleep" -> Optional.of("`" + name + "` waits while udev waits for it");
      case "systemctl" ->
          WAITING_VERBS.contains(verb(command, name)) && !command.contains("--no-block")
              ? Optional.of("`systemctl` waits until the job is done")
              : Optional.empty();
      case "systemd-run", "systemd-mount" ->
          command.stream().anyMatch(w -> w.equals("--no-block") || w.startsWith("--on-"))
              ? Optional.empty()
              : Optional.of("`" + name + "` waits until the unit has started");
      case "udevadm" ->
          verb(command, name).equals("settle")
              ? Optional.of("`udevadm settle` waits for the very event it is called from")
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  /** Whether a program mounts or unmounts by itself. */
  static boolean mounts(List<String> command) {
    return switch (name(command)) {
      case "mount", "umount", "fusermount", "fusermount3", "pmount", "ntfs-3g" -> true;
      default -> false;
    };
  }

  /** The first word behind a program that is no option. */
  private static String verb(List<String> command, String program) {
    boolean behind = false;
    for (String word : command) {
      if (behind && !word.startsWith("-")) {
        return word;
      }
      behind |= word.equals(program) || word.endsWith("/" + program);
    }
    return "";
  }

  /** The program of a command, past words that only say how it is run. */
  private static String name(List<String> command) {
    for (String word : command) {
      String name = word.substring(word.lastIndexOf('/') + 1);
      boolean setting = word.matches("[A-Za-z_][A-Za-z0-9_]*=.*") || word.startsWith("-");
      if (!setting && !PREFIXES.contains(name)) {
        return name;
      }
    }
    return "";
  }
}
