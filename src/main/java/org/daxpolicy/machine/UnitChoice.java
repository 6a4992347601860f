package org.daxpolicy.machine;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Which of a host's systemd units a capture takes. */
final class UnitChoice {
  /** What a unit that has to do with memory devices mentions. */
  static final List<String> WORDS =
      List.of(
          "dax",
          "cxl",
          "ndctl",
          "hmem",
          "kmem",
          "memhp",
          "memory_hotplug",
          "system/memory",
          "auto_online_blocks");

  private static final Pattern NAME =
      Pattern.compile(
          "[\\w:.@\\\\-]{1,255}\\.(?:service|socket|target|timer|path|mount|device|slice)");
  private static final Pattern BETWEEN = Pattern.compile("[ \t\",=]+");
  private static final String UDEVD = "systemd-udevd.service";

  private UnitChoice() {}

  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** Whether a unit is taken whatever else there is. */
  static boolean takes(String name, String text) {
    return name.equals(UDEVD) || mentions(name) || mentions(text);
  }

  private static boolean mentions(String text) {
    return WORDS.stream().anyMatch(text::contains);
  }

  /** The units, or their templates, that a rules file wants started. */
  static Set<String> wanted(String rules) {
    Set<String> names = new TreeSet<>();
    for (String line : rules.split("\n", -1)) {
      if (line.contains("SYSTEMD_WANTS")) {
        for (String word : BETWEEN.split(line, -1)) {
          String name = template(word);
          if (isName(name)) {
            names.add(name);
          }
        }
      }
    }
    return names;
  }

  /** {@code x@%k.service} and {@code x@dax0.0.service} are made of {@code x@.service}. */
  static String template(String name) {
    int at = name.indexOf('@');
    int dot = name.lastIndexOf('.');
    return at < 0 || dot < at ? name : name.substring(0, at + 1) + name.substring(dot);
  }
}
