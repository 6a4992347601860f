package org.daxpolicy.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Result;
import org.daxpolicy.udev.MemorySysfs;
import org.daxpolicy.udev.Sysfs;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

final class SnapshotReaderTest {
  private static final Path CORPUS = Path.of("src/test/corpus/machine");
  private static final String DAX = "/devices/platform/hmem.0/dax0.0";

  @TempDir Path work;

  private static List<Path> corpus() throws IOException {
    try (Stream<Path> files = Files.list(CORPUS)) {
      return files.filter(p -> p.toString().endsWith(".json")).sorted().toList();
    }
  }

  @TestFactory
  Stream<DynamicTest> everyMachineOfTheCorpusIsReadWithoutFindings() throws IOException {
    return corpus().stream()
        .map(
            path ->
                DynamicTest.dynamicTest(
                    path.getFileName().toString(),
                    () -> {
                      Result<Machine> result = SnapshotReader.read(path);
                      assertEquals(List.of(), result.diagnostics());
                      Machine machine = result.value().orElseThrow();
                      assertFalse(machine.daxDevices().isEmpty());
                      assertTrue(machine.host().name().isPresent());
                    }));
  }

  @TestFactory
  Stream<DynamicTest> aMachineWrittenAndReadAgainIsTheSame() throws IOException {
    return corpus().stream()
        .map(
            path ->
                DynamicTest.dynamicTest(
                    path.getFileName().toString(),
                    () -> {
                      Machine machine = SnapshotReader.read(path).value().orElseThrow();
                      String text = MachineWriter.write(machine, Map.of("kind", "test"));
                      Machine again = read(text).value().orElseThrow();
                      assertEquals(machine.daxDevices(), again.daxDevices());
                      assertEquals(machine.host(), again.host());
                      assertEquals(entries(machine.sysfs(), ""), entries(again.sysfs(), ""));
                      assertEquals(text, MachineWriter.write(again, Map.of("kind", "test")));
                    }));
  }

  @TestFactory
  Stream<DynamicTest> aTreeAndAnArchiveOfAMachineSayWhatItsJsonSays() throws IOException {
    return corpus().stream()
        .map(
            path ->
                DynamicTest.dynamicTest(
                    path.getFileName().toString(),
                    () -> {
                      Machine machine = SnapshotReader.read(path).value().orElseThrow();
                      Path directory = work.resolve(path.getFileName().toString());
                      unpack(machine.sysfs(), directory.resolve("sys"));
                      Path cmdline = Files.createDirectories(directory.resolve("proc"));
                      Files.writeString(cmdline.resolve("cmdline"), "quiet a=b\n");
                      byte[] tar = TarText.of(machine.sysfs(), "./sys", "quiet a=b\n");
                      for (Result<Machine> result :
                          List.of(
                              SnapshotReader.read(directory),
                              SnapshotReader.read(directory.resolve("sys")),
                              read(tar),
                              read(gzip(tar)))) {
                        assertEquals(List.of(), result.diagnostics());
                        assertSameDevices(machine, result.value().orElseThrow());
                      }
                      assertEquals(
                          Optional.of("quiet a=b"),
                          read(tar).value().orElseThrow().host().commandLine());
                    }));
  }

  private static void assertSameDevices(Machine expected, Machine actual) {
    assertEquals(expected.daxDevices(), actual.daxDevices());
    for (String dax : expected.daxDevices()) {
      for (String path = dax; path.length() > 8; path = Paths.parent(path)) {
        assertEquals(files(expected.sysfs(), path), files(actual.sysfs(), path), path);
      }
      String node = "/devices/system/node/node1";
      assertEquals(files(expected.sysfs(), node), files(actual.sysfs(), node));
      String block = "/devices/system/memory/memory48";
      assertEquals(files(expected.sysfs(), block), files(actual.sysfs(), block));
    }
  }

  /** The readable files right below a path, by name. */
  private static List<String> files(Sysfs sysfs, String path) {
    List<String> found = new ArrayList<>();
    for (String name : sysfs.list(path)) {
      Paths.content(sysfs, path + "/" + name).ifPresent(c -> found.add(name + "=" + c));
      Paths.linkName(sysfs, path + "/" + name).ifPresent(t -> found.add(name + "->" + t));
    }
    return found;
  }

