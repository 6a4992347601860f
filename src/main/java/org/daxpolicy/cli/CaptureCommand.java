package org.daxpolicy.cli;

import static org.daxpolicy.cli.Option.flag;
import static org.daxpolicy.cli.Option.value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.daxpolicy.machine.HostCapture;
import org.daxpolicy.machine.Machine;
import org.daxpolicy.machine.MachineWriter;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Result;
import org.daxpolicy.udev.ByteText;

/** {@code daxpolicy capture}: a snapshot of this host, or a script that takes one. */
final class CaptureCommand extends Common {
  private Optional<String> output = Optional.empty();
  private boolean script;
  private List<String> keep = List.of();
  private List<String> accounts = List.of();
  private String root = "/";

  @Override
  Declaration declaration() {
    return Declaration.of(
            "capture",
            "Takes a snapshot of this host: reads only, leaves secrets out, says what it could"
                + " not read.")
        .option(
            value("FILE", "-o", "--output")
                .description("where the snapshot goes; - or nothing is standard output"),
            String.class,
            given -> output = Optional.of(given))
        .option(
            flag("--script")
                .description(
                    "print a POSIX shell script that takes snapshots where there is no Java"),
            given -> script = given)
        .values(
            value("PARAMETER", "--keep")
                .arity("1")
                .description("keep the value of one more kernel parameter; * is any text"),
            given -> keep = given)
        .values(
            value("NAME", "--account")
                .arity("1")
                .description("keep one more user or group: a person's, whom a policy names"),
            given -> accounts = given)
        .option(
            value("DIR", "--root")
                .defaultValue("/")
                .description("read a copy of a host's files, asking no programs (default: /)"),
            String.class,
            given -> root = given)
        .examples(
            "daxpolicy capture -o host.json",
            "daxpolicy capture --script > collect.sh",
            "0 taken; 1 findings at or above --fail-on; 2 it could not be read or written.");
  }

  @Override
  public Integer call() {
    if (script && !(keep.isEmpty() && accounts.isEmpty() && root.equals("/"))) {
      misused("--script takes neither --keep, --account nor --root: give them to the script");
    }
    if (keep.stream().anyMatch(k -> !k.matches("[A-Za-z0-9_.*-]+"))) {
      misused("--keep takes the name of a kernel parameter, such as `root` or `rd.*`");
    }
    SnapshotOutput out = new SnapshotOutput(console());
    if (script) {
      return end(out.write(output, writer -> writer.write(HostCapture.script())));
    }
    Map<String, String> answers = root.equals("/") ? Programs.answers() : Map.of();
    Result<Machine> captured =
        HostCapture.read(
            console().path(root), root, answers, new TreeSet<>(keep), new TreeSet<>(accounts));
    List<Diagnostic> found = new ArrayList<>(captured.diagnostics());
    captured.value().ifPresent(machine -> found.addAll(findings(machine)));
    captured
        .value()
        .ifPresent(
            machine ->
                found.addAll(out.write(output, writer -> MachineWriter.write(machine, writer))));
    return finish(found);
  }

  /** On standard output there is the snapshot, in every format. */
  private int finish(List<Diagnostic> found) {
    boolean toFile = output.filter(file -> !file.equals("-")).isPresent();
    if (format == Format.json && !toFile) {
      format = Format.text;
    }
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("snapshot", output);
    int exit = end(found, members);
    if (exit == Exit.CLEAN && toFile) {
      say("wrote " + output.orElse(""));
    }
    return exit;
  }

  private static List<Diagnostic> findings(Machine machine) {
    List<String> unread = machine.host().unread();
    if (unread.isEmpty()) {
      return List.of();
    }
    Diagnostic found =
        Diagnostic.of(Code.CAPTURE_INCOMPLETE, "the snapshot lacks what could not be read");
    for (String sentence : unread) {
      found = found.note(ByteText.readable(sentence));
    }
    return List.of(found.help("run it as root; what is missing is counted as unknown"));
  }
}
