package org.daxpolicy.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.daxpolicy.check.Checks;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Result;
import org.daxpolicy.text.SourceFile;
import org.junit.jupiter.api.Test;

/** Input of any size and shape ends in a policy or in findings. */
final class RobustnessTest {
  private static final long SEED = 20261;

  private static Result<Policy> load(String text) {
    return Corpus.load(Corpus.policy(text));
  }

  private static String when(String condition) {
    return "policy \"p\"\nrule \"r\" when " + condition + " { keep }\notherwise keep\n";
  }

  private static List<Code> codes(Result<?> result) {
    return result.diagnostics().stream().map(Diagnostic::code).toList();
  }

  @Test
  void tenThousandParenthesesAreReportedOnce() {
    String deep = "(".repeat(10_000) + "true" + ")".repeat(10_000);
    assertEquals(List.of(Code.NESTED_TOO_DEEP), codes(load(when(deep))));
    assertTrue(codes(load(when("(".repeat(10_000)))).contains(Code.NESTED_TOO_DEEP));
    String braces = "policy \"p\"\notherwise { partition " + "{".repeat(10_000);
    assertEquals(List.of(Code.NESTED_TOO_DEEP), codes(load(braces)));
  }

  @Test
  void parenthesesUpToTheLimitAreRead() {
    String deep = "(".repeat(255) + "origin == cxl" + ")".repeat(255);
    Result<Policy> result = load(when(deep));
    assertEquals(List.of(), result.diagnostics());
    Policy policy = result.value().orElseThrow();
    assertEquals("otherwise", PolicyMeaning.decide(policy, a -> Optional.empty()).name());
  }

  @Test
  void negationsDoNotNest() {
    Result<Policy> result = load(when("not ".repeat(10_001) + "present(uuid)"));
    Condition condition = result.value().orElseThrow().rules().get(0).condition();
    assertTrue(condition instanceof Condition.Not n && n.operand() instanceof Condition.Present);
  }

  @Test
  void fiftyThousandOperandsAreOneLevel() {
    String chain =
        IntStream.range(0, 50_000)
            .mapToObj(i -> "size == " + i + "MiB")
            .collect(Collectors.joining(" or "));
    Policy policy = load(when(chain)).value().orElseThrow();
    Condition condition = policy.rules().get(0).condition();
    assertTrue(condition instanceof Condition.Or or && or.operands().size() == 50_000);
    assertEquals(List.of(), Checks.run(policy, Corpus.TODAY));
  }

  @Test
  void aHundredThousandRulesAreRead() {
    StringBuilder text = new StringBuilder("policy \"p\"\n");
    for (int i = 0; i < 100_000; i++) {
      text.append("rule \"r").append(i).append("\" when origin == cxl and size >= ");
      text.append(i).append("MiB { mode devdax node { group \"hbm\" } }\n");
    }
    Policy policy = load(text + "otherwise keep\n").value().orElseThrow();
    assertEquals(100_000, policy.rules().size());
    // each hides all behind it, until looking becomes too expensive
    for (Diagnostic found : Checks.run(policy, Corpus.TODAY)) {
      assertTrue(
          List.of(Code.RULE_NEVER_MATCHES, Code.TOO_TANGLED).contains(found.code()),
          found.toString());
    }
  }

