package org.daxpolicy.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.daxpolicy.Corpus;
import org.daxpolicy.dax.KernelSettings.Presence;
import org.daxpolicy.dax.OnlinePolicy;
import org.daxpolicy.dax.Version;
import org.daxpolicy.machine.Machine;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every folder of {@code cases}: a machine and what is given, rules, units, and the simulation
 * written down.
 */
class SimulationCorpusTest {
  private static final Path CASES = Path.of("src/test/corpus/simulate/cases");

  @TestFactory
  Stream<DynamicTest> simulatesAsWrittenDown() throws IOException {
    try (Stream<Path> folders = Files.list(CASES)) {
      return folders.sorted().toList().stream()
          .map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> check(f)));
    }
  }

  private static void check(Path folder) throws IOException {
    Map<String, String> spec =
        Files.readAllLines(folder.resolve("case.txt")).stream()
            .collect(
                Collectors.toMap(
                    l -> l.substring(0, l.indexOf(' ')), l -> l.substring(l.indexOf(' ') + 1)));
    Installed installed =
        ObservedEndingsTest.installed(Files.readString(folder.resolve("95-x.rules")), "")
            .plus(
                new Installed(
                    new TreeMap<>(), named(folder, ".service"), named(folder, ".conf"), ""));
    String actual = SimulationText.of(Simulator.run(machine(spec), installed, given(spec)));
    Corpus.expect(folder.resolve("expected.txt"), actual);
  }

  private static TreeMap<String, String> named(Path folder, String suffix) throws IOException {
    TreeMap<String, String> units = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        if (file.toString().endsWith(suffix)) {
          units.put(file.getFileName().toString(), Files.readString(file));
        }
      }
    }
    return units;
  }

  private static Machine machine(Map<String, String> spec) {
    String[] words = spec.getOrDefault("machine", "").split(" ");
    String release = words[1].equals("-") ? "" : words[1];
    return switch (words[0]) {
      case "hmem" -> Machines.hmem(release, words[2]);
      case "cxl" -> Machines.cxl(release, words[2]);
      case "pmem" ->
          Machines.pmem(
              release,
              words[2],
              Long.parseLong(spec.getOrDefault("size", "1054867456")),
              Integer.parseInt(spec.getOrDefault("node", "0")));
      default -> throw new IllegalArgumentException(words[0]);
    };
  }

  private static Given given(Map<String, String> spec) {
    return new Given(
        version(spec, "kernel"),
        version(spec, "systemd"),
        version(spec, "daxctl"),
        Optional.ofNullable(spec.get("auto-online")).flatMap(OnlinePolicy::parse),
        Optional.ofNullable(spec.get("cmdline")),
        Arrays.stream(Presence.values()).filter(p -> p.word().equals(spec.get("kmem"))).findFirst(),
        Optional.ofNullable(spec.get("region-idle")).map(Boolean::valueOf));
  }

  private static Optional<Version> version(Map<String, String> spec, String key) {
    return Optional.ofNullable(spec.get(key)).flatMap(Version::parse);
  }
}
