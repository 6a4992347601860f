package org.daxpolicy.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.machine.HostFacts;
import org.daxpolicy.machine.inventory.Blocks;
import org.daxpolicy.machine.inventory.ConfigurationFile;
import org.daxpolicy.machine.inventory.CxlDevice;
import org.daxpolicy.machine.inventory.DaxPart;
import org.daxpolicy.machine.inventory.FirmwareRange;
import org.daxpolicy.machine.inventory.Inventory;
import org.daxpolicy.machine.inventory.NumaNode;
import org.daxpolicy.machine.inventory.Part;
import org.daxpolicy.machine.inventory.Performance;
import org.daxpolicy.udev.ByteText;

/**
 * A machine for programs: sizes and addresses in bytes, bandwidths in MiB a second, latencies in
 * nanoseconds; what is not known is null.
 */
public final class MachineTree {
  private MachineTree() {}

  /**
   * The tree.
   *
   * @param name what to call the machine if its snapshot has no name for it
   */
  public static Map<String, Object> of(Inventory inventory, String name) {
    HostFacts host = inventory.host();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", text(host.name()).orElse(name));
    tree.put("kernel", text(host.kernel()));
    tree.put("arch", text(host.architecture()));
    tree.put("virt", text(host.virtualization()));
    tree.put("systemd", text(host.systemd()));
    tree.put("daxctl", text(host.daxctl()));
    tree.put("versions", texts(host.versions()));
    Map<String, Object> modules = new LinkedHashMap<>();
    host.modules().forEach((module, state) -> modules.put(module, state.word()));
    tree.put("modules", modules);
    tree.put("config", texts(host.kernelConfig()));
    tree.put("parameters", texts(inventory.parameters()));
    tree.put("auto_online", text(inventory.autoOnline()));
    tree.put("block_size", inventory.blockSize());
    tree.put("settings", texts(inventory.settings()));
    tree.put("nodes", inventory.nodes().stream().map(MachineTree::node).toList());
    tree.put("parts", inventory.parts().stream().map(MachineTree::part).toList());
    tree.put("cxl_devices", inventory.cxlDevices().stream().map(MachineTree::cxl).toList());
    tree.put("firmware", inventory.firmware().stream().map(MachineTree::range).toList());
    tree.put("configuration", inventory.configuration().stream().map(MachineTree::file).toList());
    tree.put("missing", texts(inventory.missing()));
    return tree;
  }

  private static Map<String, Object> node(NumaNode node) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("node", node.number());
    tree.put("processors", text(node.processors()));
    tree.put("memory", node.memory());
    tree.put("blocks", blocks(node.blocks()));
    tree.put("zones", texts(node.zones()));
    tree.put("tier", node.tier());
    tree.put("weight", node.weight());
    tree.put("cache", node.cache());
    tree.put("closest", performance(node.closest()));
    tree.put("processors_access", performance(node.processorsAccess()));
    tree.put("distances", node.distances());
    tree.put("devices", texts(node.devices()));
    return tree;
  }

  private static Map<String, Object> blocks(Blocks blocks) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("total", blocks.total());
    tree.put("offline", blocks.offline());
    Map<String, Object> online = new LinkedHashMap<>();
    blocks.online().forEach((zone, count) -> online.put(ByteText.readable(zone), count));
    tree.put("online", online);
    return tree;
  }

  private static Optional<Map<String, Object>> performance(Performance p) {
    if (!p.isKnown()) {
      return Optional.empty();
    }
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("read_bandwidth", p.readBandwidth());
    tree.put("write_bandwidth", p.writeBandwidth());
    tree.put("read_latency", p.readLatency());
    tree.put("write_latency", p.writeLatency());
    return Optional.of(tree);
  }

  private static Map<String, Object> part(Part part) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("kind", part.kind().word());
    tree.put("name", ByteText.readable(part.name()));
    tree.put("devpath", ByteText.readable(part.path()));
    tree.put("start", part.start().map(Quantity::address));
    tree.put("size", part.size());
    part.dax().ifPresent(dax -> tree.putAll(dax(dax)));
    tree.put("facts", texts(part.facts()));
    tree.put("parts", part.parts().stream().map(MachineTree::part).toList());
    return tree;
  }

  private static Map<String, Object> dax(DaxPart dax) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("origin", dax.origin().map(o -> o.word()));
    tree.put("mode", ByteText.readable(dax.mode()));
    tree.put("driver", text(dax.driver()));
    tree.put("target_node", dax.targetNode());
    tree.put("whole_blocks", dax.wholeBlocks());
    tree.put("blocks", blocks(dax.blocks()));
    return tree;
  }

  private static Map<String, Object> cxl(CxlDevice device) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", ByteText.readable(device.name()));
    tree.put("devpath", ByteText.readable(device.path()));
    tree.put("pci", text(device.host()));
    tree.put("serial", text(device.serial()));
    tree.put("ram", device.ram());
    tree.put("pmem", device.pmem());
    tree.put("node", device.node());
    tree.put("regions", texts(device.regions()));
    return tree;
  }

  private static Map<String, Object> range(FirmwareRange range) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", ByteText.readable(range.name()));
    tree.put("start", Quantity.address(range.start()));
    tree.put("size", range.size());
    tree.put("holders", texts(range.holders()));
    return tree;
  }

  private static Map<String, Object> file(ConfigurationFile file) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("path", ByteText.readable(file.path()));
    tree.put("lines", texts(file.lines()));
    return tree;
  }

  private static Optional<String> text(Optional<String> bytes) {
    return bytes.map(ByteText::readable);
  }

  private static List<String> texts(List<String> bytes) {
    return bytes.stream().map(ByteText::readable).toList();
  }

  private static Map<String, Object> texts(Map<String, String> bytes) {
    Map<String, Object> tree = new LinkedHashMap<>();
    bytes.forEach((key, value) -> tree.put(ByteText.readable(key), ByteText.readable(value)));
    return tree;
  }
}
