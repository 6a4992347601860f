package org.daxpolicy.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.daxpolicy.Corpus;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What commands print. Each {@code cli/NAME.txt} begins with {@code $ daxpolicy …}; the rest is
 * exit code, standard output and standard error of that command, run from the project's root.
 * Behind {@code <} stands the file that is its standard input.
 */
class CliCorpusTest {
  @TestFactory
  Stream<DynamicTest> commandsPrintWhatTheyAreExpectedTo() {
    return Corpus.entries(Corpus.ROOT.resolve("cli")).stream()
        .filter(p -> p.toString().endsWith(".txt"))
        .map(p -> DynamicTest.dynamicTest(p.getFileName().toString(), () -> compare(p)));
  }

  private static void compare(Path expected) throws IOException {
    String command = Files.readString(expected).lines().findFirst().orElseThrow();
    Corpus.expect(expected, Cli.transcript(command));
  }
}
