package org.daxpolicy.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.daxpolicy.Corpus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the input, a command ends with a diagnostic or an answer, never with a stack trace. */
class BadInputTest {
  private static final Pattern FINDING = Pattern.compile("\\[DX\\d{4}]");
  private static final Path POLICY = Path.of("examples/mixed-fleet/policy.daxpolicy");
  private static final Path MACHINE = Corpus.ROOT.resolve("machine/6.12-soft-default.json");

  @TempDir Path folder;

  @Test
  void mutatedPoliciesEndInFindingsOrAnAnswer() throws IOException {
    Files.copy(
        Path.of("examples/mixed-fleet/classes.daxpolicy"), folder.resolve("classes.daxpolicy"));
    byte[] good = Files.readAllBytes(POLICY);
    for (int seed = 0; seed < 300; seed++) {
      Files.write(folder.resolve("p.daxpolicy"), mutate(good, seed));
      judge(seed, Cli.run(folder, "check", "p.daxpolicy"));
      judge(seed, Cli.run(folder, "compile", "p.daxpolicy", "-o", "out"));
    }
  }

  @Test
  void mutatedSnapshotsEndInFindingsOrAnAnswer() throws IOException {
    Files.writeString(folder.resolve("p.daxpolicy"), "policy \"p\"\notherwise keep\n");
    byte[] good = Files.readAllBytes(MACHINE);
    for (int seed = 0; seed < 150; seed++) {
      Files.write(folder.resolve("m.json"), mutate(good, seed));
      judge(seed, Cli.run(folder, "simulate", "p.daxpolicy", "--machine", "m.json"));
    }
  }

  @Test
  void mutatedRulesEndInFindingsOrAnAnswer() throws IOException {
    Files.copy(MACHINE, folder.resolve("m.json"));
    Cli.Run compiled =
        Cli.run(Path.of(""), "compile", POLICY.toString(), "-o", folder.resolve("out").toString());
    assertTrue(compiled.exit() == Exit.CLEAN, compiled.all());
    byte[] good =
        Files.readAllBytes(folder.resolve("out/etc/udev/rules.d/95-daxpolicy-mixed-fleet.rules"));
    for (int seed = 0; seed < 300; seed++) {
      Files.write(folder.resolve("r.rules"), mutate(good, seed));
      for (List<String> args :
          List.of(
              List.of(
                  "udev",
                  "eval",
                  "--rules",
                  "r.rules",
                  "--machine",
                  "m.json",
                  "--device",
                  "dax0.0"),
              List.of("simulate", "r.rules", "--machine", "m.json"),
              List.of("why", "dax0.0", "--machine", "m.json", "r.rules"))) {
        Cli.Run run = Cli.run(folder, args.toArray(String[]::new));
        assertFalse(
            run.all().contains("internal error"), "seed " + seed + " " + args + ":\n" + run.all());
        assertTrue(run.exit() <= Exit.COULD_NOT_RUN, "seed " + seed + " exit " + run.exit());
      }
    }
  }

  private static void judge(int seed, Cli.Run run) {
    assertFalse(run.all().contains("internal error"), "seed " + seed + ":\n" + run.all());
    assertTrue(run.exit() <= Exit.COULD_NOT_RUN, "seed " + seed + " exit " + run.exit());
    assertTrue(
        run.exit() == Exit.CLEAN || FINDING.matcher(run.err()).find(),
        "seed " + seed + " exit " + run.exit() + " without a finding:\n" + run.all());
  }

  /** A few bytes deleted, doubled, replaced or cut off. */
  private static byte[] mutate(byte[] good, int seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder(new String(good, StandardCharsets.ISO_8859_1));
    String strange = "\"{}()[]=!<>,#\\\0\u00ff\u00c3\u0007 \n019azAZ$%|*?";
    for (int n = 1 + random.nextInt(4); n > 0 && text.length() > 0; n--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(5)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.insert(at, strange.charAt(random.nextInt(strange.length())));
        case 2 -> text.setCharAt(at, strange.charAt(random.nextInt(strange.length())));
        case 3 -> text.delete(at, Math.min(text.length(), at + random.nextInt(40)));
        default ->
            text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(40))));
      }
    }
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
