package org.daxpolicy.check;

import java.util.function.Consumer;
import org.daxpolicy.analysis.PolicyAnalysis;
import org.daxpolicy.text.Diagnostic;

/**
 * Looks for one kind of finding in what a policy does with every device of its target. Certain ones
 * only: a false one is a bug.
 */
interface AnalysisCheck {
  /** Reports what it finds. */
  void run(Subject subject, PolicyAnalysis analysis, Consumer<Diagnostic> found);
}
