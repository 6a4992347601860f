package org.daxpolicy.cli;

import static org.daxpolicy.cli.Declaration.value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.daxpolicy.compile.Delivery;
import org.daxpolicy.machine.Machine;
import org.daxpolicy.report.WhyReport;
import org.daxpolicy.simulate.Given;
import org.daxpolicy.simulate.Installed;
import org.daxpolicy.simulate.Simulator;
import org.daxpolicy.simulate.Why;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Result;

/** {@code daxpolicy why}: why a device got its rule, and why not the others. */
final class WhyCommand extends Common {
  private String device = "";
  private List<String> arguments = List.of();
  private String machine = "";

  @Override
  Optional<Declaration> declaration() {
    return Optional.of(
        Declaration.of(
                this,
                "why",
                "Tells of each rule whether it was chosen, or which term turned it down: expected, and what it saw.")
            .operand("DEVICE", "a dax device's name or path", given -> device = given)
            .operands(
                "FILE|RULES", 1, "policies, rules files, directories", given -> arguments = given)
            .option(
                value("M", "--machine").required(true).description("a snapshot, in any format"),
                String.class,
                given -> machine = given)
            .examples(
                "daxpolicy why dax0.0 --machine host.json policy.daxpolicy",
                "daxpolicy why dax0.0 --machine host.json /etc/udev/rules.d/95-local.rules",
                "0 explained; 1 findings at or above --fail-on; 2 an input cannot be read."));
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
    Result<String> devpath = Inputs.device(on, device);
    Result<Installed> installed =
        inputs.installed(arguments, Delivery.SYSTEMD, Inputs.udev(Optional.empty(), on));
    found.addAll(devpath.diagnostics());
    found.addAll(installed.diagnostics());
    if (devpath.value().isEmpty() || installed.value().isEmpty()) {
      return end(found);
    }
    Installed files = installed.value().get();
    Optional<Why> why =
        Simulator.run(on, files, Given.NOTHING).devices().stream()
            .filter(d -> d.devpath().equals(devpath.value().get()))
            .findFirst()
            .flatMap(d -> Why.of(d, files.rules()));
    if (why.isEmpty()) {
      found.add(
          Diagnostic.of(
              org.daxpolicy.text.Code.NO_INPUT_FOUND,
              "`" + device + "` is no dax device that the machine would have"));
      return end(found);
    }
    if (format == Format.text) {
      print(WhyReport.text(why.get(), outPalette()));
    }
    return end(found, new LinkedHashMap<>(WhyReport.tree(why.get())));
  }
}
