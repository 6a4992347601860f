package org.daxpolicy.cli;

import static org.daxpolicy.cli.Option.flag;
import static org.daxpolicy.cli.Option.value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.analysis.Comparison;
import org.daxpolicy.analysis.Treatment;
import org.daxpolicy.language.Policy;
import org.daxpolicy.language.PolicyMeaning;
import org.daxpolicy.machine.DeviceFacts;
import org.daxpolicy.machine.Machine;
import org.daxpolicy.report.ComparisonReport;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Result;

/** {@code daxpolicy diff}: for which devices a change of a policy changes anything. */
final class DiffCommand extends Common {
  private static final int MOST = 1_000;

  private String before = "";
  private Optional<String> after = Optional.empty();
  private List<String> machines = List.of();
  private Optional<String> revision = Optional.empty();
  private boolean exitCode;

  @Override
  Declaration declaration() {
    return Declaration.of(
            "diff",
            "Shows what a change of a policy changes: a device for each class of devices whose outcome is another.")
        .operand(
            "OLD", "a policy, a file *.rules, or a directory of rules", given -> before = given)
        .optionalOperand(
            "NEW", "what comes after it; left out with --git", given -> after = Optional.of(given))
        .values(
            value("M", "--machine")
                .arity("1")
                .description("only the devices of a snapshot, of two policies; may be repeated"),
            given -> machines = given)
        .option(
            value("REV", "--git").description("compare the policy with itself at a git revision"),
            String.class,
            given -> revision = Optional.of(given))
        .option(
            flag("--exit-code").description("exit 1 if anything changes"),
            given -> exitCode = given)
        .examples(
            "daxpolicy diff old.daxpolicy new.daxpolicy --machine host.json",
            "daxpolicy diff policy.daxpolicy --git HEAD~1 --exit-code",
            "0 compared; 1 something changes and --exit-code is given, or the comparison is too"
                + " tangled; 2 a file cannot be read.");
  }

  @Override
  public Integer call() {
    if (revision.isPresent() == after.isPresent()) {
      misused(
          after.isPresent()
              ? "--git compares a policy with itself: leave out " + after.get()
              : "missing NEW, or --git REV");
    }
    Comparands comparands = new Comparands(console());
    Optional<Comparison.Subject> old =
        revision
            .map(
                r ->
                    comparands
                        .policy(before, r)
                        .<Comparison.Subject>map(Comparison.Subject.OfPolicy::new))
            .orElseGet(() -> comparands.subject(before));
    Optional<Comparison.Subject> now = comparands.subject(after.orElse(before));
    if (old.isEmpty() || now.isEmpty()) {
      return end(comparands.found());
    }
    return machines.isEmpty() ? everywhere(old.get(), now.get()) : here(old.get(), now.get());
  }

  private int everywhere(Comparison.Subject old, Comparison.Subject now) {
    Comparison.Result result = Comparison.of(Comparison.Relation.EQUIVALENT, old, now, MOST);
    List<Diagnostic> found = new ArrayList<>();
    if (!result.complete()) {
      String why =
          result.why().isEmpty() ? "only the first " + MOST + " changes are shown" : result.why();
      found.add(
          Diagnostic.of(Code.NOT_PROVED, "there may be more changes than are shown").note(why));
    }
    return ended(
        result.violations().stream().map(ComparisonReport.Line::of).toList(),
        found,
        "class of devices changes",
        "classes of devices change");
  }

  private int here(Comparison.Subject old, Comparison.Subject now) {
    if (!(old instanceof Comparison.Subject.OfPolicy first)
        || !(now instanceof Comparison.Subject.OfPolicy second)) {
      throw new UsageException("--machine compares policies; `simulate` shows what rules do");
    }
    Inputs inputs = new Inputs(console());
    List<Diagnostic> found = new ArrayList<>();
    List<ComparisonReport.Line> lines = new ArrayList<>();
    for (String name : machines) {
      Result<Machine> machine = inputs.machine(name);
      found.addAll(machine.diagnostics());
      for (String device : machine.value().map(Machine::daxDevices).orElse(List.of())) {
        compared(machine.value().get(), name, device, first.policy(), second.policy())
            .ifPresent(lines::add);
      }
    }
    return ended(lines, found, "device changes", "devices change");
  }

  private static Optional<ComparisonReport.Line> compared(
      Machine machine, String name, String device, Policy first, Policy second) {
    DeviceFacts facts = DeviceFacts.of(machine, device);
    Policy.Rule old = PolicyMeaning.decide(first, facts::printed);
    Policy.Rule now = PolicyMeaning.decide(second, facts::printed);
    Treatment before = Treatment.of(old, true);
    Treatment after = Treatment.of(now, true);
    return before.equals(after)
        ? Optional.empty()
        : Optional.of(
            new ComparisonReport.Line(
                device.substring(device.lastIndexOf('/') + 1),
                Optional.of(name),
                before,
                after,
                Optional.of(old),
                Optional.of(now)));
  }

  private int ended(
      List<ComparisonReport.Line> lines, List<Diagnostic> found, String one, String many) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("changes", ComparisonReport.trees(lines, "before", "after"));
    int exit = end(found, members);
    if (format == Format.text) {
      print(ComparisonReport.text(lines, "before", "after", outPalette()));
    }
    if (exit == Exit.CLEAN || !lines.isEmpty()) {
      say(
          lines.isEmpty()
              ? "nothing changes"
              : lines.size() + " " + (lines.size() == 1 ? one : many));
    }
    return exit == Exit.CLEAN && exitCode && !lines.isEmpty() ? Exit.FOUND : exit;
  }
}
