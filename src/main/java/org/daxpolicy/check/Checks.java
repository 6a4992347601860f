package org.daxpolicy.check;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.daxpolicy.analysis.PolicyAnalysis;
import org.daxpolicy.language.Policy;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Place;

/** All checks of a bound policy. To add one is to add a class and a line here. */
public final class Checks {
  static final List<Check> ALL =
      List.of(
          new NoRules(),
          new UnstableKey(),
          new NegationHoldsWhenAbsent(),
          new AttributeNotInTarget(),
          new Expiry());

  static final List<AnalysisCheck> ANALYSES =
      List.of(
          new RuleNeverMatches(),
          new ImpossibleValue(),
          new TermDecidedByOthers(),
          new OverlappingRules(),
          new FallsThrough());

  private Checks() {}

  /**
   * Runs every check.
   *
   * @param policy a policy without errors
   * @param today the day against which {@code expires} is held
   * @return the findings in the order they are printed
   */
  public static List<Diagnostic> run(Policy policy, LocalDate today) {
    List<Diagnostic> found = new ArrayList<>();
    Subject subject = Subject.of(policy, today);
    ALL.forEach(check -> check.run(subject, found::add));
    if (!policy.rules().isEmpty()) {
      analyse(subject, found);
    }
    found.sort(Diagnostic.ORDER);
    return List.copyOf(found);
  }

  private static void analyse(Subject subject, List<Diagnostic> found) {
    Policy policy = subject.policy();
    PolicyAnalysis analysis = PolicyAnalysis.of(policy);
    if (analysis.tangle().isEmpty()) {
      ANALYSES.forEach(check -> check.run(subject, analysis, found::add));
    }
    if (analysis.tangle().isPresent()) {
      found.add(tangled(policy, analysis.tangle().get()));
    } else if (analysis.isExhausted()) {
      found.add(
          Diagnostic.at(
                  Code.TOO_TANGLED, policy.place(), "the rules overlap in too many ways to compare")
              .note("what the other findings say holds; there may be more to find")
              .help("let fewer rules overlap"));
    }
  }

  private static Diagnostic tangled(Policy policy, PolicyAnalysis.Tangle tangle) {
    Place place = tangle.rule().map(Policy.Rule::place).orElse(policy.place());
    String what = tangle.rule().map(r -> "rule `" + r.name() + "`").orElse("the policy");
    return Diagnostic.at(
            Code.TOO_TANGLED, place, what + " is too tangled to be compared with others")
        .note(tangle.why())
        .help("split it into rules that each ask less");
  }
}
