package org.daxpolicy.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Times {@code check} and {@code compile}, which proves, of policies with very many rules over
 * twelve attributes, as whole processes in 512 MB, and of one that is built to explode. Run by
 * {@code mvn -Pbench verify}; it judges nothing.
 */
final class PolicyScale {
  private static final String EXPLODING = "src/test/corpus/errors/DX0450/bad.daxpolicy";

  private PolicyScale() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("daxpolicy-bench");
    System.out.printf(Locale.ROOT, "%-22s %-8s %10s %5s%n", "policy", "command", "seconds", "exit");
    for (int rules : List.of(1_000, 2_000, 5_000, 10_000)) {
      Path policy = directory.resolve("rules-" + rules + ".daxpolicy");
      Files.writeString(policy, disjoint(rules));
      time(rules + " disjoint rules", policy.toString(), directory);
    }
    time("built to explode", EXPLODING, directory);
  }

  private static void time(String what, String policy, Path directory)
      throws IOException, InterruptedException {
    for (String command : List.of("check", "compile")) {
      List<String> line = new ArrayList<>(List.of("target/daxpolicy", command, "-q", policy));
      if (command.equals("compile")) {
        line.addAll(List.of("-o", directory.resolve("out").toString()));
      }
      ProcessBuilder builder = new ProcessBuilder(line);
      builder.environment().putAll(Map.of("JAVA_TOOL_OPTIONS", "-Xmx512m", "LC_ALL", "C.UTF-8"));
      builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
      builder.redirectErrorStream(true);
      long start = System.nanoTime();
      int exit = builder.start().waitFor();
      System.out.printf(
          Locale.ROOT,
          "%-22s %-8s %10.1f %5d%n",
          what,
          command,
          (System.nanoTime() - start) / 1e9,
          exit);
    }
  }

  /** Rules of which no two want the same device. */
  private static String disjoint(int rules) {
    StringBuilder text = new StringBuilder();
    text.append("policy \"large\"\n\n");
    text.append("target { kernel >= 6.9 systemd >= 252 nodes 0 .. 7 protect offline }\n\n");
    String[] outcomes = {"mode devdax", "mode system-ram { online movable }", "keep"};
    String[] aligns = {"4KiB", "2MiB", "1GiB"};
    for (int i = 0; i < rules; i++) {
      text.append(
          String.format(
              Locale.ROOT,
              "rule \"r%d\" when origin == cxl and size in %dGiB .. %dGiB and align == %s"
                  + " and target_node == %d and numa_node in -1 .. %d"
                  + " and region.interleave_ways == %d and region.interleave_granularity in 256 .. %d"
                  + " and window.interleave_ways >= %d and window.qos_class <= %d"
                  + " and host.arch == x86_64 and host.dmi.vendor matches \"Vendor %c*\""
                  + " and host.cmdline.pool != \"%d\" { %s }%n",
              i,
              1 + 2 * i,
              2 + 2 * i,
              aligns[i % 3],
              i % 8,
              i % 5,
              1 << i % 4,
              512 << i % 4,
              1 + i % 3,
              i % 16,
              'A' + i % 7,
              i % 10,
              outcomes[i % 3]));
    }
    return text.append("\notherwise keep\n").toString();
  }
}
