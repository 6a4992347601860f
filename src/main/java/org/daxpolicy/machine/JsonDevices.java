package org.daxpolicy.machine;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.text.Code;
import org.daxpolicy.udev.DeviceRecord;
import org.daxpolicy.udev.DeviceTree;

/** Reads the array {@code devices}. */
final class JsonDevices {
  private final JsonCursor json;
  private final Assembly assembly;
  private final Findings findings;
  private final Map<String, Integer> lines = new HashMap<>();

  JsonDevices(JsonCursor json, Assembly assembly, Findings findings) {
    this.json = json;
    this.assembly = assembly;
    this.findings = findings;
  }

  void read() throws IOException {
    if (!json.isAt(JsonToken.START_ARRAY)) {
      json.wrong("`devices`", "an array");
      return;
    }
    while (json.advance().isPresent() && !json.isAt(JsonToken.END_ARRAY)) {
      if (findings.areEnough()) {
        json.skip();
      } else {
        new Draft().read();
      }
    }
  }

  /** One device as far as it is read. */
  private final class Draft {
    private Optional<String> devpath = Optional.empty();
    private Optional<String> subsystem = Optional.empty();
    private Optional<String> driver = Optional.empty();
    private Optional<Boolean> bus = Optional.empty();
    private final Map<String, Optional<String>> attrs = new LinkedHashMap<>();
    private final Map<String, String> links = new LinkedHashMap<>();
    private Optional<Map<String, String>> uevent = Optional.empty();
    private boolean hasUevent;
    private Optional<DeviceRecord> record = Optional.empty();

    void read() throws IOException {
      int errors = findings.count();
      long start = json.start();
      json.members("a device", this::member);
      if (findings.count() > errors) {
        return;
      }
      if (devpath.isEmpty()) {
        findings.at(
            Code.SNAPSHOT_MISSING,
            start,
            start + 1,
            "a device has no `devpath`",
            "give its path as udev prints it, such as `/devices/platform/hmem.0/dax0.0`");
        return;
      }
      assembly.add(device(devpath.get()), record);
    }

    private void member(String key) throws IOException {
      switch (key) {
        case "devpath" -> devpath();
        case "subsystem" -> subsystem = word("`subsystem`");
        case "driver" -> driver = word("`driver`");
        case "bus" -> bus();
        case "attrs" -> attributes();
        case "links" -> links();
        case "uevent" -> uevent();
        case "db" -> record = json.isAt(JsonToken.VALUE_NULL) ? record : Optional.of(anyRecord());
        default -> json.skip();
      }
    }

    private void devpath() throws IOException {
      long start = json.start();
      long end = json.end();
      int line = json.line();
      if (!json.isAt(JsonToken.VALUE_STRING)) {
        json.wrong("`devpath`", "a string");
        return;
      }
      String written = json.scalar("`devpath`").orElse("");
      Optional<String> normal = DevicePath.normal(written);
      if (normal.isEmpty()) {
        findings.at(
            Code.SNAPSHOT_DEVPATH,
            start,
            end,
            "`"
                + JsonCursor.shown(written)
                + "` is not a devpath, expected an absolute path below `/sys`",
            "write it as udev does: `/devices/…` without `.`, `..` or doubled slashes");
        return;
      }
      Integer first = lines.putIfAbsent(normal.get(), line);
      if (first != null) {
        findings.at(
            Code.SNAPSHOT_DUPLICATE,
            start,
            end,
            "device `"
                + JsonCursor.shown(normal.get())
                + "` is listed twice, first in line "
                + first,
            "keep one of the two");
        return;
      }
      devpath = normal;
    }

    /** A name that becomes a directory or link of its own; null and empty are none. */
    private Optional<String> word(String what) throws IOException {
      long start = json.start();
      long end = json.end();
      Optional<String> word = json.scalar(what).filter(w -> !w.isEmpty());
      if (word.isPresent() && (!DevicePath.isBelow(word.get()) || word.get().contains("/"))) {
        findings.at(
            Code.SNAPSHOT_NAME,
            start,
            end,
            what + " is no name: `" + JsonCursor.shown(word.get()) + "`");
        return Optional.empty();
      }
      return word;
    }

