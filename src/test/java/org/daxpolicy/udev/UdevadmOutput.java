package org.daxpolicy.udev;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code udevadm test} says, in the form of {@link Decision}. Before 256 it prints properties
 * and commands, and the rest is in the database and the log; then it prints sections of text; from
 * 258 on JSON.
 */
final class UdevadmOutput {
  private static final Pattern SECTION =
      Pattern.compile(
          "(Properties|Tags|Device node symlinks|Inotify watch|Device node owner"
              + "|Device node group|Device node permission|Device node security label"
              + "|Network interface name|Alternative interface names|Queued commands):(.*)");
  private static final Pattern NUMBER = Pattern.compile("[ug]id=(\\d+)|priority=(-?\\d+)");
  private static final Pattern LOG =
      Pattern.compile("<31>.*\\.rules:\\d+ (OWNER|GROUP|MODE|NAME|SECLABEL\\{.*?\\}=) ?(.*)");
  private static final Pattern ATTRIBUTE_WRITTEN =
      Pattern.compile("<31>.*\\.rules:\\d+ ATTR '(.*)' writing '(.*)'");
  private static final Pattern SYSCTL_WRITTEN =
      Pattern.compile("<31>.*\\.rules:\\d+ SYSCTL '(.*)' writing '(.*)'");
  private static final Pattern ATTRIBUTE_SKIPPED =
      Pattern.compile("<31>.*skipping writing ATTR\\{(.*)\\}=\"(.*)\"\\.");
  private static final Pattern SYSCTL_SKIPPED =
      Pattern.compile("<31>.*skipping writing SYSCTL\\{(.*)\\}=\"(.*)\"\\.");
  private static final String NOBODY = "4294967295";

  private UdevadmOutput() {}

  /** What udevadm of a release said, field by field; only fields that release shows. */
  static Map<String, Object> decided(UdevVersion version, Sandbox.Answer answer) {
    Map<String, Object> decided = new TreeMap<>();
    decided.put("exit", answer.exit());
    if (version.atLeast(258)) {
      json(decided, answer.out());
    } else if (version.atLeast(256)) {
      text(decided, answer.out());
      decided.put("attr_writes", logged(answer.err(), ATTRIBUTE_SKIPPED, "/sys"));
      decided.put("sysctl_writes", logged(answer.err(), SYSCTL_SKIPPED, ""));
    } else {
      plain(decided, answer.out());
      log(decided, answer.err());
      database(decided, answer);
      decided.put("attr_writes", logged(answer.err(), ATTRIBUTE_WRITTEN, "/sys"));
      decided.put("sysctl_writes", logged(answer.err(), SYSCTL_WRITTEN, ""));
    }
    return decided;
  }

  private static void plain(Map<String, Object> decided, String out) {
    StringBuilder properties = new StringBuilder();
    List<String> run = new ArrayList<>();
    String[] lines = out.split("\n", -1);
    for (int i = 4; i < lines.length; i++) {
      if (lines[i].startsWith("run: '")) {
        // the commands come last
        String commands = String.join("\n", Arrays.copyOfRange(lines, i, lines.length));
        for (String command : commands.split("'\n(?=run: '|$)", -1)) {
          if (!command.isEmpty()) {
            run.add(command.substring("run: '".length()));
          }
        }
        break;
      }
      properties.append(lines[i]).append('\n');
    }
    decided.put("properties", Decision.properties(properties.toString()));
    decided.put("run", run);
  }

