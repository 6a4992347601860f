package org.daxpolicy.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.compile.Delivery;
import org.daxpolicy.machine.Machine;
import org.daxpolicy.report.VerdictReport;
import org.daxpolicy.simulate.Installed;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Result;
import org.daxpolicy.udev.ByteText;
import org.daxpolicy.udev.Evaluator;
import org.daxpolicy.udev.Event;
import org.daxpolicy.udev.RuleSet;
import org.daxpolicy.udev.RulesFile;
import org.daxpolicy.udev.RulesFindings;
import org.daxpolicy.udev.UdevVersion;
import org.daxpolicy.udev.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code daxpolicy udev eval}: what rules decide on one event. */
@Command(
    name = "eval",
    mixinStandardHelpOptions = true,
    description =
        "Evaluates udev rules on one event of one device of a snapshot, as systemd-udevd would.",
    footer = {
      "",
      "Examples:",
      "  daxpolicy udev eval --rules 60-hbm.rules --machine host.json --device dax0.0",
      "  daxpolicy udev eval --rules rules.d --machine host.json --device dax0.0 --action bind --format json",
      "",
      "Exit codes: 0 evaluated; 1 findings at or above --fail-on; 2 an input cannot be read."
    })
final class UdevEvalCommand extends Common {
  @Option(
      names = "--rules",
      paramLabel = "FILE|DIR",
      required = true,
      arity = "1..*",
      description = "rules files and rules.d directories, highest priority first")
  List<String> rules = List.of();

  @Option(
      names = "--machine",
      paramLabel = "M",
      required = true,
      description = "a snapshot, in any format")
  String machine = "";

  @Option(
      names = "--device",
      paramLabel = "DEVPATH",
      required = true,
      description = "a path with or without /sys, or a dax device's name")
  String device = "";

  @Option(
      names = "--action",
      paramLabel = "ACTION",
      defaultValue = "add",
      description = "the event (default: add)")
  String action = "add";

  @Option(
      names = "--udev",
      paramLabel = "VERSION",
      description = "252 to 262 (default: the machine's own, else the newest)")
  Optional<Integer> udev = Optional.empty();

  @Override
  public Integer call() {
    Inputs inputs = new Inputs(console());
    Result<Machine> read = inputs.machine(machine);
    List<Diagnostic> found = new ArrayList<>(read.diagnostics());
    if (read.value().isEmpty()) {
      return end(found);
    }
    Machine on = read.value().get();
    UdevVersion version = Inputs.udev(udev, on);
    Result<Installed> installed = inputs.installed(rules, Delivery.SYSTEMD, version);
    found.addAll(installed.diagnostics());
    Result<String> devpath = Inputs.device(on, device);
    found.addAll(devpath.diagnostics());
    if (installed.value().isEmpty() || devpath.value().isEmpty()) {
      return end(found);
    }
    List<RulesFile> files = new ArrayList<>();
    installed
        .value()
        .get()
        .rules()
        .forEach((name, text) -> files.add(RulesFile.parse(name, ByteText.of(text), version)));
    RuleSet set = RuleSet.sorted(files);
    Event event =
        new Event(on.sysfs(), devpath.value().get(), action, Map.of(), on.udevHost(), on.records());
    Verdict verdict = Evaluator.evaluate(set, event, version);
    found.addAll(RulesFindings.of(set.on(on.udevHost())));
    if (format == Format.json) {
      print(org.daxpolicy.report.Json.pretty(new LinkedHashMap<>(VerdictReport.tree(verdict))));
    } else {
      print(VerdictReport.text(verdict, verbose, outPalette()));
      return end(found);
    }
    return exitCode(found);
  }
}
