package org.daxpolicy.dax.daxctl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.daxpolicy.dax.Driver;
import org.jspecify.annotations.Nullable;

/**
 * {@code /etc/daxctl.conf.d}, which {@code daxctl reconfigure-device -C} goes by (man page
 * daxctl-reconfigure-device). It chooses by the uuid of an NVDIMM namespace and by nothing else.
 *
 * @param sections the settings of every {@code [reconfigure-device …]}, file by file
 */
public record DaxctlConf(List<Map<String, String>> sections) {
  /** No configuration. */
  public static final DaxctlConf NOTHING = new DaxctlConf(List.of());

  private static final int USAGE = 129;
  private static final int INVALID = 234;

  public DaxctlConf {
    sections = List.copyOf(sections);
  }

  /** The configuration in files, by name. */
  public static DaxctlConf parse(SortedMap<String, String> files) {
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
    return new DaxctlConf(sections);
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
   * The command that is done instead of {@code reconfigure-device -C} for an NVDIMM namespace; none
   * if no section is about it or daxctl refuses what they say.
   */
  public Optional<DaxctlCommand> of(String uuid) {
    DaxctlCommand any = DaxctlCommand.of(DaxctlCommand.Verb.RECONFIGURE, "all");
    return of(any, Optional.of(uuid)) instanceof Choice.Does does
        ? Optional.of(does.command())
        : Optional.empty();
  }

  /** Why daxctl refuses what the sections about a namespace say; empty if it does not. */
  public Optional<String> refused(String uuid) {
    DaxctlCommand any = DaxctlCommand.of(DaxctlCommand.Verb.RECONFIGURE, "all");
    return of(any, Optional.of(uuid)) instanceof Choice.Refused refused
        ? Optional.of(refused.why())
        : Optional.empty();
  }

  /**
   * @param command one with {@code -C}
   * @param uuid the namespace's; empty for other memory
   */
  Choice of(DaxctlCommand command, Optional<String> uuid) {
    List<Map<String, String>> about =
        sections.stream()
            .filter(s -> uuid.isPresent() && uuid.get().equals(s.get("nvdimm.uuid")))
            .toList();
    boolean leavesOffline = no(last(about, "online"));
    boolean anyZone = no(last(about, "movable"));
    // the texts of two sections are joined
    Optional<String> mode =
        about.stream().anyMatch(s -> s.containsKey("mode"))
            ? Optional.of(
                about.stream()
                    .map(s -> s.getOrDefault("mode", ""))
                    .collect(Collectors.joining(" "))
                    .strip())
            : Optional.empty();
    if (mode.isEmpty()) {
      return leavesOffline || anyZone
          ? new Choice.Refused(USAGE, "daxctl.conf says how to online memory but gives no mode")
          : new Choice.Nothing();
    }
    Optional<Driver> driver =
        switch (mode.get()) {
          case "system-ram" -> Optional.of(Driver.KMEM);
          case "devdax" -> Optional.of(Driver.DEVICE_DAX);
          default -> Optional.empty();
        };
    if (driver.isEmpty()) {
      return new Choice.Refused(
          INVALID,
          about.size() > 1
              ? "two sections of daxctl.conf have one uuid"
              : "daxctl.conf names an unknown mode");
    }
    return driver.get() != Driver.KMEM && leavesOffline
        ? new Choice.Refused(USAGE, "daxctl.conf says `online` for a device that is no memory")
        : new Choice.Does(command.as(driver.get(), leavesOffline, anyZone));
  }

  private static @Nullable String last(List<Map<String, String>> about, String key) {
    String value = null;
    for (Map<String, String> section : about) {
      value = section.getOrDefault(key, value == null ? "" : value);
    }
    return value;
  }

  private static boolean no(@Nullable String value) {
    return value != null && value.matches("[fFnN0].*");
  }
}
