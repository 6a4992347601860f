package org.daxpolicy.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.daxpolicy.Corpus;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What tells whose machine it is does not stay in an anonymous snapshot; all else does. */
class AnonymizerTest {
  @TempDir Path work;

  @TestFactory
  Stream<DynamicTest> nothingThatIsReplacedStaysAndDevicesDo() {
    return Corpus.entries(Corpus.ROOT.resolve("machine")).stream()
        .filter(p -> p.toString().endsWith(".json"))
        .map(p -> DynamicTest.dynamicTest(p.getFileName().toString(), () -> check(read(p))));
  }

  private static void check(Machine machine) {
    Anonymizer.Anonymous anonymous = Anonymizer.of(machine);
    String written = MachineWriter.write(anonymous.machine());
    anonymous.replaced().keySet().forEach(was -> assertFalse(written.contains(was), was));
    assertEquals(machine.daxDevices(), anonymous.machine().daxDevices());
    assertEquals(
        MachineWriterTest.content(machine.sysfs()).keySet(),
        MachineWriterTest.content(anonymous.machine().sysfs()).keySet());
    assertEquals(written, MachineWriter.write(Anonymizer.of(machine).machine()));
  }

  /** A uuid that a rule asks for is replaced there by what it is replaced by in sysfs. */
  @Test
  void theSameIsReplacedByTheSameEverywhere() {
    Path cxl = Corpus.ROOT.resolve("machine/6.12-cxl-ram-and-pmem.json");
    String uuid = "75b5fa44-de41-4aea-b860-32c9eb374281";
    FakeRoot root = new FakeRoot(work).sysfs(read(cxl)).host();
    root.file("etc/udev/rules.d/61-one.rules", "ATTRS{uuid}==\"" + uuid + "\", OWNER=\"alice\"\n");
    Machine machine =
        HostCapture.read(root.path(), "m", Map.of(), Set.of(), Set.of()).value().orElseThrow();
    Anonymizer.Anonymous anonymous = Anonymizer.of(machine);
    Map<String, String> replaced = anonymous.replaced();
    assertEquals(
        "ATTRS{uuid}==\"" + replaced.get(uuid) + "\", OWNER=\"" + replaced.get("alice") + "\"\n",
        anonymous.machine().host().files().text("/etc/udev/rules.d/61-one.rules").orElseThrow());
    assertEquals(1000, anonymous.machine().host().users().get(replaced.get("alice")));
  }

  private static Machine read(Path file) {
    return SnapshotReader.read(file, "m").value().orElseThrow();
  }
}
