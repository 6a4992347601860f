package org.daxpolicy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What a README shows is what the program prints: in {@code console} blocks, everything below a
 * line {@code $ target/daxpolicy …} up to the next {@code $} is that command's standard output and
 * then its standard error. {@code -Dcorpus.update=true} writes the blocks anew.
 */
class ReadmeTest {
  private static final String PROMPT = "$ target/daxpolicy ";

  @TestFactory
  Stream<DynamicTest> shownOutputIsWhatIsPrinted() throws IOException {
    return readmes().stream().map(p -> DynamicTest.dynamicTest(p.toString(), () -> check(p)));
  }

  @Test
  void theReadmeShowsCommands() throws IOException {
    assertTrue(Files.readString(Path.of("README.md")).contains(PROMPT));
  }

  private static List<Path> readmes() throws IOException {
    try (Stream<Path> all = Files.walk(Path.of("examples"), 2)) {
      return Stream.concat(
              Stream.of(Path.of("README.md")), all.filter(p -> p.endsWith("README.md")).sorted())
          .toList();
    }
  }

  private static void check(Path readme) throws IOException {
    List<String> lines = Files.readString(readme).lines().toList();
    List<String> fresh = new ArrayList<>();
    boolean console = false;
    boolean skipping = false;
    for (String line : lines) {
      if (line.startsWith("```")) {
        skipping = false;
        console = line.equals("```console");
      }
      if (console && line.startsWith("$ ")) {
        skipping = line.startsWith(PROMPT);
        fresh.add(line);
        if (skipping) {
          Cli.Run run = Cli.run(Path.of(""), Cli.words(line.substring(PROMPT.length())));
          run.all().lines().forEach(fresh::add);
        }
      } else if (!skipping) {
        fresh.add(line);
      }
    }
    String text = String.join("\n", fresh) + "\n";
    if (Boolean.getBoolean("corpus.update")) {
      Files.writeString(readme, text);
    } else {
      assertEquals(Files.readString(readme), text);
    }
  }
}
