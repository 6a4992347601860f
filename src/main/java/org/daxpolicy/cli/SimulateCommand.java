package org.daxpolicy.cli;

import static org.daxpolicy.cli.Option.flag;
import static org.daxpolicy.cli.Option.value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.daxpolicy.cli.OnMachine.Scene;
import org.daxpolicy.compile.Delivery;
import org.daxpolicy.report.SimulationReport;
import org.daxpolicy.simulate.Given;
import org.daxpolicy.simulate.Installed;
import org.daxpolicy.simulate.Simulation;
import org.daxpolicy.simulate.Simulator;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Result;

/** {@code daxpolicy simulate}: what a machine would make of rules at its next boot. */
final class SimulateCommand extends Common {
  private final OnMachine on = new OnMachine();
  private final GivenFacts given = new GivenFacts();
  private List<String> arguments = List.of();
  private Delivery delivery = Delivery.SYSTEMD;
  private boolean noTimeline;

  @Override
  Declaration declaration() {
    Declaration own =
        on.declare(
            Declaration.of(
                    "simulate",
                    "Boots a snapshot of a machine under a policy's compiled files or any rules: what happens, how each device ends, what may go wrong.")
                .operands(
                    "FILE|RULES",
                    0,
                    "policies, rules files, rules.d directories, compiled trees; of files of one name the first counts",
                    files -> arguments = files),
            true);
    return given
        .declare(own)
        .option(
            value("HOW", "--deliver")
                .defaultValue("systemd")
                .description("for policies: systemd, run or conf"),
            Delivery.class,
            how -> delivery = how)
        .option(
            flag("--no-timeline").description("only how devices end, not what happens till then"),
            not -> noTimeline = not)
        .examples(
            "daxpolicy simulate policy.daxpolicy --machine host.json --given auto-online=online",
            "daxpolicy simulate policy.daxpolicy --root /mnt/image --machine host.json --format json",
            "0 simulated; 1 a finding or risk at or above --fail-on; 2 an input cannot be read.");
  }

  @Override
  public Integer call() {
    on.misuse().or(() -> on.needs(arguments, "FILE|RULES or --root")).ifPresent(this::misused);
    Given assumptions = given.read(this);
    Result<Scene> opened = on.open(console(), arguments, delivery);
    List<Diagnostic> found = new ArrayList<>(opened.diagnostics());
    if (opened.value().isEmpty()) {
      return end(found);
    }
    Scene scene = opened.value().get();
    Result<Installed> installed = scene.files().installed();
    found.addAll(installed.diagnostics());
    if (installed.value().isEmpty()) {
      return end(found);
    }
    Given given = scene.udev().map(assumptions::with).orElse(assumptions);
    Simulation simulation =
        Simulator.run(scene.machine(), installed.value().get(), given, scene.told());
    found.addAll(simulation.allRisks());
    found.addAll(UnknownFindings.of(simulation));
    if (format == Format.text) {
      print(SimulationReport.text(simulation, !noTimeline, verbose, outPalette()));
    }
    return end(found, new LinkedHashMap<>(SimulationReport.tree(simulation)));
  }
}
