package org.daxpolicy.cli;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * Run once by the build so that the JVM can archive the classes the common commands load. Its own
 * result does not matter: without an archive the program only starts more slowly.
 */
final class Warmup {
  private Warmup() {}

  public static void main(String[] args) {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    Console console =
        new Console(
            new ByteArrayInputStream(new byte[0]),
            nowhere,
            nowhere,
            Map.of(),
            Path.of(args[0]),
            false,
            false,
            LocalDate.EPOCH);
    for (String line : commands()) {
      Main.run(line.split(" "), console);
    }
  }

  private static List<String> commands() {
    return List.of("explain --list", "explain DX0001", "nonsense");
  }
}
