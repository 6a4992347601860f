package org.daxpolicy.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.daxpolicy.dax.Feature;
import org.daxpolicy.dax.Version;
import org.daxpolicy.language.MemoryUse;
import org.daxpolicy.language.MemoryUse.Weights;
import org.daxpolicy.language.Outcome;
import org.daxpolicy.language.Policy;
import org.daxpolicy.language.Target;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Severity;

/**
 * Weights and demotion that kernels of the target do not have, and rules that want one thing of the
 * whole machine differently.
 */
final class MemoryUseFindings {
  private final Target target;
  private final List<Policy.Rule> rules;
  private final List<Diagnostic> found = new ArrayList<>();

  private MemoryUseFindings(Policy policy, Plan plan) {
    this.target = policy.target();
    this.rules = plan.all().stream().map(Choice::rule).toList();
  }

  static List<Diagnostic> of(Policy policy, Plan plan) {
    MemoryUseFindings findings = new MemoryUseFindings(policy, plan);
    findings.kernels();
    findings.demotion();
    findings.weights();
    return findings.found;
  }

  private static MemoryUse use(Policy.Rule rule) {
    return rule.outcome().each().stream()
        .filter(o -> o instanceof Outcome.SystemRam)
        .map(o -> ((Outcome.SystemRam) o).use())
        .filter(u -> !u.equals(MemoryUse.UNSAID))
        .findFirst()
        .orElse(MemoryUse.UNSAID);
  }

  private Optional<Policy.Rule> first(Predicate<MemoryUse> says) {
    return rules.stream().filter(r -> says.test(use(r))).findFirst();
  }

  private static boolean isAuto(MemoryUse use) {
    return use.weights().equals(Optional.of(new Weights.Auto()));
  }

  private static boolean isNumber(MemoryUse use) {
    return use.weights().isPresent() && !isAuto(use);
  }

  // ---- kernels

  private void kernels() {
    first(MemoryUseFindings::isAuto)
        .ifPresent(
            r ->
                needs(
                    r,
                    "weights auto",
                    Feature.WEIGHTS_FROM_BANDWIDTH.since(),
                    "make weights from bandwidth"));
    first(MemoryUseFindings::isNumber)
        .ifPresent(
            r -> {
              needs(r, "weights", Feature.WEIGHTED_INTERLEAVE.since(), "interleave by weight");
              others(r);
            });
  }

  private void needs(Policy.Rule rule, String words, Version since, String what) {
    if (target.kernel().low().compareTo(since) >= 0) {
      return;
    }
    boolean none = target.kernel().high().map(h -> h.compareTo(since) < 0).orElse(false);
    Diagnostic finding =
        Diagnostic.at(
                Code.WEIGHTS_OUTSIDE_TARGET,
                rule.place(),
                none
                    ? "no kernel of the target has `" + words + "`"
                    : "not every kernel of the target has `" + words + "`")
            .note(
                "kernels "
                    + what
                    + " from "
                    + since
                    + " on, the target begins with "
                    + target.kernel().low()
                    + (none
                        ? ""
                        : "; on older ones the memory comes online all the same, and the work on it"
                            + " then ends as failed"))
            .help("say `kernel >= " + since + "` in `target`, or leave `weights` out");
    found.add(target.pointAt(Target.Part.KERNEL, none ? finding.as(Severity.ERROR) : finding));
  }

  /** Only the ratio counts, and where the kernel deals weights the others are not 1. */
  private void others(Policy.Rule rule) {
    Version since = Feature.WEIGHTS_FROM_BANDWIDTH.since();
    if (target.kernel().high().map(h -> h.compareTo(since) < 0).orElse(false)) {
      return;
    }
    found.add(
        Diagnostic.at(
                Code.WEIGHTS_OF_OTHERS,
                rule.place(),
                "from kernel " + since + " on, nodes without a rule have weights of their own")
            .note(
                "there the kernel gives every node a weight by its bandwidth, where firmware tells"
                    + " it; one weight that is written leaves the others as they are then, and only"
                    + " the ratio counts. Before "
                    + since
                    + " all others are 1")
            .help("`weights auto` leaves all of them to the kernel"));
  }

  // ---- the machine as a whole

  private void demotion() {
    Optional<Policy.Rule> on = first(u -> u.demotion().equals(Optional.of(true)));
    Optional<Policy.Rule> off = first(u -> u.demotion().equals(Optional.of(false)));
    if (on.isPresent() && off.isPresent()) {
      contradiction(
          on.get(),
          "`demotion on`",
          off.get(),
          "`demotion off`",
          "cold pages of all memory are demoted, or none");
    }
  }

  private void weights() {
    Optional<Policy.Rule> auto = first(MemoryUseFindings::isAuto);
    Optional<Policy.Rule> number = first(MemoryUseFindings::isNumber);
    if (auto.isPresent() && number.isPresent()) {
      String weight = use(number.get()).weights().map(Weights::word).orElse("");
      contradiction(
          auto.get(),
          "`weights auto`",
          number.get(),
          "`weights " + weight + "`",
          "the kernel makes the weights of all nodes, or none: a weight that is written turns"
              + " `auto` off for the whole machine");
    }
  }

  private void contradiction(
      Policy.Rule one, String says, Policy.Rule other, String otherwise, String why) {
    boolean order = rules.indexOf(one) < rules.indexOf(other);
    Policy.Rule first = order ? one : other;
    Policy.Rule second = order ? other : one;
    found.add(
        Diagnostic.at(
                Code.ONE_FOR_THE_MACHINE,
                second.place(),
                (order ? otherwise : says)
                    + " here and "
                    + (order ? says : otherwise)
                    + " elsewhere cannot both come true")
            .related(first.place(), "this rule says " + (order ? says : otherwise))
            .note(why)
            .help("say the same in both rules, or leave it out of one"));
  }
}
