package org.daxpolicy.udev.verify;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.daxpolicy.glob.GlobLanguage;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.udev.RuleLine;
import org.daxpolicy.udev.Token;

/** A rule for events that a jump in front of it has taken away. */
final class ExcludedEarlier implements RulesCheck {
  @Override
  public void run(RulesView rules, Consumer<Diagnostic> found) {
    Course course = rules.course();
    List<RuleLine> lines = rules.rules();
    for (int i = 0; i < lines.size(); i++) {
      RuleLine rule = lines.get(i);
      Optional<Course.State> before = course.before(i);
      if (before.isPresent()
          && course.passing(i).isEmpty()
          && course.passing(rule, Course.State.OPEN).isPresent()) {
        excluded(rules, rule, before.get()).ifPresent(found);
      }
    }
  }

  /** The first match that what is known does not admit. */
  private static Optional<Diagnostic> excluded(
      RulesView rules, RuleLine rule, Course.State before) {
    Course.State state = before;
    for (Token token : rule.tokens()) {
      Optional<GlobLanguage> accepted = rules.course().accepted(token);
      if (accepted.isEmpty()) {
        continue;
      }
      Course.Fact fact = rules.course().fact(state, token);
      if (!fact.values().meets(accepted.get())) {
        return Optional.of(finding(rules, token, fact));
      }
      state = state.with(token, fact.values().intersect(accepted.get()), fact.because());
    }
    return Optional.empty();
  }

  private static Diagnostic finding(RulesView rules, Token token, Course.Fact fact) {
    Diagnostic finding =
        rules.at(
            Code.RULE_EXCLUDED_EARLIER, token, "`" + rules.shown(token) + "` never holds here");
    for (int because : fact.because().stream().limit(3).toList()) {
      finding = rules.related(finding, rules.rules().get(because), "such events jump away here");
    }
    Optional<String> example = fact.values().shortest();
    return (example.isPresent()
            ? finding.note(
                "events that get here have another `"
                    + token.key()
                    + "`, such as `"
                    + rules.source().readable(example.get())
                    + "`")
            : finding)
        .help("move the rule above the jump, or take it out");
  }
}
