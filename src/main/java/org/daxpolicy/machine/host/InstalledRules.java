package org.daxpolicy.machine.host;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.daxpolicy.udev.UdevVersion;

/** Merges the rules directories of a captured host. */
final class InstalledRules {
  private static final List<String> DIRECTORIES =
      List.of(
          "/etc/udev/rules.d",
          "/run/udev/rules.d",
          "/usr/local/lib/udev/rules.d",
          "/usr/lib/udev/rules.d");

  private InstalledRules() {}

  static SortedMap<String, String> rules(HostTree tree, UdevVersion version) {
    List<String> directories = new ArrayList<>(DIRECTORIES);
    if (!version.atLeast(256)) {
      directories.add("/lib/udev/rules.d");
    }
    SortedMap<String, String> rules = new TreeMap<>();
    Set<String> decided = new HashSet<>();
    for (String directory : directories) {
      for (Map.Entry<String, HostTree.Entry> entry : tree.in(directory).entrySet()) {
        String name = entry.getKey();
        if (name.endsWith(".rules") && !name.startsWith(".") && !decided.contains(name)) {
          take(name, entry.getValue(), version, rules, decided);
        }
      }
    }
    return rules;
  }

  /** An empty file and a link to {@code /dev/null} hide what has the same name further down. */
  private static void take(
      String name,
      HostTree.Entry entry,
      UdevVersion version,
      SortedMap<String, String> rules,
      Set<String> decided) {
    String text = entry.text().orElse("");
    boolean mask =
        entry instanceof HostTree.Entry.Link link
            ? Masks.leadsToNull(link.target()) || link.text().isPresent()
            : true;
    // from 258 on what cannot be rules leaves the place to a file of lower priority
    if (mask || !version.atLeast(258)) {
      decided.add(name);
    }
    if (!text.isEmpty()) {
      rules.put(name, text);
    }
  }
}
