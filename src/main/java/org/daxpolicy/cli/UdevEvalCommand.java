package org.daxpolicy.cli;

import static org.daxpolicy.cli.Option.flag;
import static org.daxpolicy.cli.Option.value;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.daxpolicy.cli.OnMachine.Scene;
import org.daxpolicy.compile.Delivery;
import org.daxpolicy.machine.EventRequests;
import org.daxpolicy.machine.Machine;
import org.daxpolicy.report.Json;
import org.daxpolicy.report.VerdictReport;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Result;
import org.daxpolicy.udev.Evaluator;
import org.daxpolicy.udev.Event;
import org.daxpolicy.udev.Host;
import org.daxpolicy.udev.RuleSet;
import org.daxpolicy.udev.RulesFindings;
import org.daxpolicy.udev.Told;
import org.daxpolicy.udev.UdevVersion;
import org.daxpolicy.udev.Verdict;

/** {@code daxpolicy udev eval}: what rules decide on one event, or on a stream of them. */
final class UdevEvalCommand extends Common {
  private static final List<String> ACTIONS =
      List.of("add", "remove", "change", "move", "online", "offline", "bind", "unbind");

  private final OnMachine on = new OnMachine();
  private List<String> rules = List.of();
  private Optional<String> device = Optional.empty();
  private String action = "add";
  private boolean batch;

  @Override
  Declaration declaration() {
    return on.declare(
            Declaration.of(
                "eval",
                "Evaluates udev rules on one event of one device of a snapshot, as systemd-udevd would."
                    + " Nothing is executed; what nobody has told is called unknown."),
            false)
        .values(
            value("FILE|DIR", "--rules")
                .arity("1..*")
                .description(
                    "rules files and rules.d directories, highest priority first; they come before those of --root"),
            given -> rules = given)
        .option(
            value("DEVPATH", "--device")
                .description("a path with or without /sys, or a dax device's name"),
            String.class,
            given -> device = Optional.of(given))
        .option(
            value("ACTION", "--action").defaultValue("add").description("the event (default: add)"),
            String.class,
            given -> action = given)
        .option(
            flag("--batch")
                .description(
                    "answer requests on standard input, one JSON object a line, each by a line of JSON; the other options are defaults for them"),
            given -> batch = given)
        .examples(
            "daxpolicy udev eval --root / --machine host.json --device dax0.0 --format json",
            "daxpolicy udev eval --batch --root / --machine host.json < requests.jsonl",
            "0 evaluated; 1 findings at or above --fail-on; 2 an input or a request cannot be read.")
        .notes(BATCH);
  }

  /** What {@code --batch} reads and writes. */
  private static final List<String> BATCH =
      List.of(
          "Members of a request of --batch (all but devpath may be left out where an option says it):",
          "  id           a string or number, given back in the answer",
          "  udev         252 to 262",
          "  devices      array of {devpath, subsystem, driver, bus, attrs, links, uevent, db}",
          "  devpath      the device the event is of",
          "  action       add (default), remove, change, move, online, offline, bind, unbind",
          "  rules_text   the text of the only rules file, or",
          "  rules        {file name: text}; run/, local/, lib/ in front name another directory",
          "  db           the device's own database entry: \"E:KEY=value\\nG:tag\\n…\", or as in devices",
          "  dbs          {\"c252:1\", \"b8:0\", \"n3\", \"+subsystem:name\" or devpath: entry}",
          "  cmdline      the kernel's command line",
          "  programs     {command line after substitution: {\"exit\": 0, \"stdout\": \"…\"}}, builtins too",
          "  passwd, group  the text of the file, or {name: id}",
          "  arch, virt, cvm  what CONST{…} sees",
          "  files        {absolute path: content} for TEST, IMPORT{file} and SYSCTL (/proc/sys/…)",
          "  complete     true: files and programs that are not listed do not exist",
          "  mode         \"test\" (default): properties as `udevadm test` shows them; \"daemon\": as the daemon has them",
          "An answer has the id and the members --format json prints, or the id and error.");

