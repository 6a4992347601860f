package org.daxpolicy.cli;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.dax.Catalogue;
import org.daxpolicy.report.Json;
import org.daxpolicy.report.Palette;
import org.daxpolicy.report.Palette.Role;

/** {@code daxpolicy attributes}: the catalogue of what conditions can read. */
final class AttributesCommand extends Common {
  private Optional<String> name = Optional.empty();

  @Override
  Declaration declaration() {
    return Declaration.of(
            "attributes",
            "Prints what conditions can read: type, where it lives, from when on, when it is absent, an example.")
        .optionalOperand("NAME", "one attribute only", given -> name = Optional.of(given))
        .examples(
            "daxpolicy attributes",
            "daxpolicy attributes node.read_latency --format json",
            "0 printed; 2 no such attribute.");
  }

  @Override
  public Integer call() {
    List<Attribute> shown = Catalogue.all();
    if (name.isPresent()) {
      Optional<Attribute> one = Catalogue.find(name.get());
      if (one.isEmpty()) {
        console()
            .err()
            .println(
                "daxpolicy: there is no attribute `"
                    + name.get()
                    + "`; `daxpolicy attributes` shows all");
        return Exit.COULD_NOT_RUN;
      }
      shown = List.of(one.get());
    }
    if (format == Format.json) {
      List<Object> rows = new ArrayList<>();
      for (Attribute a : shown) {
        rows.add(row(a));
      }
      print(Json.pretty(rows));
    } else {
      Palette palette = outPalette();
      StringBuilder text = new StringBuilder();
      for (Attribute a : shown) {
        text.append(text.length() == 0 ? "" : "\n");
        text.append(palette.paint(Role.STRONG, a.name()))
            .append("  ")
            .append(a.type().word())
            .append('\n');
        text.append("  ").append(a.summary()).append('\n');
        text.append("  where    ").append(a.where()).append('\n');
        text.append("  from     ").append(from(a)).append('\n');
        text.append("  absent   ").append(a.absentWhen()).append('\n');
        if (!a.words().isEmpty()) {
          text.append("  values   ").append(String.join(", ", a.words().keySet())).append('\n');
        }
        text.append("  example  ").append(a.name()).append(" == ").append(a.example()).append('\n');
        if (verbose) {
          text.append("  printed  ").append(printed(a)).append('\n');
          text.append("  tests    ").append(String.join(", ", tests(a))).append('\n');
          text.append("  rules    ").append(a.reach().terms()).append('\n');
        }
      }
      print(text.toString());
    }
    return Exit.CLEAN;
  }

  private static String from(Attribute a) {
    String stage =
        switch (a.availability().from()) {
          case ADD -> "the device's add";
          case ADD_BUT_ZERO_WHEN_CREATED ->
              "the device's add; 0 there if made by create-device, right from bind on";
          case MEMORY_ADDED ->
              "once kmem has added the memory (bind with DRIVER=kmem), until it is removed";
        };
    return a.availability().since().map(v -> "kernel " + v + ", " + stage).orElse(stage);
  }

  private static String printed(Attribute a) {
    String form =
        switch (a.encoding().form()) {
          case DECIMAL -> "decimal";
          case SIGNED_DECIMAL -> "decimal, perhaps below zero";
          case HEX -> "hexadecimal behind 0x";
          case BARE_HEX -> "hexadecimal";
          case TEXT -> "a text";
        };
    String unit =
        switch (a.type()) {
          case SIZE -> "bytes";
          case BANDWIDTH -> "bytes per second";
          case LATENCY -> "nanoseconds";
          case INTEGER, ADDRESS, STRING, UUID, ENUM, BOOLEAN -> "";
        };
    boolean scaled = !a.encoding().scale().equals(BigInteger.ONE);
    return form
        + (unit.isEmpty() ? "" : ", in ")
        + (scaled ? "units of " + a.encoding().scale() + " " : "")
        + unit;
  }

  /** The operators that conditions may use on it. */
  private static List<String> tests(Attribute a) {
    List<String> tests = new ArrayList<>(List.of("==", "!=", "in { … }"));
    if (a.type().numeric()) {
      tests.addAll(List.of("<", "<=", ">", ">=", "in … .. …"));
    } else if (a.type() == Attribute.Type.STRING || a.type() == Attribute.Type.UUID) {
      tests.add("matches");
    } else if (a.type() == Attribute.Type.BOOLEAN) {
      tests.add("the name alone");
    }
    tests.add("present(" + a.name() + ")");
    return tests;
  }

  private static Map<String, Object> row(Attribute a) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", a.name());
    row.put("type", a.type().word());
    row.put("encoding", a.encoding().form().name().toLowerCase(Locale.ROOT));
    row.put("unit", a.encoding().scale().toString());
    row.put("where", a.where());
    row.put("since", a.availability().since().map(Object::toString));
    row.put("from", a.availability().from().name().toLowerCase(Locale.ROOT));
    row.put("absent", a.absentWhen());
    row.put("values", List.copyOf(a.words().keySet()));
    row.put("example", a.example());
    row.put("tests", tests(a));
    row.put("rules", a.reach().terms());
    row.put("summary", a.summary());
    return row;
  }
}
