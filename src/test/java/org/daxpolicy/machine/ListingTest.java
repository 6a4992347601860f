package org.daxpolicy.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.Corpus;
import org.daxpolicy.dax.Catalogue;
import org.daxpolicy.udev.DeviceRecord;
import org.junit.jupiter.api.Test;

/** Reads what udevadm exports and what umockdev records. */
class ListingTest {
  private static final Path FORMATS = Corpus.ROOT.resolve("machine/formats");
  private static final String REGION = "/devices/platform/ACPI0017:00/root0/decoder0.0/region0";

  private static Machine machine(String file) {
    return SnapshotReader.read(FORMATS.resolve(file), file).value().orElseThrow();
  }

  private static Optional<String> printed(Machine machine, String attribute) {
    return DeviceFacts.of(machine, machine.daxDevices().get(0))
        .printed(Catalogue.find(attribute).orElseThrow());
  }

  @Test
  void theExportedDatabaseBecomesATreeAndRecords() {
    Machine m = machine("export-db.txt");
    String dax = REGION + "/dax_region0/dax0.0";
    assertEquals(List.of(dax), m.daxDevices());
    assertEquals(Optional.of("cxl"), printed(m, "origin"));
    assertEquals(Optional.empty(), printed(m, "size"));
    Map<String, String> tree = MachineWriterTest.content(m.sysfs());
    assertEquals(
        "file DEVNAME=dax0.0\nDRIVER=kmem\nMODALIAS=dax:t0\nMAJOR=252\nMINOR=0\n",
        tree.get(dax + "/uevent"));
    assertEquals("file 252:0\n", tree.get(dax + "/dev"));
    assertEquals("link ../../../../../../../../bus/dax/drivers/kmem", tree.get(dax + "/driver"));
    assertEquals("file cxl_region\n", tree.get(REGION + "/devtype"));
    assertEquals("link ../../devices/virtual/dmi/id", tree.get("/class/dmi/id"));
    assertEquals("directory", tree.get("/module/kmem"));
    assertTrue(!tree.containsKey("/module/kmem/subsystem"));
    assertEquals(
        Map.of(
            dax,
            new DeviceRecord(
                Map.of("SYSTEMD_WANTS", "daxctl@dax0.0.service"),
                List.of("systemd"),
                List.of("systemd"),
                List.of("dax/pool"),
                10)),
        m.records());
    MachineWriterTest.readsBack(m);
  }

  @Test
  void aRecordingHasAttributesWithTheirEscapes() {
    Machine m = machine("umockdev.txt");
    String dax = "/devices/platform/hmem.0/dax0.0";
    assertEquals(Optional.of("hmem"), printed(m, "origin"));
    assertEquals(Optional.of("17179869184"), printed(m, "size"));
    assertEquals(Optional.of("0x13fffffff"), printed(m, "resource.end"));
    Map<String, String> tree = MachineWriterTest.content(m.sysfs());
    assertEquals("file a\\b\nc\n", tree.get(dax + "/odd"));
    assertEquals("file \0\u00c3\u00a9\n", tree.get(dax + "/raw"));
    assertEquals("link ../../../../bus/dax/drivers/device_dax", tree.get(dax + "/driver"));
    assertEquals("directory", tree.get("/bus/dax/drivers/device_dax"));
    assertEquals(
        new DeviceRecord(Map.of(), List.of("systemd"), List.of(), List.of("hbm"), 0),
        m.records().get(dax));
  }

  @Test
  void windowsLineEndsAndCommentsArePassedOver() {
    JsonSnapshotTest.finds(
        "# a comment\nP: /devices/a\r\nU: dax\r\n\r\nP: a\n",
        "DX0505 m.json:5:1 P: a: `a` is not a devpath, expected an absolute path below `/sys`");
  }

  @Test
  void malformedLinesAreShownAtTheirPlaces() {
    JsonSnapshotTest.finds(
        "P: /devices/a\nE: X\nQ: 7\nhello\nL: x\nA: y\nH: z=0\nA: ../a=1\n\nE: A=1\n\nP: /sys/devices/a\nE: A=1\n",
        """
        DX0510 m.json:2:1 E: X: cannot read line `E: X`, expected `E: KEY=value`
        DX0510 m.json:4:1 hello: cannot read line `hello`, expected a letter, a colon and a value, such as `E: KEY=value`
        DX0510 m.json:5:1 L: x: cannot read line `L: x`, expected `L: ` and a number, or `L: name=target`
        DX0510 m.json:6:1 A: y: cannot read line `A: y`, expected `A: name=value`
        DX0510 m.json:7:1 H: z=0: cannot read line `H: z=0`, expected `H: name=` and pairs of hexadecimal digits
        DX0507 m.json:8:1 A: ../a=1: `../a` is no name of an attribute, expected a path below the device
        DX0510 m.json:10:1 E: A=1: cannot read line `E: A=1`, expected `P: ` and a device's path first
        DX0508 m.json:12:1 P: /sys/devices/a: device `/devices/a` is listed twice, first in line 1""");
  }
}
