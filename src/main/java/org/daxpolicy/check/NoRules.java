package org.daxpolicy.check;

import java.time.LocalDate;
import java.util.function.Consumer;
import org.daxpolicy.language.Policy;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;

/** A policy that treats every device alike. */
final class NoRules implements Check {
  @Override
  public void run(Policy policy, LocalDate today, Consumer<Diagnostic> found) {
    if (policy.rules().isEmpty()) {
      found.accept(
          Diagnostic.at(
                  Code.NO_RULES,
                  policy.otherwise().place(),
                  "the policy has no rules: this decides every device")
              .help("add a rule, such as `rule \"hbm\" when origin == hmem { mode devdax }`"));
    }
  }
}
