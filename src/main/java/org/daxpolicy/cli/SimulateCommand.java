package org.daxpolicy.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.daxpolicy.compile.Delivery;
import org.daxpolicy.machine.Machine;
import org.daxpolicy.report.SimulationReport;
import org.daxpolicy.simulate.Given;
import org.daxpolicy.simulate.Installed;
import org.daxpolicy.simulate.Simulation;
import org.daxpolicy.simulate.Simulator;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Result;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code daxpolicy simulate}: what a machine would make of rules at its next boot. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description =
        "Boots a snapshot of a machine under a policy's compiled files or any rules: before, rule, after, risks.",
    footer = {
      "",
      "Examples:",
      "  daxpolicy simulate policy.daxpolicy --machine host.json",
      "  daxpolicy simulate staging /usr/lib/udev/rules.d --machine host.json --format json",
      "",
      "Exit codes: 0 simulated; 1 a finding or risk at or above --fail-on; 2 an input cannot be read."
    })
final class SimulateCommand extends Common {
  @Parameters(
      paramLabel = "FILE|RULES",
      arity = "1..*",
      description = "policies, rules files, rules.d directories, compiled trees")
  List<String> arguments = List.of();

  @Option(
      names = "--machine",
      paramLabel = "M",
      required = true,
      description = "a snapshot, in any format")
  String machine = "";

  @Option(
      names = "--deliver",
      paramLabel = "HOW",
      defaultValue = "systemd",
      description = "for policies: systemd, run or conf")
  Delivery delivery = Delivery.SYSTEMD;

  @Override
  public Integer call() {
    Inputs inputs = new Inputs(console());
    Result<Machine> read = inputs.machine(machine);
    List<Diagnostic> found = new ArrayList<>(read.diagnostics());
    if (read.value().isEmpty()) {
      return end(found);
    }
    Machine on = read.value().get();
    Result<Installed> installed =
        inputs.installed(arguments, delivery, Inputs.udev(Optional.empty(), on));
    found.addAll(installed.diagnostics());
    if (installed.value().isEmpty()) {
      return end(found);
    }
    Simulation simulation = Simulator.run(on, installed.value().get(), Given.NOTHING);
    found.addAll(simulation.allRisks());
    if (format == Format.text) {
      print(SimulationReport.text(simulation, verbose, outPalette()));
    }
    return end(found, new LinkedHashMap<>(SimulationReport.tree(simulation)));
  }
}