  @Test
  void theUdevDatabaseIsReadFromItsExport() throws IOException {
    Machine machine = SnapshotReader.read(CORPUS.resolve("export-db.txt")).value().orElseThrow();
    assertEquals(List.of(DAX, "/devices/platform/hmem.1/dax1.0"), machine.daxDevices());
    Sysfs sysfs = machine.sysfs();
    assertEquals(Optional.of("kmem"), Paths.linkName(sysfs, DAX + "/driver"));
    assertEquals(Optional.of("hmem"), Paths.linkName(sysfs, "/devices/platform/hmem.0/driver"));
    assertEquals(
        Optional.of("DEVNAME=dax0.0\nDRIVER=kmem\nMODALIAS=dax:t0\nMAJOR=253\nMINOR=0\n"),
        Paths.content(sysfs, DAX + "/uevent"));
    assertEquals(List.of("systemd"), machine.records().get(DAX).tags());
    assertTrue(machine.records().get(DAX).properties().containsKey("USEC_INITIALIZED"));
  }

  @Test
  void aUmockdevRecordingIsReadWithItsAttributes() {
    Machine machine =
        read("""
                P: /devices/platform/hmem.0/dax0.0
                N: dax0.0=00ff
                S: disk/x
                E: SUBSYSTEM=dax
                E: DEVNAME=/dev/dax0.0
                E: MAJOR=252
                E: MINOR=0
                A: size=1073741824\\n
                A: odd=a\\\\b\\tc\\101
                H: raw=00ff41
                L: driver=../../../../bus/dax/drivers/kmem
                L: firmware_node=../../x

                P: /devices/platform/hmem.0
                E: SUBSYSTEM=platform
                """)
            .value()
            .orElseThrow();
    Sysfs sysfs = machine.sysfs();
    assertEquals(List.of(DAX), machine.daxDevices());
    assertEquals(Optional.of("1073741824\n"), Paths.content(sysfs, DAX + "/size"));
    assertEquals(Optional.of("a\\b\tcA\n"), Paths.content(sysfs, DAX + "/odd"));
    assertEquals(Optional.of("\0\u00ffA\n"), Paths.content(sysfs, DAX + "/raw"));
    assertEquals(Optional.of("kmem"), Paths.linkName(sysfs, DAX + "/driver"));
    assertEquals(Optional.of("x"), Paths.linkName(sysfs, DAX + "/firmware_node"));
    assertEquals(List.of("disk/x"), machine.records().get(DAX).links());
  }

  @Test
  void jsonIsTakenAsItComes() {
    Machine machine =
        read("""
                [{"devpath": "/sys/devices/x/dax10.0", "subsystem": "dax", "unknown": {"a": [1]},
                  "attrs": {"size": 4096, "flag": true, "none": null, "name": "é"},
                  "uevent": "MAJOR=1\\nMINOR=2\\n",
                  "db": {"tags": ["t"], "link_priority": 3, "properties": {"A": "b"}}},
                 {"devpath": "/devices/x/dax2.0", "subsystem": "dax", "driver": null},
                 {"devpath": "/devices/x/dax2.1", "subsystem": "dax", "uevent": {"A": "1"}},
                 {"devpath": "/devices/virtual/dmi/id", "subsystem": "dmi"},
                 {"devpath": "/devices/virtual/foo/f0", "subsystem": "foo", "bus": false},
                 {"devpath": "/devices/system/memory", "uevent": null, "attrs": {"a": "1"}}]
                """)
            .value()
            .orElseThrow();
    Sysfs sysfs = machine.sysfs();
    String dax = "/devices/x/dax10.0";
    assertEquals(List.of("/devices/x/dax2.0", "/devices/x/dax2.1", dax), machine.daxDevices());
    assertEquals(Optional.of("4096\n"), Paths.content(sysfs, dax + "/size"));
    assertEquals(Optional.of("1\n"), Paths.content(sysfs, dax + "/flag"));
    assertEquals(Optional.of("\u00c3\u00a9\n"), Paths.content(sysfs, dax + "/name"));
    assertEquals(new Sysfs.Entry.File(Optional.empty(), 0200), sysfs.entry(dax + "/none").get());
    assertEquals(Optional.of("MAJOR=1\nMINOR=2\n"), Paths.content(sysfs, dax + "/uevent"));
    assertTrue(sysfs.entry("/class/dmi/id").isPresent());
    assertTrue(sysfs.entry("/class/foo/f0").isPresent());
    assertTrue(sysfs.entry("/devices/system/memory/uevent").isEmpty());
    assertEquals(3, machine.records().get(dax).linkPriority());
  }

