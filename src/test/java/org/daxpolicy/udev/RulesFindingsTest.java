package org.daxpolicy.udev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.SourceFile;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class RulesFindingsTest {
  private static List<Diagnostic> findings(String rules) {
    return RulesFindings.of(
        RulesFile.parse("50-test.rules", ByteText.of(rules), UdevVersion.NEWEST));
  }

  private static String shown(Diagnostic diagnostic) {
    SourceFile file = diagnostic.primary().orElseThrow().file();
    return file.text(diagnostic.primary().orElseThrow().span());
  }

  @TestFactory
  Stream<DynamicTest> everyFindingOfTheReaderHasARuleThatShowsItAndOneThatDoesNot() {
    return Arrays.stream(Code.values())
        .filter(code -> code.id().startsWith("DX06") && code.id().compareTo("DX0617") < 0)
        .map(code -> DynamicTest.dynamicTest(code.id(), () -> check(code)));
  }

  private static void check(Code code) throws IOException {
    Path folder = Path.of("src/test/corpus/errors", code.id());
    List<Diagnostic> bad = findings(Files.readString(folder.resolve("bad.rules")));
    assertTrue(bad.stream().anyMatch(d -> d.code() == code), bad::toString);
    List<Diagnostic> good = findings(Files.readString(folder.resolve("good.rules")));
    assertEquals(List.of(), good);
    for (Diagnostic diagnostic : bad) {
      assertFalse(diagnostic.headline().endsWith("."), diagnostic::headline);
    }
  }

  @Test
  void pointsAtTheTermThatIsWrong() {
    Diagnostic finding = findings("KERNEL==\"dax0.0\", \\\n  FOO=\"1\", ENV{A}=\"1\"\n").get(0);
    assertEquals(Code.RULE_UNKNOWN_KEY, finding.code());
    assertEquals("FOO=\"1\"", shown(finding));
  }

  @Test
  void countsCharactersBehindNonAsciiText() {
    Diagnostic finding = findings("# für ß\nENV{A}=\"ü\", FOO=\"1\"\n").get(0);
    assertEquals("FOO=\"1\"", shown(finding));
  }

  @Test
  void suggestsTheKeyThatReplacedAFormerOne() {
    assertEquals(
        List.of("did you mean `ATTRS`?"),
        findings("SYSFS{size}==\"1\", ENV{A}=\"1\"").get(0).help());
    assertEquals(
        List.of("did you mean `KERNEL`?"), findings("kernel==\"1\", ENV{A}=\"1\"").get(0).help());
  }

  @Test
  void tellsBackwardJumpsFromMissingLabels() {
    String backward = "LABEL=\"x\", ENV{A}=\"1\"\nKERNEL==\"a\", GOTO=\"x\"\n";
    assertEquals(
        List.of("move the label below the GOTO: udev never jumps back"),
        findings(backward).get(0).help());
    assertEquals(
        List.of("add `LABEL=\"x\"` on a later line of this file"),
        findings("KERNEL==\"a\", GOTO=\"x\"\n").stream()
            .filter(d -> d.code() == Code.RULE_UNBOUND_GOTO)
            .findFirst()
            .orElseThrow()
            .help());
  }

  @Test
  void survivesFilesThatAreNotUtf8() {
    RulesFile file =
        RulesFile.parse("50-test.rules", "ENV{A}=\"\u00ff\", FOO=\"1\"\n", UdevVersion.NEWEST);
    assertEquals("FOO=\"1\"", shown(RulesFindings.of(file).get(0)));
  }
}
