package org.daxpolicy.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.daxpolicy.analysis.Comparison;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.language.Policy;
import org.daxpolicy.language.PolicyLoader;
import org.daxpolicy.text.Result;
import org.daxpolicy.text.SourceFile;
import org.junit.jupiter.api.Test;

/** Which mistakes are made in a policy, and what counts as seen of it. */
class MutantsTest {
  private static Policy policy(String text) {
    return PolicyLoader.load(
            new SourceFile("p", "policy \"p\"\n" + text), (from, path) -> Result.failed(List.of()))
        .value()
        .orElseThrow();
  }

  @Test
  void everyOperatorBoundAndOutcomeIsChangedOnce() {
    Policy policy =
        policy(
            """
            let big = size >= 8GiB
            rule "a" when origin == cxl and big { mode devdax }
            rule "b" when target_node in 1 .. 3 or not big { mode system-ram { online movable } }
            otherwise keep
            """);
    assertEquals(
        List.of(
            "origin == cxl and big: has `or` for `and`",
            "origin == cxl: is negated",
            "size >= 8GiB: is negated",
            "size >= 8GiB: begins one later",
            "size >= 8GiB: begins one earlier",
            "\"a\": has outcome `keep`",
            "target_node in 1 .. 3 or not big: has `and` for `or`",
            "target_node in 1 .. 3: is negated",
            "target_node in 1 .. 3: begins one later",
            "target_node in 1 .. 3: begins one earlier",
            "target_node in 1 .. 3: ends one earlier",
            "target_node in 1 .. 3: ends one later",
            "\"b\": has outcome `system-ram { online kernel }`",
            "otherwise: has outcome `devdax`"),
        Mutants.of(policy).stream()
            .map(m -> m.place().file().text(m.place().span()) + ": " + m.change())
            .toList());
    for (Mutants.Mutant mutant : Mutants.of(policy)) {
      boolean same =
          Comparison.of(
                  Comparison.Relation.EQUIVALENT,
                  new Comparison.Subject.OfPolicy(policy),
                  new Comparison.Subject.OfPolicy(mutant.policy()),
                  1)
              .violations()
              .isEmpty();
      // no size lies between 8GiB and one byte less
      boolean unreal =
          mutant.change().equals("begins one earlier")
              && mutant.place().file().text(mutant.place().span()).startsWith("size");
      assertEquals(unreal, same, mutant.change());
    }
  }

  @Test
  void aRuleOrTermCountsAsSeenOnceADeviceHasTriedIt() {
    Policy policy =
        policy(
            """
            rule "a" when origin == cxl and size >= 8GiB { mode devdax }
            rule "b" when target_node == 1 { keep }
            otherwise keep
            """);
    Coverage coverage = new Coverage(policy);
    Coverage.Sum nothing = coverage.sum().orElseThrow();
    assertEquals(List.of(3, 0, 6, 0), counts(nothing));
    coverage.see(device(Map.of("origin", "cxl", "size", "17179869184", "align", "4096")));
    coverage.see(device(Map.of("origin", "hmem", "size", "4096", "target_node", "1")));
    Coverage.Sum sum = coverage.sum().orElseThrow();
    assertEquals(List.of(3, 2, 6, 5), counts(sum));
    assertEquals(2, sum.unseen().size());
    Coverage.Unseen.OfRule rule = (Coverage.Unseen.OfRule) sum.unseen().get(0);
    assertEquals("otherwise", rule.rule().name());
    Coverage.Unseen.OfTerm term = (Coverage.Unseen.OfTerm) sum.unseen().get(1);
    assertFalse(term.value());
    for (Coverage.Unseen unseen : sum.unseen()) {
      coverage.see(unseen.witness()::printed);
    }
    assertTrue(coverage.sum().orElseThrow().unseen().isEmpty());
  }

  private static List<Integer> counts(Coverage.Sum sum) {
    return List.of(sum.rules(), sum.rulesSeen(), sum.values(), sum.valuesSeen());
  }

  private static Function<Attribute, Optional<String>> device(Map<String, String> values) {
    return a -> Optional.ofNullable(values.get(a.name()));
  }
}
