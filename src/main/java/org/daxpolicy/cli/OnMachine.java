package org.daxpolicy.cli;

import static org.daxpolicy.cli.Option.value;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.daxpolicy.compile.Delivery;
import org.daxpolicy.machine.Machine;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Result;
import org.daxpolicy.text.SourceFile;
import org.daxpolicy.text.SourceReader;
import org.daxpolicy.udev.AccountTable;
import org.daxpolicy.udev.ByteText;
import org.daxpolicy.udev.Host;
import org.daxpolicy.udev.Told;
import org.daxpolicy.udev.UdevVersion;

/**
 * The options that say on which machine rules are judged, and by what is told of it beside its
 * snapshot; shared by {@code simulate}, {@code why} and {@code udev eval}.
 */
final class OnMachine {
  private static final Pattern STATUS = Pattern.compile("![0-9]{1,3}(?::.*)?", Pattern.DOTALL);

  private Optional<String> machine = Optional.empty();
  private Optional<String> root = Optional.empty();
  private Optional<Integer> udev = Optional.empty();
  private List<String> programs = List.of();
  private Optional<String> passwd = Optional.empty();
  private Optional<String> group = Optional.empty();

  /**
   * A machine, its udev, and the files that would be installed there.
   *
   * @param udev the release asked for; empty if it is the machine's own
   * @param version the release to follow
   */
  record Scene(
      Machine machine,
      Optional<UdevVersion> udev,
      UdevVersion version,
      Told told,
      Installation files) {}

  /** Adds the options to a command's. */
  Declaration declare(Declaration command, boolean needsMachine) {
    return command
        .option(
            value("M", "--machine").required(needsMachine).description("a snapshot, in any format"),
            String.class,
            given -> machine = Optional.of(given))
        .option(
            value("DIR", "--root")
                .description(
                    "the root of a file system, for the rules in its etc/udev/rules.d, run,"
                        + " usr/local/lib, usr/lib and lib; links stay inside it"),
            String.class,
            given -> root = Optional.of(given))
        .option(
            value("VERSION", "--udev")
                .description("252 to 262 (default: the machine's own, else the newest)"),
            Integer.class,
            given -> udev = Optional.of(given))
        .values(
            value("CMD=OUTPUT", "--program")
                .arity("1")
                .description(
                    "what a program or builtin prints that rules call with the command line CMD;"
                        + " CMD=!N if it fails with status N; may be repeated"),
            given -> programs = given)
        .option(
            value("FILE", "--passwd").description("the machine's users, as /etc/passwd has them"),
            String.class,
            given -> passwd = Optional.of(given))
        .option(
            value("FILE", "--group").description("the machine's groups, as /etc/group has them"),
            String.class,
            given -> group = Optional.of(given));
  }

  boolean hasRoot() {
    return root.isPresent();
  }

  boolean hasMachine() {
    return machine.isPresent();
  }

  /** What to say if there are neither arguments nor a root. */
  Optional<String> needs(List<String> arguments, String what) {
    return arguments.isEmpty() && root.isEmpty()
        ? Optional.of("there are no rules: give " + what)
        : Optional.empty();
  }

  /** What is wrong with the options themselves. */
  Optional<String> misuse() {
    Optional<Integer> version = udev.filter(v -> !UdevVersion.isKnown(v));
    if (version.isPresent()) {
      return Optional.of(
          "udev " + version.get() + " is not known, expected 252 to 262 for `--udev`");
    }
    return programs.stream()
        .filter(p -> p.indexOf('=') < 1)
        .findFirst()
        .map(p -> "`--program " + p + "` has no `=` behind a command line");
  }

  /** The udev release asked for. */
  Optional<UdevVersion> udev() {
    return udev.map(UdevVersion::new);
  }

  /** The machine, if one is given. */
  Optional<Result<Machine>> machine(Inputs inputs) {
    return machine.map(inputs::machine);
  }

