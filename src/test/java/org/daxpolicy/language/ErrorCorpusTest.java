package org.daxpolicy.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Severity;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every code of syntax, names and meaning has a file that shows it, one that does not, a page. */
final class ErrorCorpusTest {
  private static final Path ERRORS = Path.of("src/test/corpus/errors");

  private static Stream<Code> codes() {
    return Arrays.stream(Code.values())
        .filter(c -> c.id().startsWith("DX01") || c.id().startsWith("DX02") || isSuppression(c));
  }

  private static boolean isSuppression(Code code) {
    return code == Code.SUPPRESSION_WITHOUT_REASON
        || code == Code.UNUSED_SUPPRESSION
        || code == Code.UNKNOWN_CODE_IN_SUPPRESSION;
  }

  @TestFactory
  Stream<DynamicTest> theBadFileShowsTheFindingAndTheGoodOneIsClean() {
    return codes().map(code -> DynamicTest.dynamicTest(code.id() + " " + code, () -> check(code)));
  }

  private static void check(Code code) {
    List<Diagnostic> bad = find(code, "bad");
    assertTrue(bad.stream().anyMatch(d -> d.code() == code), () -> code + " not in " + bad);
    for (Diagnostic d : bad) {
      assertTrue(d.primary().isPresent(), () -> "without a place: " + d);
      assertFalse(d.headline().endsWith("."), d::headline);
      assertFalse(Character.isUpperCase(d.headline().charAt(0)), d::headline);
    }
    List<Diagnostic> good = find(code, "good");
    assertFalse(good.stream().anyMatch(d -> d.code() == code), () -> code + " in " + good);
    assertEquals(List.of(), good.stream().filter(d -> d.severity() == Severity.ERROR).toList());
  }

  private static List<Diagnostic> find(Code code, String name) {
    Path directory = ERRORS.resolve(code.id());
    Path policy = directory.resolve(name + ".daxpolicy");
    Path file = Files.exists(policy) ? policy : directory.resolve(name + ".daxtest");
    return Corpus.findings(Corpus.read(file));
  }

  @TestFactory
  Stream<DynamicTest> thePageHasItsFourSections() {
    return codes().map(code -> DynamicTest.dynamicTest(code.id(), () -> page(code)));
  }

  private static void page(Code code) throws IOException {
    String name = "/org/daxpolicy/explain/" + code.id() + ".md";
    try (InputStream in = ErrorCorpusTest.class.getResourceAsStream(name)) {
      assertNotNull(in, name);
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(text.startsWith("# " + code.id() + ": " + code.title() + "\n"), text);
      int at = 0;
      for (String section : List.of("## Summary", "## Avoid", "## Prefer", "## Why")) {
        int next = text.indexOf("\n" + section + "\n", at);
        assertTrue(next > at, section);
        at = next;
      }
    }
  }
}
