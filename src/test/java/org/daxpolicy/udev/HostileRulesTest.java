package org.daxpolicy.udev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.daxpolicy.text.Span;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Whatever a rules file holds, reading and evaluating it end, and end with a verdict. */
class HostileRulesTest {
  private static final String DAX = "/devices/platform/hmem.0/dax0.0";

  @TestFactory
  Stream<DynamicTest> evaluatesMutatedProbes() throws IOException {
    RuleMutator mutator = new RuleMutator();
    Host host = ProbeCorpus.host("quiet foo=1", Map.of());
    MemorySysfs sysfs = ProbeCorpus.sysfs();
    return IntStream.range(0, 40)
        .mapToObj(
            seed ->
                DynamicTest.dynamicTest(
                    "seed " + seed, () -> mutate(mutator, new Random(seed), sysfs, host)));
  }

  private static void mutate(RuleMutator mutator, Random random, Sysfs sysfs, Host host) {
    for (int round = 0; round < 60; round++) {
      String text = mutator.spoilt(random);
      UdevVersion version = new UdevVersion(252 + random.nextInt(11));
      RulesFile file = RulesFile.parse("50-m.rules", text, version, host);
      Event event =
          new Event(
              sysfs, DAX, random.nextInt(5) == 0 ? "remove" : "add", Map.of(), host, Map.of());
      Verdict verdict = Evaluator.evaluate(RuleSet.of(List.of(file)), event, version);
      assertEquals(file.rules().size(), verdict.trace().size(), () -> text);
      for (Finding finding : file.findings()) {
        Span span = finding.span();
        assertTrue(0 <= span.start() && span.start() <= span.end(), () -> span + " in " + text);
        assertTrue(span.end() <= text.length(), () -> span + " in " + text);
      }
      RulesFindings.of(file);
    }
  }

  @Test
  void readsFilesOfManyRulesInOnePass() {
    String rules =
        "KERNEL==\"a\", GOTO=\"nowhere\"\nFOO=\"1\"\nLABEL=\"here\"\n".repeat(60_000)
            + "ENV{A}=\"1\"\n";

    RulesFile file = RulesFile.parse("t.rules", rules, UdevVersion.NEWEST);
    assertEquals(60_001, file.rules().size());
    assertEquals(180_000, RulesFindings.of(file).size());
  }

  @Test
  void joinsContinuationsWithoutEndInOnePass() {
    String rules = "ENV{A}=\"1\", \\\n".repeat(200_000);
    assertEquals(1, RulesFile.parse("t.rules", rules, UdevVersion.NEWEST).messages().size());
  }

  @Test
  void answersPatternsThatInviteBacktracking() {
    String stars = "*a".repeat(400) + "b";
    String value = "a".repeat(500);
    String rules = "ENV{V}=\"" + value + "\"\nENV{V}==\"" + stars + "\", ENV{A}=\"1\"\n";

    RulesFile file = RulesFile.parse("t.rules", rules, UdevVersion.NEWEST);
    Event event = new Event(new MemorySysfs(), DAX, "add", Map.of(), Host.UNKNOWN, Map.of());
    Verdict verdict = Evaluator.evaluate(RuleSet.of(List.of(file)), event, UdevVersion.NEWEST);
    assertEquals(null, verdict.properties().get("A"));
  }
}
