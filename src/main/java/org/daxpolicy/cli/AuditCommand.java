package org.daxpolicy.cli;

import static org.daxpolicy.cli.Option.flag;
import static org.daxpolicy.cli.Option.value;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.daxpolicy.machine.HostCapture;
import org.daxpolicy.machine.Machine;
import org.daxpolicy.machine.host.HostTree;
import org.daxpolicy.machine.inventory.ConfigurationFile;
import org.daxpolicy.machine.inventory.ConfigurationReader;
import org.daxpolicy.report.AuditReport;
import org.daxpolicy.simulate.Given;
import org.daxpolicy.simulate.Installed;
import org.daxpolicy.simulate.Simulation;
import org.daxpolicy.simulate.Simulator;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Result;

/** {@code daxpolicy audit}: what is installed already, and what it does to dax memory. */
final class AuditCommand extends Common {
  private final GivenFacts given = new GivenFacts();
  private String machine = "";
  private Optional<String> root = Optional.empty();
  private boolean timeline;

  @Override
  Declaration declaration() {
    return given
        .declare(
            Declaration.of(
                "audit",
                "Tells what installed rules, units, modprobe options and boot parameters do to dax"
                    + " memory at the next boot, without any policy."))
        .option(
            value("M", "--machine").required(true).description("a snapshot, in any format"),
            String.class,
            snapshot -> machine = snapshot)
        .option(
            value("DIR", "--root")
                .description("a root directory whose files count instead of the snapshot's"),
            String.class,
            directory -> root = Optional.of(directory))
        .option(
            flag("--timeline").description("show what happens, moment by moment"),
            shown -> timeline = shown)
        .examples(
            "daxpolicy audit --machine host.json",
            "daxpolicy audit --machine host.json --root /mnt/image --fail-on warning",
            "0 nothing at or above --fail-on; 1 risks; 2 an input cannot be read.");
  }

  @Override
  public Integer call() {
    Given assumptions = given.read(this);
    Result<Machine> read = new Inputs(console()).machine(machine);
    List<Diagnostic> found = new ArrayList<>(read.diagnostics());
    if (read.value().isEmpty()) {
      return end(found);
    }
    Optional<HostTree> files =
        root.map(console()::path).filter(Files::isDirectory).map(HostCapture::files);
    if (root.isPresent() && files.isEmpty()) {
      found.add(
          Diagnostic.of(Code.NO_INPUT_FOUND, "`" + root.get() + "` is no directory")
              .help("give the root of a file system, as `/` or a mounted image"));
      return end(found);
    }
    Machine host = read.value().get();
    Machine bare = files.map(f -> host.with(host.host().withFiles(HostTree.NONE))).orElse(host);
    Installed installed = files.map(Installed::new).orElse(Installed.NOTHING);
    Simulation simulation = Simulator.run(bare, installed, assumptions);
    found.addAll(simulation.allRisks());
    List<ConfigurationFile> configuration =
        ConfigurationReader.read(files.orElse(host.host().files()));
    if (format == Format.text) {
      print(AuditReport.text(configuration, simulation, timeline, verbose, outPalette()));
    }
    return end(found, AuditReport.tree(configuration, simulation));
  }
}
