package org.daxpolicy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.daxpolicy.Corpus;
import org.daxpolicy.text.Code;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands do to files, streams and exit codes; what they print is in the corpus. */
class CommandsTest {
  private static final String RULES = "etc/udev/rules.d/95-daxpolicy-pool.rules";
  private static final String POLICY =
      """
      policy "pool"
      target { kernel >= 6.3 protect none }
      rule "cxl" when origin == cxl { mode devdax }
      otherwise keep
      """;

  @TempDir Path folder;

  @BeforeEach
  void aPolicyAndAMachine() throws IOException {
    Files.writeString(folder.resolve("pool.daxpolicy"), POLICY);
    Files.copy(Corpus.ROOT.resolve("machine/6.12-cxl-ram.json"), folder.resolve("m.json"));
  }

  private Cli.Run run(String line) {
    return Cli.run(folder, Cli.words(line));
  }

  private static void ended(int exit, Cli.Run run) {
    assertEquals(exit, run.exit(), run::all);
  }

  @Test
  void compileWritesOnceAndSaysWhatChanged() throws IOException {
    Cli.Run first = run("compile pool.daxpolicy -o out");
    ended(Exit.CLEAN, first);
    assertTrue(first.out().lines().anyMatch(("out/" + RULES)::equals), first.out());
    Cli.Run second = run("compile pool.daxpolicy -o out");
    ended(Exit.CLEAN, second);
    assertEquals("", second.out());
    assertTrue(second.err().contains("everything is up to date"));
    assertFalse(run("compile -q pool.daxpolicy -o out").err().contains("up to date"));
    Cli.Run json = run("compile --format json pool.daxpolicy -o out");
    assertTrue(json.out().contains("\"changed\" : [ ]"), json.out());
    assertTrue(Files.readString(folder.resolve("out/" + RULES)).contains("rule \"cxl\""));
  }

  @Test
  void compileComparesWithoutWriting() throws IOException {
    Cli.Run missing = run("compile --check pool.daxpolicy -o out");
    ended(Exit.FOUND, missing);
    assertTrue(missing.out().contains("missing " + RULES), missing.out());
    assertFalse(Files.exists(folder.resolve("out")));
    run("compile pool.daxpolicy -o out");
    ended(Exit.CLEAN, run("compile --check pool.daxpolicy -o out"));
    Files.writeString(folder.resolve("out/" + RULES), "# edited by hand\n");
    Cli.Run edited = run("compile --check --format json pool.daxpolicy -o out");
    ended(Exit.FOUND, edited);
    assertTrue(edited.out().contains(RULES), edited.out());
    assertEquals("# edited by hand\n", Files.readString(folder.resolve("out/" + RULES)));
  }

  @Test
  void compileTakesStandardInputAndEveryDelivery() throws IOException {
    Cli.Run piped = Cli.runWith(folder, POLICY, Cli.words("compile - -o piped"));
    ended(Exit.CLEAN, piped);
    String rules = Files.readString(folder.resolve("piped/" + RULES));
    assertTrue(rules.contains("from <stdin>") || rules.contains("from -"), rules);
    ended(Exit.CLEAN, run("compile pool.daxpolicy -o run --deliver run"));
    assertTrue(Files.readString(folder.resolve("run/" + RULES)).contains("RUN+="));
    ended(Exit.CLEAN, run("compile pool.daxpolicy -o script --deliver SCRIPT"));
    Cli.Run conf = run("compile pool.daxpolicy -o conf --deliver conf");
    ended(Exit.FOUND, conf);
    assertTrue(conf.err().contains("[DX0402]"), conf.err());
    assertFalse(Files.exists(folder.resolve("conf")));
    ended(Exit.COULD_NOT_RUN, run("compile pool.daxpolicy -o out --deliver pigeon"));
    ended(Exit.COULD_NOT_RUN, run("compile pool.daxpolicy"));
    ended(Exit.COULD_NOT_RUN, run("compile nowhere.daxpolicy -o out"));
  }

  @Test
  void compileSaysWhatItCannotWrite() throws IOException {
    Files.writeString(folder.resolve("file"), "not a directory");
    Cli.Run run = run("compile pool.daxpolicy -o file");
    ended(Exit.COULD_NOT_RUN, run);
    assertTrue(run.err().contains("[DX0004]"), run.err());
    Files.createDirectories(folder.resolve("out/" + RULES + "/below"));
    ended(Exit.COULD_NOT_RUN, run("compile pool.daxpolicy -o out"));
    Cli.Run compared = run("compile --check pool.daxpolicy -o out");
    ended(Exit.FOUND, compared);
    assertTrue(compared.out().contains("differs " + RULES), compared.out());
  }