  @Test
  void whatIsWrongIsSaidWithItsPlace() {
    assertFinding("{\"devices\": [\n{\"devpath\": \"/devices/é\", x", Code.MALFORMED_JSON, 2);
    assertFinding("{\"devices\": [\n{\"devpath\": \"/devices/a\",\n", Code.MALFORMED_JSON, 3);
    assertFinding("{\"schema\":\n 2, \"devices\": []}", Code.SNAPSHOT_SCHEMA, 2);
    assertFinding("{\"schema\": {},\n \"devices\": []}", Code.SNAPSHOT_SCHEMA, 1);
    assertFinding("[\n{\"subsystem\": \"dax\"}]", Code.MISSING_DEVPATH, 2);
    assertFinding("[\n{\"devpath\": \"devices/a\"}]", Code.BAD_DEVPATH, 2);
    assertFinding("[\n{\"devpath\": \"/devices/../a\"}]", Code.BAD_DEVPATH, 2);
    assertFinding("[{\"devpath\": \"/a\",\n\"attrs\": {\"../x\": \"1\"}}]", Code.BAD_DEVPATH, 2);
    assertFinding("[{\"devpath\": \"/a\",\n\"attrs\": 5}]", Code.SNAPSHOT_TYPE, 2);
    assertFinding("[{\"devpath\": \"/a\",\n\"attrs\": {\"b\": [1]}}]", Code.SNAPSHOT_TYPE, 2);
    assertFinding("[\n7]", Code.SNAPSHOT_TYPE, 2);
    assertFinding("{\"host\": \n[], \"devices\": []}", Code.SNAPSHOT_TYPE, 2);
    assertFinding("[{\"devpath\": \"/a\"},\n{\"devpath\": \"/sys/a\"}]", Code.DUPLICATE_DEVICE, 2);
    assertFinding("\n\nhello", Code.UNKNOWN_SNAPSHOT_FORMAT, 3);
    assertFinding("{\"policies\": []}", Code.UNKNOWN_SNAPSHOT_FORMAT, 1);
    assertFinding("P: /devices/a\nnonsense\n", Code.MALFORMED_DEVICE_LINE, 2);
    assertFinding("P: /devices/a\nE: nonsense\n", Code.MALFORMED_DEVICE_LINE, 2);
    assertFinding("P: /devices/a\n\nE: A=b\n", Code.MALFORMED_DEVICE_LINE, 3);
    assertTrue(codes(read("[]")).contains(Code.NO_DAX_DEVICE));
    assertTrue(codes(read("")).contains(Code.UNKNOWN_SNAPSHOT_FORMAT));
    assertTrue(codes(SnapshotReader.read(work)).contains(Code.UNKNOWN_SNAPSHOT_FORMAT));
    assertTrue(codes(SnapshotReader.read(work.resolve("x"))).contains(Code.UNREADABLE_FILE));
  }

  @Test
  void aDamagedArchiveIsAFinding() throws IOException {
    Machine machine =
        SnapshotReader.read(CORPUS.resolve("6.12-soft-default.json")).value().orElseThrow();
    byte[] tar = TarText.of(machine.sysfs(), "sys", "");
    byte[] cut = java.util.Arrays.copyOf(tar, tar.length / 2 + 100);
    assertEquals(List.of(Code.DAMAGED_ARCHIVE), codes(read(cut)));
    byte[] zip = gzip(tar);
    assertEquals(
        List.of(Code.DAMAGED_ARCHIVE), codes(read(java.util.Arrays.copyOf(zip, zip.length / 2))));
    tar[1024 + 3] ^= 1;
    assertTrue(codes(read(tar)).contains(Code.DAMAGED_ARCHIVE));
  }

  @Test
  void brokenSnapshotsNeverThrow() throws IOException {
    long seed = 20260103;
    Random random = new Random(seed);
    byte[] json = Files.readAllBytes(CORPUS.resolve("6.12-hmem-vm.json"));
    Machine machine = SnapshotReader.read(CORPUS.resolve("6.12-hmem-vm.json")).value().get();
    byte[] export = Files.readAllBytes(CORPUS.resolve("export-db.txt"));
    byte[] tar = TarText.of(machine.sysfs(), "sys", "");
    for (int round = 0; round < 600; round++) {
      byte[] bytes = List.of(json, export, tar).get(round % 3).clone();
      for (int n = random.nextInt(4); n >= 0; n--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      if (random.nextInt(4) == 0) {
        bytes = java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
      }
      try {
        Result<Machine> result = read(bytes);
        assertTrue(result.value().isPresent() || result.hasErrors());
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + " round " + round, e);
      }
    }
  }

