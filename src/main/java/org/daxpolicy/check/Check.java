package org.daxpolicy.check;

import java.util.function.Consumer;
import org.daxpolicy.text.Diagnostic;

/** Looks for one kind of finding in a bound policy. Certain ones only: a false one is a bug. */
interface Check {
  /** Reports what it finds. */
  void run(Subject subject, Consumer<Diagnostic> found);
}
