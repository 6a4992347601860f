package org.daxpolicy.machine.inventory;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.daxpolicy.dax.KernelParameters;
import org.daxpolicy.machine.HostFacts;
import org.daxpolicy.machine.Machine;

/**
 * A machine as a person thinks of it.
 *
 * @param host facts about the host
 * @param blockSize bytes of a memory block
 * @param autoOnline what the kernel does with added blocks: {@code auto_online_blocks}
 * @param settings further settings of memory hotplug and placement, by name
 * @param nodes NUMA nodes by number
 * @param parts what holds memory, the outermost first
 * @param cxlDevices CXL memory devices
 * @param firmware ranges that firmware set apart
 * @param configuration files of the host that say something about memory devices
 * @param missing what the snapshot does not tell, a sentence each
 */
public record Inventory(
    HostFacts host,
    Optional<Long> blockSize,
    Optional<String> autoOnline,
    SortedMap<String, String> settings,
    List<NumaNode> nodes,
    List<Part> parts,
    List<CxlDevice> cxlDevices,
    List<FirmwareRange> firmware,
    List<ConfigurationFile> configuration,
    List<String> missing) {
  /** Kernel parameters that decide about memory devices. */
  private static final List<String> PARAMETERS =
      List.of(
          "dax_hmem.region_idle",
          "device_hmem.disable",
          "efi",
          "efi_fake_mem",
          "kernelcore",
          "memhp_default_state",
          "memmap",
          "memory_hotplug.auto_movable_ratio",
          "memory_hotplug.memmap_on_memory",
          "memory_hotplug.online_policy",
          "modprobe.blacklist",
          "module_blacklist",
          "movable_node",
          "movablecore",
          "numa");

  public Inventory {
    nodes = List.copyOf(nodes);
    parts = List.copyOf(parts);
    cxlDevices = List.copyOf(cxlDevices);
    firmware = List.copyOf(firmware);
    configuration = List.copyOf(configuration);
    missing = List.copyOf(missing);
  }

  /** The inventory of a machine. */
  public static Inventory of(Machine machine) {
    Attributes attributes = new Attributes(machine.sysfs());
    Optional<Long> blockSize = attributes.hex("/devices/system/memory/block_size_bytes");
    List<MemoryBlock> blocks = BlockReader.read(attributes);
    List<CxlDevice> cxlDevices = CxlReader.devices(attributes);
    PartReader parts = new PartReader(machine, attributes, blocks, blockSize);
    List<Part> roots = parts.read();
    List<NumaNode> nodes = NodeReader.read(machine, attributes, blocks);
    return new Inventory(
        machine.host(),
        blockSize,
        attributes.text("/devices/system/memory/auto_online_blocks"),
        settings(attributes),
        nodes,
        roots,
        cxlDevices,
        FirmwareReader.read(machine, attributes, roots),
        ConfigurationReader.read(machine.host().files()),
        Gaps.of(machine, nodes, roots, !blocks.isEmpty()));
  }

  /** Parameters of the command line that decide about memory devices, as they are written. */
  public List<String> parameters() {
    return KernelParameters.parse(host.commandLine().orElse("")).words().stream()
        .filter(word -> PARAMETERS.contains(word.split("=", 2)[0].replace('-', '_')))
        .toList();
  }

  private static SortedMap<String, String> settings(Attributes attributes) {
    SortedMap<String, String> settings = new TreeMap<>();
    String hotplug = "/module/memory_hotplug/parameters/";
    for (String name :
        List.of(
            "auto_movable_numa_aware", "auto_movable_ratio", "memmap_on_memory", "online_policy")) {
      attributes.text(hotplug + name).ifPresent(value -> settings.put(name, value));
    }
    attributes
        .text("/module/dax_hmem/parameters/region_idle")
        .ifPresent(value -> settings.put("region_idle", value));
    attributes
        .text("/kernel/mm/numa/demotion_enabled")
        .ifPresent(value -> settings.put("demotion_enabled", value));
    return settings;
  }
}
