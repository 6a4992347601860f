package org.daxpolicy.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.daxpolicy.text.Result;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every policy of the corpus means what its golden file says. {@code -Dcorpus.update=true} writes
 * the golden files anew.
 */
final class PolicyCorpusTest {
  private static final Path CORPUS = Path.of("src/test/corpus/language");

  @TestFactory
  Stream<DynamicTest> aPolicyMeansWhatItsGoldenFileSays() {
    List<Path> policies =
        Corpus.list(CORPUS).stream().filter(p -> p.toString().endsWith(".daxpolicy")).toList();
    assertTrue(policies.size() >= 8, "the corpus is gone");
    return policies.stream()
        .map(p -> DynamicTest.dynamicTest(p.getFileName().toString(), () -> check(p)));
  }

  private static void check(Path policy) throws IOException {
    Result<Policy> result = Corpus.load(Corpus.read(policy));
    assertEquals(List.of(), result.diagnostics());
    String dump = PolicyDump.of(result.value().orElseThrow());
    Path golden = Path.of(policy.toString().replace(".daxpolicy", ".golden"));
    if (Boolean.getBoolean("corpus.update")) {
      Files.writeString(golden, dump);
    }
    assertEquals(Files.readString(golden), dump);
  }
}