  /** The files arguments and the root stand for. */
  Result<Installation> files(
      Inputs inputs,
      Console console,
      List<String> arguments,
      Delivery delivery,
      UdevVersion version) {
    return Installation.of(inputs, console, arguments, root, delivery, version);
  }

  /** Reads everything. */
  Result<Scene> open(Console console, List<String> arguments, Delivery delivery) {
    Inputs inputs = new Inputs(console);
    Result<Machine> read = machine(inputs).orElseThrow();
    List<Diagnostic> found = new ArrayList<>(read.diagnostics());
    if (read.value().isEmpty()) {
      return Result.failed(found);
    }
    UdevVersion version = version(read.value().get());
    Result<Told> told = told(console, read.value());
    found.addAll(told.diagnostics());
    Result<Installation> files = files(inputs, console, arguments, delivery, version);
    found.addAll(files.diagnostics());
    return told.value().isEmpty() || files.value().isEmpty()
        ? Result.failed(found)
        : Result.of(
            new Scene(read.value().get(), udev(), version, told.value().get(), files.value().get()),
            found);
  }

  private UdevVersion version(Machine on) {
    return udev()
        .or(() -> on.host().udevVersion().map(v -> UdevVersion.nearest(v.number())))
        .orElse(UdevVersion.NEWEST);
  }

  /** What the options tell of the host; the root's accounts if the machine tells none. */
  Result<Told> told(Console console, Optional<Machine> on) {
    boolean noUsers = on.map(m -> m.host().users().isEmpty()).orElse(true);
    boolean noGroups = on.map(m -> m.host().groups().isEmpty()).orElse(true);
    List<Diagnostic> found = new ArrayList<>();
    Optional<Map<String, Integer>> users =
        passwd
            .or(() -> ofRoot(console, "etc/passwd").filter(f -> noUsers))
            .flatMap(file -> accounts(console, file, found));
    Optional<Map<String, Integer>> groups =
        group
            .or(() -> ofRoot(console, "etc/group").filter(f -> noGroups))
            .flatMap(file -> accounts(console, file, found));
    Map<String, Host.ProgramResult> results = new HashMap<>();
    programs.forEach(p -> program(p, results));
    return found.isEmpty()
        ? Result.of(new Told(results, users, groups), found)
        : Result.failed(found);
  }

  private Optional<String> ofRoot(Console console, String file) {
    return root.map(r -> Path.of(r).resolve(file).toString())
        .filter(f -> Files.isRegularFile(console.path(f)));
  }

  /**
   * A command line may hold {@code =} as its output may, so each prefix that ends before one is
   * taken for it: of these at most one is what a rule calls.
   */
  private static void program(String given, Map<String, Host.ProgramResult> results) {
    for (int at = given.indexOf('='); at >= 0; at = given.indexOf('=', at + 1)) {
      results.putIfAbsent(ByteText.of(given.substring(0, at)), result(given.substring(at + 1)));
    }
  }

  private static Host.ProgramResult result(String output) {
    if (STATUS.matcher(output).matches()) {
      int colon = output.indexOf(':');
      String status = output.substring(1, colon < 0 ? output.length() : colon);
      return new Host.ProgramResult(
          Integer.parseInt(status), colon < 0 ? "" : ByteText.of(output.substring(colon + 1)));
    }
    return new Host.ProgramResult(0, ByteText.of(output));
  }

  private static Optional<Map<String, Integer>> accounts(
      Console console, String file, List<Diagnostic> found) {
    Result<SourceFile> source = SourceReader.read(console.path(file), file);
    found.addAll(source.diagnostics());
    if (source.value().isEmpty()) {
      return Optional.empty();
    }
    Map<String, Integer> accounts = AccountTable.read(ByteText.of(source.value().get().text()));
    if (accounts.isEmpty()) {
      found.add(
          Diagnostic.of(Code.NO_ACCOUNTS, "`" + file + "` names no account")
              .help("give lines as `root:x:0:`, the name first and the number third"));
    }
    return Optional.of(accounts);
  }
}
