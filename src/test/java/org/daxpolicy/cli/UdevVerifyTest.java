package org.daxpolicy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UdevVerifyTest {
  private static final String GOOD = "KERNEL==\"dax0.0\", ENV{POOL}=\"fast\"\n";
  private static final String STYLE = "KERNEL==\"dax0.0\" ENV{POOL}=\"fast\"\n";
  private static final String WRONG = "FOO=\"1\"\n";
  private static final String FRAGILE = "KERNEL==\"^dax\", ENV{POOL}=\"fast\"\n";

  @TempDir Path folder;

  private void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private Cli.Run verify(String arguments) {
    return Cli.run(folder, Cli.words("udev verify " + arguments));
  }

  @Test
  void endsAsUdevadmOfTheReleaseWould() throws IOException {
    write("good.rules", GOOD);
    write("style.rules", STYLE);
    write("wrong.rules", WRONG);
    write("fragile.rules", FRAGILE);
    assertEquals(Exit.CLEAN, verify("good.rules").exit());
    assertEquals(Exit.FOUND, verify("style.rules").exit());
    assertEquals(Exit.CLEAN, verify("--no-style style.rules").exit());
    assertEquals(Exit.FOUND, verify("wrong.rules").exit());
    assertEquals(Exit.CLEAN, verify("fragile.rules").exit());
    assertEquals(Exit.COULD_NOT_RUN, verify("missing.rules").exit());
  }

  @Test
  void failsOnASeverityWhereOneIsAskedFor() throws IOException {
    write("style.rules", STYLE);
    write("wrong.rules", WRONG);
    write("fragile.rules", FRAGILE);
    assertEquals(Exit.FOUND, verify("--fail-on warning fragile.rules").exit());
    assertEquals(Exit.CLEAN, verify("--fail-on error fragile.rules").exit());
    assertEquals(Exit.FOUND, verify("--fail-on style style.rules").exit());
    assertEquals(Exit.CLEAN, verify("--fail-on note style.rules").exit());
    assertEquals(Exit.CLEAN, verify("--fail-on never wrong.rules").exit());
  }

  @Test
  void tellsWhatTheChosenReleaseFinds() throws IOException {
    write("c.rules", "KERNEL==\"a\" \\\n  ENV{A}=\"1\"\nSYMLINK==i\"a\", ENV{A}=\"1\"\n");
    assertTrue(verify("--udev 254 c.rules").err().contains("DX0601"));
    assertFalse(verify("--udev 257 c.rules").err().contains("DX0601"));
    assertTrue(verify("--format json --udev 257 c.rules").out().contains("\"line\" : 2,"));
    String newest = verify("--format json c.rules").out();
    assertTrue(newest.contains("\"messages\" : [\n      {\n        \"file\" : \"c.rules\","));
    assertTrue(newest.contains("\"line\" : 1,\n        \"severity\" : \"style\""), newest);
    assertEquals(Exit.COULD_NOT_RUN, verify("--udev 12 c.rules").exit());
  }

  @Test
  void letsDirectoriesHideEachOthersFilesAndOrdersThemByName() throws IOException {
    write("etc/50-b.rules", "FOO=\"etc-b\"\n");
    write("lib/50-b.rules", "FOO=\"lib-b\"\n");
    write("lib/10-a.rules", "FOO=\"lib-a\"\n");
    write("etc/20-m.rules", "");
    write("lib/20-m.rules", "FOO=\"lib-m\"\n");
    String err = verify("etc lib").err();
    assertTrue(err.indexOf("lib-a") >= 0 && err.indexOf("lib-a") < err.indexOf("etc-b"), err);
    assertFalse(err.contains("lib-b"), err);
    assertFalse(err.contains("lib-m"), err);
    assertTrue(err.contains("`lib/50-b.rules` is not looked at: `etc/50-b.rules` hides it"), err);
    assertTrue(err.contains("`etc/20-m.rules` is a mask"), err);
    assertEquals(2, verify("etc lib").out().charAt(0) - '0');
  }

  @Test
  void verifiesFilesThatAreNamedWhateverTheirNames() throws IOException {
    write("a/50-x.rules", "FOO=\"a\"\n");
    write("b/50-x.rules", "FOO=\"b\"\n");
    assertTrue(verify("a/50-x.rules b/50-x.rules").out().startsWith("2 rules files"));
  }

  @Test
  void takesATreesRulesUsersAndGroups() throws IOException {
    write("tree/usr/lib/udev/rules.d/50-x.rules", "OWNER=\"hbm\"\nOWNER=\"nobodyelse\"\n");
    write("tree/etc/udev/rules.d/60-y.rules", GOOD);
    write("tree/etc/passwd", "root:x:0:0:root:/root:/bin/sh\nhbm:x:99:99::/:/bin/sh\n");
    Cli.Run run = verify("--root tree");
    assertTrue(run.err().contains("names nobody on this host: `nobodyelse`"), run.err());
    assertFalse(run.err().contains("`hbm`"), run.err());
    assertTrue(run.out().startsWith("2 rules files"), run.out());
    assertTrue(verify("--root tree 50-x.rules").out().startsWith("1 rules file,"));
    assertTrue(verify("--root tree /etc/udev/rules.d").out().startsWith("1 rules file,"));
    assertEquals(Exit.COULD_NOT_RUN, verify("--root tree/etc").exit());
  }

  @Test
  void looksNamesUpWhereTablesAreGivenAndWhenAsked() throws IOException {
    write("o.rules", "OWNER=\"hbm\", MODE=\"0600\"\nGROUP=\"hbm\", MODE=\"0600\"\n");
    write("passwd", "root:x:0:0:root:/root:/bin/sh\n");
    assertEquals(Exit.CLEAN, verify("o.rules").exit());
    assertEquals(Exit.FOUND, verify("--passwd passwd o.rules").exit());
    assertEquals(Exit.CLEAN, verify("--passwd passwd -N late o.rules").exit());
    write("only.rules", "OWNER=\"hbm\"\n");
    assertTrue(verify("-N never only.rules").err().contains("DX0606"));
    assertFalse(verify("-N never --udev 257 only.rules").err().contains("DX0606"));
  }

  @Test
  void readsStandardInput() {
    Cli.Run run = Cli.runWith(folder, WRONG, Cli.words("udev verify -"));
    assertTrue(run.err().contains("<stdin>:1:1"), run.err());
  }

  @Test
  void readsFilesThatAreNotUtf8() throws IOException {
    write("bytes.rules", "ENV{A}=\"\u00ff\", FOO=\"1\"\n");
    assertTrue(verify("bytes.rules").err().contains("bytes.rules:1:13"));
  }

  @Test
  void saysWhereALabelStandsThatAJumpCannotReach() throws IOException {
    write("d/10-a.rules", "KERNEL==\"a\", ENV{A}=\"1\", GOTO=\"end\"\n");
    write("d/20-b.rules", "KERNEL!=\"b\", GOTO=\"end\"\nENV{A}=\"1\"\nLABEL=\"end\"\n");
    String err = verify("d").err();
    assertTrue(err.contains("::: d/20-b.rules:3:1"), err);
    assertTrue(err.contains("udev never jumps into another file"), err);
  }

  @Test
  void leavesOutWhatUdevadmDoesNotFindWhereAsked() throws IOException {
    write("f.rules", FRAGILE + STYLE);
    String err = verify("--only-udevadm f.rules").err();
    assertFalse(err.contains("DX0636"), err);
    assertTrue(err.contains("DX0617"), err);
  }

  @Test
  void takesReasonsForWhatIsFineAllTheSame() throws IOException {
    write("s.rules", "# daxpolicy: allow DX0636 -- the firmware names it so\n" + FRAGILE);
    assertEquals("", verify("s.rules").err());
    write("t.rules", "# daxpolicy: allow DX0617 -- generated\n" + STYLE);
    Cli.Run run = verify("t.rules");
    assertEquals("", run.err());
    assertEquals(Exit.FOUND, run.exit(), "udevadm fails the file all the same");
  }

  @Test
  void findsNothingInWhatTheCompilerWrites() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("examples"))) {
      for (Path example : all.sorted().toList()) {
        for (String version : List.of("252", "254", "257", "262")) {
          Cli.Run run =
              Cli.run(
                  Path.of(""),
                  "udev",
                  "verify",
                  "--udev",
                  version,
                  "--root",
                  example.resolve("generated").toString());
          assertEquals("", run.err(), example::toString);
          assertEquals(Exit.CLEAN, run.exit());
        }
      }
    }
  }

  @Test
  void printsNoSummaryWhereNoneIsWanted() throws IOException {
    write("good.rules", GOOD);
    assertEquals("", verify("--no-summary good.rules").all());
    assertEquals("", verify("-q good.rules").all());
  }
}