  @Override
  public Integer call() {
    on.misuse().ifPresent(this::misused);
    if (!ACTIONS.contains(action)) {
      misused("unknown action `" + action + "`, expected one of " + String.join(", ", ACTIONS));
    }
    return batch ? answer() : evaluate();
  }

  private int evaluate() {
    if (!on.hasMachine() || device.isEmpty()) {
      misused("`udev eval` needs --machine and --device, or --batch");
    }
    on.needs(rules, "--rules or --root").ifPresent(this::misused);
    Result<Scene> opened = on.open(console(), rules, Delivery.SYSTEMD);
    List<Diagnostic> found = new ArrayList<>(opened.diagnostics());
    if (opened.value().isEmpty()) {
      return end(found);
    }
    Scene scene = opened.value().get();
    Result<String> devpath = Inputs.device(scene.machine(), device.orElseThrow());
    Result<RuleSet> read = scene.files().rules(scene.version());
    found.addAll(devpath.diagnostics());
    found.addAll(read.diagnostics());
    if (devpath.value().isEmpty() || read.value().isEmpty() || read.hasErrors()) {
      return end(found);
    }
    Host host = scene.told().on(scene.machine().udevHost());
    RuleSet set = read.value().get().on(host);
    Event event =
        new Event(
            scene.machine().sysfs(),
            devpath.value().get(),
            action,
            Map.of(),
            host,
            scene.machine().records());
    Verdict verdict = Evaluator.evaluate(set, event, scene.version());
    found.addAll(RulesFindings.of(set));
    found.addAll(UnknownFindings.of(verdict));
    if (format == Format.json) {
      print(Json.pretty(new LinkedHashMap<>(VerdictReport.tree(verdict))));
      return exitCode(found);
    }
    print(VerdictReport.text(verdict, verbose, outPalette()));
    return end(found);
  }

  private int answer() {
    Inputs inputs = new Inputs(console());
    List<Diagnostic> found = new ArrayList<>();
    Optional<Result<Machine>> machine = on.machine(inputs);
    machine.ifPresent(m -> found.addAll(m.diagnostics()));
    Optional<Machine> read = machine.flatMap(Result::value);
    Result<Told> told = on.told(console(), read);
    found.addAll(told.diagnostics());
    boolean ownRules = on.hasRoot() || !rules.isEmpty();
    UdevVersion first = on.udev().orElse(UdevVersion.NEWEST);
    Optional<Result<Installation>> files =
        ownRules
            ? Optional.of(on.files(inputs, console(), rules, Delivery.SYSTEMD, first))
            : Optional.empty();
    files.ifPresent(f -> found.addAll(f.diagnostics()));
    Optional<Function<UdevVersion, RuleSet>> set =
        files.flatMap(Result::value).map(UdevEvalCommand::perRelease);
    if (exitCode(found) == Exit.COULD_NOT_RUN) {
      return end(found);
    }
    EventRequests requests =
        new EventRequests(
            new EventRequests.Defaults(read, set, on.udev(), told.value().orElse(Told.NOTHING)));
    try {
      boolean understood = new UdevEvalBatch(requests).run(console().in(), console().out());
      return understood ? Exit.CLEAN : Exit.COULD_NOT_RUN;
    } catch (IOException e) {
      console().err().println("daxpolicy: cannot read requests: " + Inputs.reason(e));
      return Exit.COULD_NOT_RUN;
    }
  }

  /** The rules, read once a release. */
  private static Function<UdevVersion, RuleSet> perRelease(Installation files) {
    Map<UdevVersion, RuleSet> read = new HashMap<>();
    return version ->
        read.computeIfAbsent(version, v -> files.rules(v).value().orElse(RuleSet.of(List.of())));
  }
}
