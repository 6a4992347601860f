package org.daxpolicy.simulate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.daxpolicy.dax.Zone;
import org.daxpolicy.dax.kernel.Firmware;
import org.daxpolicy.dax.kernel.Firmware.Ordinary;
import org.daxpolicy.dax.kernel.Firmware.Performance;
import org.daxpolicy.dax.kernel.Firmware.Source;

/** Reads from sysfs which nodes and which memory a machine has before any dax device has any. */
final class NodeReader {
  private static final String NODES = "/devices/system/node";
  private static final String MEMORY = "/devices/system/memory";
  private static final Pattern NODE = Pattern.compile("node(\\d{1,5})");
  private static final Pattern BLOCK = Pattern.compile("memory(\\d{1,9})");
  private static final Pattern TOTAL = Pattern.compile("MemTotal:\\s+(\\d{1,15}) kB");
  private static final long KIB = 1024;

  private final SysfsFiles sysfs;
  private final long blockSize;

  NodeReader(SysfsFiles sysfs, long blockSize) {
    this.sysfs = sysfs;
    this.blockSize = blockSize;
  }

  /** The machine with these dax regions. */
  Firmware firmware(List<Source> sources) {
    List<Integer> processors = new ArrayList<>();
    List<Ordinary> ordinary = ordinary(sources);
    Map<Integer, Performance> performance = new HashMap<>();
    for (int node : nodes()) {
      boolean cpus = sysfs.text(NODES + "/node" + node + "/cpulist").isPresent();
      if (cpus) {
        processors.add(node);
      }
      performance(node).ifPresent(p -> performance.put(node, p));
      boolean hot = sources.stream().anyMatch(s -> s.node().equals(Optional.of(node)));
      if (ordinary.stream().noneMatch(o -> o.node() == node) && (cpus || !hot)) {
        ordinary.add(new Ordinary(node, 0, total(node), Zone.KERNEL));
      }
    }
    return new Firmware(sources, ordinary, processors, performance);
  }

  private List<Integer> nodes() {
    return sysfs.names(NODES).stream()
        .map(NODE::matcher)
        .filter(Matcher::matches)
        .map(m -> Integer.valueOf(m.group(1)))
        .sorted()
        .toList();
  }

  /** Bytes of a node whose memory blocks the snapshot does not list. */
  private long total(int node) {
    Matcher m = TOTAL.matcher(sysfs.text(NODES + "/node" + node + "/meminfo").orElse(""));
    return m.find() ? Long.parseLong(m.group(1)) * KIB : blockSize;
  }

  private List<Ordinary> ordinary(List<Source> sources) {
    Map<Long, Integer> nodes = new HashMap<>();
    for (int node : nodes()) {
      for (String name : sysfs.names(NODES + "/node" + node)) {
        Matcher m = BLOCK.matcher(name);
        if (m.matches()) {
          nodes.put(Long.valueOf(m.group(1)), node);
        }
      }
    }
    TreeMap<Long, Zone> blocks = new TreeMap<>();
    for (String name : sysfs.names(MEMORY)) {
      Matcher m = BLOCK.matcher(name);
      if (m.matches()) {
        node(name).ifPresent(n -> nodes.putIfAbsent(Long.valueOf(m.group(1)), n));
        String block = MEMORY + "/" + name;
        if (sysfs.text(block + "/state").equals(Optional.of("online"))) {
          blocks.put(Long.valueOf(m.group(1)), zone(block));
        }
      }
    }
    for (Source source : sources) {
      long[] range = Layout.blocks(source, blockSize);
      blocks.subMap(range[0], range[1]).clear();
    }
    List<Ordinary> ordinary = new ArrayList<>();
    blocks.forEach(
        (n, zone) -> {
          int node = nodes.getOrDefault(n, 0);
          Ordinary last = ordinary.isEmpty() ? null : ordinary.get(ordinary.size() - 1);
          Ordinary own = new Ordinary(node, n * blockSize, (n + 1) * blockSize, zone);
          if (last != null
              && last.end() == own.start()
              && last.node() == node
              && last.zone() == zone) {
            ordinary.set(ordinary.size() - 1, new Ordinary(node, last.start(), own.end(), zone));
          } else {
            ordinary.add(own);
          }
        });
    return ordinary;
  }

  /** The node that a block names by a link. */
  private Optional<Integer> node(String block) {
    return sysfs.names(MEMORY + "/" + block).stream()
        .map(NODE::matcher)
        .filter(Matcher::matches)
        .map(m -> Integer.valueOf(m.group(1)))
        .findFirst();
  }

  private Zone zone(String block) {
    return sysfs.text(block + "/valid_zones").equals(Optional.of("Movable"))
        ? Zone.MOVABLE
        : Zone.KERNEL;
  }

  /** What the nearest processors see of a node; generic initiators do not count. */
  private Optional<Performance> performance(int node) {
    for (String access : List.of("access1", "access0")) {
      String path = NODES + "/node" + node + "/" + access + "/initiators/";
      Optional<Long> readLatency = sysfs.number(path + "read_latency");
      Optional<Long> writeLatency = sysfs.number(path + "write_latency");
      Optional<Long> readBandwidth = sysfs.number(path + "read_bandwidth");
      Optional<Long> writeBandwidth = sysfs.number(path + "write_bandwidth");
      if (readLatency.isPresent()
          && writeLatency.isPresent()
          && readBandwidth.isPresent()
          && writeBandwidth.isPresent()) {
        return Optional.of(
            new Performance(
                readLatency.get(), writeLatency.get(), readBandwidth.get(), writeBandwidth.get()));
      }
    }
    return Optional.empty();
  }
}