  private static void log(Map<String, Object> decided, String err) {
    List<String> labels = new ArrayList<>();
    for (String key : List.of("owner", "group", "mode", "name")) {
      decided.put(key, "");
    }
    for (String line : err.split("\n", -1)) {
      Matcher matcher = LOG.matcher(line);
      if (matcher.matches()) {
        String value = matcher.group(2);
        switch (matcher.group(1)) {
          case "OWNER", "GROUP" -> {
            int open = value.lastIndexOf('(');
            String id = open < 0 ? value : value.substring(open + 1, value.length() - 1);
            decided.put(
                matcher.group(1).equals("OWNER") ? "owner" : "group", id.equals(NOBODY) ? "" : id);
          }
          case "MODE" ->
              decided.put("mode", String.format(Locale.ROOT, "%04o", Integer.parseInt(value, 8)));
          case "NAME" -> decided.put("name", value.substring(1, value.length() - 1));
          default -> {
            String module = matcher.group(1);
            labels.add(
                module.substring("SECLABEL{".length(), module.length() - "}=".length())
                    + "="
                    + value.substring(1, value.length() - 1));
          }
        }
      }
    }
    decided.put("labels_set", labels);
  }

  private static void database(Map<String, Object> decided, Sandbox.Answer answer) {
    List<String> tags = new ArrayList<>();
    List<String> current = new ArrayList<>();
    List<String> links = new ArrayList<>();
    int priority = 0;
    for (String line : answer.database().orElse("").split("\n", -1)) {
      String value = line.length() > 2 ? line.substring(2) : "";
      switch (line.length() > 1 && line.charAt(1) == ':' ? line.charAt(0) : ' ') {
        case 'G' -> tags.add(value);
        case 'Q' -> current.add(value);
        case 'S' -> links.add(value);
        case 'L' -> priority = Integer.parseInt(value);
        default -> {}
      }
    }
    // what the question put there has no time of initialization
    decided.put("db", answer.database().filter(text -> text.contains("I:")).isPresent());
    decided.put("tags", tags.stream().sorted().toList());
    decided.put("current_tags", current.stream().sorted().toList());
    decided.put("links", links.stream().sorted().toList());
    decided.put("link_priority", priority);
    decided.put("db_persist", answer.persists());
  }

  private static void text(Map<String, Object> decided, String out) {
    Map<String, StringBuilder> sections = new LinkedHashMap<>();
    String current = "";
    for (String line : ByteText.chomp(out).split("\n", -1)) {
      Matcher matcher = SECTION.matcher(line);
      if (matcher.matches()) {
        current = matcher.group(1);
        sections.put(
            current, new StringBuilder(matcher.group(2).isEmpty() ? "" : matcher.group(2)));
        if (matcher.group(2).isEmpty()) {
          continue;
        }
      }
      if (!matcher.matches() && sections.containsKey(current)) {
        sections.get(current).append(line).append('\n');
      }
    }
    decided.put("properties", Decision.properties(unindented(sections, "Properties")));
    decided.put("tags", items(sections, "Tags").stream().sorted().toList());
    String links = section(sections, "Device node symlinks");
    decided.put("link_priority", links.isEmpty() ? "" : number(links));
    decided.put(
        "links",
        links.isEmpty()
            ? List.of()
            : items(unindent(links.substring(links.indexOf(')') + 1))).stream()
                .map(Decision::bare)
                .sorted()
                .toList());
    decided.put("watch", section(sections, "Inotify watch").strip());
    decided.put("owner", number(section(sections, "Device node owner")));
    decided.put("group", number(section(sections, "Device node group")));
    decided.put("mode", section(sections, "Device node permission").strip());
    decided.put("name", section(sections, "Network interface name").strip());
    decided.put(
        "seclabels",
        items(sections, "Device node security label").stream()
            .map(l -> l.replaceFirst(" : ", "="))
            .toList());
    decided.put(
        "run",
        items(sections, "Queued commands").stream()
            .map(c -> c.replaceFirst("RUN\\{(\\w+)\\} : ", "$1 "))
            .toList());
  }

  private static String section(Map<String, StringBuilder> sections, String name) {
    return sections.getOrDefault(name, new StringBuilder()).toString();
  }

  private static String unindented(Map<String, StringBuilder> sections, String name) {
    return unindent(section(sections, name));
  }

