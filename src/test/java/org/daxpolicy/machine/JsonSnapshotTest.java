package org.daxpolicy.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.daxpolicy.Corpus;
import org.daxpolicy.dax.Version;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Result;
import org.daxpolicy.udev.DeviceRecord;
import org.daxpolicy.udev.Sysfs;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Reads snapshots in this project's JSON. */
class JsonSnapshotTest {
  private static final String DAX =
      "/devices/platform/ACPI0017:00/root0/decoder0.0/region0/dax_region0/dax0.0";

  static Result<Machine> read(String json) {
    try {
      return SnapshotReader.read(
          new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), "m.json");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Machine machine(String json) {
    Result<Machine> result = read(json);
    return result.value().orElseThrow(() -> new AssertionError(result.diagnostics()));
  }

  private static String file(Machine machine, String path) {
    return machine.sysfs().entry(path).orElseThrow() instanceof Sysfs.Entry.File f
        ? f.content().orElse("<unreadable>")
        : "<no file>";
  }

  @TestFactory
  Stream<DynamicTest> capturedMachinesAreRead() {
    return Corpus.entries(Corpus.ROOT.resolve("machine")).stream()
        .filter(p -> p.toString().endsWith(".json"))
        .map(
            path ->
                DynamicTest.dynamicTest(
                    path.getFileName().toString(),
                    () -> {
                      Result<Machine> result = SnapshotReader.read(path, path.toString());
                      assertEquals(List.of(), result.diagnostics());
                      Machine machine = result.value().orElseThrow();
                      for (String devpath : machine.daxDevices()) {
                        assertTrue(
                            DeviceFacts.of(machine, devpath).origin().isPresent(),
                            devpath + " has no origin");
                      }
                    }));
  }

  @Test
  void aCapturedMachineHasItsHostAndTree() {
    Path path = Corpus.ROOT.resolve("machine/6.12-cxl-ram.json");
    Machine machine = SnapshotReader.read(path, "m").value().orElseThrow();
    assertEquals(Optional.of(Version.of(6, 12, 107)), machine.host().kernelVersion());
    assertEquals(257, machine.host().udevVersion().orElseThrow().number());
    assertEquals(Optional.of("x86-64"), machine.host().architecture());
    assertEquals("m", machine.host().kernelConfig().get("CONFIG_DEV_DAX"));
    assertEquals(List.of(DAX), machine.daxDevices());
    assertEquals("cxl_dax_region\n", file(machine, DevicePath.parent(DAX) + "/devtype"));
    assertEquals("2097152\n", file(machine, DAX + "/align"));
  }

  @Test
  void valuesOfAllScalarTypesAreTexts() {
    Machine m =
        machine(
            """
            [{"devpath": "/sys/devices/a/dax0.0", "subsystem": "dax",
              "attrs": {"size": 17179869184, "memmap_on_memory": true, "x": false, "y": "é",
                        "mapping": null, "mapping0/end": "0x1", "z": 1.50, "empty": ""},
              "uevent": "MAJOR=252\\nMINOR=0\\nDEVNAME=dax0.0\\n"}]
            """);
    String at = "/devices/a/dax0.0/";
    assertEquals("17179869184\n", file(m, at + "size"));
    assertEquals("1\n", file(m, at + "memmap_on_memory"));
    assertEquals("0\n", file(m, at + "x"));
    assertEquals("\u00c3\u00a9\n", file(m, at + "y"));
    assertEquals("<unreadable>", file(m, at + "mapping"));
    assertEquals("0x1\n", file(m, at + "mapping0/end"));
    assertEquals("1.50\n", file(m, at + "z"));
    assertEquals("", file(m, at + "empty"));
    assertEquals("MAJOR=252\nMINOR=0\nDEVNAME=dax0.0\n", file(m, at + "uevent"));
  }

  @Test
  void bytesThatAreNotUtf8AreLoneSurrogates() {
    Machine m = machine("[{\"devpath\": \"/devices/dax0.0\", \"attrs\": {\"a\": \"x\\udcff\"}}]");
    assertEquals("x\u00ff\n", file(m, "/devices/dax0.0/a"));
  }

  @Test
  void aNullUeventIsAMereDirectory() {
    Machine m =
        machine(
            """
            [{"devpath": "/devices/system/memory", "subsystem": null, "uevent": null,
              "attrs": {"auto_online_blocks": "offline"}},
             {"devpath": "/devices/x", "subsystem": "dax", "uevent": null},
             {"devpath": "/devices/y", "subsystem": "dax"}]
            """);
    assertEquals(Optional.empty(), m.sysfs().entry("/devices/system/memory/uevent"));
    assertEquals("offline\n", file(m, "/devices/system/memory/auto_online_blocks"));
    assertEquals("", file(m, "/devices/y/uevent"));
    assertEquals(List.of("/devices/y"), m.daxDevices());
  }

  @Test
  void busesAndClassesAreToldApart() {
    Machine m =
        machine(
            """
            [{"devpath": "/devices/virtual/dmi/id", "subsystem": "dmi"},
             {"devpath": "/devices/a", "subsystem": "odd", "bus": false},
             {"devpath": "/devices/b", "subsystem": "tty", "bus": true},
             {"devpath": "/devices/c", "links": {"subsystem": "../../class/odd"}},
             {"devpath": "/devices/d", "subsystem": "dax", "driver": "kmem"}]
            """);
    for (String path :
        List.of(
            "/class/dmi/id",
            "/class/odd/a",
            "/bus/tty/devices/b",
            "/class/odd/c",
            "/bus/dax/devices/d",
            "/bus/dax/drivers/kmem")) {
      assertTrue(m.sysfs().entry(path).isPresent(), path);
    }
  }

  @Test
  void daxDevicesAreInNaturalOrder() {
    Machine m =
        machine(
            """
            [{"devpath": "/devices/z/dax10.0", "subsystem": "dax"},
             {"devpath": "/devices/z/dax2.10", "subsystem": "dax"},
             {"devpath": "/devices/z/dax2.9", "subsystem": "dax"}]
            """);
    assertEquals(
        List.of("/devices/z/dax2.9", "/devices/z/dax2.10", "/devices/z/dax10.0"), m.daxDevices());
  }

  @Test
  void theDatabaseIsRead() {
    Machine m =
        machine(
            """
            [{"devpath": "/devices/dax0.0", "subsystem": "dax",
              "db": {"properties": {"A": "1"}, "tags": ["systemd"], "current_tags": "systemd x",
                     "links": ["hbm"], "link_priority": -5, "other": {}}}]
            """);
    assertEquals(
        new DeviceRecord(
            Map.of("A", "1"), List.of("systemd"), List.of("systemd", "x"), List.of("hbm"), -5),
        m.records().get("/devices/dax0.0"));
  }

  @Test
  void theHostHasAccountsAndRootWhereNoneAreTold() {
    Machine told =
        machine(
            """
            {"schema": 1, "devices": [], "host": {"passwd": {"hpc": 1000}, "group": {"hbm": "990"},
              "virt": "kvm", "arch": "aarch64", "udev": 252, "unknown": [1, {"a": []}]}}
            """);
    assertEquals(Map.of("hpc", 1000), told.udevHost().users());
    assertEquals(Map.of("hbm", 990), told.udevHost().groups());
    assertEquals(Optional.of("kvm"), told.udevHost().virtualization());
    assertEquals(Optional.of("arm64"), told.udevHost().architecture());
    assertEquals(252, told.host().udevVersion().orElseThrow().number());
    Machine untold = machine("[]");
    assertEquals(Map.of("root", 0), untold.udevHost().users());
    assertEquals(Map.of("root", 0), untold.udevHost().groups());
  }

  @Test
  void aMachineWithoutDaxDeviceIsReadWithAWarning() {
    Result<Machine> result = read("{\"schema\": 1, \"devices\": []}");
    assertTrue(result.value().isPresent());
    assertEquals(
        List.of(Code.SNAPSHOT_WITHOUT_DAX),
        result.diagnostics().stream().map(Diagnostic::code).toList());
  }

  static void finds(String json, String expected) {
    Result<Machine> result = read(json);
    assertTrue(result.value().isEmpty(), json);
    assertEquals(
        expected,
        String.join(
            "\n",
            result.diagnostics().stream()
                .map(
                    d ->
                        d.code().id()
                            + d.primary()
                                .map(
                                    l ->
                                        " "
                                            + l.file().position(l.span().start())
                                            + " "
                                            + l.file().text(l.span()))
                                .orElse("")
                            + ": "
                            + d.headline())
                .toList()));
  }

  @Test
  void mistakesAreShownAtTheirPlaces() {
    finds(
        "{\n\"devices\": []}",
        "DX0503 m.json:1:1 {: the snapshot has no `schema`, expected `\"schema\": 1`");
    finds(
        "{\"schema\": 2,\n\"devices\": []}",
        "DX0503 m.json:1:12 2: schema 2 is not known, expected 1");
    finds(
        "{\"schema\": \"x\", \"devices\": []}",
        "DX0506 m.json:1:12 \"x\": `schema` is a string, expected a whole number");
    finds("{\"schema\": 1}", "DX0504 m.json:1:1 {: the snapshot has no `devices`");
    finds("[\n {}]", "DX0504 m.json:2:2 {: a device has no `devpath`");
    finds(
        "[{\"devpath\": \"devices/é/dax0.0\"}]",
        "DX0505 m.json:1:14 \"devices/é/dax0.0\": `devices/é/dax0.0` is not a devpath, expected an"
            + " absolute path below `/sys`");
    finds(
        "[{\"devpath\": \"/a\"},\n{\"devpath\": \"/sys/a\"}]",
        "DX0508 m.json:2:13 \"/sys/a\": device `/a` is listed twice, first in line 1");
    finds(
        "[{\"devpath\": \"/a\", \"attrs\": {\"../x\": \"1\", \"y\": [1]}}]",
        "DX0507 m.json:1:38 \"1\": `../x` is no name of an attribute, expected a path below the"
            + " device\nDX0506 m.json:1:48 [: `y` is an array, expected a string");
    finds(
        "{\"schema\": 1, \"devices\": 3, \"host\": []}",
        "DX0506 m.json:1:26 3: `devices` is a number, expected an array\n"
            + "DX0506 m.json:1:37 [: `host` is an array, expected an object");
  }

  @Test
  void malformedJsonIsShownWhereItBreaks() {
    finds(
        "{\"schema\": 1,\n \"devices\": [",
        "DX0502 m.json:2:14 : the snapshot ends in the middle of an array, expected `]`");
    finds(
        "[] x",
        "DX0502 m.json:1:4 x: the snapshot is not JSON: unrecognized token 'x': was expecting (JSON"
            + " String, Number, Array, Object or token 'null', 'true' or 'false')");
    finds(
        "[] []",
        "DX0502 m.json:1:4 [: something follows the end of the snapshot, expected nothing");
  }
}
