package org.daxpolicy.machine.inventory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.daxpolicy.machine.Machine;
import org.daxpolicy.machine.host.ZoneInfo;

/** Reads NUMA nodes. */
final class NodeReader {
  private static final String DIRECTORY = "/devices/system/node";
  private static final String TIERS = "/devices/virtual/memory_tiering";
  private static final Pattern NAME = Pattern.compile("node(\\d{1,6})");
  private static final Pattern TIER = Pattern.compile("memory_tier(\\d{1,9})");
  private static final Pattern TOTAL = Pattern.compile("MemTotal: +(\\d{1,15}) kB");

  private final Machine machine;
  private final Attributes attributes;
  private final List<MemoryBlock> blocks;
  private final Map<Integer, Integer> tiers = new HashMap<>();
  private final List<ZoneInfo> zones;

  private NodeReader(Machine machine, Attributes attributes, List<MemoryBlock> blocks) {
    this.machine = machine;
    this.attributes = attributes;
    this.blocks = blocks;
    this.zones = machine.host().files().zones();
    for (String name : attributes.names(TIERS)) {
      Matcher m = TIER.matcher(name);
      if (m.matches()) {
        Ranges.numbers(attributes.text(TIERS + "/" + name + "/nodelist").orElse(""))
            .forEach(node -> tiers.put(node, Integer.valueOf(m.group(1))));
      }
    }
  }

  static List<NumaNode> read(Machine machine, Attributes attributes, List<MemoryBlock> blocks) {
    NodeReader reader = new NodeReader(machine, attributes, blocks);
    List<NumaNode> nodes = new ArrayList<>();
    for (String name : attributes.names(DIRECTORY)) {
      Matcher m = NAME.matcher(name);
      if (m.matches()) {
        nodes.add(reader.node(Integer.parseInt(m.group(1)), DIRECTORY + "/" + name));
      }
    }
    nodes.sort(Comparator.comparing(NumaNode::number));
    return nodes;
  }

  private NumaNode node(int number, String path) {
    return new NumaNode(
        number,
        processors(path),
        memory(path),
        BlockReader.count(blocks, b -> b.node().equals(Optional.of(number))),
        zones.stream()
            .filter(z -> z.node() == number && z.present() > 0)
            .map(ZoneInfo::zone)
            .toList(),
        attributes.text(path + "/distance").stream()
            .flatMap(text -> Arrays.stream(text.split(" +", -1)))
            .filter(word -> word.matches("\\d{1,6}"))
            .map(Integer::valueOf)
            .toList(),
        performance(path + "/access0/initiators/"),
        performance(path + "/access1/initiators/"),
        Optional.ofNullable(tiers.get(number)),
        attributes.node("/kernel/mm/mempolicy/weighted_interleave/node" + number),
        cache(path),
        devices(number));
  }

  private Optional<String> processors(String path) {
    String file = path + "/cpulist";
    return attributes.isThere(file)
        ? Optional.of(attributes.text(file).orElse(""))
        : Optional.empty();
  }

  private Optional<Long> memory(String path) {
    Matcher m = TOTAL.matcher(attributes.whole(path + "/meminfo").orElse(""));
    return m.find() ? Optional.of(Long.parseLong(m.group(1)) << 10) : Optional.empty();
  }

  private Performance performance(String path) {
    return new Performance(
        attributes.number(path + "read_bandwidth"),
        attributes.number(path + "write_bandwidth"),
        attributes.number(path + "read_latency"),
        attributes.number(path + "write_latency"));
  }

  private Optional<Long> cache(String path) {
    String directory = path + "/memory_side_cache";
    List<Long> sizes =
        attributes.names(directory).stream()
            .flatMap(name -> attributes.number(directory + "/" + name + "/size").stream())
            .toList();
    return sizes.isEmpty() ? Optional.empty() : Optional.of(sizes.stream().mapToLong(s -> s).sum());
  }

  private List<String> devices(int number) {
    return machine.daxDevices().stream()
        .filter(d -> attributes.node(d + "/target_node").equals(Optional.of(number)))
        .map(d -> d.substring(d.lastIndexOf('/') + 1))
        .toList();
  }
}
