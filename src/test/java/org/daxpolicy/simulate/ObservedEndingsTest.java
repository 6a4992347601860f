package org.daxpolicy.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.daxpolicy.dax.DaxDeviceState;
import org.daxpolicy.machine.Machine;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What was seen on real kernels with one rule installed is among the simulated endings. */
class ObservedEndingsTest {
  private static final Path CORPUS = Path.of("src/test/corpus/simulate");

  @TestFactory
  Stream<DynamicTest> holdsWhatWasSeen() throws IOException {
    List<List<String>> rows =
        Files.readAllLines(CORPUS.resolve("observed.tsv")).stream()
            .filter(l -> !l.startsWith("#"))
            .map(l -> List.of(l.split("\t", -1)))
            .toList();
    return rows.stream().map(r -> DynamicTest.dynamicTest(r.get(0), () -> check(r)));
  }

  private static void check(List<String> row) throws IOException {
    String build = row.get(1).startsWith("6.1.") ? "offline" : "online";
    Machine machine =
        row.get(2).equals("cxl")
            ? Machines.cxl(row.get(1), build)
            : Machines.hmem(row.get(1), build);
    Installed installed = installed(row.get(4) + "\n", row.get(3).equals("-") ? "" : row.get(3));
    Simulation simulation = Simulator.run(machine, installed, Given.NOTHING);
    for (int i = 0; i < simulation.devices().size(); i++) {
      DeviceResult device = simulation.devices().get(i);
      List<String> endings =
          Stream.concat(device.after().stream(), device.alternatives().stream())
              .map(ObservedEndingsTest::told)
              .toList();
      assertTrue(
          endings.contains(row.get(5 + i)),
          () -> device.name() + " ended as " + row + " but simulated " + endings);
      boolean fragile =
          row.get(3).equals("-") && build.equals("online") && !device.steps().isEmpty();
      boolean relative = row.get(0).endsWith("relpath");
      assertEquals(fragile && !relative, warned(device), () -> device.risks().toString());
    }
  }

  private static boolean warned(DeviceResult device) {
    return device.risks().stream()
        .anyMatch(r -> r.code() == org.daxpolicy.text.Code.MEMORY_MAY_BE_PINNED);
  }

  private static String told(DaxDeviceState state) {
    return state.systemRam() ? "system-ram " + state.memory() : state.mode();
  }

  static Installed installed(String rules, String parameters) throws IOException {
    TreeMap<String, String> units = new TreeMap<>();
    try (Stream<Path> files = Files.list(CORPUS.resolve("units"))) {
      for (Path file : files.sorted().toList()) {
        units.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    TreeMap<String, String> files = new TreeMap<>();
    files.put("95-x.rules", rules);
    return new Installed(files, units, new TreeMap<>(), parameters);
  }
}
