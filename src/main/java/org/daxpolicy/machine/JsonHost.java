package org.daxpolicy.machine;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the object {@code host}. */
final class JsonHost {
  private final JsonCursor json;
  private final Map<String, String> facts = new HashMap<>();
  private final TreeMap<String, String> config = new TreeMap<>();
  private final Map<String, Integer> users = new TreeMap<>();
  private final Map<String, Integer> groups = new TreeMap<>();

  JsonHost(JsonCursor json) {
    this.json = json;
  }

  HostFacts read() throws IOException {
    if (!json.isAt(JsonToken.VALUE_NULL)) {
      json.members("`host`", this::member);
    }
    return new HostFacts(
        fact("name"),
        fact("kernel"),
        fact("systemd").or(() -> fact("udev")),
        fact("daxctl"),
        fact("arch").or(() -> fact("architecture")).map(Architecture::udevName),
        fact("virt").or(() -> fact("virtualization")),
        fact("cmdline"),
        config,
        users,
        groups);
  }

  private Optional<String> fact(String key) {
    return Optional.ofNullable(facts.get(key));
  }

  private void member(String key) throws IOException {
    switch (key) {
      case "name",
          "kernel",
          "systemd",
          "udev",
          "daxctl",
          "arch",
          "architecture",
          "virt",
          "virtualization",
          "cmdline" ->
          json.scalar(JsonCursor.quoted(key)).ifPresent(v -> facts.put(key, v.strip()));
      case "config" -> config.putAll(json.texts("`config`"));
      case "users", "passwd" -> ids(key, users);
      case "groups", "group" -> ids(key, groups);
      default -> json.skip();
    }
  }

  private void ids(String what, Map<String, Integer> ids) throws IOException {
    if (!json.isAt(JsonToken.VALUE_NULL)) {
      json.members(
          JsonCursor.quoted(what),
          name -> json.integer(JsonCursor.quoted(name)).ifPresent(id -> ids.put(name, id)));
    }
  }
}
