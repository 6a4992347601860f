package org.daxpolicy.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.report.Palette.Role;
import org.daxpolicy.udev.ByteText;
import org.daxpolicy.udev.Verdict;

/**
 * What rules decide on one event: owner and group as numbers, mode as four octal digits, links
 * without {@code /dev/}.
 */
public final class VerdictReport {
  private VerdictReport() {}

  /** The one object that {@code udev eval --format json} prints. */
  public static Map<String, Object> tree(Verdict v) {
    Map<String, Object> tree = new LinkedHashMap<>();
    Map<String, Object> properties = new LinkedHashMap<>();
    v.properties()
        .forEach((k, value) -> properties.put(ByteText.readable(k), ByteText.readable(value)));
    tree.put("properties", properties);
    tree.put("tags", readable(v.tags()));
    tree.put("symlinks", readable(v.symlinks()));
    tree.put("link_priority", v.linkPriority());
    tree.put("owner", v.owner());
    tree.put("group", v.group());
    tree.put("mode", mode(v));
    tree.put("name", v.name().map(ByteText::readable));
    tree.put("run", v.run().stream().map(c -> ByteText.readable(c.command())).toList());
    tree.put(
        "seclabels",
        v.seclabels().stream().map(s -> pair("name", s.module(), "label", s.label())).toList());
    tree.put(
        "attr_writes",
        v.attributeWrites().stream().map(w -> pair("path", w.path(), "value", w.value())).toList());
    tree.put(
        "sysctl_writes",
        v.sysctlWrites().stream().map(w -> pair("path", w.path(), "value", w.value())).toList());
    List<Object> messages = new ArrayList<>();
    for (Verdict.Message m : v.diagnostics()) {
      Map<String, Object> message = new LinkedHashMap<>();
      message.put("level", m.level());
      message.put("file", m.file());
      message.put("line", m.line());
      message.put("message", ByteText.readable(m.text()));
      messages.add(message);
    }
    tree.put("diagnostics", messages);
    return tree;
  }

  /** The same for people; with the trace of every line when asked. */
  public static String text(Verdict v, boolean traced, Palette palette) {
    StringBuilder text = new StringBuilder();
    v.properties().forEach((k, value) -> row(text, palette, "property", k + "=" + value));
    v.tags().forEach(t -> row(text, palette, "tag", t));
    v.symlinks().forEach(s -> row(text, palette, "symlink", s));
    v.owner().ifPresent(o -> row(text, palette, "owner", String.valueOf(o)));
    v.group().ifPresent(g -> row(text, palette, "group", String.valueOf(g)));
    mode(v).ifPresent(m -> row(text, palette, "mode", m));
    v.name().ifPresent(n -> row(text, palette, "name", n));
    v.run().forEach(c -> row(text, palette, c.builtin() ? "builtin" : "run", c.command()));
    v.seclabels().forEach(s -> row(text, palette, "seclabel", s.module() + " " + s.label()));
    v.attributeWrites().forEach(w -> row(text, palette, "write", w.path() + " = " + w.value()));
    v.sysctlWrites().forEach(w -> row(text, palette, "sysctl", w.path() + " = " + w.value()));
    if (traced) {
      for (Verdict.LineTrace line : v.trace()) {
        row(
            text,
            palette,
            "line",
            line.file() + ":" + line.line() + (line.skipped() ? " skipped" : " " + line.outcome()));
        for (Verdict.TermTrace t : line.terms()) {
          String actual = t.actual().map(a -> "`" + a + "`").orElse("nothing");
          row(
              text,
              palette,
              "",
              "  " + t.outcome() + "  " + t.text() + "  saw " + actual + " on " + t.device());
        }
      }
    }
    return text.toString();
  }

  private static void row(StringBuilder text, Palette palette, String what, String value) {
    text.append(palette.paint(Role.FAINT, String.format(Locale.ROOT, "%-9s", what)))
        .append(' ')
        .append(Printable.line(ByteText.readable(value)))
        .append('\n');
  }

  private static Optional<String> mode(Verdict v) {
    return v.mode().map(m -> String.format(Locale.ROOT, "%04o", m));
  }

  private static List<String> readable(List<String> bytes) {
    return bytes.stream().map(ByteText::readable).toList();
  }

  private static Map<String, Object> pair(String a, String x, String b, String y) {
    Map<String, Object> pair = new LinkedHashMap<>();
    pair.put(a, ByteText.readable(x));
    pair.put(b, ByteText.readable(y));
    return pair;
  }
}
