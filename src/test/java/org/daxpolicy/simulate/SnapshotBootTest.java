package org.daxpolicy.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.daxpolicy.Corpus;
import org.daxpolicy.dax.DaxDeviceState;
import org.daxpolicy.dax.KernelSettings.Presence;
import org.daxpolicy.dax.OnlinePolicy;
import org.daxpolicy.dax.Version;
import org.daxpolicy.machine.Machine;
import org.daxpolicy.machine.SnapshotReader;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Snapshots of machines on which no policy was installed: what the kernel model makes of them is
 * what they show.
 */
class SnapshotBootTest {
  @TestFactory
  Stream<DynamicTest> bootsAsTheMachineDid() throws IOException {
    try (Stream<Path> files = Files.list(Corpus.ROOT.resolve("machine"))) {
      return files
          .filter(f -> f.getFileName().toString().matches("[67].*\\.json"))
          .sorted()
          .toList()
          .stream()
          .map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> check(f)));
    }
  }

  private static void check(Path file) {
    Machine machine = SnapshotReader.read(file, file.toString()).value().orElseThrow();
    Simulation simulation = Simulator.run(machine, Installed.NOTHING, Given.NOTHING);
    assertEquals(machine.daxDevices().size(), simulation.devices().size());
    for (DeviceResult device : simulation.devices()) {
      Observed observed = Observed.of(machine, device.devpath());
      DaxDeviceState before = device.before().orElseThrow();
      assertEquals(observed.driver(), before.driver(), device.name());
      if (observed.memory().total() > 0) {
        assertEquals(observed.memory(), before.memory(), device.name());
      }
      assertEquals(device.before(), device.after(), device.name());
    }
  }

  private static final Installed RULES =
      new Installed(
          new TreeMap<>(
              Map.of(
                  "95-x.rules",
                  "SUBSYSTEM!=\"dax\", GOTO=\"end\"\n"
                      + "ENV{DRIVER}==\"kmem\", RUN+=\"/usr/bin/daxctl reconfigure-device -m devdax -f %k\"\n"
                      + "ACTION==\"add\", ATTR{size}!=\"0\", RUN+=\"/usr/bin/daxctl enable-device %k\"\n"
                      + "LABEL=\"end\"\n")),
          new TreeMap<>(),
          new TreeMap<>(),
          "");

  /** Whatever is given, a device with memory ends as devdax, or the result says why it may not. */
  @TestFactory
  Stream<DynamicTest> everySnapshotEndsAsTheRulesSayOrWithARisk() throws IOException {
    try (Stream<Path> files = Files.list(Corpus.ROOT.resolve("machine"))) {
      return files.filter(f -> f.toString().endsWith(".json")).sorted().toList().stream()
          .map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> given(f)));
    }
  }

  private static void given(Path file) {
    Machine machine = SnapshotReader.read(file, file.toString()).value().orElseThrow();
    for (Version kernel : List.of(Version.of(6, 1), Version.of(6, 12), Version.of(7, 3))) {
      for (OnlinePolicy policy : OnlinePolicy.values()) {
        for (Presence kmem : Presence.values()) {
          Given given =
              new Given(
                  Optional.of(kernel),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.of(policy),
                  Optional.empty(),
                  Optional.of(kmem),
                  Optional.empty());
          for (DeviceResult device : Simulator.run(machine, RULES, given).devices()) {
            if (device.after().isEmpty()) {
              assertTrue(device.why().contains("6.3"), device.why());
              continue;
            }
            DaxDeviceState after = device.after().get();
            boolean devdax = after.mode().equals("devdax") && device.certain();
            assertTrue(
                devdax || after.range().size() == 0 || !device.risks().isEmpty(),
                () -> given + " " + device);
          }
        }
      }
    }
  }
}
