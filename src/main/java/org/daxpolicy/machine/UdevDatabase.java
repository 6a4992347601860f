package org.daxpolicy.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.daxpolicy.udev.DeviceRecord;

/**
 * udev's database as it lies in {@code /run/udev/data}: a file a device, named by its numbers or by
 * subsystem and name, a letter, a colon and a value on each line. {@code udevadm info --export-db}
 * prints what these files and sysfs say.
 */
final class UdevDatabase {
  /** Where it lies, relative to the root directory. */
  static final String DIRECTORY = "run/udev/data/";

  private static final Pattern NAME =
      Pattern.compile("[bc]\\d{1,9}:\\d{1,9}|\\+[\\w-]{1,64}:[^/\\x00-\\x1f]{1,255}");

  private UdevDatabase() {}

  /** Whether a path relative to the root is a record of a device. */
  static boolean isRecord(String path) {
    return path.startsWith(DIRECTORY) && NAME.matcher(path.substring(DIRECTORY.length())).matches();
  }

  /** The name of a device's file: its numbers if it has a node, else subsystem and name. */
  static Optional<String> name(String devpath, String subsystem, Map<String, String> uevent) {
    String number = uevent.getOrDefault("MAJOR", "") + ":" + uevent.getOrDefault("MINOR", "");
    String name =
        number.length() > 1
            ? (subsystem.equals("block") ? "b" : "c") + number
            : "+" + subsystem + ":" + DevicePath.name(devpath);
    Matcher m = NAME.matcher(name);
    return m.matches() ? Optional.of(name) : Optional.empty();
  }

  /** What a file remembers; lines of letters that matter to no rule are passed over. */
  static DeviceRecord record(String text) {
    Map<String, String> properties = new TreeMap<>();
    List<String> tags = new ArrayList<>();
    List<String> currentTags = new ArrayList<>();
    List<String> links = new ArrayList<>();
    int priority = 0;
    for (String line : text.split("\n", -1)) {
      if (line.length() < 3 || line.charAt(1) != ':') {
        continue;
      }
      String value = line.substring(2);
      switch (line.charAt(0)) {
        case 'E' -> {
          int equals = value.indexOf('=');
          if (equals > 0) {
            properties.put(value.substring(0, equals), value.substring(equals + 1));
          }
        }
        case 'G' -> tags.add(value);
        case 'Q' -> currentTags.add(value);
        case 'S' -> links.add(value);
        case 'L' -> priority = value.matches("-?\\d{1,9}") ? Integer.parseInt(value) : priority;
        default -> {
          // when it was initialized, the format's version, the partition table's number
        }
      }
    }
    return new DeviceRecord(properties, tags, currentTags, links, priority);
  }
}
