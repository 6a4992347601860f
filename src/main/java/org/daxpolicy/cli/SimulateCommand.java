package org.daxpolicy.cli;

import static org.daxpolicy.cli.Option.flag;
import static org.daxpolicy.cli.Option.value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.daxpolicy.cli.OnMachine.Scene;
import org.daxpolicy.compile.Delivery;
import org.daxpolicy.report.SimulationReport;
import org.daxpolicy.simulate.Assumptions;
import org.daxpolicy.simulate.Given;
import org.daxpolicy.simulate.Installed;
import org.daxpolicy.simulate.Simulation;
import org.daxpolicy.simulate.Simulator;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Result;

/** {@code daxpolicy simulate}: what a machine would make of rules at its next boot. */
final class SimulateCommand extends Common {
  private final OnMachine on = new OnMachine();
  private List<String> arguments = List.of();
  private Delivery delivery = Delivery.SYSTEMD;
  private List<String> assumed = List.of();
  private boolean noTimeline;

  @Override
  Declaration declaration() {
    return on.declare(
            Declaration.of(
                    "simulate",
                    "Boots a snapshot of a machine under a policy's compiled files or any rules: what happens, how each device ends, what may go wrong.")
                .operands(
                    "FILE|RULES",
                    0,
                    "policies, rules files, rules.d directories, compiled trees; of files of one name the first counts",
                    given -> arguments = given),
            true)
        .option(
            value("HOW", "--deliver")
                .defaultValue("systemd")
                .description("for policies: systemd, run or conf"),
            Delivery.class,
            given -> delivery = given)
        .values(
            value("FACT=VALUE", "--given")
                .arity("1")
                .description(
                    "a fact to go by instead of the snapshot's: "
                        + String.join(", ", Assumptions.facts())
                        + "; may be repeated"),
            given -> assumed = given)
        .option(
            flag("--no-timeline").description("only how devices end, not what happens till then"),
            given -> noTimeline = given)
        .examples(
            "daxpolicy simulate policy.daxpolicy --machine host.json --given auto-online=online",
            "daxpolicy simulate policy.daxpolicy --root /mnt/image --machine host.json --format json",
            "0 simulated; 1 a finding or risk at or above --fail-on; 2 an input cannot be read.");
  }

  @Override
  public Integer call() {
    on.misuse().or(() -> on.needs(arguments, "FILE|RULES or --root")).ifPresent(this::misused);
    Given assumptions = assumptions();
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

  private Given assumptions() {
    Assumptions.Read read = Assumptions.read(assumed);
    if (read instanceof Assumptions.Read.Wrong wrong) {
      misused("`--given " + wrong.text() + "`: " + wrong.why());
    }
    return read instanceof Assumptions.Read.Understood understood
        ? understood.given()
        : Given.NOTHING;
  }
}
