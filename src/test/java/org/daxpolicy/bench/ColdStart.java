package org.daxpolicy.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Times commands as whole processes, each in turn with a JVM of the same flags that does nothing,
 * and prints medians and the ratio pair by pair. Run by {@code mvn -Pbench verify}; it judges
 * nothing.
 */
final class ColdStart {
  private static final int RUNS = 21;
  private static final String POLICY = "examples/xeon-max/policy.daxpolicy";

  private ColdStart() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Path out = Files.createTempDirectory("daxpolicy-bench");
    List<String> nothing =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-Xshare:auto",
            "-Xlog:disable",
            "-cp",
            "target/test-classes",
            Nothing.class.getName());
    System.out.printf(
        Locale.ROOT, "%-10s %14s %14s %8s%n", "command", "median ms", "no-op ms", "ratio");
    for (List<String> command :
        List.of(
            List.of("target/daxpolicy", "check", POLICY),
            List.of("target/daxpolicy", "compile", POLICY, "-o", out.toString()))) {
      double[] mine = new double[RUNS];
      double[] theirs = new double[RUNS];
      double[] ratio = new double[RUNS];
      run(command);
      run(nothing);
      for (int i = 0; i < RUNS; i++) {
        mine[i] = run(command);
        theirs[i] = run(nothing);
        ratio[i] = mine[i] / theirs[i];
      }
      System.out.printf(
          Locale.ROOT,
          "%-10s %14.1f %14.1f %8.2f%n",
          command.get(1),
          median(mine),
          median(theirs),
          median(ratio));
    }
  }

  private static double run(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command));
    builder
        .environment()
        .put("DAXPOLICY_JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString());
    builder
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD);
    long start = System.nanoTime();
    int exit = builder.start().waitFor();
    double milliseconds = (System.nanoTime() - start) / 1e6;
    if (exit != 0) {
      throw new IllegalStateException(command + " ended with " + exit);
    }
    return milliseconds;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
