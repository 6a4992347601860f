package org.daxpolicy.check;

import java.time.LocalDate;
import java.util.function.Consumer;
import org.daxpolicy.language.Policy;
import org.daxpolicy.text.Diagnostic;

/** Looks for one kind of finding in a bound policy. Certain ones only: a false one is a bug. */
interface Check {
  /**
   * Reports what it finds.
   *
   * @param today the day that counts as today
   */
  void run(Policy policy, LocalDate today, Consumer<Diagnostic> found);
}
