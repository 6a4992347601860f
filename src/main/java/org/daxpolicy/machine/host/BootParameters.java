package org.daxpolicy.machine.host;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds kernel parameters in the files that boot loaders are configured with. */
final class BootParameters {
  private static final Pattern GRUB =
      Pattern.compile("\\s*(?:export\\s+)?GRUB_CMDLINE_LINUX\\w*\\+?=(.*)");
  private static final Pattern ENTRY = Pattern.compile("\\s*options\\s+(.*)");

  private BootParameters() {}

  static SortedMap<String, String> of(HostTree tree) {
    SortedMap<String, String> found = new TreeMap<>();
    tree.entries()
        .keySet()
        .forEach(
            path -> {
              String text = tree.text(path).orElse("");
              List<String> lines = lines(path, text);
              if (!lines.isEmpty()) {
                found.put(path, String.join(" ", lines).strip());
              }
            });
    return found;
  }

  private static List<String> lines(String path, String text) {
    if (path.equals("/etc/default/grub")
        || (path.startsWith("/etc/default/grub.d/") && path.endsWith(".cfg"))) {
      return matches(GRUB, text);
    }
    if (path.startsWith("/boot/loader/entries/") && path.endsWith(".conf")) {
      return matches(ENTRY, text);
    }
    boolean plain =
        path.equals("/etc/kernel/cmdline")
            || path.equals("/usr/lib/kernel/cmdline")
            || (path.startsWith("/etc/kernel/cmdline.d/") && path.endsWith(".conf"));
    return plain ? text.lines().filter(l -> !l.startsWith("#")).toList() : List.of();
  }

  private static List<String> matches(Pattern line, String text) {
    List<String> found = new ArrayList<>();
    for (String candidate : text.split("\n", -1)) {
      Matcher m = line.matcher(candidate);
      if (m.matches()) {
        found.add(unquoted(m.group(1).strip()));
      }
    }
    return found;
  }

  private static String unquoted(String value) {
    boolean quoted =
        value.length() > 1
            && (value.charAt(0) == '"' || value.charAt(0) == '\'')
            && value.charAt(value.length() - 1) == value.charAt(0);
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}
