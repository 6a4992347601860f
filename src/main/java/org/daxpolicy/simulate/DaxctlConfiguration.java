package org.daxpolicy.simulate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.daxpolicy.dax.DaxctlCommand;
import org.daxpolicy.dax.Driver;

/**
 * {@code /etc/daxctl.conf.d}, which {@code daxctl reconfigure-device -C} goes by (man page
 * daxctl-reconfigure-device). It chooses by the uuid of an NVDIMM namespace and by nothing else.
 *
 * @param sections the settings of every {@code [reconfigure-device …]}, file by file
 */
record DaxctlConfiguration(List<Map<String, String>> sections) {
  DaxctlConfiguration {
    sections = List.copyOf(sections);
  }

  static DaxctlConfiguration parse(SortedMap<String, String> files) {
    List<Map<String, String>> sections = new ArrayList<>();
    for (String text : files.values()) {
      Map<String, String> open = new HashMap<>();
      for (String raw : text.split("\n")) {
        String line = raw.strip();
        if (line.startsWith("[")) {
          open = new HashMap<>();
          if (line.startsWith("[reconfigure-device ")) {
            sections.add(open);
          }
        } else if (!line.startsWith("#") && !line.startsWith(";") && line.contains("=")) {
          String value = line.substring(line.indexOf('=') + 1).strip();
          open.put(
              line.substring(0, line.indexOf('=')).strip().toLowerCase(Locale.ROOT),
              value.replaceAll("^\"(.*)\"$", "$1"));
        }
      }
    }
    return new DaxctlConfiguration(sections);
  }

  /** What the configuration makes of a command for a device. */
  sealed interface Choice {
    /** The command to do instead. */
    record Does(DaxctlCommand command) implements Choice {}

    /** No section is about the device. */
    record Nothing() implements Choice {}

    /** The sections about the device make no sense to daxctl. */
    record Refused(int exit, String why) implements Choice {}
  }

  /**
   * @param command one with {@code -C}
   * @param uuid the namespace's; empty for other memory
   */
  Choice of(DaxctlCommand command, Optional<String> uuid) {
    List<Map<String, String>> matching =
        sections.stream()
            .filter(s -> uuid.isPresent() && uuid.get().equals(s.get("nvdimm.uuid")))
            .toList();
    if (matching.isEmpty()) {
      return new Choice.Nothing();
    }
    if (matching.size() > 1) {
      return new Choice.Refused(234, "two sections of daxctl.conf have one uuid");
    }
    Map<String, String> section = matching.get(0);
    Optional<Driver> mode =
        switch (section.getOrDefault("mode", "")) {
          case "system-ram" -> Optional.of(Driver.KMEM);
          case "devdax" -> Optional.of(Driver.DEVICE_DAX);
          default -> Optional.empty();
        };
    if (mode.isEmpty()) {
      return section.containsKey("mode")
          ? new Choice.Refused(234, "daxctl.conf names an unknown mode")
          : new Choice.Nothing();
    }
    return new Choice.Does(
        new DaxctlCommand(
            command.verb(),
            command.device(),
            mode,
            no(section.get("online")),
            no(section.get("movable")),
            command.force(),
            false));
  }

  private static boolean no(@org.jspecify.annotations.Nullable String value) {
    return value != null && value.matches("[fFnN0].*");
  }
}
