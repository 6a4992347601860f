package org.daxpolicy.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Times commands as whole processes, started by the launcher as a user starts them, each in turn
 * with a program that does nothing on the same JVM with the same flags. It gets no archive of its
 * own beyond the JVM's: that is what the ratio is about. Prints medians, the least times, and the
 * median of the ratios of the pairs. Run by {@code mvn -Pbench verify}; it judges nothing.
 */
final class ColdStart {
  private static final int RUNS = 31;
  private static final String LAUNCHER = "target/daxpolicy";
  private static final String POLICY = "examples/xeon-max/policy.daxpolicy";
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private ColdStart() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Path out = Files.createTempDirectory("daxpolicy-bench");
    List<String> nothing = new ArrayList<>(List.of(JAVA));
    nothing.addAll(flags());
    nothing.addAll(List.of("-cp", "target/test-classes", Nothing.class.getName()));
    System.out.printf(
        Locale.ROOT,
        "%-8s %11s %9s %13s %9s %7s%n",
        "command",
        "median ms",
        "least ms",
        "no-op median",
        "least",
        "ratio");
    for (String command : List.of("check", "compile")) {
      double[] mine = new double[RUNS];
      double[] theirs = new double[RUNS];
      double[] ratio = new double[RUNS];
      for (int i = -1; i < RUNS; i++) {
        List<String> line = new ArrayList<>(List.of(LAUNCHER, command, POLICY));
        if (command.equals("compile")) {
          line.addAll(List.of("-o", out.resolve("run" + i).toString()));
        }
        double ours = run(line);
        double floor = run(nothing);
        if (i >= 0) {
          mine[i] = ours;
          theirs[i] = floor;
          ratio[i] = ours / floor;
        }
      }
      System.out.printf(
          Locale.ROOT,
          "%-8s %11.1f %9.1f %13.1f %9.1f %7.2f%n",
          command,
          median(mine),
          least(mine),
          median(theirs),
          least(theirs),
          median(ratio));
    }
  }

  /** What the launcher tells the JVM, asked by giving it a JVM that repeats what it is told. */
  private static List<String> flags() throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(LAUNCHER);
    builder.environment().put("DAXPOLICY_JAVA", "/bin/echo");
    Process echo = builder.start();
    String said = new String(echo.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    echo.waitFor();
    return Arrays.stream(said.strip().split(" "))
        .filter(word -> word.startsWith("-X") && !word.startsWith("-XX:SharedArchiveFile"))
        .toList();
  }

  private static double run(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(Map.of("DAXPOLICY_JAVA", JAVA, "LC_ALL", "C.UTF-8"));
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

  private static double least(double[] values) {
    return Arrays.stream(values).min().orElseThrow();
  }
}
