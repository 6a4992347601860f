package org.daxpolicy.machine;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.daxpolicy.machine.host.HostTree;
import org.daxpolicy.machine.host.ModuleState;

/** Reads the object {@code host}. */
final class JsonHost {
  private final JsonCursor json;
  private final Map<String, String> facts = new HashMap<>();
  private final SortedMap<String, String> config = new TreeMap<>();
  private final Map<String, Integer> users = new TreeMap<>();
  private final Map<String, Integer> groups = new TreeMap<>();
  private final SortedMap<String, String> versions = new TreeMap<>();
  private final SortedMap<String, ModuleState> modules = new TreeMap<>();
  private final SortedMap<String, HostTree.Entry> files = new TreeMap<>();
  private List<String> unread = List.of();

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
        groups,
        versions,
        modules,
        new HostTree(files),
        unread);
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
      case "versions" -> versions.putAll(json.texts("`versions`"));
      case "modules" -> members(key, this::module);
      case "files" -> members(key, this::file);
      case "unread" -> unread = json.list("`unread`");
      default -> json.skip();
    }
  }

  private void members(String what, JsonCursor.Member member) throws IOException {
    if (!json.isAt(JsonToken.VALUE_NULL)) {
      json.members(JsonCursor.quoted(what), member);
    }
  }

  private void ids(String what, Map<String, Integer> ids) throws IOException {
    members(what, name -> json.integer(JsonCursor.quoted(name)).ifPresent(id -> ids.put(name, id)));
  }

  private void module(String name) throws IOException {
    Optional<ModuleState> state =
        json.isAt(JsonToken.VALUE_STRING)
            ? json.scalar(JsonCursor.quoted(name)).flatMap(ModuleState::parse)
            : Optional.empty();
    if (state.isPresent()) {
      modules.put(name.replace('-', '_'), state.get());
    } else {
      json.wrong(JsonCursor.quoted(name), "`builtin`, `loaded`, `installed` or `absent`");
    }
  }

  /** A text, null for one that could not be read, or an object for a link. */
  private void file(String path) throws IOException {
    if (!path.startsWith("/") || !DevicePath.isBelow(path.substring(1))) {
      json.badName(path, "a file", "an absolute path without dots");
      return;
    }
    if (!json.isAt(JsonToken.START_OBJECT)) {
      files.put(path, new HostTree.Entry.File(json.scalar(JsonCursor.quoted(path))));
      return;
    }
    Map<String, String> link = json.texts(JsonCursor.quoted(path));
    files.put(
        path,
        new HostTree.Entry.Link(
            link.getOrDefault("link", ""), Optional.ofNullable(link.get("text"))));
  }
}
