package org.daxpolicy.machine.host;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * modprobe's configuration: {@code modprobe.d(5)}. In module names {@code -} is {@code _}.
 *
 * @param blacklist modules that are not loaded by their aliases
 * @param options module to its parameters, all lines joined by blanks
 * @param installs module to the command that runs instead of loading it; {@code /bin/false} and
 *     {@code /bin/true} keep it out
 * @param softDependencies module to what {@code softdep} says of it
 * @param aliases wildcard to module
 * @param loaded modules that {@code modules-load.d(5)} and {@code /etc/modules} load at boot
 */
public record Modprobe(
    SortedSet<String> blacklist,
    SortedMap<String, String> options,
    SortedMap<String, String> installs,
    SortedMap<String, String> softDependencies,
    SortedMap<String, String> aliases,
    SortedSet<String> loaded) {
  /** Where modprobe looks, highest priority first; of files of one name the first counts. */
  private static final List<String> PLACES =
      List.of("/etc", "/run", "/usr/local/lib", "/usr/lib", "/lib");

  public Modprobe {
    blacklist = Collections.unmodifiableSortedSet(new TreeSet<>(blacklist));
    options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
    installs = Collections.unmodifiableSortedMap(new TreeMap<>(installs));
    softDependencies = Collections.unmodifiableSortedMap(new TreeMap<>(softDependencies));
    aliases = Collections.unmodifiableSortedMap(new TreeMap<>(aliases));
    loaded = Collections.unmodifiableSortedSet(new TreeSet<>(loaded));
  }

  /** The value of a module's parameter, the last one written; {@code Y} for one without value. */
  public Optional<String> option(String module, String parameter) {
    Optional<String> value = Optional.empty();
    for (String word : options.getOrDefault(module, "").split("[ \t]+", -1)) {
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      if (canonical(name).equals(canonical(parameter))) {
        value = Optional.of(equals < 0 ? "Y" : word.substring(equals + 1));
      }
    }
    return value;
  }

  static Modprobe of(HostTree tree) {
    Modprobe.Draft draft = new Draft();
    for (String text : texts(tree, "modprobe.d")) {
      for (String line : text.replace("\\\n", " ").split("\n", -1)) {
        draft.line(line.strip());
      }
    }
    List<String> load = new ArrayList<>(texts(tree, "modules-load.d"));
    tree.text("/etc/modules").ifPresent(load::add);
    for (String text : load) {
      text.lines().map(String::strip).forEach(draft::load);
    }
    return new Modprobe(
        draft.blacklist,
        draft.options,
        draft.installs,
        draft.softDependencies,
        draft.aliases,
        draft.loaded);
  }

  /** The files of a directory in all places, merged by name, in order of their names. */
  private static List<String> texts(HostTree tree, String directory) {
    SortedMap<String, String> found = new TreeMap<>();
    Set<String> decided = new HashSet<>();
    for (String place : PLACES) {
      for (Map.Entry<String, HostTree.Entry> entry : tree.in(place + "/" + directory).entrySet()) {
        if (entry.getKey().endsWith(".conf") && decided.add(entry.getKey())) {
          entry.getValue().text().ifPresent(text -> found.put(entry.getKey(), text));
        }
      }
    }
    return List.copyOf(found.values());
  }

  private static String canonical(String module) {
    return module.replace('-', '_');
  }

  private static final class Draft {
    final SortedSet<String> blacklist = new TreeSet<>();
    final SortedMap<String, String> options = new TreeMap<>();
    final SortedMap<String, String> installs = new TreeMap<>();
    final SortedMap<String, String> softDependencies = new TreeMap<>();
    final SortedMap<String, String> aliases = new TreeMap<>();
    final SortedSet<String> loaded = new TreeSet<>();

    void line(String line) {
      if (line.isEmpty() || line.startsWith("#")) {
        return;
      }
      String[] words = line.split("[ \t]+", 3);
      if (words.length < 2) {
        return;
      }
      String rest = words.length > 2 ? words[2].strip() : "";
      switch (words[0]) {
        case "blacklist" -> blacklist.add(canonical(words[1]));
        case "options" -> options.merge(canonical(words[1]), rest, (a, b) -> a + " " + b);
        case "install" -> installs.putIfAbsent(canonical(words[1]), rest);
        case "softdep" -> softDependencies.putIfAbsent(canonical(words[1]), rest);
        case "alias" -> aliases.put(words[1], canonical(rest));
        default -> {
          // remove, include and what later releases add decide nothing about loading
        }
      }
    }

    void load(String line) {
      if (!line.isEmpty() && !line.startsWith("#") && !line.startsWith(";")) {
        loaded.add(canonical(line.split("[ \t]+", 2)[0]));
      }
    }
  }
}
