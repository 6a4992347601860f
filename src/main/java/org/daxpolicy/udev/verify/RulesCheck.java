package org.daxpolicy.udev.verify;

import java.util.function.Consumer;
import org.daxpolicy.text.Diagnostic;

/** Looks for one kind of finding in a rules file. Certain ones only: a false one is a bug. */
interface RulesCheck {
  /** Reports what it finds. */
  void run(RulesView rules, Consumer<Diagnostic> found);
}
