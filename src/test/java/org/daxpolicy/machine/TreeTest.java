package org.daxpolicy.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.daxpolicy.Corpus;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.dax.Catalogue;
import org.daxpolicy.text.Result;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Reads sysfs trees and archives of them: the machine must be the one the tree was made of. */
class TreeTest {
  @TempDir Path work;

  private static Machine captured(Path path) {
    return SnapshotReader.read(path, "m").value().orElseThrow();
  }

  private static Machine cxl() {
    return captured(Corpus.ROOT.resolve("machine/6.12-cxl-ram.json"));
  }

  private static Map<String, String> tree(Machine machine) {
    return MachineWriterTest.content(machine.sysfs());
  }

  /** Every fact of every device but those of the host. */
  private static Map<String, String> facts(Machine machine) {
    Map<String, String> facts = new TreeMap<>();
    for (String devpath : machine.daxDevices()) {
      for (Attribute attribute : Catalogue.all()) {
        if (!attribute.name().startsWith("host.")) {
          facts.put(
              devpath + " " + attribute.name(),
              DeviceFacts.of(machine, devpath).printed(attribute).orElse("<absent>"));
        }
      }
    }
    return facts;
  }

  private static void layOut(Machine machine, Path sys) throws IOException {
    Files.createDirectories(sys);
    for (Map.Entry<String, String> entry : tree(machine).entrySet()) {
      Path file = sys.resolve(entry.getKey().substring(1));
      String what = entry.getValue();
      if (what.equals("directory")) {
        Files.createDirectory(file);
      } else if (what.startsWith("link ")) {
        Files.createSymbolicLink(file, Path.of(what.substring(5)));
      } else {
        String content = what.equals("unreadable") ? "" : what.substring(5);
        Files.writeString(file, content, StandardCharsets.ISO_8859_1);
        String mode = what.equals("unreadable") ? "-w-------" : "rw-r--r--";
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
      }
    }
  }

  private static Result<Machine> read(byte[] bytes) throws IOException {
    return SnapshotReader.read(new ByteArrayInputStream(bytes), "m.tar");
  }

  private static Machine machine(byte[] bytes) throws IOException {
    Result<Machine> result = read(bytes);
    return result.value().orElseThrow(() -> new AssertionError(result.diagnostics()));
  }

