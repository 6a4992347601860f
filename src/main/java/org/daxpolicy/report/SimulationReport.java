package org.daxpolicy.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.daxpolicy.dax.DaxDeviceState;
import org.daxpolicy.report.Palette.Role;
import org.daxpolicy.simulate.DeviceResult;
import org.daxpolicy.simulate.DeviceResult.Ending;
import org.daxpolicy.simulate.DeviceResult.Step;
import org.daxpolicy.simulate.Fact;
import org.daxpolicy.simulate.Placement;
import org.daxpolicy.simulate.Simulation;
import org.daxpolicy.udev.ByteText;

/** What becomes of a machine: each device before, its rule, the work, and after. */
public final class SimulationReport {
  private SimulationReport() {}

  /**
   * For people.
   *
   * @param timeline whether what happens comes first, moment by moment
   * @param full whether the facts and the events of each device are shown too
   */
  public static String text(
      Simulation simulation, boolean timeline, boolean full, Palette palette) {
    StringBuilder text = new StringBuilder();
    if (full) {
      for (Fact f : simulation.facts()) {
        text.append(
            String.format(
                Locale.ROOT, "%-12s %s (%s)%n", f.name(), Printable.line(f.value()), f.source()));
      }
    }
    if (timeline && !simulation.devices().isEmpty()) {
      text.append(text.length() == 0 ? "" : "\n");
      text.append(palette.paint(Role.STRONG, "Timeline")).append('\n');
      text.append(TimelineReport.text(simulation.timeline(), palette));
    }
    for (DeviceResult d : simulation.devices()) {
      text.append(text.length() == 0 ? "" : "\n");
      text.append(palette.paint(Role.STRONG, d.name())).append('\n');
      row(
          text,
          palette,
          "before",
          d.before().map(SimulationReport::state).orElse("no device") + "; " + d.why());
      if (full) {
        d.events()
            .forEach(
                e ->
                    row(
                        text,
                        palette,
                        "event",
                        e.action() + e.driver().map(x -> " DRIVER=" + x).orElse("")));
      }
      row(
          text,
          palette,
          "rule",
          d.rule().map(r -> "\"" + ByteText.readable(r) + "\"").orElse("none")
              + d.outcome().map(o -> ": " + o).orElse("")
              + d.use().stream().map(u -> ", " + u).collect(Collectors.joining()));
      d.steps().forEach(s -> row(text, palette, "work", step(s)));
      row(
          text,
          palette,
          "after",
          d.after().map(a -> state(a) + size(d, a)).orElse("no device") + node(d.node()));
      d.alternatives().forEach(a -> row(text, palette, "or", state(a) + size(d, a)));
      if (d.perhapsMissing()) {
        row(text, palette, "or", "no device");
      }
    }
    if (simulation.devices().isEmpty()) {
      text.append("no dax device\n");
    }
    placement(simulation, text, palette);
    return text.toString();
  }

  /** What is said for all pages, where anything comes to be otherwise. */
  private static void placement(Simulation simulation, StringBuilder text, Palette palette) {
    Placement before = simulation.placedBefore();
    if (simulation.placed().stream().allMatch(before::equals)) {
      return;
    }
    text.append('\n').append(palette.paint(Role.STRONG, "all nodes")).append('\n');
    row(text, palette, "before", before.described());
    for (int i = 0; i < simulation.placed().size(); i++) {
      row(text, palette, i == 0 ? "after" : "or", simulation.placed().get(i).described());
    }
  }

  private static void row(StringBuilder text, Palette palette, String what, String value) {
    text.append("  ")
        .append(palette.paint(Role.FAINT, String.format(Locale.ROOT, "%-6s", what)))
        .append("  ")
        .append(Printable.line(value))
        .append('\n');
  }

  private static String state(DaxDeviceState s) {
    String weight = s.weight().filter(w -> w != 1).map(w -> ", weight " + w).orElse("");
    return s.memory().total() == 0
        ? s.mode()
        : s.mode() + ", blocks " + s.memory() + " online" + weight;
  }

  /** The size of a device in the end, where it is another than before. */
  private static String size(DeviceResult d, DaxDeviceState end) {
    long size = end.range().size();
    boolean changed = d.endings().stream().anyMatch(e -> isResized(d, e));
    return changed ? ", " + Quantity.bytes(size) : "";
  }

