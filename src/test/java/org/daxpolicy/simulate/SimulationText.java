package org.daxpolicy.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.daxpolicy.dax.DaxDeviceState;
import org.daxpolicy.text.Diagnostic;

/** A simulation as the corpus writes it down. */
final class SimulationText {
  private SimulationText() {}

  static String of(Simulation simulation) {
    List<String> lines = new ArrayList<>();
    simulation
        .facts()
        .forEach(f -> lines.add(f.name() + ": " + f.value() + " (" + f.source() + ")"));
    simulation.messages().forEach(m -> lines.add("message: " + m.text()));
    simulation.risks().forEach(r -> lines.add(risk(r)));
    simulation.devices().forEach(d -> device(d, lines));
    return String.join("\n", lines) + "\n";
  }

  private static void device(DeviceResult device, List<String> lines) {
    lines.add("");
    lines.add(device.name() + " " + device.devpath());
    lines.add("  before: " + state(device.before()) + " (" + device.why() + ")");
    for (int i = 0; i < device.events().size(); i++) {
      DeviceResult.EventResult event = device.events().get(i);
      lines.add("  " + event.action() + event.driver().map(d -> " " + d).orElse("") + links(event));
      int index = i;
      device.steps().stream().filter(s -> s.event() == index).forEach(s -> step(s, lines));
    }
    lines.add("  after: " + state(device.after()) + (device.certain() ? "" : ", or"));
    device.alternatives().forEach(a -> lines.add("    " + state(Optional.of(a))));
    device.rule().ifPresent(r -> lines.add("  rule: " + r));
    device.outcome().ifPresent(o -> lines.add("  outcome: " + o));
    lines.add("  node: " + node(device.node()));
    device.risks().forEach(r -> lines.add("  " + risk(r)));
  }

  private static String links(DeviceResult.EventResult event) {
    return event.verdict().symlinks().isEmpty()
        ? ""
        : " links " + String.join(" ", event.verdict().symlinks());
  }

  private static void step(DeviceResult.Step step, List<String> lines) {
    lines.add("    " + step.unit().orElse(step.via().word()) + ": " + step.command());
    for (DeviceResult.Ending e : step.endings()) {
      String exit = e.exit().map(x -> Integer.toString(x)).orElse("?");
      lines.add("      " + exit + ": " + e.sentence());
    }
  }

  private static String state(Optional<DaxDeviceState> state) {
    return state
        .map(s -> s.mode() + " " + s.memory() + (s.range().size() == 0 ? " size 0" : ""))
        .orElse("no device");
  }

  private static String node(DeviceResult.Node node) {
    return String.format(
        Locale.ROOT,
        "%s %s %s links %s tags %s",
        node.owner().map(String::valueOf).orElse("-"),
        node.group().map(String::valueOf).orElse("-"),
        node.mode().map(m -> String.format(Locale.ROOT, "%04o", m)).orElse("-"),
        node.symlinks(),
        node.tags());
  }

  private static String risk(Diagnostic risk) {
    return risk.severity().word()
        + "["
        + risk.code().id()
        + "] "
        + risk.headline()
        + risk.primary().map(p -> " at " + p.file().position(p.span().start())).orElse("")
        + risk.notes().stream().map(n -> "\n      note: " + n).collect(Collectors.joining());
  }
}