  @Test
  void aHundredMistakesOfAFileAreTold() {
    List<String> wrong =
        List.of(
            "rule \"r%d\" when origni == cxl { keep }\n",
            "rule \"r%d\" when origin == cxl { mode devdaxx }\n",
            "rule \"r\" when origin == cxl { keep }\n",
            "rule r%d when origin == cxl { keep }\n",
            "let c%1$d = origin == cxll rule \"r%1$d\" when c%1$d { keep }\n",
            "let c%1$d = size == 4 rule \"r%1$d\" when cc%1$d { keep }\n",
            "let c = size == 4\n",
            "let c%1$d = d%1$d let d%1$d = c%1$d\n");
    for (String shape : wrong) {
      List<Code> codes = codes(load(repeated("policy \"p\"\n", shape, 20_000, "otherwise keep")));
      assertEquals(Quota.MOST, Collections.frequency(codes, codes.get(0)), shape);
      assertEquals(Quota.MOST + 1, codes.size(), shape);
      assertTrue(codes.contains(Code.TOO_MANY_FINDINGS), shape);
      List<Code> fewer = codes(load(repeated("policy \"p\"\n", shape, 50, "otherwise keep")));
      assertFalse(fewer.contains(Code.TOO_MANY_FINDINGS), shape);
    }
    String test = "test \"t%d\" { machine \"m.json\" expect dex0.0 { mode devdax } }\n";
    String file = repeated("policy \"p.daxpolicy\"\n", test, 20_000, "");
    List<Code> codes = codes(TestFileLoader.load(new SourceFile("t.daxtest", file)));
    assertEquals(Quota.MOST + 1, codes.size());
    assertEquals(Code.TOO_MANY_FINDINGS, codes.get(Quota.MOST));
  }

  @Test
  void eachFileHasMistakesOfItsOwn() {
    String wrong = repeated("", "rule \"%d of FILE\" when origni == cxl { keep }\n", 150, "");
    ImportResolver library =
        (from, path) -> Result.of(new SourceFile(path, wrong.replace("FILE", path)), List.of());
    String main = "policy \"p\"\nimport \"a\"\nimport \"b\"\n" + wrong + "otherwise keep\n";
    Map<String, Long> counts =
        PolicyLoader.load(Corpus.policy(main), library).diagnostics().stream()
            .collect(
                Collectors.groupingBy(
                    d -> d.primary().orElseThrow().file().name(), Collectors.counting()));
    assertEquals(3, counts.size());
    assertTrue(counts.values().stream().allMatch(n -> n == Quota.MOST + 1), counts::toString);
  }

  @Test
  void warningsAreNoMistakes() {
    String odd = "rule \"r%d\" when host.dmi.board matches \"^%1$d$\" { keep }\n";
    Result<Policy> policy = load(repeated("policy \"p\"\n", odd, 300, "otherwise keep\n"));
    assertEquals(300, policy.value().orElseThrow().rules().size());
    assertEquals(List.of(Code.GLOB_LOOKS_LIKE_REGEX), codes(policy).stream().distinct().toList());
  }

  private static String repeated(String before, String line, int times, String after) {
    StringBuilder text = new StringBuilder(before);
    for (int i = 0; i < times; i++) {
      text.append(String.format(Locale.ROOT, line, i));
    }
    return text.append(after).toString();
  }

  @Test
  void aChainOfLetsIsBoundWithoutRecursionAndLimited() {
    StringBuilder text = new StringBuilder("policy \"p\"\n");
    for (int i = 20_000; i > 0; i--) {
      text.append("let c").append(i).append(" = not c").append(i - 1).append('\n');
    }
    text.append("let c0 = origin == cxl\nrule \"r\" when c20000 { keep }\notherwise keep\n");
    List<Code> codes = codes(load(text.toString()));
    assertTrue(codes.stream().allMatch(c -> c == Code.CONDITION_TOO_LARGE), codes::toString);
    assertFalse(codes.isEmpty());
  }

  @Test
  void aCircleOfLetsIsReportedOnceWhateverItsLength() {
    StringBuilder text = new StringBuilder("policy \"p\"\n");
    for (int i = 0; i < 20_000; i++) {
      text.append("let c").append(i).append(" = c").append((i + 1) % 20_000).append('\n');
    }
    text.append("rule \"r\" when c7 { keep }\notherwise keep\n");
    assertEquals(List.of(Code.RECURSIVE_LET), codes(load(text.toString())));
  }

