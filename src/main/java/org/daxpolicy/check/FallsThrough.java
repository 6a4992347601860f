package org.daxpolicy.check;

import java.util.Map;
import java.util.function.Consumer;
import org.daxpolicy.analysis.PolicyAnalysis;
import org.daxpolicy.analysis.Witness;
import org.daxpolicy.dax.Origin;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;

/**
 * Devices that no rule takes, of an origin that the rules otherwise deal with. What a policy does
 * not speak of at all is left to {@code otherwise} on purpose.
 */
final class FallsThrough implements AnalysisCheck {
  @Override
  public void run(Subject subject, PolicyAnalysis analysis, Consumer<Diagnostic> found) {
    Map<Origin, Witness> through = analysis.fallingThrough();
    if (through.isEmpty()) {
      return;
    }
    String origins =
        String.join(", ", through.keySet().stream().map(o -> "`" + o.word() + "`").toList());
    Diagnostic finding =
        Diagnostic.at(
            Code.FALLS_THROUGH,
            analysis.policy().otherwise().place(),
            "`otherwise` decides some devices of origin " + origins);
    for (Witness witness : through.values()) {
      finding = finding.note("no rule takes " + witness.described() + ", for example");
    }
    found.accept(finding);
  }
}
