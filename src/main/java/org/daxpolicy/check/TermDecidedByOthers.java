package org.daxpolicy.check;

import java.util.function.Consumer;
import org.daxpolicy.analysis.PolicyAnalysis;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Severity;

/** A term that is always true, or always false, once the rest of its condition is known. */
final class TermDecidedByOthers implements AnalysisCheck {
  @Override
  public void run(Subject subject, PolicyAnalysis analysis, Consumer<Diagnostic> found) {
    analysis.fixedTerms().forEach(fixed -> found.accept(told(fixed)));
  }

  private static Diagnostic told(PolicyAnalysis.Fixed fixed) {
    String source = fixed.term().place().file().text(fixed.term().place().span());
    Diagnostic finding =
        Diagnostic.at(
                Code.TERM_DECIDED,
                fixed.term().place(),
                "`" + source + "` is always " + fixed.value() + " here")
            .as(fixed.value() ? Severity.NOTE : Severity.WARNING);
    return fixed
        .cause()
        .map(c -> finding.related(c.place(), "this decides it"))
        .orElseGet(
            () ->
                finding.note("the rest of the condition and what kernels make leave it no choice"));
  }
}
