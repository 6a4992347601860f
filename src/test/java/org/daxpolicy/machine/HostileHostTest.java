package org.daxpolicy.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.daxpolicy.Corpus;
import org.daxpolicy.cli.Cli;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a host's files hold is data: never run, never a way out of the root that is read, never a
 * stack trace, never bytes that a terminal obeys. {@code corpus/machine/hostile} says what they
 * hold.
 */
class HostileHostTest {
  private static final Pattern BYTE = Pattern.compile("\\\\x([0-9a-f]{2})|\\\\(n|r)");
  private static final Pattern OBEYED = Pattern.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f]");

  @TempDir Path work;

  @TestFactory
  Stream<DynamicTest> aHostIsDataWhateverItHolds() {
    return Corpus.entries(Corpus.ROOT.resolve("machine/hostile")).stream()
        .filter(p -> p.toString().endsWith(".txt"))
        .map(p -> DynamicTest.dynamicTest(p.getFileName().toString(), () -> check(p)));
  }

  private void check(Path spec) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(work.resolve(spec.getFileName()));
    Path root = root(spec, folder.resolve("root"));
    Cli.Run captured = Cli.run(folder, "capture", "--root", "root", "-o", "host.json");
    assertTame(captured);
    Path script = Files.writeString(folder.resolve("collect.sh"), HostCapture.script());
    Process collector =
        new ProcessBuilder("sh", script.toString(), "--root", root.toString(), "-o", "host.tar")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String said =
        new String(collector.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    assertEquals(0, collector.waitFor(), said);
    assertFalse(OBEYED.matcher(said).find(), said);
    for (String snapshot : List.of("host.json", "host.tar")) {
      assertTame(Cli.run(folder, "machine", "show", snapshot));
      assertTame(Cli.run(folder, "machine", "diff", "host.json", snapshot));
      assertTame(Cli.run(folder, "machine", "anonymize", snapshot));
      assertTame(Cli.run(folder, "audit", "-v", "--timeline", "--machine", snapshot));
    }
    try (Stream<Path> all = Files.walk(folder)) {
      all.forEach(p -> assertFalse(p.getFileName().toString().equals("owned"), p.toString()));
    }
    String whole = Files.readString(folder.resolve("host.json"));
    assertFalse(whole.contains("$6$secret"), "what only root may read is in the snapshot");
    Cli.Run difference = Cli.run(folder, "machine", "diff", "host.json", "host.tar");
    assertEquals("", difference.out(), "the script does not collect what the program captures");
    gone(folder);
  }

  private static void assertTame(Cli.Run run) {
    assertTrue(run.exit() <= 2, run.all());
    assertFalse(OBEYED.matcher(run.all()).find(), run.all());
  }

  private static Path root(Path spec, Path to) throws IOException, InterruptedException {
    Machine ordinary =
        SnapshotReader.read(Corpus.ROOT.resolve("machine/6.12-soft-default.json"), "m")
            .value()
            .orElseThrow();
    FakeRoot root = new FakeRoot(to).sysfs(ordinary).host();
    for (String line : Files.readAllLines(spec)) {
      String[] words = line.split(" ", 4);
      Path path = to.resolve(Path.of(unescaped(words[1])));
      gone(path);
      Files.createDirectories(path.getParent());
      switch (words[0]) {
        case "file" -> write(path, unescaped(line.split(" ", 3)[2]));
        case "fill" -> write(path, unescaped(words[3]).repeat(Integer.parseInt(words[2])));
        case "link" -> Files.createSymbolicLink(path, Path.of(words[2]));
        case "pipe" -> assertEquals(0, new ProcessBuilder("mkfifo", "" + path).start().waitFor());
        case "deny" -> root.file(words[1], "").mode(words[1], "---------");
        case "gone" -> {}
        default -> throw new AssertionError(line);
      }
    }
    return to;
  }

  private static void write(Path path, String bytes) throws IOException {
    Files.writeString(path, bytes, StandardCharsets.ISO_8859_1);
  }

  private static void gone(Path path) throws IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      try (Stream<Path> inside = Files.list(path)) {
        for (Path one : inside.toList()) {
          gone(one);
        }
      }
    }
    Files.deleteIfExists(path);
  }

  private static String unescaped(String text) {
    Matcher m = BYTE.matcher(text);
    return m.replaceAll(
        b ->
            Matcher.quoteReplacement(
                b.group(1) == null
                    ? b.group(2).equals("n") ? "\n" : "\r"
                    : String.valueOf((char) Integer.parseInt(b.group(1), 16))));
  }
}
