package org.daxpolicy.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.TreeMap;
import org.daxpolicy.analysis.Comparison;
import org.daxpolicy.language.Policy;
import org.daxpolicy.language.PolicyLoader;
import org.daxpolicy.lift.Lifting;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Result;
import org.daxpolicy.text.Severity;
import org.daxpolicy.text.SourceFile;
import org.daxpolicy.udev.ByteText;
import org.daxpolicy.udev.RulesFile;
import org.daxpolicy.udev.UdevVersion;
import org.junit.jupiter.api.Test;

/** What the compiler writes is lifted back to a policy that does the same. */
class LiftedRulesTest {
  private static final int POLICIES = 120;

  @Test
  void emittedRulesAreLiftedToWhatTheyWereMadeOf() {
    TreeMap<String, Integer> outcomes = new TreeMap<>();
    for (long seed = 1; seed <= POLICIES; seed++) {
      Policy policy = new Generator(seed).policy(1 + (int) (seed % 4));
      Delivery delivery = seed % 2 == 0 ? Delivery.SYSTEMD : Delivery.RUN;
      String at = "seed " + seed + "\n" + text(policy, delivery);
      Result<Lifting.Lifted> lifted = lift(text(policy, delivery));
      boolean whole = lifted.diagnostics().stream().noneMatch(d -> d.severity() == Severity.ERROR);
      if (whole) {
        outcomes.merge("whole", 1, Integer::sum);
        assertTrue(lifted.value().orElseThrow().proved(), at);
        Comparison.Result same =
            Comparison.of(
                Comparison.Relation.IMPLIES,
                new Comparison.Subject.OfPolicy(load(lifted.value().get().text())),
                new Comparison.Subject.OfRules(
                    List.of(
                        RulesFile.parse("a.rules", text(policy, delivery), UdevVersion.NEWEST))),
                1);
        assertEquals(List.of(), same.violations(), at);
      } else {
        lifted.diagnostics().forEach(d -> outcomes.merge(d.code().id(), 1, Integer::sum));
        assertTrue(
            lifted.diagnostics().stream().noneMatch(d -> d.code() == Code.LIFT_DIFFERS),
            at + lifted.diagnostics());
      }
    }
    assertTrue(outcomes.get("whole") > POLICIES / 2, outcomes::toString);
  }

  private static Policy load(String text) {
    return PolicyLoader.load(
            new SourceFile("lifted", text), (from, path) -> Result.failed(List.of()))
        .value()
        .orElseThrow();
  }

  private static Result<Lifting.Lifted> lift(String text) {
    RulesFile file = RulesFile.parse("95.rules", text, UdevVersion.NEWEST);
    return Lifting.of("lifted", List.of(file), List.of());
  }

  private static String text(Policy policy, Delivery delivery) {
    Slug slug = Slug.of(policy.name()).orElseThrow();
    return ByteText.of(UdevRules.of(policy, Plan.of(policy), slug, delivery).text());
  }
}
