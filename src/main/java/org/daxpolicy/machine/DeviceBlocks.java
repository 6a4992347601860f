package org.daxpolicy.machine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Result;
import org.daxpolicy.udev.DeviceRecord;

/**
 * Listings of devices as blocks of lines that begin with a letter and a colon: the output of {@code
 * udevadm info --export-db} (udevadm(8), "The database uses single letter keys") and of {@code
 * umockdev-record} (its README, "Device description format").
 *
 * <p>The two agree on {@code P: S: E:} and differ in {@code L:}, a link's priority in the one and
 * {@code name=target} in the other, and in {@code N:}, which umockdev may follow by the node's
 * content. Only umockdev writes attributes, {@code A:} with escapes and {@code H:} in hex.
 */
final class DeviceBlocks {
  private final Input input;
  private final Draft draft;
  private int start;
  private int end;
  private Block block = new Block();
  private boolean open;

  /** One device's lines. */
  private static final class Block {
    private final Draft.Entry entry = new Draft.Entry();
    private final Map<String, String> uevent = new LinkedHashMap<>();
    private final Map<String, String> properties = new LinkedHashMap<>();
    private final List<String> tags = new ArrayList<>();
    private final List<String> currentTags = new ArrayList<>();
    private final List<String> links = new ArrayList<>();
    private int priority;
  }

  private DeviceBlocks(Input input) {
    this.input = input;
    this.draft = new Draft(input);
  }

  static Result<Machine> read(Input input) {
    DeviceBlocks blocks = new DeviceBlocks(input);
    byte[] bytes = input.bytes();
    while (blocks.end < bytes.length && !input.isHopeless()) {
      blocks.start = blocks.end;
      int stop = blocks.start;
      while (stop < bytes.length && bytes[stop] != '\n') {
        stop++;
      }
      blocks.end = Math.min(stop + 1, bytes.length);
      int length = stop - blocks.start;
      if (length > 0 && bytes[stop - 1] == '\r') {
        length--;
      }
      blocks.readLine(new String(bytes, blocks.start, length, StandardCharsets.ISO_8859_1));
    }
    blocks.close();
    return Result.of(blocks.draft.machine(Snapshots.UNKNOWN_HOST), input.diagnostics());
  }

  private void readLine(String line) {
    if (line.isBlank()) {
      close();
    } else if (line.length() < 2 || line.charAt(1) != ':' || !isLetter(line.charAt(0))) {
      malformed("expected a letter and a colon, such as `E: KEY=value`");
    } else {
      String value = line.substring(line.startsWith(" ", 2) ? 3 : 2);
      if (line.charAt(0) == 'P') {
        close();
        open = true;
        block.entry.devpath = value;
        block.entry.start = start;
        block.entry.end = start + line.length();
      } else if (open) {
        readValue(line.charAt(0), value);
      } else {
        malformed("expected `P:` and a devpath, which begins a device");
      }
    }
  }

  private void readValue(char letter, String value) {
    switch (letter) {
      case 'N' -> {
        int content = value.indexOf('=');
        block.uevent.putIfAbsent("DEVNAME", content < 0 ? value : value.substring(0, content));
      }
      case 'S' -> block.links.add(value);
      case 'G' -> block.tags.add(value);
      case 'Q' -> block.currentTags.add(value);
      case 'U' -> block.entry.subsystem = value;
      case 'V' -> block.entry.driver = value;
      case 'E' -> split(value).ifPresent(this::readProperty);
      case 'A' -> split(value).ifPresent(a -> attribute(a.name, unescaped(a.value)));
      case 'H' -> split(value).ifPresent(a -> hexAttribute(a.name, a.value));
      case 'L' -> readLinkOrPriority(value);
      default -> {
        // M R J D I B T: nothing that the other lines do not say
      }
    }
  }

  private record Assignment(String name, String value) {}

  private Optional<Assignment> split(String text) {
    int eq = text.indexOf('=');
    if (eq <= 0) {
      malformed("expected `NAME=value`");
      return Optional.empty();
    }
    return Optional.of(new Assignment(text.substring(0, eq), text.substring(eq + 1)));
  }

