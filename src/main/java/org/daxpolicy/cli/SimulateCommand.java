package org.daxpolicy.cli;

import static org.daxpolicy.cli.Declaration.value;

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

/** {@code daxpolicy simulate}: what a machine would make of rules at its next boot. */
final class SimulateCommand extends Common {
  private List<String> arguments = List.of();
  private String machine = "";
  private Delivery delivery = Delivery.SYSTEMD;

  @Override
  Optional<Declaration> declaration() {
    return Optional.of(
        Declaration.of(
                this,
                "simulate",
                "Boots a snapshot of a machine under a policy's compiled files or any rules: before, rule, after, risks.")
            .operands(
                "FILE|RULES",
                1,
                "policies, rules files, rules.d directories, compiled trees",
                given -> arguments = given)
            .option(
                value("M", "--machine").required(true).description("a snapshot, in any format"),
                String.class,
                given -> machine = given)
            .option(
                value("HOW", "--deliver")
                    .defaultValue("systemd")
                    .description("for policies: systemd, run or conf"),
                Delivery.class,
                given -> delivery = given)
            .examples(
                "daxpolicy simulate policy.daxpolicy --machine host.json",
                "daxpolicy simulate staging /usr/lib/udev/rules.d --machine host.json --format json",
                "0 simulated; 1 a finding or risk at or above --fail-on; 2 an input cannot be read."));
  }

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
