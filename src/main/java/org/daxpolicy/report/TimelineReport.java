package org.daxpolicy.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.daxpolicy.report.Palette.Role;
import org.daxpolicy.simulate.Moment;
import org.daxpolicy.udev.ByteText;

/** What happens while a machine boots, one line a moment: who, and what. */
final class TimelineReport {
  private static final int COLUMN = 8;

  private final Palette palette;
  private final StringBuilder text = new StringBuilder();

  private TimelineReport(Palette palette) {
    this.palette = palette;
  }

  /** For people. */
  static String text(List<Moment> timeline, Palette palette) {
    TimelineReport report = new TimelineReport(palette);
    timeline.forEach(report::moment);
    return report.text.toString();
  }

  private void moment(Moment moment) {
    if (moment instanceof Moment.Uevents events) {
      line("kernel", events(events));
    } else if (moment instanceof Moment.Choice choice) {
      String driver = choice.driver().map(d -> d.sysfsName()).orElse("no driver");
      line("kernel", choice.device() + " gets " + driver + ": " + choice.why());
    } else if (moment instanceof Moment.Notice notice) {
      line("kernel", notice.device() + ": " + notice.text());
    } else if (moment instanceof Moment.Rules rules) {
      if (!rules.lines().isEmpty()) {
        line("udev", rules.action() + " " + rules.name() + " matches " + places(rules.lines()));
      }
    } else if (moment instanceof Moment.Unit unit) {
      String verb = unit.started() ? "starts " : "does not start ";
      line("systemd", verb + unit.unit() + ": " + unit.sentence());
    } else if (moment instanceof Moment.Command command) {
      command(command);
    }
  }

  private static String events(Moment.Uevents events) {
    String names =
        switch (events.subsystem()) {
          case "memory" ->
              events.names().contains(Moment.Uevents.SOME_BLOCK)
                  ? Quantity.count(events.names().size(), "memory block")
                  : Runs.of("memory", events.names());
          case "drivers" -> "driver " + String.join(" ", events.names());
          case "module" -> "module " + String.join(" ", events.names());
          default -> String.join(" ", events.names());
        };
    return events.action()
        + " "
        + names
        + events.driver().map(d -> " DRIVER=" + d).orElse("")
        + events.zone().map(z -> " in zone " + z.word()).orElse("");
  }

  /** Lines of rules, told together for each file. */
  private static String places(List<String> places) {
    Map<String, List<String>> files = new LinkedHashMap<>();
    for (String place : places) {
      int colon = place.lastIndexOf(':') + 1;
      files
          .computeIfAbsent(place.substring(0, colon), file -> new ArrayList<>())
          .add(place.substring(colon));
    }
    return files.entrySet().stream()
        .map(file -> file.getKey() + Runs.of("", file.getValue()))
        .collect(Collectors.joining(", "));
  }

  private void command(Moment.Command command) {
    String who =
        switch (command.via()) {
          case RULE -> "rule";
          case RUN -> "RUN";
          case UNIT -> "unit";
          case SHELL -> "shell";
        };
    String exit = command.exit().map(e -> " -> exit " + e).orElse("");
    line(who, ByteText.readable(command.command()) + exit);
    for (String step : command.steps()) {
      line("", "  " + step);
    }
  }

  private void line(String who, String what) {
    String pad = " ".repeat(Math.max(1, COLUMN - who.length()));
    text.append("  ")
        .append(palette.paint(Role.FAINT, who))
        .append(pad)
        .append(Printable.line(what))
        .append('\n');
  }

  // ---- JSON

  static List<Object> trees(List<Moment> timeline) {
    List<Object> trees = new ArrayList<>();
    timeline.forEach(m -> trees.add(tree(m)));
    return trees;
  }

  private static Map<String, Object> tree(Moment moment) {
    Map<String, Object> tree = new LinkedHashMap<>();
    if (moment instanceof Moment.Uevents events) {
      tree.put("kind", "uevents");
      tree.put("action", events.action());
      tree.put("subsystem", events.subsystem());
      tree.put("names", events.names());
      tree.put("driver", events.driver());
      tree.put("zone", events.zone().map(z -> z.word()));
      tree.put("actor", events.actor());
    } else if (moment instanceof Moment.Choice choice) {
      tree.put("kind", "driver");
      tree.put("device", choice.device());
      tree.put("driver", choice.driver().map(d -> d.sysfsName()));
      tree.put("why", choice.why());
    } else if (moment instanceof Moment.Notice notice) {
      tree.put("kind", "notice");
      tree.put("device", notice.device());
      tree.put("sentence", notice.text());
    } else if (moment instanceof Moment.Rules rules) {
      tree.put("kind", "rules");
      tree.put("action", rules.action());
      tree.put("device", rules.name());
      tree.put("lines", rules.lines());
    } else if (moment instanceof Moment.Unit unit) {
      tree.put("kind", "unit");
      tree.put("unit", unit.unit());
      tree.put("started", unit.started());
      tree.put("why", unit.sentence());
    } else if (moment instanceof Moment.Command command) {
      tree.put("kind", "command");
      tree.put("via", command.via().word());
      tree.put("unit", command.unit());
      tree.put("device", command.device());
      tree.put("command", ByteText.readable(command.command()));
      tree.put("exit", command.exit());
      tree.put("steps", command.steps());
    }
    return tree;
  }
}
