package org.daxpolicy.machine;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.text.Code;
import org.daxpolicy.udev.ByteText;

/** Takes the lines of a listing one by one and lays out a device at the end of each block. */
final class Listing {
  private static final int LONGEST_SHOWN = 60;

  private final Assembly assembly;
  private final Findings findings;
  private final Map<String, Integer> numbers = new HashMap<>();
  private Optional<ListedDevice> device = Optional.empty();
  private boolean skipping;
  private long start;
  private long end;

  Listing(Assembly assembly, Findings findings) {
    this.assembly = assembly;
    this.findings = findings;
  }

  /** One line without its newline, the offset at which it begins, and its number from 1. */
  void line(String text, long offset, int number) throws Snapshot.TooLarge {
    String line = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    start = offset;
    end = offset + line.length();
    if (line.isBlank()) {
      end();
    } else if (!line.startsWith("#")) {
      parts(line, number);
    }
  }

  /** Ends the block, if one is open. */
  void end() throws Snapshot.TooLarge {
    if (device.isPresent()) {
      device.get().layOut(assembly);
    }
    device = Optional.empty();
    skipping = false;
  }

  private void parts(String line, int number) throws Snapshot.TooLarge {
    boolean lettered =
        line.length() >= 2
            && line.charAt(0) >= 'A'
            && line.charAt(0) <= 'Z'
            && line.charAt(1) == ':';
    if (!lettered) {
      malformed(line, "expected a letter, a colon and a value, such as `E: KEY=value`");
      return;
    }
    String value = line.substring(line.startsWith(" ", 2) ? 3 : 2);
    if (line.charAt(0) == 'P') {
      end();
      open(value, number);
    } else if (device.isPresent()) {
      value(device.get(), line.charAt(0), value, line);
    } else if (!skipping) {
      malformed(line, "expected `P: ` and a device's path first");
    }
  }

  private void open(String written, int number) {
    skipping = true;
    Optional<String> path = DevicePath.normal(written);
    if (path.isEmpty()) {
      findings.at(
          Code.SNAPSHOT_DEVPATH,
          start,
          end,
          "`" + shown(written) + "` is not a devpath, expected an absolute path below `/sys`",
          "write it as udev does: `/devices/…` without `.`, `..` or doubled slashes");
      return;
    }
    Integer first = numbers.putIfAbsent(path.get(), number);
    if (first != null) {
      findings.at(
          Code.SNAPSHOT_DUPLICATE,
          start,
          end,
          "device `" + shown(path.get()) + "` is listed twice, first in line " + first,
          "keep one of the two");
      return;
    }
    device = Optional.of(new ListedDevice(path.get()));
  }

  private void value(ListedDevice device, char letter, String value, String line) {
    int equals = value.indexOf('=');
    String key = assembly.share(equals < 0 ? value : value.substring(0, equals));
    String rest = assembly.share(equals < 0 ? "" : value.substring(equals + 1));
    switch (letter) {
      case 'U' -> device.subsystem(value);
      case 'V' -> device.driver(value);
      case 'D' -> device.number(value);
      case 'N' -> device.node(key);
      case 'S' -> device.link(value);
      case 'G' -> device.tag(value);
      case 'E' -> {
        if (equals <= 0) {
          malformed(line, "expected `E: KEY=value`");
        } else {
          device.property(key, rest);
        }
      }
      case 'L' -> {
        if (equals > 0) {
          named(key, () -> device.sysfsLink(key, rest));
        } else {
          priority(device, value, line);
        }
      }
      case 'A' -> {
        if (equals <= 0) {
          malformed(line, "expected `A: name=value`");
        } else {
          named(key, () -> device.attribute(key, unescaped(rest)));
        }
      }
      case 'H' -> binary(device, key, rest, line);
      default -> {
        // M, R, T, I, J, Q and letters of later releases repeat what other lines say
      }
    }
  }

  private void priority(ListedDevice device, String value, String line) {
    try {
      device.priority(Integer.parseInt(value.strip()));
    } catch (NumberFormatException e) {
      malformed(line, "expected `L: ` and a number, or `L: name=target`");
    }
  }

  private void binary(ListedDevice device, String key, String hex, String line) {
    StringBuilder bytes = new StringBuilder();
    for (int i = 0; i + 1 < hex.length(); i += 2) {
      int high = Character.digit(hex.charAt(i), 16);
      int low = Character.digit(hex.charAt(i + 1), 16);
      if (high < 0 || low < 0) {
        break;
      }
      bytes.append((char) (16 * high + low));
    }
    if (2 * bytes.length() != hex.length()) {
      malformed(line, "expected `H: name=` and pairs of hexadecimal digits");
    } else {
      named(key, () -> device.attribute(key, bytes.toString()));
    }
  }

  private void named(String name, Runnable action) {
    if (DevicePath.isBelow(name)) {
      action.run();
    } else {
      findings.at(
          Code.SNAPSHOT_NAME,
          start,
          end,
          "`" + shown(name) + "` is no name of an attribute, expected a path below the device");
    }
  }

  /** umockdev writes newlines as {@code \n} and backslashes doubled. */
  private static String unescaped(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        char next = text.charAt(++i);
        plain.append(next == 'n' ? "\n" : next == '\\' ? "\\" : "\\" + next);
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  private void malformed(String line, String expected) {
    findings.at(
        Code.SNAPSHOT_LINE, start, end, "cannot read line `" + shown(line) + "`, " + expected);
  }

  private static String shown(String bytes) {
    String text = ByteText.readable(bytes).strip();
    return text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text;
  }
}
