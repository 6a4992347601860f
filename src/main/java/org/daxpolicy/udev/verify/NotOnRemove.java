package org.daxpolicy.udev.verify;

import java.util.Optional;
import java.util.function.Consumer;
import org.daxpolicy.glob.GlobLanguage;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.udev.RuleLine;

/** A rule for {@code remove} that only names interfaces or sets up nodes, which udev skips then. */
final class NotOnRemove implements RulesCheck {
  private static final GlobLanguage REMOVE = GlobLanguage.of("remove").orElseThrow();

  @Override
  public void run(RulesView rules, Consumer<Diagnostic> found) {
    for (int i = 0; i < rules.rules().size(); i++) {
      RuleLine rule = rules.rules().get(i);
      boolean onlyNode =
          (rule.names() || rule.touchesNode())
              && !rule.updates()
              && !rule.hasJump()
              && !rule.preparesNode();
      Optional<Course.Fact> action =
          rules.course().passing(i).map(state -> state.facts().get(Subject.ACTION));
      if (onlyNode && action.filter(fact -> REMOVE.includes(fact.values())).isPresent()) {
        found.accept(
            rules
                .at(Code.RULE_NOT_ON_REMOVE, rule, "udev skips this rule when a device is removed")
                .note("the node and its links are taken away by themselves")
                .help("take the rule out"));
      }
    }
  }
}
