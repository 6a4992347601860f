package org.daxpolicy.check;

import java.util.function.Consumer;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;

/** A policy that treats every device alike. */
final class NoRules implements Check {
  @Override
  public void run(Subject subject, Consumer<Diagnostic> found) {
    if (subject.policy().rules().isEmpty()) {
      found.accept(
          Diagnostic.at(
                  Code.NO_RULES,
                  subject.policy().otherwise().place(),
                  "the policy has no rules: this decides every device")
              .help("add a rule, such as `rule \"hbm\" when origin == hmem { mode devdax }`"));
    }
  }
}
