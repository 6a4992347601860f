package org.daxpolicy.udev;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No spoilt rules make the reader or the evaluator throw, take a second, or need more than 256 MB.
 * {@code -Pfuzz} tries ten million; others are tried with {@code -Dudev.fuzz.seed=N}.
 */
class UdevFuzzTest {
  private static final long SEED = Long.getLong("udev.fuzz.seed", 1);
  private static final long INPUTS = Long.getLong("udev.fuzz.inputs", 20_000);

  @TempDir Path directory = Path.of("");

  @Test
  void spoiltRulesDoNoHarm() throws Exception {
    int lanes = Runtime.getRuntime().availableProcessors();
    long share = (INPUTS + lanes - 1) / lanes;
    List<Process> processes = new ArrayList<>();
    List<Path> outputs = new ArrayList<>();
    for (int lane = 0; lane < lanes; lane++) {
      Path output = directory.resolve("lane" + lane);
      outputs.add(output);
      processes.add(start(SEED + lane * share, share, output));
    }
    for (int lane = 0; lane < lanes; lane++) {
      int exit = processes.get(lane).waitFor();
      String said = Files.readString(outputs.get(lane));
      System.out.print(said);
      assertEquals(0, exit, said);
    }
  }

  private static Process start(long seed, long inputs, Path output) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-Xss1m",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            UdevFuzz.class.getName(),
            String.valueOf(seed),
            String.valueOf(inputs))
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }
}
