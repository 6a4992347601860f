package org.daxpolicy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.daxpolicy.Corpus;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every example passes its tests, and what it shows as generated is what the compiler writes. */
class ExamplesTest {
  private static Stream<Path> examples() {
    return Corpus.entries(Path.of("examples")).stream().filter(Files::isDirectory);
  }

  @TestFactory
  Stream<DynamicTest> examplesPassTheirTests() {
    return examples()
        .map(
            e ->
                DynamicTest.dynamicTest(
                    e.toString(),
                    () -> {
                      Cli.Run run = Cli.run(Path.of(""), "test", e.toString());
                      assertEquals(Exit.CLEAN, run.exit(), run.all());
                    }));
  }

  @TestFactory
  Stream<DynamicTest> generatedFilesAreFresh() {
    return examples()
        .map(
            e ->
                DynamicTest.dynamicTest(
                    e.toString(),
                    () -> {
                      String policy = e.resolve("policy.daxpolicy").toString();
                      String out = e.resolve("generated").toString();
                      Cli.Run run =
                          Boolean.getBoolean("corpus.update")
                              ? Cli.run(Path.of(""), "compile", policy, "-o", out)
                              : Cli.run(Path.of(""), "compile", "--check", policy, "-o", out);
                      assertEquals(Exit.CLEAN, run.exit(), run.all());
                    }));
  }
}
