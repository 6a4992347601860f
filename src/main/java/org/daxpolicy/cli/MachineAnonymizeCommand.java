package org.daxpolicy.cli;

import static org.daxpolicy.cli.Option.value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.machine.Anonymizer;
import org.daxpolicy.machine.Machine;
import org.daxpolicy.machine.MachineWriter;
import org.daxpolicy.report.Json;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Result;
import org.daxpolicy.udev.ByteText;

/** {@code daxpolicy machine anonymize}: a snapshot that can be shown to others. */
final class MachineAnonymizeCommand extends Common {
  private String file = "";
  private Optional<String> output = Optional.empty();
  private Optional<String> names = Optional.empty();

  @Override
  Declaration declaration() {
    return Declaration.of(
            "anonymize",
            "Replaces the host's name, serial numbers, uuids, hardware addresses and names of"
                + " people, the same by the same.")
        .operand("FILE", "a snapshot, in any format; - is standard input", given -> file = given)
        .option(
            value("OUT", "-o", "--output")
                .description("where the new one goes; - or nothing is standard output"),
            String.class,
            given -> output = Optional.of(given))
        .option(
            value("NAMES", "--names")
                .description("where to write what was replaced by what: for you alone"),
            String.class,
            given -> names = Optional.of(given))
        .examples(
            "daxpolicy machine anonymize host.json -o report.json",
            "daxpolicy machine anonymize host.json --names mine.json > report.json",
            "0 written; 1 findings at or above --fail-on; 2 it could not be read or written.");
  }

  @Override
  public Integer call() {
    Result<Machine> read = new Inputs(console()).machine(file);
    List<Diagnostic> found = new ArrayList<>(read.diagnostics());
    if (read.value().isEmpty()) {
      return end(found);
    }
    Anonymizer.Anonymous anonymous = Anonymizer.of(read.value().get());
    SnapshotOutput out = new SnapshotOutput(console());
    Map<String, Object> replaced = new LinkedHashMap<>();
    anonymous
        .replaced()
        .forEach((from, to) -> replaced.put(ByteText.readable(from), ByteText.readable(to)));
    if (names.isPresent()) {
      found.addAll(out.write(names, writer -> writer.write(Json.pretty(replaced))));
    }
    found.addAll(out.write(output, writer -> MachineWriter.write(anonymous.machine(), writer)));
    boolean toFile = output.filter(f -> !f.equals("-")).isPresent();
    if (format == Format.json && !toFile) {
      format = Format.text;
    }
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("snapshot", output);
    members.put("replaced", replaced.size());
    int exit = end(found, members);
    say(replaced.size() + " names, numbers and identifiers replaced");
    return exit;
  }
}
