package org.daxpolicy.udev.verify;

import java.util.Optional;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.udev.RuleLine;

/** A LABEL that no GOTO leads to. */
final class UnusedLabel implements UdevadmCheck {
  @Override
  public Optional<Diagnostic> check(RulesView rules, int index) {
    RuleLine rule = rules.rules().get(index);
    if (rules.course().isTarget(index)) {
      return Optional.empty();
    }
    return rule.label()
        .map(
            label ->
                rules
                    .at(
                        Code.RULE_UNUSED_LABEL,
                        rule,
                        "no GOTO leads to the label `" + rules.source().readable(label) + "`")
                    .help("take the label out, or jump to it from a rule above"));
  }
}