  private static boolean isResized(DeviceResult d, DaxDeviceState end) {
    return d.before().map(b -> b.range().size() != end.range().size()).orElse(true);
  }

  private static String step(Step s) {
    String endings =
        String.join(
            "; or ",
            s.endings().stream()
                .map(e -> e.exit().map(x -> "exit " + x + ", ").orElse("") + e.sentence())
                .toList());
    return s.via().word()
        + " "
        + s.unit().map(u -> u + ": ").orElse("")
        + s.command()
        + " -> "
        + endings;
  }

  private static String node(DeviceResult.Node n) {
    StringBuilder text = new StringBuilder();
    n.mode().ifPresent(m -> text.append(String.format(Locale.ROOT, ", mode %04o", m)));
    n.owner().ifPresent(o -> text.append(", owner ").append(o));
    n.group().ifPresent(g -> text.append(", group ").append(g));
    n.symlinks().forEach(l -> text.append(", /dev/").append(ByteText.readable(l)));
    return text.toString();
  }

  /** As JSON. */
  public static Map<String, Object> tree(Simulation simulation) {
    Map<String, Object> tree = new LinkedHashMap<>();
    List<Object> facts = new ArrayList<>();
    for (Fact f : simulation.facts()) {
      Map<String, Object> fact = new LinkedHashMap<>();
      fact.put("name", f.name());
      fact.put("value", f.value());
      fact.put("source", f.source());
      facts.add(fact);
    }
    tree.put("facts", facts);
    tree.put("timeline", TimelineReport.trees(simulation.timeline()));
    tree.put("devices", simulation.devices().stream().map(SimulationReport::tree).toList());
    Map<String, Object> placement = new LinkedHashMap<>();
    placement.put("before", tree(simulation.placedBefore()));
    placement.put("after", tree(simulation.placed().get(0)));
    placement.put(
        "alternatives", simulation.placed().stream().skip(1).map(SimulationReport::tree).toList());
    tree.put("placement", placement);
    return tree;
  }

  private static Map<String, Object> tree(Placement placement) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("demotion", placement.demotion());
    tree.put("weights_auto", placement.weightsFromBandwidth());
    return tree;
  }

  private static Map<String, Object> tree(DeviceResult d) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", d.name());
    tree.put("devpath", d.devpath());
    tree.put("before", d.before().map(SimulationReport::tree));
    tree.put("why", d.why());
    tree.put("rule", d.rule().map(ByteText::readable));
    tree.put("outcome", d.outcome());
    tree.put("use", d.use());
    List<Object> events = new ArrayList<>();
    for (DeviceResult.EventResult e : d.events()) {
      Map<String, Object> event = new LinkedHashMap<>();
      event.put("action", e.action());
      event.put("driver", e.driver());
      events.add(event);
    }
    tree.put("events", events);
    tree.put("steps", d.steps().stream().map(SimulationReport::tree).toList());
    tree.put("after", d.after().map(SimulationReport::tree));
    tree.put("align", d.align());
    tree.put("perhapsMissing", d.perhapsMissing());
    tree.put("alternatives", d.alternatives().stream().map(SimulationReport::tree).toList());
    Map<String, Object> node = new LinkedHashMap<>();
    node.put("owner", d.node().owner());
    node.put("group", d.node().group());
    node.put("mode", d.node().mode().map(m -> String.format(Locale.ROOT, "%04o", m)));
    node.put("symlinks", d.node().symlinks().stream().map(ByteText::readable).toList());
    tree.put("node", node);
    return tree;
  }

  private static Map<String, Object> tree(DaxDeviceState s) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("mode", s.mode());
    tree.put("size", s.range().size());
    tree.put("driver", s.driver().map(d -> d.sysfsName()));
    tree.put("blocks", s.memory().total());
    tree.put("online", s.memory().online());
    tree.put("zone", s.memory().zone().map(z -> z.word()));
    tree.put("weight", s.weight());
    return tree;
  }

  private static Map<String, Object> tree(Step s) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("via", s.via().word());
    tree.put("unit", s.unit());
    tree.put("command", s.command());
    List<Object> endings = new ArrayList<>();
    for (Ending e : s.endings()) {
      Map<String, Object> ending = new LinkedHashMap<>();
      Optional<Integer> exit = e.exit();
      ending.put("exit", exit);
      ending.put("sentence", e.sentence());
      endings.add(ending);
    }
    tree.put("endings", endings);
    return tree;
  }
}
