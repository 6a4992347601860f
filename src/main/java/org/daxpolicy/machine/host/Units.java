package org.daxpolicy.machine.host;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The systemd units of a host that have to do with memory devices, or that its rules start.
 *
 * @param texts unit name ({@code x@.service}) to its text, the texts of its drop-ins appended in
 *     systemd's order
 * @param masked names of units that a link to {@code /dev/null} or an empty file masks
 * @param wanted names of units that a {@code *.wants} or {@code *.requires} directory pulls in, by
 *     the unit that wants them, or a drop-in of a target: {@code multi-user.target} to {@code
 *     x.service}
 */
public record Units(
    SortedMap<String, String> texts,
    SortedSet<String> masked,
    SortedMap<String, SortedSet<String>> wanted) {
  private static final Pattern WANTS = Pattern.compile("(?m)^\\s*(?:Wants|Requires)\\s*=(.*)$");

  /** Directories of system units, highest priority first: {@code systemd.unit(5)}. */
  private static final List<String> DIRECTORIES =
      List.of(
          "/etc/systemd/system",
          "/run/systemd/system",
          "/usr/local/lib/systemd/system",
          "/usr/lib/systemd/system",
          "/lib/systemd/system");

  public Units {
    texts = Collections.unmodifiableSortedMap(new TreeMap<>(texts));
    masked = Collections.unmodifiableSortedSet(new TreeSet<>(masked));
    wanted = Collections.unmodifiableSortedMap(new TreeMap<>(wanted));
  }

  static Units of(HostTree tree) {
    SortedMap<String, String> texts = new TreeMap<>();
    SortedSet<String> masked = new TreeSet<>();
    SortedMap<String, SortedSet<String>> wanted = new TreeMap<>();
    SortedMap<String, SortedMap<String, String>> dropIns = new TreeMap<>();
    for (String directory : DIRECTORIES) {
      String prefix = directory + "/";
      tree.entries()
          .subMap(prefix, directory + "0")
          .forEach(
              (path, entry) -> {
                String[] names = path.substring(prefix.length()).split("/", -1);
                if (names.length == 1) {
                  unit(names[0], entry, texts, masked);
                } else if (names.length == 2) {
                  below(names[0], names[1], entry, dropIns, wanted);
                }
              });
    }
    dropIns.forEach(
        (unit, files) -> texts.computeIfPresent(unit, (name, text) -> with(text, files)));
    dropIns.forEach(
        (unit, files) ->
            files
                .values()
                .forEach(
                    text ->
                        WANTS
                            .matcher(text)
                            .results()
                            .flatMap(m -> Stream.of(m.group(1).strip().split("\\s+")))
                            .filter(name -> unit.endsWith(".target") && texts.containsKey(name))
                            .forEach(
                                name ->
                                    wanted.computeIfAbsent(unit, u -> new TreeSet<>()).add(name))));
    return new Units(texts, masked, wanted);
  }

  private static void unit(
      String name,
      HostTree.Entry entry,
      SortedMap<String, String> texts,
      SortedSet<String> masked) {
    if (texts.containsKey(name) || masked.contains(name)) {
      return;
    }
    Optional<String> text = entry.text();
    boolean mask =
        entry instanceof HostTree.Entry.Link link
            ? Masks.leadsToNull(link.target())
            : text.filter(String::isEmpty).isPresent();
    if (mask) {
      masked.add(name);
    } else {
      text.ifPresent(t -> texts.put(name, t));
    }
  }

  private static void below(
      String directory,
      String name,
      HostTree.Entry entry,
      SortedMap<String, SortedMap<String, String>> dropIns,
      SortedMap<String, SortedSet<String>> wanted) {
    for (String ending : List.of(".wants", ".requires")) {
      if (directory.endsWith(ending)) {
        String by = directory.substring(0, directory.length() - ending.length());
        wanted.computeIfAbsent(by, b -> new TreeSet<>()).add(name);
      }
    }
    if (directory.endsWith(".d") && name.endsWith(".conf")) {
      String unit = directory.substring(0, directory.length() - ".d".length());
      dropIns
          .computeIfAbsent(unit, u -> new TreeMap<>())
          .putIfAbsent(name, entry.text().orElse(""));
    }
  }

  /** Drop-ins of one name count once, from the directory of highest priority. */
  private static String with(String text, Map<String, String> dropIns) {
    StringBuilder whole = new StringBuilder(text);
    for (String dropIn : dropIns.values()) {
      if (whole.length() > 0 && whole.charAt(whole.length() - 1) != '\n') {
        whole.append('\n');
      }
      whole.append(dropIn);
    }
    return whole.toString();
  }
}
