package org.daxpolicy.udev.verify;

import java.util.List;
import java.util.function.Consumer;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.udev.RuleLine;

/** Rules and labels that every event jumps over. */
final class Unreachable implements RulesCheck {
  @Override
  public void run(RulesView rules, Consumer<Diagnostic> found) {
    List<RuleLine> lines = rules.rules();
    int i = 0;
    while (i < lines.size()) {
      if (rules.course().before(i).isPresent()) {
        i++;
        continue;
      }
      int first = i;
      while (i < lines.size() && rules.course().before(i).isEmpty()) {
        i++;
      }
      found.accept(finding(rules, first, i - first));
    }
  }

  private static Diagnostic finding(RulesView rules, int first, int count) {
    RuleLine rule = rules.rules().get(first);
    String what =
        rule.label().isPresent()
            ? "the label `" + rules.source().readable(rule.label().get()) + "`"
            : "this rule";
    String headline =
        count == 1
            ? what + " is never reached"
            : what + " and " + (count - 1) + " more behind it are never reached";
    Diagnostic finding = rules.at(Code.RULE_UNREACHABLE, rule, headline);
    int jump = jumpOver(rules, first);
    return (jump < 0
            ? finding
            : rules.related(finding, rules.rules().get(jump), "every event that comes here jumps"))
        .help("take the rules out, or let the jump depend on something");
  }

  /** The rule in front whose jump leaves nothing behind it. */
  private static int jumpOver(RulesView rules, int first) {
    for (int i = first - 1; i >= 0; i--) {
      if (rules.course().before(i).isPresent()) {
        return rules.rules().get(i).jump() > first - 1 ? i : -1;
      }
    }
    return -1;
  }
}
