package org.daxpolicy.udev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The probes, the devices they ran on and the host they ran on. */
final class ProbeCorpus {
  static final Path DIRECTORY = Path.of("src/test/corpus/udev/probes");

  private ProbeCorpus() {}

  /** The probes of one file of the corpus. */
  static List<Map<String, Object>> probes(String file) throws IOException {
    List<Map<String, Object>> probes = new ArrayList<>();
    for (String line : Files.readAllLines(DIRECTORY.resolve(file))) {
      probes.add(Json.object(Json.read(line)));
    }
    return probes;
  }

  static MemorySysfs sysfs() throws IOException {
    DeviceTree tree = new DeviceTree();
    Object devices = Json.read(Files.readString(DIRECTORY.resolve("devices.json")));
    Json.array(devices).forEach(d -> tree.add(device(Json.object(d))));
    return tree.sysfs();
  }

  static DeviceTree.Device device(Map<String, Object> json) {
    Map<String, Optional<String>> attributes = new LinkedHashMap<>();
    Json.strings(json.get("attrs")).forEach((k, v) -> attributes.put(k, Optional.of(v)));
    boolean none = json.containsKey("uevent") && json.get("uevent") == null;
    return new DeviceTree.Device(
        Json.bytes(json.get("devpath")),
        Optional.ofNullable(json.get("subsystem")).map(Json::bytes),
        !Boolean.FALSE.equals(json.get("bus")),
        Optional.ofNullable(json.get("driver")).map(Json::bytes),
        attributes,
        Json.strings(json.get("links")),
        none ? Optional.empty() : Optional.of(Json.strings(json.get("uevent"))));
  }

  /** The measuring host, with further files. */
  static Host host(String commandLine, Map<String, String> moreFiles) throws IOException {
    Map<String, Object> json =
        Json.object(Json.read(Files.readString(DIRECTORY.resolve("host.json"))));
    Map<String, Host.ProgramResult> programs = new LinkedHashMap<>();
    Json.object(json.get("programs"))
        .forEach(
            (command, result) ->
                programs.put(
                    command,
                    new Host.ProgramResult(
                        (Integer) Json.array(result).get(0),
                        Json.bytes(Json.array(result).get(1)))));
    Map<String, String> files = new LinkedHashMap<>(Json.strings(json.get("files")));
    files.putAll(moreFiles);
    return new Host(
        Optional.of("x86-64"),
        Optional.of("kvm"),
        Optional.of("none"),
        Optional.of(commandLine),
        ids(json.get("users")),
        ids(json.get("groups")),
        programs,
        files);
  }

  private static Map<String, Integer> ids(@Nullable Object json) {
    Map<String, Integer> ids = new LinkedHashMap<>();
    Json.object(json).forEach((name, id) -> ids.put(name, (Integer) id));
    return ids;
  }

  /** A database entry as udev writes it to its file. */
  static DeviceRecord record(String text) {
    Map<String, String> properties = new LinkedHashMap<>();
    List<String> tags = new ArrayList<>();
    List<String> current = new ArrayList<>();
    List<String> links = new ArrayList<>();
    int priority = 0;
    for (String line : text.split("\n", -1)) {
      String value = line.length() > 2 ? line.substring(2) : "";
      switch (line.isEmpty() ? ' ' : line.charAt(0)) {
        case 'E' -> {
          int equals = value.indexOf('=');
          properties.put(value.substring(0, equals), value.substring(equals + 1));
        }
        case 'G' -> tags.add(value);
        case 'Q' -> current.add(value);
        case 'S' -> links.add(value);
        case 'L' -> priority = Integer.parseInt(value);
        default -> {}
      }
    }
    return new DeviceRecord(properties, tags, current, links, priority);
  }
}
