package org.daxpolicy.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.daxpolicy.Corpus;
import org.daxpolicy.dax.Catalogue;
import org.junit.jupiter.api.Test;

/** What attributes are on devices of captured and made-up machines. */
class DeviceFactsTest {
  private static final String CXL =
      "/devices/platform/ACPI0017:00/root0/decoder0.0/region0/dax_region0/dax0.0";

  private static Machine captured(String name) {
    return SnapshotReader.read(Corpus.ROOT.resolve("machine/" + name + ".json"), name)
        .value()
        .orElseThrow();
  }

  private static Machine machine(String host, String... devices) {
    return JsonSnapshotTest.read(
            "{\"schema\": 1, \"host\": {"
                + host
                + "}, \"devices\": ["
                + String.join(",", devices)
                + "]}")
        .value()
        .orElseThrow();
  }

  private static void is(Machine machine, String devpath, String attribute, String expected) {
    assertEquals(
        Optional.ofNullable(expected.isEmpty() ? null : expected),
        DeviceFacts.of(machine, devpath).printed(Catalogue.find(attribute).orElseThrow()),
        attribute);
  }

  @Test
  void aCxlDeviceTellsItsRegionAndWindow() {
    Machine m = captured("6.12-cxl-ram");
    is(m, CXL, "name", "dax0.0");
    is(m, CXL, "region", "0");
    is(m, CXL, "instance", "0");
    is(m, CXL, "origin", "cxl");
    is(m, CXL, "size", "536870912");
    is(m, CXL, "target_node", "1");
    is(m, CXL, "numa_node", "-1");
    is(m, CXL, "resource", "0x590000000");
    is(m, CXL, "region.mode", "ram");
    is(m, CXL, "region.uuid", "");
    is(m, CXL, "region.size", "0x20000000");
    is(m, CXL, "window.size", "0x100000000");
    is(m, CXL, "window.interleave_ways", "1");
    is(m, CXL, "uuid", "");
    is(m, CXL, "host.arch", "x86-64");
    is(m, CXL, "host.virt", "");
    is(m, CXL, "host.cmdline.console", "ttyS0");
    is(m, CXL, "host.cmdline.memhp_default_state", "");
  }

  @Test
  void anHmemDeviceTellsItsOrigin() {
    Machine m = captured("6.12-soft-default");
    for (String devpath : m.daxDevices()) {
      is(m, devpath, "origin", "hmem");
      is(m, devpath, "region.mode", "");
    }
  }

  @Test
  void anNvdimmNamespaceTellsItsUuid() {
    Machine m = captured("6.12-nvdimm");
    String devpath = m.daxDevices().get(0);
    is(m, devpath, "origin", "pmem");
    assertEquals(
        36,
        DeviceFacts.of(m, devpath)
            .printed(Catalogue.find("uuid").orElseThrow())
            .orElseThrow()
            .length());
  }

  @Test
  void valuesThatAreEmptyUnreadableOrMisprintedAreAbsent() {
    String dax = "/devices/dax0.0";
    Machine m =
        machine(
            "",
            """
            {"devpath": "/devices/dax0.0", "subsystem": "dax", "attrs": {
              "size": "010", "align": " \\t\\n", "target_node": null, "numa_node": "-1 \\t",
              "resource": "0X10", "mapping0/end": "0x1f", "memmap_on_memory": "maybe \\n\\n"},
             "links": {"uuid": "size"}}
            """);
    is(m, dax, "size", "");
    is(m, dax, "align", "");
    is(m, dax, "target_node", "");
    is(m, dax, "numa_node", "-1");
    is(m, dax, "resource", "");
    is(m, dax, "resource.end", "0x1f");
    is(m, dax, "memmap_on_memory", "maybe");
    is(m, dax, "origin", "");
  }

