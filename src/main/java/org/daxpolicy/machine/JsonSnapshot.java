package org.daxpolicy.machine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Result;
import org.daxpolicy.udev.ByteText;
import org.daxpolicy.udev.DeviceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Our own format: {@code {"schema": 1, "host": {…}, "devices": […]}}, or the array alone. What it
 * does not know is passed over, so that newer and hand-made files can be read.
 */
final class JsonSnapshot {
  private static final int SCHEMA = 1;

  private final Input input;
  private final JsonParser json;
  private final Draft draft;
  private HostFacts host = Snapshots.UNKNOWN_HOST;
  private boolean hasDevices;

  private JsonSnapshot(Input input, JsonParser json) {
    this.input = input;
    this.json = json;
    this.draft = new Draft(input);
  }

  static Result<Machine> read(Input input) {
    try (JsonParser json = new JsonFactory().createParser(input.bytes())) {
      JsonSnapshot snapshot = new JsonSnapshot(input, json);
      try {
        snapshot.readTop();
      } catch (JsonProcessingException e) {
        snapshot.reportMalformed(e);
        return Result.failed(input.diagnostics());
      }
      if (!snapshot.hasDevices) {
        return Result.failed(input.diagnostics());
      }
      return Result.of(snapshot.draft.machine(snapshot.host), input.diagnostics());
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory", e);
    }
  }

  private void reportMalformed(JsonProcessingException e) {
    long at = e.getLocation() == null ? 0 : e.getLocation().getByteOffset();
    boolean end = e instanceof JsonEOFException || at >= input.bytes().length;
    String message =
        Optional.ofNullable(e.getOriginalMessage()).orElse("").lines().findFirst().orElse("");
    String reason =
        message.isEmpty()
            ? ""
            : message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
    input.report(
        input
            .at(Code.MALFORMED_JSON, at, at, end ? "the JSON ends too early" : "malformed JSON")
            .label(end ? "something is still open here" : reason)
            .help(
                end ? "the file may be cut off: copy it again" : "mend it here, or write it anew"));
  }

  private void readTop() throws IOException {
    if (json.nextToken() == JsonToken.START_ARRAY) {
      readDevices();
    } else {
      readObject("snapshot", this::readTopMember);
      if (!hasDevices && input.diagnostics().isEmpty()) {
        input.report(
            input
                .at(Code.UNKNOWN_SNAPSHOT_FORMAT, 0, 1, "this JSON has no `devices`")
                .help("a snapshot has an array `devices` of objects with a `devpath` each"));
      }
    }
    if (json.nextToken() != null && !input.isHopeless()) {
      long at = json.currentTokenLocation().getByteOffset();
      input.report(input.at(Code.MALFORMED_JSON, at, at, "something follows the snapshot"));
    }
  }

  private void readTopMember(String key) throws IOException {
    switch (key) {
      case "schema" -> readSchema();
      case "host" -> host = new JsonHost(this).read();
      case "devices" -> {
        if (json.currentToken() == JsonToken.START_ARRAY) {
          readDevices();
        } else {
          wrongType("devices", "an array of devices");
        }
      }
      default -> json.skipChildren();
    }
  }

  private void readSchema() throws IOException {
    boolean known =
        json.currentToken() == JsonToken.VALUE_NUMBER_INT
            && json.getText().equals(Integer.toString(SCHEMA));
    if (!known) {
      long start = start();
      json.skipChildren();
      input.report(
          input
              .at(Code.SNAPSHOT_SCHEMA, start, end(), "this schema of snapshots is not known")
              .note("this program reads schema " + SCHEMA)
              .help("write `\"schema\": 1`, or use a newer daxpolicy"));
    }
  }

  private void readDevices() throws IOException {
    hasDevices = true;
    while (json.nextToken() != JsonToken.END_ARRAY && !input.isHopeless()) {
      if (json.currentToken() != JsonToken.START_OBJECT) {
        wrongType("devices", "an object with `devpath`, `subsystem`, `attrs` and so on");
        continue;
      }
      Draft.Entry entry = new Draft.Entry();
      entry.start = start();
      readObject("device", key -> readDeviceMember(entry, key));
      draft.add(entry);
    }
  }

  private void readDeviceMember(Draft.Entry entry, String key) throws IOException {
    switch (key) {
      case "devpath" -> {
        entry.devpath = optionalBytes(key);
        if (entry.devpath != null) {
          entry.start = start();
          entry.end = end();
        }
      }
      case "subsystem" -> entry.subsystem = name(key);
      case "driver" -> entry.driver = name(key);
      case "bus" -> {
        if (json.currentToken().isBoolean()) {
          entry.bus = json.getBooleanValue();
        } else {
          wrongType(key, "true or false");
        }
      }
      case "attrs" -> readObject(key, name -> readAttribute(entry, name));
      case "links" ->
          readObject(
              key,
              name -> {
                String target = optionalBytes(name);
                if (target != null && isPath(name)) {
                  entry.links.put(ByteText.of(name), target);
                }
              });
      case "uevent" -> entry.uevent = readUevent();
      case "db" -> entry.record = readRecord();
      default -> json.skipChildren();
    }
  }