    private void bus() throws IOException {
      if (json.isAt(JsonToken.VALUE_TRUE) || json.isAt(JsonToken.VALUE_FALSE)) {
        bus = Optional.of(json.isAt(JsonToken.VALUE_TRUE));
      } else if (!json.isAt(JsonToken.VALUE_NULL)) {
        json.wrong("`bus`", "true or false");
      }
    }

    private void attributes() throws IOException {
      if (json.isAt(JsonToken.VALUE_NULL)) {
        return;
      }
      json.members(
          "`attrs`",
          name -> {
            if (isName(name, "an attribute")) {
              attrs.put(name, json.scalar(JsonCursor.quoted(name)));
            }
          });
    }

    private void links() throws IOException {
      if (json.isAt(JsonToken.VALUE_NULL)) {
        return;
      }
      json.members(
          "`links`",
          name -> {
            if (isName(name, "a link")) {
              json.scalar(JsonCursor.quoted(name)).ifPresent(target -> links.put(name, target));
            }
          });
    }

    private boolean isName(String name, String kind) throws IOException {
      if (DevicePath.isBelow(name)) {
        return true;
      }
      json.badName(name, kind, "a path below the device");
      return false;
    }

    private void uevent() throws IOException {
      hasUevent = true;
      if (json.isAt(JsonToken.VALUE_STRING)) {
        uevent = Optional.of(variables(json.scalar("`uevent`").orElse("")));
      } else if (!json.isAt(JsonToken.VALUE_NULL)) {
        uevent = Optional.of(json.texts("`uevent`"));
      }
    }

    private DeviceRecord anyRecord() throws IOException {
      return json.isAt(JsonToken.VALUE_STRING)
          ? UdevDatabase.record(json.scalar("`db`").orElse(""))
          : record(json);
    }

    private DeviceTree.Device device(String path) {
      Optional<String> linked = Optional.ofNullable(links.get("subsystem"));
      Optional<String> home = subsystem.or(() -> linked.map(DevicePath::name));
      boolean onBus =
          bus.or(() -> linked.map(target -> !target.contains("class/")))
              .orElse(!Subsystems.isClass(home.orElse("")));
      Optional<String> bound =
          driver.or(() -> Optional.ofNullable(links.get("driver")).map(DevicePath::name));
      if (!hasUevent) {
        Optional<String> file = attrs.getOrDefault("uevent", Optional.empty());
        uevent = Optional.of(file.map(JsonDevices::variables).orElse(Map.of()));
      }
      return new DeviceTree.Device(path, home, onBus, bound, attrs, links, uevent);
    }
  }

  /** Reads an object that says what the database remembers of a device. */
  static DeviceRecord record(JsonCursor json) throws IOException {
    Map<String, String> properties = new LinkedHashMap<>();
    Map<String, List<String>> lists = new HashMap<>();
    int[] priority = {0};
    json.members(
        "`db`",
        key -> {
          switch (key) {
            case "properties" -> properties.putAll(json.texts("`properties`"));
            case "tags", "current_tags", "links" ->
                lists.put(key, json.words(JsonCursor.quoted(key)));
            case "link_priority" -> priority[0] = json.integer("`link_priority`").orElse(0);
            default -> json.skip();
          }
        });
    return new DeviceRecord(
        properties,
        lists.getOrDefault("tags", List.of()),
        lists.getOrDefault("current_tags", List.of()),
        lists.getOrDefault("links", List.of()),
        priority[0]);
  }

  /** The {@code KEY=VALUE} lines of a text. */
  static Map<String, String> variables(String text) {
    Map<String, String> variables = new LinkedHashMap<>();
    for (String line : text.split("\n", -1)) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        variables.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    return variables;
  }
}