  @Test
  void whatIsCompiledIsSimulatedFromItsTreeAndItsRules() {
    run("compile pool.daxpolicy -o out");
    String wanted = "rule    \"cxl\": devdax";
    for (String rules : List.of("pool.daxpolicy", "out", "out/" + RULES, "out/etc/udev/rules.d")) {
      Cli.Run run = run("simulate -q " + rules + " --machine m.json");
      assertTrue(run.exit() <= Exit.FOUND, run::all);
      assertTrue(run.out().contains(wanted), run::all);
    }
  }

  @Test
  void filesOfATreeAreBytes() throws IOException {
    run("compile pool.daxpolicy -o out");
    Files.write(folder.resolve("out/etc/strange"), new byte[] {(byte) 0xff});
    Path unit = folder.resolve("out/etc/systemd/system/daxctl-strange.service");
    Files.write(unit, new byte[] {'[', 'U', 'n', 'i', 't', ']', '\n', '#', (byte) 0xff, '\n'});
    Cli.Run tree = run("simulate out --machine m.json");
    assertTrue(tree.exit() <= Exit.FOUND, tree::all);
  }

  @Test
  void aLibraryIsCheckedByItselfOnlyIfNamed() throws IOException {
    Files.writeString(folder.resolve("classes.daxpolicy"), "let hbm = origin == hmem\n");
    assertTrue(run("check .").err().contains("1 policy, 1 rule"));
    Cli.Run named = run("check classes.daxpolicy");
    ended(Exit.FOUND, named);
    assertTrue(named.err().contains("[DX0113]"), named.err());
  }

  @Test
  void findingsOfASharedLibraryAreToldOnce() throws IOException {
    Files.writeString(folder.resolve("classes.daxpolicy"), "let first = name == \"dax0.0\"\n");
    for (String name : List.of("a", "b")) {
      Files.writeString(
          folder.resolve(name + ".daxpolicy"),
          "policy \""
              + name
              + "\" import \"classes.daxpolicy\" rule \"r\" when first { keep } otherwise keep");
    }
    Cli.Run run = run("check a.daxpolicy b.daxpolicy");
    assertEquals(2, run.err().split("\\[DX0249]", -1).length - 1, run.err());
  }

  @Test
  void failOnDecidesTheExitCode() throws IOException {
    Files.writeString(
        folder.resolve("odd.daxpolicy"),
        "policy \"odd\" rule \"r\" when name == \"dax0.0\" { keep } otherwise keep");
    ended(Exit.CLEAN, run("check odd.daxpolicy"));
    ended(Exit.FOUND, run("check --fail-on WARNING odd.daxpolicy"));
    ended(Exit.FOUND, run("check --fail-on note odd.daxpolicy"));
    ended(Exit.CLEAN, run("check --fail-on never odd.daxpolicy"));
    ended(Exit.COULD_NOT_RUN, run("check --fail-on never nowhere.daxpolicy"));
  }

  @Test
  void coloursFollowTheTerminalTheOptionAndTheEnvironment() {
    assertFalse(painted("auto", false, Map.of()));
    assertTrue(painted("auto", true, Map.of()));
    assertFalse(painted("auto", true, Map.of("NO_COLOR", "1")));
    assertTrue(painted("auto", true, Map.of("NO_COLOR", "")));
    assertFalse(painted("auto", true, Map.of("TERM", "dumb")));
    assertTrue(painted("always", false, Map.of("NO_COLOR", "1")));
    assertFalse(painted("never", true, Map.of()));
  }