  @Test
  void theFirstAncestorThatHasTheValueCounts() {
    String region =
        """
        {"devpath": "%s", "subsystem": "cxl", "attrs": {"devtype": "cxl_region", %s}}
        """;
    Machine m =
        machine(
            "",
            "{\"devpath\": \"/devices/r1/r2/plain/dax1.2\", \"subsystem\": \"dax\"}",
            "{\"devpath\": \"/devices/r1/r2/plain\", \"subsystem\": null, \"uevent\": null,"
                + " \"attrs\": {\"devtype\": \"cxl_region\", \"mode\": \"none\"}}",
            region.formatted("/devices/r1/r2", "\"mode\": \"\", \"interleave_ways\": \"x\""),
            region.formatted("/devices/r1", "\"mode\": \"ram\", \"interleave_ways\": \"4\""));
    String dax = "/devices/r1/r2/plain/dax1.2";
    is(m, dax, "region.mode", "ram");
    is(m, dax, "region.interleave_ways", "4");
    is(m, dax, "region", "1");
    is(m, dax, "instance", "2");
    is(m, dax, "origin", "");
  }

  @Test
  void cxlComesBeforePmemAndPmemBeforeHmem() {
    String hmem =
        "{\"devpath\": \"/devices/h\", \"subsystem\": \"platform\", \"driver\": \"hmem\"}";
    String pmem = "{\"devpath\": \"/devices/h/n\", \"subsystem\": \"nd\"}";
    String cxl =
        "{\"devpath\": \"/devices/h/n/c\", \"subsystem\": \"cxl\","
            + " \"attrs\": {\"devtype\": \"cxl_dax_region\"}}";
    String dax = "{\"devpath\": \"/devices/h/n/c/dax0.0\", \"subsystem\": \"dax\"}";
    is(machine("", hmem, dax), "/devices/h/n/c/dax0.0", "origin", "hmem");
    is(machine("", hmem, pmem, dax), "/devices/h/n/c/dax0.0", "origin", "pmem");
    is(machine("", hmem, pmem, cxl, dax), "/devices/h/n/c/dax0.0", "origin", "cxl");
  }

  @Test
  void theTargetNodesAccessIsFoundThroughItsBus() {
    Machine m =
        machine(
            "",
            "{\"devpath\": \"/devices/dax0.0\", \"subsystem\": \"dax\", \"attrs\":"
                + " {\"target_node\": 3}}",
            "{\"devpath\": \"/devices/system/node/node3\", \"subsystem\": \"node\", \"attrs\":"
                + " {\"access0/initiators/read_bandwidth\": 1200,"
                + " \"access1/initiators/read_latency\": \"\"}}");
    is(m, "/devices/dax0.0", "node.read_bandwidth", "1200");
    is(m, "/devices/dax0.0", "node.cpu.read_latency", "");
    is(m, "/devices/dax0.0", "node.write_bandwidth", "");
  }

  @Test
  void firmwareNamesAndParametersAreFactsOfTheHost() {
    Machine m =
        machine(
            "\"cmdline\": \"a-b=1 a_b=\\\"2 3\\\" quiet x=\", \"virt\": \"kvm\"",
            "{\"devpath\": \"/devices/dax0.0\", \"subsystem\": \"dax\"}",
            "{\"devpath\": \"/devices/virtual/dmi/id\", \"subsystem\": \"dmi\", \"attrs\":"
                + " {\"sys_vendor\": \"Example Corp. \"}}");
    String dax = "/devices/dax0.0";
    is(m, dax, "host.dmi.vendor", "Example Corp.");
    is(m, dax, "host.dmi.board", "");
    is(m, dax, "host.virt", "kvm");
    is(m, dax, "host.cmdline.a_b", "2 3");
    is(m, dax, "host.cmdline.a-b", "2 3");
    is(m, dax, "host.cmdline.quiet", "1");
    is(m, dax, "host.cmdline.x", "");
    is(m, dax, "host.cmdline.y", "");
  }
}