  private static String unindent(String text) {
    return ("\n" + text).replace("\n  ", "\n\0").substring(1);
  }

  private static List<String> items(Map<String, StringBuilder> sections, String name) {
    return items(unindented(sections, name));
  }

  /** What begins on an indented line goes on to the next one. */
  private static List<String> items(String text) {
    List<String> items = new ArrayList<>();
    for (String item : text.split("\0", -1)) {
      if (!item.isBlank() || !items.isEmpty()) {
        items.add(item.endsWith("\n") ? item.substring(0, item.length() - 1) : item);
      }
    }
    return items.stream().filter(i -> !i.equals("\n")).toList();
  }

  private static String number(String text) {
    Matcher matcher = NUMBER.matcher(text);
    if (!matcher.find()) {
      return "";
    }
    return matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
  }

  private static List<String> logged(String err, Pattern pattern, String top) {
    List<String> writes = new ArrayList<>();
    for (String line : err.split("\n", -1)) {
      Matcher matcher = pattern.matcher(line);
      if (matcher.matches()) {
        String path = matcher.group(1);
        writes.add((path.startsWith("/sys") ? path : path) + "=" + matcher.group(2));
      }
    }
    return writes;
  }

  private static void json(Map<String, Object> decided, String out) {
    int start = out.indexOf("{\"");
    if (start < 0) {
      decided.put("error", out);
      return;
    }
    String text = ByteText.readable(out.substring(start));
    Map<String, Object> said = Json.object(Json.read(text));
    Map<String, Object> node = Json.object(said.get("node"));
    Map<String, Object> owner = Json.object(node.get("owner"));
    StringBuilder properties = new StringBuilder();
    for (String property : strings(said.get("properties"))) {
      properties.append(property).append('\n');
    }
    decided.put("properties", Decision.properties(properties.toString()));
    decided.put("tags", sorted(said.get("tags")));
    if (said.containsKey("currentTags")) {
      decided.put("current_tags", sorted(said.get("currentTags")));
    }
    List<String> links = strings(node.get("symlinks"));
    decided.put("links", links.stream().map(Decision::bare).sorted().toList());
    decided.put("link_priority", shown(node.get("symlinkPriority")));
    decided.put("watch", node.containsKey("inotifyWatch") ? watch(node) : "");
    decided.put("owner", shown(owner.get("uid")));
    decided.put("group", shown(owner.get("gid")));
    decided.put("mode", shown(node.get("mode")));
    decided.put("name", shown(Json.object(said.get("networkInterface")).get("name")));
    decided.put(
        "run",
        Json.array(said.get("queuedCommands")).stream()
            .map(Json::object)
            .map(c -> c.get("type") + " " + Json.bytes(c.get("command")))
            .toList());
    decided.put(
        "seclabels",
        Json.array(node.get("securityLabels")).stream()
            .map(Json::object)
            .map(l -> Json.bytes(l.get("name")) + "=" + Json.bytes(l.get("label")))
            .toList());
    decided.put("attr_writes", pairs(said.get("sysfsAttributes")));
    decided.put("sysctl_writes", pairs(said.get("sysctl")));
  }

  private static String watch(Map<String, Object> node) {
    return Boolean.TRUE.equals(node.get("inotifyWatch")) ? "enabled" : "disabled";
  }

  private static List<String> pairs(Object json) {
    return Json.array(json).stream()
        .map(Json::object)
        .map(w -> Json.bytes(w.get("path")) + "=" + Json.bytes(w.get("value")))
        .sorted()
        .toList();
  }

  private static List<String> strings(Object json) {
    return Json.array(json).stream().map(Json::bytes).toList();
  }

  private static List<String> sorted(Object json) {
    return strings(json).stream().sorted().toList();
  }

  private static String shown(Object json) {
    return json instanceof String text ? ByteText.of(text) : json == null ? "" : json.toString();
  }
}