  private void readProperty(Assignment property) {
    String value = property.value;
    switch (property.name) {
      case "DEVPATH" -> {}
      case "SUBSYSTEM" -> block.entry.subsystem = value;
      case "TAGS" -> addAll(block.tags, value, ":");
      case "CURRENT_TAGS" -> addAll(block.currentTags, value, ":");
      case "DEVLINKS" -> {
        List<String> links = new ArrayList<>();
        addAll(links, value, " ");
        links.stream()
            .map(l -> l.startsWith("/dev/") ? l.substring(5) : l)
            .filter(l -> !block.links.contains(l))
            .forEach(block.links::add);
      }
      case "DEVNAME" ->
          block.uevent.put("DEVNAME", value.startsWith("/dev/") ? value.substring(5) : value);
      default -> {
        if (isOfUdev(property.name)) {
          block.properties.put(property.name, value);
        } else {
          block.uevent.put(property.name, value);
          if (property.name.equals("DRIVER")) {
            block.entry.driver = value;
          }
        }
      }
    }
  }

  /** Whether udev's own rules and builtins set a property, rather than the kernel. */
  private static boolean isOfUdev(String name) {
    return name.equals("USEC_INITIALIZED")
        || name.startsWith("ID_")
        || name.startsWith("SYSTEMD_")
        || name.startsWith("UDEV_")
        || name.startsWith("DM_")
        || name.startsWith("LIBINPUT_")
        || name.startsWith(".");
  }

  private static void addAll(List<String> list, String joined, String separator) {
    for (String item : joined.split(separator, -1)) {
      if (!item.isEmpty() && !list.contains(item)) {
        list.add(item);
      }
    }
  }

  private void readLinkOrPriority(String value) {
    int eq = value.indexOf('=');
    if (eq < 0) {
      try {
        block.priority = Integer.parseInt(value.strip());
      } catch (NumberFormatException e) {
        malformed("expected a link's priority, or `NAME=target`");
      }
      return;
    }
    String name = value.substring(0, eq);
    String target = value.substring(eq + 1);
    if (name.equals("driver")) {
      block.entry.driver = Paths.name(target);
    } else if (name.equals("subsystem")) {
      block.entry.subsystem = Paths.name(target);
    } else if (Draft.isUsable(name)) {
      block.entry.links.put(name, target);
    } else {
      malformed("expected a relative path before the `=`");
    }
  }

  private void attribute(String name, String value) {
    if (Draft.isUsable(name)) {
      block.entry.attrs.put(name, Optional.of(value));
    } else {
      malformed("expected a relative path before the `=`");
    }
  }

  private void hexAttribute(String name, String hex) {
    StringBuilder value = new StringBuilder();
    for (int i = 0; i + 1 < hex.length(); i += 2) {
      int high = Character.digit(hex.charAt(i), 16);
      int low = Character.digit(hex.charAt(i + 1), 16);
      if (high < 0 || low < 0) {
        malformed("expected hex digits behind the `=`");
        return;
      }
      value.append((char) (high << 4 | low));
    }
    attribute(name, value.toString());
  }

  /** Undoes C escapes, as far as umockdev writes them. */
  private static String unescaped(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\' || i + 1 == text.length()) {
        out.append(c);
        continue;
      }
      c = text.charAt(++i);
      int code = 0;
      int digits = 0;
      while (digits < 3 && i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '7') {
        code = code * 8 + text.charAt(i++) - '0';
        digits++;
      }
      if (digits > 0) {
        out.append((char) (code & 0xff));
        i--;
      } else {
        out.append(
            switch (c) {
              case 'n' -> '\n';
              case 't' -> '\t';
              case 'r' -> '\r';
              case 'b' -> '\b';
              case 'f' -> '\f';
              default -> c;
            });
      }
    }
    return out.toString();
  }

  private void close() {
    if (open) {
      Block b = block;
      b.entry.uevent = b.uevent;
      if (b.entry.subsystem != null && !Draft.isUsable(b.entry.subsystem)) {
        b.entry.subsystem = null;
      }
      if (b.entry.driver != null && !Draft.isUsable(b.entry.driver)) {
        b.entry.driver = null;
      }
      b.entry.record = new DeviceRecord(b.properties, b.tags, b.currentTags, b.links, b.priority);
      draft.add(b.entry);
    }
    block = new Block();
    open = false;
  }

  private void malformed(String expected) {
    input.report(
        input
            .at(
                Code.MALFORMED_DEVICE_LINE,
                start,
                Math.max(start, end - 1),
                "this line is none of a device listing")
            .label(expected)
            .help("use the output of `udevadm info --export-db` or `umockdev-record` as it is"));
  }

  private static boolean isLetter(char c) {
    return c >= 'A' && c <= 'Z';
  }
}