  private static boolean painted(String when, boolean terminal, Map<String, String> environment) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Console console = console(InputStream.nullInputStream(), out, terminal, environment);
    Main.run(new String[] {"attributes", "size", "--color", when}, console);
    return out.toString(StandardCharsets.UTF_8).contains("\u001b[");
  }

  private static Console console(
      InputStream in, OutputStream out, boolean terminal, Map<String, String> environment) {
    return new Console(
        in,
        new PrintStream(out, false, StandardCharsets.UTF_8),
        new PrintStream(out, false, StandardCharsets.UTF_8),
        environment,
        Path.of(""),
        terminal,
        terminal,
        LocalDate.EPOCH);
  }

  @Test
  void standardInputThatFailsIsAnUnreadableFile() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the other end is gone");
          }
        };
    for (String line : List.of("check -", "simulate x --machine -")) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      int exit = Main.run(Cli.words(line), console(broken, out, false, Map.of()));
      assertEquals(Exit.COULD_NOT_RUN, exit);
      assertTrue(out.toString(StandardCharsets.UTF_8).contains("the other end is gone"));
    }
  }

  @Test
  void aBugOfOursAsksForAReport() {
    InputStream buggy =
        new InputStream() {
          @Override
          public int read() {
            throw new IllegalStateException("this should not happen");
          }
        };
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int exit = Main.run(Cli.words("check -"), console(buggy, out, false, Map.of()));
    assertEquals(Exit.BUG, exit);
    assertTrue(out.toString(StandardCharsets.UTF_8).contains("Please report it"));
  }

  @Test
  void outputThatNobodyReadsIsNoSuccess() {
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    Console console = console(new ByteArrayInputStream(new byte[0]), closed, false, Map.of());
    assertEquals(Exit.COULD_NOT_RUN, Main.run(new String[] {"attributes"}, console));
  }

  @Test
  void everyCodeIsListedAndExplained() {
    Cli.Run list = run("explain");
    assertEquals(list.out(), run("explain --list").out());
    assertEquals(Code.values().length, list.out().lines().count());
    Cli.Run verbose = run("explain --list -v");
    Cli.Run json = run("explain --list --format json");
    for (Code code : Code.values()) {
      assertTrue(list.out().contains(code.id() + "  " + code.severity().word()), code.id());
      assertTrue(json.out().contains("\"" + code.id() + "\""), code.id());
      assertTrue(run("explain -v " + code.id()).out().contains("## Reported"), code.id());
    }
    assertTrue(verbose.out().lines().count() > 2 * list.out().lines().count());
    ended(Exit.COULD_NOT_RUN, run("explain DX9999"));
  }

  @Test
  void testsOfTheCurrentDirectoryAreRunUnlessOthersAreNamed() throws IOException {
    Files.writeString(
        folder.resolve("pool.daxtest"),
        "policy \"pool.daxpolicy\" test \"cxl\" { machine \"m.json\" expect dax0.0 { rule \"cxl\" } }");
    assertTrue(run("test").err().contains("1 passed, 0 failed"));
    assertTrue(run("test --run nothing-like-it").err().contains("0 passed, 0 failed"));
    Files.writeString(folder.resolve("m.json"), "{");
    Cli.Run broken = run("test pool.daxtest");
    ended(Exit.COULD_NOT_RUN, broken);
    assertTrue(broken.err().contains("[DX0502]"), broken.err());
    Files.writeString(folder.resolve("pool.daxpolicy"), "policy");
    ended(Exit.FOUND, run("test pool.daxtest"));
    Files.writeString(folder.resolve("pool.daxtest"), "test");
    ended(Exit.FOUND, run("test pool.daxtest"));
  }

  /** udev knows no character set; of a link's name it makes `_` of what is not UTF-8. */
  @Test
  void rulesThatAreNotUtf8TextAreSimulatedByTheirBytes() throws IOException {
    String rules =
        "# f\u00fcr alle\nSUBSYSTEM==\"dax\", ENV{N}=\"\u00fc\", SYMLINK+=\"gr\u00fcn\"\n";
    Files.write(folder.resolve("l.rules"), rules.getBytes(StandardCharsets.ISO_8859_1));
    Cli.Run run = run("simulate l.rules --machine m.json");
    ended(Exit.CLEAN, run);
    assertTrue(run.out().contains("/dev/gr_n"), run.all());
    Cli.Run why = run("why dax0.0 --machine m.json l.rules");
    ended(Exit.CLEAN, why);
    assertTrue(why.out().contains("l.rules:2"), why.all());
  }

  @Test
  void udevOfAMachineAndOfAnOptionDecideOnTheVersion() throws IOException {
    Files.writeString(folder.resolve("i.rules"), "KERNEL==i\"DAX0.0\", ENV{A}=\"1\"\n");
    String line = "udev eval --rules i.rules --machine m.json --device dax0.0";
    assertTrue(run(line).out().contains("A=1"));
    assertFalse(run(line + " --udev 252").out().contains("A=1"));
    assertTrue(run(line + " --action remove --format json").out().contains("\"remove\""));
    ended(Exit.COULD_NOT_RUN, run(line + " --udev new"));
  }
}