  private static byte[] compressed(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private static Stream<Path> machines() {
    return Corpus.entries(Corpus.ROOT.resolve("machine")).stream()
        .filter(p -> p.toString().endsWith(".json"));
  }

  @TestFactory
  Stream<DynamicTest> treesOfCapturedMachinesHaveTheSameFacts() {
    return machines()
        .map(
            path ->
                DynamicTest.dynamicTest(
                    path.getFileName().toString(),
                    () -> {
                      Machine original = captured(path);
                      Path root = work.resolve(path.getFileName().toString());
                      layOut(original, root.resolve("sys"));
                      Machine read = captured(root);
                      assertEquals(original.daxDevices(), read.daxDevices());
                      assertEquals(facts(original), facts(read));
                      assertEquals(facts(original), facts(captured(root.resolve("sys"))));
                      MachineWriterTest.readsBack(read);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> archivesOfCapturedMachinesHaveTheSameFacts() {
    return machines()
        .map(
            path ->
                DynamicTest.dynamicTest(
                    path.getFileName().toString(),
                    () -> {
                      Machine original = captured(path);
                      for (TarMaker.Dialect dialect : TarMaker.Dialect.values()) {
                        byte[] tar = TarMaker.pack(dialect, "sys", tree(original), 0);
                        Machine read = machine(tar);
                        assertEquals(original.daxDevices(), read.daxDevices(), dialect.name());
                        assertEquals(facts(original), facts(read), dialect.name());
                      }
                    }));
  }

  @Test
  void anArchiveMayBePaddedCompressedAndHaveDirectoriesInFront() throws IOException {
    Machine original = cxl();
    Map<String, String> devices = new LinkedHashMap<>(tree(original));
    devices.keySet().removeIf(path -> !path.startsWith("/devices/"));
    for (String prefix : List.of("", "./sys", "/sys", "shot/sys", "a/b/sys", "./shot")) {
      byte[] tar = TarMaker.pack(TarMaker.Dialect.PAX, prefix, devices, 4096);
      Machine read = machine(compressed(tar));
      assertEquals(facts(original), facts(read), prefix);
      assertTrue(read.sysfs().entry("/bus/dax/devices/dax0.0").isPresent(), prefix);
      assertTrue(read.sysfs().entry("/bus/dax/drivers/kmem").isPresent(), prefix);
    }
  }

  @Test
  void theHostIsReadFromFilesBesideTheTree() throws IOException {
    layOut(cxl(), work.resolve("sys"));
    Map<String, String> files = new LinkedHashMap<>();
    files.put("proc/cmdline", "quiet memhp_default_state=offline\n");
    files.put("proc/sys/kernel/osrelease", "6.12.1-test\n");
    files.put("proc/sys/kernel/arch", "x86_64\n");
    files.put("etc/passwd", "root:x:0:0::/:/bin/sh\nodd\nhpc:x:1000:1000::/:/bin/sh\n");
    files.put("etc/group", "root:x:0:\nhbm:x:990:hpc\n");
    files.put(
        "boot/config-6.12.1-test", "CONFIG_DEV_DAX_KMEM=m\n# CONFIG_X is not set\nCONFIG_Y=y\n");
    TarMaker tar = new TarMaker(TarMaker.Dialect.USTAR);
    tar.add("sys/devices/x/uevent", '0', 0644, "", new byte[0]);
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = work.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
      tar.add(file.getKey(), '0', 0644, "", file.getValue().getBytes(StandardCharsets.UTF_8));
    }
    for (HostFacts host :
        List.of(
            captured(work).host(),
            captured(work.resolve("sys")).host(),
            machine(tar.bytes()).host())) {
      assertEquals(Optional.of("6.12.1-test"), host.kernel());
      assertEquals(Optional.of("x86-64"), host.architecture());
      assertEquals(Optional.of("quiet memhp_default_state=offline"), host.commandLine());
      assertEquals(Map.of("root", 0, "hpc", 1000), host.users());
      assertEquals(Map.of("root", 0, "hbm", 990), host.groups());
      assertEquals(Map.of("CONFIG_DEV_DAX_KMEM", "m"), host.kernelConfig());
    }
  }

  @Test
  void whatSaysNothingAboutMemoryIsLeftOut() throws IOException {
    Map<String, String> files = new LinkedHashMap<>(tree(cxl()));
    files.put("/devices/pci0000:00/0000:00:01.0/uevent", "file PCI_ID=1\n");
    files.put("/devices/pci0000:00/0000:00:01.0/rom", "file x");
    files.put("/devices/pci0000:00/0000:00:01.0/vendor", "file 0x8086\n");
    files.put("/devices/pci0000:00/0000:00:01.0/subsystem", "link ../../../bus/pci");
    files.put("/devices/pci0000:00/0000:00:01.0/mem0/subsystem", "link ../../../../bus/cxl");
    files.put("/devices/pci0000:00/0000:00:01.0/mem0/uevent", "file ");
    files.put("/devices/pci0000:00/0000:00:01.0/mem0/serial", "file 0x1\n");
    files.put("/devices/pci0000:00/0000:00:02.0/uevent", "file PCI_ID=2\n");
    files.put("/devices/system/cpu/cpu0/uevent", "file \n");
    Machine m = machine(TarMaker.pack(TarMaker.Dialect.USTAR, "sys", files, 0));
    Map<String, String> kept = tree(m);
    assertEquals("file 0x8086\n", kept.get("/devices/pci0000:00/0000:00:01.0/vendor"));
    assertEquals("file 0x1\n", kept.get("/devices/pci0000:00/0000:00:01.0/mem0/serial"));
    assertFalse(kept.containsKey("/devices/pci0000:00/0000:00:01.0/rom"));
    assertFalse(kept.containsKey("/devices/pci0000:00/0000:00:02.0"));
    assertFalse(kept.containsKey("/devices/system/cpu"));
  }

  @Test
  void linksThatLeadInCirclesAreNotFollowed() throws IOException {
    layOut(cxl(), work.resolve("sys"));
    Path dax = work.resolve("sys" + cxl().daxDevices().get(0));
    Files.createSymbolicLink(dax.resolve("loop"), Path.of(".."));
    Machine m = captured(work);
    assertEquals("link ..", tree(m).get(m.daxDevices().get(0) + "/loop"));
    assertEquals(facts(cxl()), facts(m));
  }

  @Test
  void brokenArchivesAreSaidToBe() throws IOException {
    byte[] tar = TarMaker.pack(TarMaker.Dialect.PAX, "sys", tree(cxl()), 0);
    for (int length : List.of(512, 700, 5000, tar.length - 2048)) {
      finds(Arrays.copyOf(tar, length), "DX0511", "it is cut off after " + length + " bytes");
    }
    byte[] damaged = tar.clone();
    damaged[5 * 512 + 3] ^= 1;
    finds(damaged, "DX0511", "there is no header of a member");
    byte[] gzip = compressed(tar);
    finds(Arrays.copyOf(gzip, gzip.length - 100), "DX0511", "its compressed data is cut off");
    gzip[gzip.length / 2] ^= 0x55;
    finds(gzip, "DX0511", "cannot read the archive");
    finds(
        new TarMaker(TarMaker.Dialect.GNU).add("a", '0', 0644, "", new byte[3]).bytes(),
        "DX0501",
        "is an archive without `devices`");
  }

  @Test
  void whatIsNoSnapshotIsSaidToBeNone() throws IOException {
    finds(new byte[0], "DX0501", "is in no known format");
    finds("hello\n".getBytes(StandardCharsets.UTF_8), "DX0501", "is in no known format");
    finds(compressed(new byte[10]), "DX0501", "is in no known format");
    Result<Machine> directory = SnapshotReader.read(work, "here");
    assertTrue(directory.value().isEmpty());
    assertEquals(
        "directory `here` has no `devices` or `sys/devices`",
        directory.diagnostics().get(0).headline());
    Result<Machine> missing = SnapshotReader.read(work.resolve("none"), "none");
    assertEquals(
        "cannot read `none`: there is no such file", missing.diagnostics().get(0).headline());
  }

  private static void finds(byte[] bytes, String code, String words) throws IOException {
    Result<Machine> result = read(bytes);
    assertTrue(result.value().isEmpty());
    assertEquals(1, result.diagnostics().size());
    assertEquals(code, result.diagnostics().get(0).code().id());
    assertTrue(
        result.diagnostics().get(0).headline().contains(words),
        result.diagnostics().get(0).headline());
  }
}