  private void readAttribute(Draft.Entry entry, String name) throws IOException {
    Optional<String> value = Optional.ofNullable(optionalBytes(name));
    if (isPath(name)) {
      entry.attrs.put(ByteText.of(name), value);
    }
  }

  private @Nullable String name(String key) throws IOException {
    String name = optionalBytes(key);
    if (name != null && !name.isEmpty() && name.indexOf('/') < 0 && Draft.isUsable(name)) {
      return name;
    }
    if (name != null && !name.isEmpty()) {
      input.report(
          input.at(Code.BAD_DEVPATH, start(), end(), "`" + name + "` is no name of a " + key));
    }
    return null;
  }

  private boolean isPath(String name) {
    boolean usable = Draft.isUsable(name);
    if (!usable) {
      input.report(
          input
              .at(Code.BAD_DEVPATH, start(), start(), "`" + name + "` is no path below the device")
              .help("write a relative path without `.` and `..`, such as `dax_region/id`"));
    }
    return usable;
  }

  private @Nullable Map<String, String> readUevent() throws IOException {
    Map<String, String> variables = new LinkedHashMap<>();
    switch (json.currentToken()) {
      case VALUE_NULL -> {
        return null;
      }
      case VALUE_STRING ->
          json.getText()
              .lines()
              .filter(line -> line.indexOf('=') > 0)
              .forEach(line -> putLine(variables, line));
      case START_OBJECT -> variables.putAll(texts("uevent"));
      default -> wrongType("uevent", "an object, KEY=VALUE lines or null");
    }
    return variables;
  }

  private static void putLine(Map<String, String> variables, String line) {
    int eq = line.indexOf('=');
    variables.put(ByteText.of(line.substring(0, eq)), ByteText.of(line.substring(eq + 1)));
  }

  private DeviceRecord readRecord() throws IOException {
    Map<String, String> properties = new LinkedHashMap<>();
    Map<String, List<String>> lists = new TreeMap<>();
    int[] priority = {0};
    readObject(
        "db",
        key -> {
          switch (key) {
            case "properties" -> properties.putAll(texts(key));
            case "tags", "current_tags", "links" -> lists.put(key, readList(key));
            case "link_priority" -> priority[0] = integer(key).orElse(0);
            default -> json.skipChildren();
          }
        });
    return new DeviceRecord(
        properties,
        lists.getOrDefault("tags", List.of()),
        lists.getOrDefault("current_tags", List.of()),
        lists.getOrDefault("links", List.of()),
        priority[0]);
  }

  private List<String> readList(String key) throws IOException {
    List<String> items = new ArrayList<>();
    if (json.currentToken() != JsonToken.START_ARRAY) {
      wrongType(key, "an array of strings");
      return items;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      Optional.ofNullable(optionalBytes(key)).ifPresent(items::add);
    }
    return items;
  }

  // ---- what the host's reader shares

  /** Reads a member whose key was just passed; must consume its value. */
  interface Member {
    void read(String key) throws IOException;
  }

  /** Reads an object member by member; null is an empty one. */
  void readObject(String what, Member member) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    if (json.currentToken() != JsonToken.START_OBJECT) {
      wrongType(what, "an object");
      return;
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      json.nextToken();
      member.read(key);
    }
  }

  void skip() throws IOException {
    json.skipChildren();
  }

  /** A scalar as text; null for JSON's null, and for what is no scalar, which is reported. */
  @Nullable String optionalText(String key) throws IOException {
    return switch (json.currentToken()) {
      case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getText();
      case VALUE_TRUE -> "1";
      case VALUE_FALSE -> "0";
      case VALUE_NULL -> null;
      default -> {
        wrongType(key, "a string, a number, a boolean or null");
        yield null;
      }
    };
  }

  /** A whole number of 32 bits. */
  Optional<Integer> integer(String key) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      try {
        return Optional.of(json.getIntValue());
      } catch (InputCoercionException e) {
        // reported below
      }
    }
    wrongType(key, "a whole number of 32 bits");
    return Optional.empty();
  }

  private @Nullable String optionalBytes(String key) throws IOException {
    String text = optionalText(key);
    return text == null ? null : ByteText.of(text);
  }

  private Map<String, String> texts(String what) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    readObject(
        what,
        key ->
            Optional.ofNullable(optionalBytes(key)).ifPresent(v -> texts.put(ByteText.of(key), v)));
    return texts;
  }

  private void wrongType(String key, String expected) throws IOException {
    long start = start();
    long end = end();
    json.skipChildren();
    input.report(
        input
            .at(Code.SNAPSHOT_TYPE, start, end, "`" + key + "` is of the wrong type")
            .label("expected " + expected));
  }

  private long start() {
    return json.currentTokenLocation().getByteOffset();
  }

  private long end() throws IOException {
    if (json.currentToken() == JsonToken.VALUE_STRING) {
      json.getTextLength(); // strings are read lazily, and only then is the end known
    }
    return json.currentLocation().getByteOffset();
  }
}
