package org.daxpolicy.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SuppressionsTest {
  /** Findings of codes at lines of a text, after its comments had their say. */
  private static List<String> apply(String text, Object... codesAndLines) {
    SourceFile file = new SourceFile("p", text);
    List<Diagnostic> findings = new ArrayList<>();
    for (int i = 0; i < codesAndLines.length; i += 2) {
      int start = file.lineStart((Integer) codesAndLines[i + 1]);
      findings.add(
          Diagnostic.at((Code) codesAndLines[i], file, new Span(start, start + 1), "x" + i));
    }
    return Suppressions.apply(List.of(file), findings).stream()
        .map(d -> d.code().id() + ":" + file.line(d.primary().orElseThrow().span().start()))
        .toList();
  }

  private static final String ALLOW = "# daxpolicy: allow DX0249 -- firmware fixes the name\n";

  @Test
  void oneFindingOnTheNextLineIsSilenced() {
    assertEquals(List.of(), apply(ALLOW + "rule\n", Code.UNSTABLE_KEY, 2));
    assertEquals(
        List.of("DX0249:2"), apply(ALLOW + "rule\n", Code.UNSTABLE_KEY, 2, Code.UNSTABLE_KEY, 2));
  }

  @Test
  void anUnusedOneIsReported() {
    assertEquals(List.of("DX0007:1"), apply(ALLOW + "rule\n"));
    assertEquals(
        List.of("DX0007:1", "DX0249:3"), apply(ALLOW + "rule\nrule\n", Code.UNSTABLE_KEY, 3));
    assertEquals(List.of("DX0007:1", "DX0207:2"), apply(ALLOW + "rule\n", Code.UNUSED_LET, 2));
    assertEquals(List.of("DX0007:2"), apply("rule\n" + ALLOW.stripTrailing()));
  }

  @Test
  void severalMayStandAboveOneLine() {
    String two = ALLOW + "  #daxpolicy:allow dx0207 --shared\n";
    assertEquals(List.of(), apply(two + "rule\n", Code.UNSTABLE_KEY, 3, Code.UNUSED_LET, 3));
    assertEquals(
        List.of(), apply(ALLOW + ALLOW + "r\n", Code.UNSTABLE_KEY, 3, Code.UNSTABLE_KEY, 3));
  }

  @Test
  void theReasonIsRequired() {
    for (String reason : List.of("", " --", " --   ", " - because")) {
      List<String> found =
          apply("# daxpolicy: allow DX0249" + reason + "\nrule\n", Code.UNSTABLE_KEY, 2);
      assertEquals(2, found.size(), reason);
      assertEquals("DX0249:2", found.get(1), reason);
    }
    assertEquals(List.of("DX0006:1"), apply("# daxpolicy: allow DX0249 --\r\nrule\n"));
  }

  @Test
  void unknownCodesAndOtherWordsAreReported() {
    assertEquals(List.of("DX0008:1"), apply("# daxpolicy: allow DX9999 -- x\n"));
    assertEquals(List.of("DX0008:1"), apply("# daxpolicy: ignore DX0249 -- x\n"));
    assertEquals(List.of("DX0008:1"), apply("# daxpolicy:\n"));
    assertEquals(List.of(), apply("# about daxpolicy: allow it\n"));
  }

  @Test
  void errorsThatLeaveNoPolicyStand() {
    String allow = "# daxpolicy: allow DX0202 -- later\n";
    assertEquals(
        List.of("DX0007:1", "DX0202:2"), apply(allow + "rule\n", Code.UNKNOWN_ATTRIBUTE, 2));
    assertEquals(
        List.of(),
        apply("# daxpolicy: allow DX0203 -- kept for later\nrule\n", Code.RULE_NEVER_MATCHES, 2));
  }
}
