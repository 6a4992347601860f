package org.daxpolicy.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.daxpolicy.Corpus;
import org.daxpolicy.dax.DaxDeviceState;
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
    Machine machine = SnapshotReader.read(file).value().orElseThrow();
    Simulation simulation = Simulator.run(machine, Installed.NOTHING, Given.NOTHING);
    assertEquals(machine.daxDevices().size(), simulation.devices().size());
    for (DeviceResult device : simulation.devices()) {
      ObservedDevice observed =
          ObservedDevice.of(new SysfsFiles(machine.sysfs()), device.devpath(), 1L << 27);
      DaxDeviceState before = device.before().orElseThrow();
      assertEquals(observed.state().driver(), before.driver(), device.name());
      if (observed.blocksShown()) {
        assertEquals(observed.state().memory(), before.memory(), device.name());
      }
      assertEquals(device.before(), device.after(), device.name());
    }
  }
}
