package org.daxpolicy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where {@code init} and {@code import} write, and where they do not. */
class InitCommandTest {
  private static final Path MACHINE =
      Path.of("src/test/corpus/lift/machines/6.12-set-by-hand.json").toAbsolutePath();

  @TempDir Path work;

  private Cli.Run run(String... words) {
    return Cli.run(work, words);
  }

  @Test
  void aDirectoryGetsAPolicyAndTestsThatPass() throws IOException {
    Files.createDirectories(work.resolve("snapshots"));
    Files.copy(MACHINE, work.resolve("snapshots/a.json"));
    Cli.Run run = run("init", "--machine", "snapshots/a.json", "-o", "policies/site");
    assertEquals(0, run.exit(), run.all());
    String tests = Files.readString(work.resolve("policies/site/policy.daxtest"));
    assertTrue(tests.contains("machine \"../../snapshots/a.json\""), tests);
    Cli.Run check = run("check", "--fail-on", "style", "policies");
    assertEquals(0, check.exit(), check.all());
    Cli.Run test = run("test", "policies");
    assertEquals(0, test.exit(), test.all());
    assertTrue(test.all().contains("1 passed, 0 failed"), test.all());
    assertEquals(0, run("compile", "policies/site/policy.daxpolicy", "-o", "out").exit());
  }

  @Test
  void nothingIsReplacedUntold() throws IOException {
    Files.writeString(work.resolve("site.daxtest"), "mine\n");
    Cli.Run run = run("init", "--machine", MACHINE.toString(), "-o", "site.daxpolicy");
    assertEquals(2, run.exit(), run.all());
    assertTrue(run.err().contains("`site.daxtest` exists already"), run.all());
    assertTrue(Files.notExists(work.resolve("site.daxpolicy")));
    assertEquals("mine\n", Files.readString(work.resolve("site.daxtest")));
    Cli.Run forced =
        run("init", "--machine", MACHINE.toString(), "-o", "site.daxpolicy", "--force");
    assertEquals(0, forced.exit(), forced.all());
    assertTrue(Files.readString(work.resolve("site.daxtest")).startsWith("policy \"site"));
  }

  @Test
  void anImportedPolicyIsWrittenWhole() throws IOException {
    Files.writeString(
        work.resolve("a.rules"), "SUBSYSTEM==\"dax\", SUBSYSTEMS==\"cxl\", GROUP=\"cxl\"\n");
    assertEquals(0, run("import", "a.rules", "-o", "a.daxpolicy").exit());
    assertEquals(0, run("prove", "equivalent", "a.daxpolicy", "a.rules").exit());
    assertEquals(2, run("import", "a.rules", "-o", "a.daxpolicy").exit());
    assertEquals(0, run("import", "a.rules", "-o", "a.daxpolicy", "--force").exit());
    assertEquals(List.of("a.daxpolicy", "a.rules"), names());
  }

  private List<String> names() throws IOException {
    try (var all = Files.list(work)) {
      return all.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }
}
