package org.daxpolicy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.daxpolicy.Corpus;
import org.daxpolicy.text.Code;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract of a finding: a code, a page, an input that has it and one that has not. Each folder
 * {@code errors/DXnnnn} holds {@code bad.EXT} and {@code good.EXT}; a file {@code args} holds the
 * command line where it is not the usual one.
 */
class ErrorCorpusTest {
  private static final Path ERRORS = Corpus.ROOT.resolve("errors");
  private static final String MACHINE =
      "--machine machine.json --device /devices/platform/hmem.0/dax0.0";

  @TempDir static Path work;

  @TestFactory
  Stream<DynamicTest> aBadInputHasTheFindingAndAGoodOneHasNot() {
    return Arrays.stream(Code.values())
        .map(code -> DynamicTest.dynamicTest(code.id(), () -> check(code)));
  }

  @TestFactory
  Stream<DynamicTest> everyFindingHasAPage() {
    return Arrays.stream(Code.values())
        .map(
            code ->
                DynamicTest.dynamicTest(
                    code.id(),
                    () -> {
                      String page = ExplainCommand.page(code);
                      assertTrue(
                          page.startsWith("# " + code.id() + ": "),
                          page.lines().findFirst().orElse(""));
                      for (String part : List.of("## Summary", "## Avoid", "## Prefer", "## Why")) {
                        assertTrue(
                            page.contains("\n" + part + "\n"), code.id() + " has no " + part);
                      }
                    }));
  }

  @Test
  void atLeastSixtyFindingsExist() {
    assertTrue(Code.values().length >= 60, "only " + Code.values().length);
  }

  @Test
  void numbersAreDistinct() {
    assertEquals(
        Code.values().length, Arrays.stream(Code.values()).map(Code::id).distinct().count());
  }

  private static void check(Code code) throws IOException {
    Path folder = ERRORS.resolve(code.id());
    assertTrue(Files.isDirectory(folder), "no folder " + folder);
    String args = args(folder);
    Path copy = copy(folder);
    Cli.Run bad = Cli.run(copy, Cli.words(args));
    assertTrue(
        bad.err().contains("[" + code.id() + "]"),
        "`" + args + "` does not report " + code.id() + ":\n" + bad.all());
    assertFalse(bad.all().contains("internal error"), bad.all());
    assertTrue(bad.exit() <= Exit.COULD_NOT_RUN, "exit " + bad.exit());
    String goodArgs = args.replace("bad", "good");
    Cli.Run good = Cli.run(copy, Cli.words(goodArgs));
    assertFalse(
        good.err().contains("[" + code.id() + "]"),
        "`" + goodArgs + "` reports " + code.id() + ":\n" + good.all());
    assertTrue(good.exit() <= Exit.FOUND, "`" + goodArgs + "` could not run:\n" + good.all());
    Corpus.expect(
        folder.resolve("expected.txt"),
        "$ daxpolicy " + args + "\n" + bad.err().replace(copy + "/", ""));
  }

  /** A copy to run in, as some commands write. */
  private static Path copy(Path folder) throws IOException {
    Path copy = work.resolve(folder.getFileName());
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Path to = copy.resolve(folder.relativize(file).toString());
        Files.createDirectories(to.getParent());
        if (file.toString().endsWith(".repeat")) {
          String[] parts = Files.readString(file).split("\n", 2);
          String name = to.getFileName().toString();
          Files.writeString(
              to.resolveSibling(name.substring(0, name.length() - ".repeat".length())),
              parts[1].repeat(Integer.parseInt(parts[0])));
        } else {
          Files.copy(file, to);
        }
      }
    }
    return copy;
  }

  private static String args(Path folder) throws IOException {
    Path args = folder.resolve("args");
    if (Files.exists(args)) {
      return Files.readString(args).strip();
    }
    if (Files.exists(folder.resolve("bad.daxpolicy"))) {
      return "check bad.daxpolicy";
    }
    if (Files.exists(folder.resolve("bad.daxtest"))) {
      return "test bad.daxtest";
    }
    if (Files.exists(folder.resolve("bad.rules"))) {
      return "udev eval --rules bad.rules " + MACHINE;
    }
    return "simulate ok.daxpolicy --machine bad.json";
  }
}
