package org.daxpolicy.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A service unit, as far as it decides which commands run (man pages systemd.syntax,
 * systemd.service, systemd.unit).
 *
 * @param settings every assignment of {@code [Service]}, in order; an empty one clears earlier ones
 */
record UnitFile(List<Setting> settings) {
  /** An assignment. */
  record Setting(String key, String value) {}

  /**
   * A command of {@code ExecStart=}.
   *
   * @param words program and arguments
   * @param mayFail whether a leading {@code -} makes failure count as success
   */
  record Command(List<String> words, boolean mayFail) {}

  UnitFile {
    settings = List.copyOf(settings);
  }

  static UnitFile parse(String text) {
    List<Setting> settings = new ArrayList<>();
    String section = "";
    StringBuilder open = new StringBuilder();
    for (String raw : text.split("\n", -1)) {
      String line = raw.strip();
      if (line.startsWith("#") || line.startsWith(";")) {
        continue;
      }
      if (line.endsWith("\\")) {
        open.append(line, 0, line.length() - 1).append(' ');
        continue;
      }
      String whole = (open + line).strip();
      open.setLength(0);
      if (whole.startsWith("[") && whole.endsWith("]")) {
        section = whole.substring(1, whole.length() - 1);
      } else if (section.equals("Service") && whole.contains("=")) {
        add(settings, whole);
      }
    }
    return new UnitFile(settings);
  }

  private static void add(List<Setting> settings, String line) {
    int equals = line.indexOf('=');
    String key = line.substring(0, equals).strip();
    String value = line.substring(equals + 1).strip();
    if (value.isEmpty()) {
      settings.removeIf(s -> s.key().equals(key));
    } else {
      settings.add(new Setting(key, value));
    }
  }

  /** The last value of a setting. */
  Optional<String> value(String key) {
    return settings.stream()
        .filter(s -> s.key().equals(key))
        .map(Setting::value)
        .reduce((a, b) -> b);
  }

  /** Whether the unit counts as active once its commands are done. */
  boolean remains() {
    return value("RemainAfterExit").map(v -> v.matches("yes|true|on|1")).orElse(false)
        || !value("Type").orElse("simple").equals("oneshot");
  }

  boolean restarts() {
    return value("Restart").map(v -> v.equals("on-failure") || v.equals("always")).orElse(false);
  }

  /** The commands of an instance. */
  List<Command> commands(UnitName name) {
    List<Command> commands = new ArrayList<>();
    for (Setting setting : settings) {
      if (setting.key().equals("ExecStart")) {
        List<String> words =
            new ArrayList<>(CommandLine.split(setting.value()).stream().map(name::fill).toList());
        String program = words.get(0);
        int prefix = 0;
        while (prefix < program.length() && "-@:+!|".indexOf(program.charAt(prefix)) >= 0) {
          prefix++;
        }
        words.set(0, program.substring(prefix));
        commands.add(new Command(words, program.substring(0, prefix).contains("-")));
      }
    }
    return commands;
  }
}
