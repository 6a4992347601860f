package org.daxpolicy.udev.verify;

import java.util.Optional;
import org.daxpolicy.text.Diagnostic;

/** Looks for one kind of finding that {@code udevadm verify} has too, at most once a rule. */
interface UdevadmCheck {
  /** What is wrong with the rule of that index. */
  Optional<Diagnostic> check(RulesView rules, int index);
}
