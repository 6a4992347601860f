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
    Main.travelLight();
    Console.system();
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
    String policy = "xeon-max/policy.daxpolicy";
    String machine = " --machine xeon-max/machines/6.12-soft-default.json";
    return List.of(
        "check " + policy,
        "compile --check " + policy + " -o xeon-max/generated",
        "compile " + policy + " -o ../target/warmup",
        "simulate " + policy + machine,
        "why dax0.0 " + policy + machine,
        "test xeon-max",
        "udev eval --rules xeon-max/generated --device dax0.0 --format json" + machine,
        "udev verify --root xeon-max/generated",
        "explain DX0001",
        "attributes size",
        "nonsense");
  }
}
