package org.daxpolicy.udev;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Whatever a rules file holds, reading and evaluating it end, and end with a verdict. */
class HostileRulesTest {
  private static final String DAX = "/devices/platform/hmem.0/dax0.0";
  private static final List<String> SCRAPS =
      List.of(
          "\"",
          "\\",
          "\\\n",
          "{",
          "}",
          "=",
          "==",
          "!=",
          ":=",
          "+=",
          "-=",
          ",",
          "|",
          "*",
          "[",
          "]",
          "[!",
          "[[:",
          "$",
          "%",
          "$env{",
          "$attr{",
          "%c{",
          "%s{[",
          "$$",
          "\0",
          "\r",
          "\n",
          "#",
          "e\"",
          "i\"",
          "KERNEL",
          "ATTRS{",
          "GOTO=\"x\"",
          "LABEL=\"x\"",
          "\u00ff",
          "\\x",
          "../",
          "/*/",
          " ",
          "\t");

  @TestFactory
  Stream<DynamicTest> evaluatesMutatedProbes() throws IOException {
    List<String> texts = new ArrayList<>();
    for (Map<String, Object> entry : ProbeCorpus.probes()) {
      Map<String, Object> probe = Json.object(entry.get("probe"));
      if (probe.containsKey("rules_text")) {
        String text = Json.bytes(probe.get("rules_text"));
        texts.add(text.length() < 4000 ? text : text.substring(0, 4000));
      }
    }
    Host host = ProbeCorpus.host("quiet foo=1", Map.of());
    MemorySysfs sysfs = ProbeCorpus.sysfs();
    return IntStream.range(0, 40)
        .mapToObj(
            seed ->
                DynamicTest.dynamicTest(
                    "seed " + seed, () -> mutate(texts, new Random(seed), sysfs, host)));
  }

  private static void mutate(List<String> texts, Random random, Sysfs sysfs, Host host) {
    for (int round = 0; round < 60; round++) {
      StringBuilder text = new StringBuilder(texts.get(random.nextInt(texts.size())));
      text.append(texts.get(random.nextInt(texts.size())));
      for (int change = random.nextInt(6); change >= 0; change--) {
        int at = random.nextInt(text.length() + 1);
        switch (random.nextInt(4)) {
          case 0 -> text.insert(at, SCRAPS.get(random.nextInt(SCRAPS.size())));
          case 1 -> text.delete(at, Math.min(text.length(), at + random.nextInt(9)));
          case 2 -> text.insert(at, (char) random.nextInt(256));
          default -> {
            int to = Math.min(text.length(), at + random.nextInt(40));
            text.insert(random.nextInt(text.length() + 1), text.substring(at, to));
          }
        }
      }
      UdevVersion version = new UdevVersion(252 + random.nextInt(11));
      RulesFile file = RulesFile.parse("50-m.rules", text.toString(), version, host);
      Event event =
          new Event(
              sysfs, DAX, random.nextInt(5) == 0 ? "remove" : "add", Map.of(), host, Map.of());
      Verdict verdict = Evaluator.evaluate(RuleSet.of(List.of(file)), event, version);
      assertEquals(file.rules().size(), verdict.trace().size(), text::toString);
      for (Finding finding : file.findings()) {
        // every place lies in the text
        text.substring(finding.span().start(), finding.span().end());
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
