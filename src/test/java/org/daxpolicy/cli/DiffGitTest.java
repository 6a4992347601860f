package org.daxpolicy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A policy is compared with what git has of it and of what it imports. */
class DiffGitTest {
  @TempDir Path directory;

  @Test
  void aPolicyIsComparedWithARevisionOfItselfAndItsImports() throws Exception {
    Files.createDirectories(directory.resolve("pool"));
    write("pool/lib.daxpolicy", "let big = size >= 64GiB\n");
    write(
        "pool/main.daxpolicy",
        """
        policy "p"
        import "lib.daxpolicy"
        rule "big" when big { mode devdax }
        otherwise keep
        """);
    git("init", "-q");
    git("add", "-A");
    git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "one");
    Cli.Run same = run("diff pool/main.daxpolicy --git HEAD --exit-code");
    assertEquals("", same.out());
    assertEquals(Exit.CLEAN, same.exit());
    write("pool/lib.daxpolicy", "let big = size >= 32GiB\n");
    Cli.Run changed = run("diff pool/main.daxpolicy --git HEAD --exit-code");
    assertEquals(Exit.FOUND, changed.exit(), changed.all());
    assertTrue(changed.out().contains("(otherwise, HEAD:pool/main.daxpolicy:4)"), changed.out());
    assertTrue(changed.out().contains("(rule \"big\", pool/main.daxpolicy:3)"), changed.out());
    Cli.Run nowhere = run("diff pool/main.daxpolicy --git v1");
    assertEquals(Exit.COULD_NOT_RUN, nowhere.exit());
    assertTrue(nowhere.err().contains("git has no such file at `v1`"), nowhere.err());
  }

  private Cli.Run run(String line) throws IOException {
    return Cli.run(directory, Cli.words(line));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  private void git(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    Process git = new ProcessBuilder(command).directory(directory.toFile()).inheritIO().start();
    assertEquals(0, git.waitFor());
  }
}
