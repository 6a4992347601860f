package org.daxpolicy.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.daxpolicy.language.Policy;
import org.daxpolicy.language.PolicyLoader;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Result;
import org.daxpolicy.text.Severity;
import org.daxpolicy.text.SourceFile;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every finding of this package has a file that shows it, one that does not, and a page. */
class FindingsCorpusTest {
  private static final Path ERRORS = Path.of("src/test/corpus/errors");
  private static final Pattern DELIVERY = Pattern.compile("--deliver (\\w+)");

  @TestFactory
  Stream<DynamicTest> theBadFileShowsTheFindingAndTheGoodOneDoesNot() {
    return codes().map(c -> DynamicTest.dynamicTest(c.id() + " " + c, () -> check(c)));
  }

  @TestFactory
  Stream<DynamicTest> thePageHasItsSections() {
    return codes().map(c -> DynamicTest.dynamicTest(c.id(), () -> page(c)));
  }

  private static Stream<Code> codes() {
    return Arrays.stream(Code.values())
        .filter(c -> c.id().startsWith("DX03") || c.id().startsWith("DX04"))
        // from DX0460 on they are about rules that are lifted
        .filter(c -> c.id().compareTo("DX0460") < 0);
  }

  private static void check(Code code) throws IOException {
    List<Diagnostic> bad = find(code, "bad");
    assertTrue(bad.stream().anyMatch(d -> d.code() == code), () -> code + " not in " + bad);
    for (Diagnostic d : bad) {
      assertTrue(d.primary().isPresent(), () -> "without a place: " + d);
      assertFalse(d.headline().endsWith("."), d::headline);
    }
    List<Diagnostic> good = find(code, "good");
    assertFalse(good.stream().anyMatch(d -> d.code() == code), () -> code + " in " + good);
    assertEquals(List.of(), good.stream().filter(d -> d.severity() == Severity.ERROR).toList());
  }

  private static List<Diagnostic> find(Code code, String name) throws IOException {
    Path folder = ERRORS.resolve(code.id());
    Path file = folder.resolve(name + ".daxpolicy");
    SourceFile source = new SourceFile(file.getFileName().toString(), read(file));
    Result<Policy> policy = PolicyLoader.load(source, (from, path) -> Result.failed(List.of()));
    assertFalse(policy.hasErrors(), () -> policy.diagnostics().toString());
    Delivery delivery = Delivery.SYSTEMD;
    if (Files.exists(folder.resolve("args"))) {
      Matcher m = DELIVERY.matcher(read(folder.resolve("args")));
      assertTrue(m.find());
      delivery = Delivery.valueOf(m.group(1).toUpperCase(Locale.ROOT));
    }
    Result<Artifacts> result = Compiler.compile(policy.value().orElseThrow(), delivery);
    assertEquals(
        result.hasErrors(), result.value().isEmpty(), "artifacts come only without errors");
    return result.diagnostics();
  }

  private static void page(Code code) throws IOException {
    String text = read(Path.of("src/main/resources/org/daxpolicy/explain", code.id() + ".md"));
    assertTrue(text.startsWith("# " + code.id() + ": " + code.title() + "\n"), text);
    int at = 0;
    for (String section : List.of("## Summary", "## Avoid", "## Prefer", "## Why")) {
      int next = text.indexOf("\n" + section + "\n", at);
      assertTrue(next > at, section);
      at = next;
    }
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
