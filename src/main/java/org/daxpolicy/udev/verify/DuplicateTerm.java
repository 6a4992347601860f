package org.daxpolicy.udev.verify;

import java.util.List;
import java.util.Optional;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.udev.RuleLine;
import org.daxpolicy.udev.Token;

/** A rule that has the same term twice. Like udevadm it speaks of the first such pair only. */
final class DuplicateTerm implements UdevadmCheck {
  @Override
  public Optional<Diagnostic> check(RulesView rules, int index) {
    return find(rules.rules().get(index)).map(pair -> finding(rules, pair.get(0), pair.get(1)));
  }

  private static Diagnostic finding(RulesView rules, Token first, Token second) {
    Diagnostic finding =
        rules.at(Code.RULE_DUPLICATE_TERM, second, "`" + rules.shown(second) + "` is here already");
    return rules.related(finding, first, "the same").help("take one of the two out");
  }

  private static Optional<List<Token>> find(RuleLine rule) {
    return Pairs.first(rule, (a, b) -> Pairs.areAlike(a, b) && Pairs.haveOneSense(a, b));
  }
}
