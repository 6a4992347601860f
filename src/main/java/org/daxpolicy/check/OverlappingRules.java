package org.daxpolicy.check;

import java.util.Optional;
import java.util.function.Consumer;
import org.daxpolicy.analysis.PolicyAnalysis;
import org.daxpolicy.language.Policy;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;

/**
 * Two rules with different outcomes for devices that both want, where neither is a special case of
 * the other: only their order decides.
 */
final class OverlappingRules implements AnalysisCheck {
  @Override
  public void run(Subject subject, PolicyAnalysis analysis, Consumer<Diagnostic> found) {
    for (int i = 0; i < analysis.policy().rules().size(); i++) {
      if (!analysis.isImpossible(i)) {
        Policy.Rule rule = analysis.policy().rules().get(i);
        Optional<PolicyAnalysis.Overlap> overlap = analysis.overlap(i);
        overlap.ifPresent(o -> found.accept(told(analysis, rule, o)));
      }
    }
  }

  private static Diagnostic told(
      PolicyAnalysis analysis, Policy.Rule rule, PolicyAnalysis.Overlap overlap) {
    Policy.Rule earlier = analysis.policy().rules().get(overlap.earlier());
    return Diagnostic.at(
            Code.OVERLAPPING_RULES,
            rule.place(),
            "rule `" + rule.name() + "` and an earlier one want some devices differently")
        .related(earlier.place(), "this rule comes first and decides them")
        .note("both conditions hold on " + overlap.witness().described() + ", for example")
        .help("if that order is not meant, narrow one of the two or swap them");
  }
}
