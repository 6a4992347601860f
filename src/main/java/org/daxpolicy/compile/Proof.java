package org.daxpolicy.compile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.daxpolicy.analysis.CompileProof;
import org.daxpolicy.analysis.Intent;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.language.Outcome;
import org.daxpolicy.language.Policy;
import org.daxpolicy.language.Target.Protect;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.udev.ByteText;
import org.daxpolicy.udev.RulesFile;
import org.daxpolicy.udev.UdevVersion;

/** Has every compilation proved: the rules are read back from the text that will be written. */
final class Proof {
  private Proof() {}

  /**
   * Proves the rules of a compilation.
   *
   * @return what keeps the policy from being proved; none if it is
   * @throws IllegalStateException if the rules are wrong, with a device that shows it: a bug of the
   *     compiler
   */
  static Optional<Diagnostic> hold(
      Policy policy, Plan plan, Slug slug, Delivery delivery, String rules) {
    SortedMap<String, String> texts = texts(policy, plan, slug, delivery, rules);
    CompileProof.Result result = of(policy, plan, slug, delivery, texts);
    if (result instanceof CompileProof.Result.Refuted refuted) {
      throw new IllegalStateException(wrong(policy, refuted));
    }
    return result instanceof CompileProof.Result.Undecided undecided
        ? Optional.of(unproved(policy, undecided))
        : Optional.empty();
  }

  private static String wrong(Policy policy, CompileProof.Result.Refuted refuted) {
    return "the rules made of `"
        + policy.name()
        + "` do not do what it means, and are not written: on "
        + refuted.witness().described()
        + " "
        + refuted.thing()
        + " has to become "
        + refuted.meant()
        + ", and becomes "
        + refuted.done();
  }

  private static Diagnostic unproved(Policy policy, CompileProof.Result.Undecided undecided) {
    Diagnostic found =
        undecided
            .rule()
            .map(
                rule ->
                    Diagnostic.at(
                        Code.NOT_PROVED,
                        rule.place(),
                        "rule `" + rule.name() + "` is too tangled to be proved"))
            .orElseGet(
                () ->
                    Diagnostic.at(
                        Code.NOT_PROVED,
                        policy.place(),
                        "the rules of this policy are too tangled to be proved"));
    return found
        .note(undecided.why())
        .note("rules that are not proved are not written")
        .help("split it into rules that each ask less, or let fewer rules overlap");
  }

  /** What udev makes of it, but for the device's name. */
  private static String substituted(String text) {
    return text.replace("$$", "$");
  }

  /** All rules files of a compilation by path, in the order udev reads them. */
  static SortedMap<String, String> texts(
      Policy policy, Plan plan, Slug slug, Delivery delivery, String rules) {
    SortedMap<String, String> texts = new TreeMap<>();
    texts.put(UdevRules.path(slug), rules);
    if (Protection.of(policy, plan).chosen() == Protect.IDLE) {
      texts.putAll(Idle.files(policy, slug, delivery));
    }
    return texts;
  }

  static CompileProof.Result of(
      Policy policy, Plan plan, Slug slug, Delivery delivery, SortedMap<String, String> texts) {
    List<RulesFile> read = new ArrayList<>();
    texts.forEach(
        (name, text) -> read.add(RulesFile.parse(name, ByteText.of(text), UdevVersion.NEWEST)));
    return CompileProof.of(policy, read, intent(policy, plan, slug, delivery));
  }

  private static Intent intent(Policy policy, Plan plan, Slug slug, Delivery delivery) {
    Protect protect = Protection.of(policy, plan).chosen();
    List<String> labels = new ArrayList<>();
    List<Intent.Work> work = new ArrayList<>();
    List<Optional<String>> tokens = new ArrayList<>();
    List<Policy.Rule> rules = new ArrayList<>(policy.rules());
    rules.add(policy.otherwise());
    List<Choice> all = plan.all();
    for (Policy.Rule rule : rules) {
      boolean chosen = all.stream().anyMatch(c -> c.rule() == rule);
      labels.add(UdevRules.label(rule));
      work.add(chosen ? work(rule, slug, delivery, protect) : Intent.Work.NONE);
      tokens.add(chosen ? Optional.of(UdevRules.token(rule)) : Optional.empty());
    }
    Intent.Delivery how =
        delivery == Delivery.SYSTEMD ? Intent.Delivery.WANTS : Intent.Delivery.RUN;
    Optional<Intent.Memory> memory = Optional.empty();
    if (plan.readsLate()) {
      Map<String, Attribute> reads = new LinkedHashMap<>();
      plan.choices().stream()
          .flatMap(Choice::attributes)
          .filter(Choice::late)
          .forEach(a -> reads.put(a.name(), a));
      int from = rules.indexOf(all.get(plan.firstLate()).rule());
      memory =
          Optional.of(
              new Intent.Memory(
                  from, List.copyOf(reads.values()), new PropertyNames(slug).decided(), tokens));
    }
    List<String> creation =
        protect == Protect.IDLE
            ? Idle.COMMANDS.stream().map(c -> c.replace(Idle.AVAILABLE, "{available}")).toList()
            : List.of();
    return new Intent(creation, labels, work, how, memory);
  }

  private static Intent.Work work(Policy.Rule rule, Slug slug, Delivery delivery, Protect protect) {
    List<Optional<String>> modes = new ArrayList<>();
    for (Outcome outcome : rule.outcome().each()) {
      modes.add(
          Work.of(outcome, rule.busy())
              .map(w -> Wants.start(slug, delivery, protect, w))
              .map(Proof::substituted));
    }
    Optional<String> division =
        Division.of(rule).map(d -> Units.name(slug, d) + "@{region}.service");
    return new Intent.Work(division, modes);
  }
}
