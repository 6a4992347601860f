package org.daxpolicy.machine;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The member {@code host} of our JSON. */
final class JsonHost {
  private final JsonSnapshot json;
  private final Map<String, String> facts = new HashMap<>();
  private final SortedMap<String, String> config = new TreeMap<>();
  private final Map<String, Integer> users = new LinkedHashMap<>();
  private final Map<String, Integer> groups = new LinkedHashMap<>();

  JsonHost(JsonSnapshot json) {
    this.json = json;
  }

  HostFacts read() throws IOException {
    json.readObject("host", this::readMember);
    return new HostFacts(
        fact("name"),
        fact("kernel"),
        fact("systemd").or(() -> fact("udev")),
        fact("daxctl"),
        fact("arch").or(() -> fact("architecture")),
        fact("virt").or(() -> fact("virtualization")),
        fact("cmdline"),
        config,
        users,
        groups);
  }

  private Optional<String> fact(String key) {
    return Optional.ofNullable(facts.get(key));
  }

  private void readMember(String key) throws IOException {
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
          "cmdline" -> {
        String value = json.optionalText(key);
        if (value != null) {
          facts.put(key, value.strip());
        }
      }
      case "config" ->
          json.readObject(
              key,
              option -> {
                String value = json.optionalText(option);
                if (value != null) {
                  config.put(option, value);
                }
              });
      case "users", "passwd" ->
          json.readObject(key, user -> json.integer(user).ifPresent(id -> users.put(user, id)));
      case "groups", "group" ->
          json.readObject(key, group -> json.integer(group).ifPresent(id -> groups.put(group, id)));
      default -> json.skip();
    }
  }
}
