package org.daxpolicy.udev;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The evaluator's verdict in the form {@link UdevadmOutput} has, to be compared with it. */
final class Decision {
  /** Properties that differ from run to run, or that the evaluator does not make. */
  private static final Set<String> LEFT_OUT =
      Set.of("USEC_INITIALIZED", "ID_PROCESSING", "UDEV_DATABASE_VERSION", "SEQNUM");

  private static final Set<String> UNORDERED = Set.of("TAGS", "CURRENT_TAGS", "DEVLINKS");

  private Decision() {}

  /** The fields a release shows of a verdict. */
  static Map<String, Object> of(Verdict verdict, UdevVersion version, String devpath) {
    Map<String, Object> decided = new TreeMap<>();
    StringBuilder properties = new StringBuilder();
    verdict.properties().forEach((k, v) -> properties.append(k + "=" + v + "\n"));
    decided.put("exit", 0);
    decided.put("properties", properties(properties.toString()));
    decided.put("tags", verdict.tags().stream().sorted().toList());
    decided.put("current_tags", verdict.currentTags().stream().sorted().toList());
    decided.put("links", verdict.symlinks().stream().sorted().toList());
    decided.put("owner", verdict.owner().map(Integer::toUnsignedString).orElse(""));
    decided.put("group", verdict.group().map(Integer::toUnsignedString).orElse(""));
    decided.put("mode", verdict.mode().map(m -> String.format(Locale.ROOT, "%04o", m)).orElse(""));
    decided.put("name", verdict.name().orElse(""));
    decided.put("watch", verdict.watch().map(w -> w ? "enabled" : "disabled").orElse(""));
    decided.put("db_persist", verdict.persistent());
    decided.put(
        "run",
        verdict.run().stream()
            .map(c -> version.atLeast(256) ? kind(c) + " " + c.command() : c.command())
            .toList());
    decided.put(
        "seclabels", verdict.seclabels().stream().map(l -> l.module() + "=" + l.label()).toList());
    decided.put("attr_writes", writes(version, verdict.attributeWrites(), "/sys" + devpath + "/"));
    decided.put("sysctl_writes", writes(version, verdict.sysctlWrites(), "/proc/sys/"));
    boolean links = !version.atLeast(256) || !verdict.symlinks().isEmpty();
    decided.put(
        "link_priority",
        version.atLeast(256)
            ? (links ? String.valueOf(verdict.linkPriority()) : "")
            : (Object) verdict.linkPriority());
    return decided;
  }

  private static String kind(Verdict.Command command) {
    return command.builtin() ? "builtin" : "program";
  }

  /** From 258 on only the last write to each place is shown. */
  private static List<String> writes(
      UdevVersion version, List<Verdict.Write> writes, String below) {
    boolean last = version.atLeast(258);
    Map<String, String> shown = new LinkedHashMap<>();
    List<String> all = new ArrayList<>();
    for (Verdict.Write write : writes) {
      String path = write.path();
      boolean relative = last || below.startsWith("/proc");
      if (relative) {
        path =
            path.startsWith(below)
                ? path.substring(below.length())
                : Path.of(below).relativize(Path.of(path)).toString();
      }
      shown.put(path, write.value());
      all.add(path + "=" + write.value());
    }
    return last
        ? shown.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).sorted().toList()
        : all;
  }

  /** Reads lines {@code KEY=value}; a line without {@code =} goes on the value before it. */
  static Map<String, String> properties(String text) {
    Map<String, String> properties = new TreeMap<>();
    String last = "";
    for (String line : text.replace("\0", "").split("\n", -1)) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        last = line.substring(0, equals);
        properties.put(last, line.substring(equals + 1));
      } else if (!last.isEmpty() && !line.isEmpty()) {
        properties.merge(last, line, (a, b) -> a + "\n" + b);
      }
    }
    properties.keySet().removeAll(LEFT_OUT);
    for (String key : UNORDERED) {
      String separator = key.equals("DEVLINKS") ? " " : ":";
      properties.computeIfPresent(
          key,
          (k, v) ->
              String.join(
                  separator,
                  Arrays.stream(v.split(separator)).filter(i -> !i.isEmpty()).sorted().toList()));
    }
    return properties;
  }

  /** A map of strings that was put into a decision. */
  static Map<String, String> strings(@Nullable Object value) {
    Map<String, String> strings = new TreeMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((k, v) -> strings.put((String) k, (String) v));
    }
    return strings;
  }

  static String bare(String link) {
    return link.startsWith("/dev/") ? link.substring("/dev/".length()) : link;
  }
}