  private static void assertFinding(String text, Code code, int line) {
    List<Diagnostic> found =
        read(text).diagnostics().stream().filter(d -> d.code() == code).toList();
    assertFalse(found.isEmpty(), text + ": " + read(text).diagnostics());
    var label = found.get(0).primary().orElseThrow();
    assertEquals(line, label.file().line(label.span().start()), text);
  }

  private static List<Code> codes(Result<Machine> result) {
    return result.diagnostics().stream().map(Diagnostic::code).toList();
  }

  private static Result<Machine> read(String text) {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Result<Machine> read(byte[] bytes) {
    InputStream in = new ByteArrayInputStream(bytes);
    return SnapshotReader.read(in, "snapshot");
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    }
    return out.toByteArray();
  }

  private static Map<String, Sysfs.Entry> entries(Sysfs sysfs, String path) {
    Map<String, Sysfs.Entry> found = new java.util.TreeMap<>();
    for (String name : sysfs.list(path)) {
      String below = path + "/" + name;
      found.put(below, sysfs.entry(below).orElseThrow());
      found.putAll(entries(sysfs, below));
    }
    return found;
  }

  private static void unpack(Sysfs sysfs, Path root) throws IOException {
    for (var e : entries(sysfs, "").entrySet()) {
      Path file = root.resolve(e.getKey().substring(1));
      Files.createDirectories(file.getParent());
      if (e.getValue() instanceof Sysfs.Entry.Link link) {
        Files.createSymbolicLink(file, Path.of(link.target()));
      } else if (e.getValue() instanceof Sysfs.Entry.File content) {
        if (content.content().isPresent()) {
          Files.writeString(file, content.content().get(), StandardCharsets.ISO_8859_1);
        }
      } else {
        Files.createDirectories(file);
      }
    }
  }

  /** Packs trees as tar does, sizes rounded up to a page as sysfs claims them. */
  static final class TarText {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    static byte[] of(MemorySysfs sysfs, String root, String cmdline) {
      return of((Sysfs) sysfs, root, cmdline);
    }

    static byte[] of(Sysfs sysfs, String root, String cmdline) {
      TarText tar = new TarText();
      entries(sysfs, "").forEach((path, entry) -> tar.entry(root + path, entry));
      String proc = root.replace("sys", "proc/cmdline");
      tar.entry(proc, new Sysfs.Entry.File(Optional.of(cmdline), 0644));
      tar.out.writeBytes(new byte[1024]);
      return tar.out.toByteArray();
    }

    private void entry(String path, Sysfs.Entry entry) {
      if (path.length() > 100) {
        header("././@LongLink", 'L', path.length() + 1, 0644, "");
        padded(path + "\0");
      }
      String name = path.substring(0, Math.min(100, path.length()));
      if (entry instanceof Sysfs.Entry.Link link) {
        if (link.target().length() > 100) {
          String record = " linkpath=" + link.target() + "\n";
          record = (record.length() + 3) + record;
          header("pax", 'x', record.length(), 0644, "");
          padded(record);
        }
        String target = link.target();
        header(name, '2', 0, 0777, target.substring(0, Math.min(100, target.length())));
      } else if (entry instanceof Sysfs.Entry.File file) {
        String content = file.content().orElse("");
        String page = content + "\0".repeat(4096 - content.length() % 4096);
        header(name, '0', page.length(), file.mode(), "");
        padded(page);
      } else {
        header(name, '5', 0, 0755, "");
      }
    }

    private void header(String name, char type, int size, int mode, String target) {
      byte[] block = new byte[512];
      put(block, 0, name);
      put(block, 100, String.format("%07o", mode));
      put(block, 124, String.format("%011o", size));
      block[156] = (byte) type;
      put(block, 157, target);
      put(block, 257, "ustar\00000");
      put(block, 148, "        ");
      int sum = 0;
      for (byte b : block) {
        sum += b & 0xff;
      }
      put(block, 148, String.format("%06o\0", sum));
      out.writeBytes(block);
    }

    private static void put(byte[] block, int at, String text) {
      byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
      System.arraycopy(bytes, 0, block, at, bytes.length);
    }

    private void padded(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
      out.writeBytes(bytes);
      out.writeBytes(new byte[(512 - bytes.length % 512) % 512]);
    }
  }
}