  @Test
  void aChainOfImportsIsLimited() {
    ImportResolver endless =
        (from, path) -> Result.of(new SourceFile(path, "import \"" + path + "x\"\n"), List.of());
    SourceFile main = Corpus.policy("policy \"p\"\nimport \"x\"\notherwise keep\n");
    assertEquals(List.of(Code.NESTED_TOO_DEEP), codes(PolicyLoader.load(main, endless)));
  }

  @Test
  void tenMegabytesOfAnythingEndInFindings() {
    int size = 10 * 1024 * 1024;
    List<String> units =
        List.of("(", "{", "@", "\"", "a ", "not ", "rule ", "\u0000", "rule \"\ud800\" ", "'\n");
    for (String unit : units) {
      String garbage = unit.repeat(size / unit.length());
      assertTrue(load(when("true") + garbage).hasErrors(), unit);
      SourceFile test = new SourceFile("t.daxtest", "policy \"p\" test \"t\" {" + garbage);
      assertTrue(TestFileLoader.load(test).hasErrors(), unit);
    }
  }

  @Test
  void garbageWithoutAnyStatementIsOneFinding() {
    assertEquals(List.of(Code.UNEXPECTED_TOKEN), codes(load("a b ".repeat(1_000_000))));
  }

  @Test
  void aFileBeyondTheLimitIsRefusedUnread() {
    String text = "# ".repeat(ParsedFile.LONGEST / 2 + 1);
    assertEquals(List.of(Code.FILE_TOO_LARGE), codes(load(text)));
  }

  @Test
  void mutatedPoliciesAndTestsNeverThrow() {
    List<String> seeds = new ArrayList<>();
    for (String folder : List.of("src/test/corpus/language", "src/test/corpus/errors/DX0262")) {
      for (Path p : Corpus.list(Path.of(folder))) {
        if (p.toString().endsWith(".daxpolicy") || p.toString().endsWith(".daxtest")) {
          seeds.add(Corpus.read(p).text());
        }
      }
    }
    Random random = new Random(SEED);
    for (int i = 0; i < 2_000; i++) {
      String text = mutate(seeds.get(random.nextInt(seeds.size())), seeds, random);
      try {
        Result<Policy> policy = load(text);
        assertEquals(policy.hasErrors(), policy.value().isEmpty());
        policy.value().ifPresent(p -> Checks.run(p, Corpus.TODAY));
        Result<TestFile> tests = TestFileLoader.load(new SourceFile("t.daxtest", text));
        assertEquals(tests.hasErrors(), tests.value().isEmpty());
        places(policy.diagnostics());
        places(tests.diagnostics());
      } catch (RuntimeException | StackOverflowError e) {
        fail("seed " + SEED + ", case " + i + ":\n" + text, e);
      }
    }
  }

  /** Every place lies in its file. */
  private static void places(List<Diagnostic> found) {
    for (Diagnostic d : found) {
      d.primary()
          .ifPresent(l -> assertTrue(l.span().end() <= l.file().text().length(), d::headline));
      d.related().forEach(l -> assertTrue(l.span().end() <= l.file().text().length()));
    }
  }

  private static String mutate(String text, List<String> seeds, Random random) {
    StringBuilder out = new StringBuilder(text);
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes && out.length() > 1; i++) {
      int at = random.nextInt(out.length());
      int end = Math.min(out.length(), at + random.nextInt(12));
      switch (random.nextInt(5)) {
        case 0 -> out.delete(at, end);
        case 1 -> out.insert(at, out.substring(at, end));
        case 2 -> out.setCharAt(at, "{}()\"=!<>.,#\\|-0x é\u202e\n".charAt(random.nextInt(21)));
        case 3 -> out.insert(at, piece(seeds.get(random.nextInt(seeds.size())), random));
        default -> out.setLength(at);
      }
    }
    return out.toString();
  }

  private static String piece(String text, Random random) {
    int at = random.nextInt(text.length());
    return text.substring(at, Math.min(text.length(), at + 1 + random.nextInt(20)));
  }
}
