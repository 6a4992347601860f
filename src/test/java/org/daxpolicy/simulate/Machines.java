package org.daxpolicy.simulate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.daxpolicy.machine.HostFacts;
import org.daxpolicy.machine.Machine;
import org.daxpolicy.udev.MemorySysfs;

/** The virtual machines of the captures, as far as simulation looks at them. */
final class Machines {
  private final MemorySysfs sysfs = new MemorySysfs();
  private final List<String> devices = new java.util.ArrayList<>();

  /** Two devices of soft-reserved memory, 1 GiB each, nodes 1 and 2 of their own. */
  static Machine hmem(String release, String autoOnline) {
    Machines m = new Machines();
    for (int i = 0; i < 2; i++) {
      String parent = "/devices/platform/hmem." + i;
      m.device(parent, "platform", "hmem", "");
      m.sysfs
          .file(parent + "/dax_region/id", i + "\n", 0444)
          .file(parent + "/dax_region/size", (1L << 30) + "\n", 0444)
          .file(parent + "/dax_region/available_size", "0\n", 0444);
      m.dax(parent + "/dax" + i + ".0", 0x1_0000_0000L + ((long) i << 30), 1L << 30, i + 1);
      m.node(i + 1, i == 0 ? 250 : 120);
    }
    return m.machine(release, autoOnline);
  }

  /** A CXL RAM region of 512 MiB on node 1. */
  static Machine cxl(String release, String autoOnline) {
    Machines m = new Machines();
    String decoder = "/devices/platform/ACPI0017:00/root0/decoder0.0";
    m.device("/devices/platform/ACPI0017:00", "platform", "cxl_acpi", "");
    m.device("/devices/platform/ACPI0017:00/root0", "cxl", "", "cxl_port");
    m.device(decoder, "cxl", "", "cxl_decoder_root");
    m.device(decoder + "/region0", "cxl", "cxl_region", "cxl_region");
    String parent = decoder + "/region0/dax_region0";
    m.device(parent, "cxl", "cxl_dax_region", "cxl_dax_region");
    m.dax(parent + "/dax0.0", 0x5_9000_0000L, 1L << 29, 1);
    m.node(1, 300);
    return m.machine(release, autoOnline);
  }

  /** A PMEM namespace that does not begin at a block, on the processors' node 0. */
  static Machine pmem(String release, String autoOnline, long size, int node) {
    Machines m = new Machines();
    String region = "/devices/platform/ACPI0012:00/ndbus0/region0";
    m.device("/devices/platform/ACPI0012:00", "platform", "acpi-nfit", "");
    m.device("/devices/platform/ACPI0012:00/ndbus0", "nd", "nd_bus", "");
    m.device(region, "nd", "nd_region", "nd_pmem");
    m.device(region + "/dax0.0", "nd", "dax_pmem", "nd_dax");
    m.sysfs.file(region + "/dax0.0/uuid", "2dca39ef-2889-4c52-9817-63d0b69a160a\n", 0644);
    m.dax(region + "/dax0.0/dax0.0", 0x1_c120_0000L, size, node);
    return m.machine(release, autoOnline);
  }

  private void device(String path, String subsystem, String driver, String devtype) {
    sysfs.link(path + "/subsystem", "/sys/bus/" + subsystem);
    if (!driver.isEmpty()) {
      sysfs.link(path + "/driver", "/sys/bus/" + subsystem + "/drivers/" + driver);
    }
    if (!devtype.isEmpty()) {
      sysfs.file(path + "/devtype", devtype + "\n", 0444);
    }
    sysfs.file(path + "/uevent", "", 0644);
  }

  /** As captured: bound to kmem, all blocks online in a kernel zone. */
  private void dax(String path, long start, long size, int node) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    device(path, "dax", "kmem", "");
    sysfs
        .link("/bus/dax/devices/" + name, "../../.." + path)
        .file(path + "/size", size + "\n", 0644)
        .file(path + "/align", "2097152\n", 0644)
        .file(path + "/resource", "0x" + Long.toHexString(start) + "\n", 0400)
        .file(path + "/mapping0/end", "0x" + Long.toHexString(start + size - 1) + "\n", 0400)
        .file(
            path + "/uevent",
            "MAJOR=253\nMINOR=0\nDEVNAME=" + name + "\nDRIVER=kmem\nMODALIAS=dax:t0\n",
            0644);
    if (node >= 0) {
      sysfs.file(path + "/target_node", node + "\n", 0444);
    }
    for (long b = -Math.floorDiv(-start, 1L << 27); (b + 1) << 27 <= start + size; b++) {
      sysfs
          .file("/devices/system/memory/memory" + b + "/state", "online\n", 0644)
          .file("/devices/system/memory/memory" + b + "/valid_zones", "Normal\n", 0444)
          .link("/devices/system/node/node" + Math.max(node, 0) + "/memory" + b, "../../memory");
    }
    devices.add(path);
  }

  private void node(int number, int latency) {
    String path = "/devices/system/node/node" + number;
    sysfs
        .file(path + "/cpulist", "\n", 0444)
        .file(path + "/access0/initiators/read_latency", latency + "\n", 0444)
        .link(path + "/subsystem", "/sys/bus/node")
        .file(path + "/uevent", "", 0644)
        .link("/bus/node/devices/node" + number, "../../../devices/system/node/node" + number);
  }

  private Machine machine(String release, String autoOnline) {
    sysfs
        .file("/devices/system/node/node0/cpulist", "0-1\n", 0444)
        .file("/devices/system/memory/auto_online_blocks", autoOnline + "\n", 0644)
        .file("/devices/system/memory/block_size_bytes", "8000000\n", 0444);
    HostFacts host =
        new HostFacts(
            Optional.of("vm"),
            Optional.of(release).filter(r -> !r.isEmpty()),
            Optional.of("257"),
            Optional.of("81"),
            Optional.of("x86-64"),
            Optional.of("qemu"),
            Optional.of("console=ttyS0"),
            new TreeMap<>(),
            Map.of("root", 0),
            Map.of("root", 0, "hpc", 1005));
    return new Machine("vm", host, sysfs, Map.of(), devices);
  }
}
