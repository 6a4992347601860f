package org.daxpolicy.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.daxpolicy.report.Palette.Role;
import org.daxpolicy.udev.ByteText;
import org.daxpolicy.udev.Doubt;
import org.daxpolicy.udev.Verdict;
import org.daxpolicy.udev.Verdict.Part;

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
    tree.put("owner", v.owner().map(Integer::toUnsignedLong));
    tree.put("group", v.group().map(Integer::toUnsignedLong));
    tree.put("mode", mode(v));
    tree.put("name", v.name().map(ByteText::readable));
    tree.put("watch", v.watch());
    tree.put("db_persist", v.persistent());
    tree.put("run", list(v.run(), c -> ByteText.readable(c.command())));
    tree.put("seclabels", list(v.seclabels(), s -> pair("name", s.module(), "label", s.label())));
    tree.put("attr_writes", list(v.attributeWrites(), VerdictReport::tree));
    tree.put("sysctl_writes", list(v.sysctlWrites(), VerdictReport::tree));
    tree.put("diagnostics", list(v.diagnostics(), VerdictReport::tree));
    tree.put("unknown", unknown(v.unknown()));
    return tree;
  }

  private static <T> List<Object> list(List<T> items, Function<T, Object> shown) {
    List<Object> list = new ArrayList<>(items.size());
    for (T item : items) {
      list.add(shown.apply(item));
    }
    return list;
  }

  private static Map<String, Object> tree(Verdict.Write write) {
    return pair("path", write.path(), "value", write.value());
  }

  private static Map<String, Object> tree(Verdict.Message m) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("level", m.level());
    message.put("file", m.file());
    message.put("line", m.line());
    message.put("message", ByteText.readable(m.text()));
    return message;
  }

  /** What nobody has told, each with the parts that depend on it. */
  private static List<Object> unknown(List<Verdict.Unknown> unknown) {
    Map<Doubt, List<Object>> parts = new LinkedHashMap<>();
    for (Verdict.Unknown u : unknown) {
      if (u.part() != Part.CURRENT_TAG) {
        Map<String, Object> part = new LinkedHashMap<>();
        part.put("field", field(u.part()));
        part.put("name", u.name().isEmpty() ? Optional.empty() : ByteText.readable(u.name()));
        part.put("file", u.file());
        part.put("line", u.line());
        parts.computeIfAbsent(u.doubt(), d -> new ArrayList<>()).add(part);
      }
    }
    List<Object> doubts = new ArrayList<>();
    parts.forEach(
        (doubt, affects) -> {
          Map<String, Object> one = new LinkedHashMap<>();
          one.put("asks", doubt.subject().name().toLowerCase(Locale.ROOT));
          one.put("name", ByteText.readable(doubt.name()));
          one.put("file", doubt.file());
          one.put("line", doubt.line());
          one.put("term", ByteText.readable(doubt.term()));
          one.put("affects", affects);
          doubts.add(one);
        });
    return doubts;
  }

  /** The field of the object that holds a part. */
  private static String field(Part part) {
    return switch (part) {
      case PROPERTY -> "properties";
      case TAG -> "tags";
      case CURRENT_TAG -> "current_tags";
      case SYMLINK -> "symlinks";
      case LINK_PRIORITY -> "link_priority";
      case OWNER -> "owner";
      case GROUP -> "group";
      case MODE -> "mode";
      case NAME -> "name";
      case WATCH -> "watch";
      case DB_PERSIST -> "db_persist";
      case RUN -> "run";
      case SECLABEL -> "seclabels";
      case ATTRIBUTE_WRITE -> "attr_writes";
      case SYSCTL_WRITE -> "sysctl_writes";
    };
  }

  /** An unknown part in words: {@code property A}, {@code the mode}, {@code a tag}. */
  public static String words(Verdict.Unknown u) {
    String kind =
        switch (u.part()) {
          case PROPERTY -> "property";
          case TAG, CURRENT_TAG -> "tag";
          case SYMLINK -> "symlink";
          case LINK_PRIORITY -> "link priority";
          case OWNER -> "owner";
          case GROUP -> "group";
          case MODE -> "mode";
          case NAME -> "name";
          case WATCH -> "watch";
          case DB_PERSIST -> "persistence of the database entry";
          case RUN -> "command";
          case SECLABEL -> "security label";
          case ATTRIBUTE_WRITE -> "write to an attribute";
          case SYSCTL_WRITE -> "write to a sysctl";
        };
    boolean single =
        switch (u.part()) {
          case LINK_PRIORITY, OWNER, GROUP, MODE, NAME, WATCH, DB_PERSIST -> true;
          default -> false;
        };
    if (u.name().isEmpty()) {
      return (single ? "the " : "a ") + kind;
    }
    return u.part() == Part.PROPERTY && u.name().equals("*")
        ? "any property"
        : kind + " `" + Printable.line(ByteText.readable(u.name())) + "`";
  }

  /** The same for people; with the trace of every line when asked. */
  public static String text(Verdict v, boolean traced, Palette palette) {
    StringBuilder text = new StringBuilder();
    v.properties().forEach((k, value) -> row(text, palette, "property", k + "=" + value));
    v.tags().forEach(t -> row(text, palette, "tag", t));
    v.symlinks().forEach(s -> row(text, palette, "symlink", s));
    v.owner().ifPresent(o -> row(text, palette, "owner", Integer.toUnsignedString(o)));
    v.group().ifPresent(g -> row(text, palette, "group", Integer.toUnsignedString(g)));
    mode(v).ifPresent(m -> row(text, palette, "mode", m));
    v.name().ifPresent(n -> row(text, palette, "name", n));
    v.watch().filter(w -> w).ifPresent(w -> row(text, palette, "watch", "yes"));
    if (v.persistent()) {
      row(text, palette, "db", "persistent");
    }
    v.run().forEach(c -> row(text, palette, c.builtin() ? "builtin" : "run", c.command()));
    v.seclabels().forEach(s -> row(text, palette, "seclabel", s.module() + " " + s.label()));
    v.attributeWrites().forEach(w -> row(text, palette, "write", w.path() + " = " + w.value()));
    v.sysctlWrites().forEach(w -> row(text, palette, "sysctl", w.path() + " = " + w.value()));
    v.unknown().stream()
        .filter(u -> u.part() != Part.CURRENT_TAG)
        .forEach(u -> row(text, palette, "unknown", words(u) + where(u)));
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

  private static String where(Verdict.Unknown u) {
    String at = u.line() == 0 ? "" : ", " + u.file() + ":" + u.line();
    return at + ": depends on " + u.doubt().term();
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

  private static List<Object> readable(List<String> bytes) {
    return list(bytes, ByteText::readable);
  }

  private static Map<String, Object> pair(String a, String x, String b, String y) {
    Map<String, Object> pair = new LinkedHashMap<>();
    pair.put(a, ByteText.readable(x));
    pair.put(b, ByteText.readable(y));
    return pair;
  }
}
