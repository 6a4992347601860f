package org.daxpolicy.check;

import java.util.Optional;
import java.util.function.Consumer;
import org.daxpolicy.analysis.PolicyAnalysis;
import org.daxpolicy.language.Policy;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Severity;

/**
 * A rule that decides no device: none of the target meets its condition, or earlier rules take all
 * that do. Of these the smallest set is shown, one of them with another outcome if there is such.
 *
 * <p>Only a warning where it rests on what kernels make, or where nothing would change without the
 * rule.
 */
final class RuleNeverMatches implements AnalysisCheck {
  @Override
  public void run(Subject subject, PolicyAnalysis analysis, Consumer<Diagnostic> found) {
    for (int i = 0; i < analysis.policy().rules().size(); i++) {
      Policy.Rule rule = analysis.policy().rules().get(i);
      if (analysis.isContradiction(i)) {
        found.accept(never(rule).note("its condition is false on every device"));
      } else if (analysis.isImpossible(i)) {
        found.accept(
            never(rule)
                .as(Severity.WARNING)
                .note("its condition is false on every device that a kernel of the target makes"));
      } else {
        Optional<PolicyAnalysis.Shadow> shadow = analysis.shadow(i);
        shadow.ifPresent(s -> found.accept(shadowed(analysis, rule, s)));
      }
    }
  }

  private static Diagnostic shadowed(
      PolicyAnalysis analysis, Policy.Rule rule, PolicyAnalysis.Shadow shadow) {
    Diagnostic finding = never(rule);
    boolean alone = shadow.by().size() == 1;
    for (int by : shadow.by()) {
      Policy.Rule earlier = analysis.policy().rules().get(by);
      finding =
          finding.related(
              earlier.place(),
              alone ? "this rule takes all its devices" : "this rule takes some of its devices");
    }
    String decider = analysis.policy().rules().get(shadow.decider()).name();
    finding =
        finding.note(
            "rule `" + decider + "` decides " + shadow.witness().described() + ", for example");
    return shadow.changes()
        ? finding.help("move it above what takes its devices, or remove it")
        : finding
            .as(Severity.WARNING)
            .note("the earlier outcome is the same: without this rule nothing changes")
            .help("remove it");
  }

  private static Diagnostic never(Policy.Rule rule) {
    return Diagnostic.at(
        Code.RULE_NEVER_MATCHES, rule.place(), "rule `" + rule.name() + "` can never match");
  }
}
