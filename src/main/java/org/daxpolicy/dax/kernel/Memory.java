package org.daxpolicy.dax.kernel;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.daxpolicy.dax.Feature;
import org.daxpolicy.dax.KernelSettings;
import org.daxpolicy.dax.MemoryState;
import org.daxpolicy.dax.OnlinePolicy;
import org.daxpolicy.dax.Zone;
import org.daxpolicy.dax.kernel.Block.Group;
import org.daxpolicy.dax.kernel.KernelLog.Subject;

/**
 * Memory that is added while the kernel runs: its blocks, their nodes and tiers ({@code
 * mm/memory_hotplug.c}, {@code drivers/base/memory.c}).
 */
final class Memory {
  private final KernelSettings settings;
  private final Firmware firmware;
  private final KernelLog log;
  private final Zones zones;
  private final Tiers tiers;
  private final Pins pins;
  private final SortedMap<Long, Block> blocks = new TreeMap<>();
  private final SortedMap<Integer, NumaNode> nodes = new TreeMap<>();
  private final PagePlacement placement;
  private OnlinePolicy policy;

  Memory(KernelSettings settings, Firmware firmware, Fate fate, KernelLog log) {
    this.settings = settings;
    this.firmware = firmware;
    this.log = log;
    this.zones = new Zones(settings.hotplug());
    this.tiers = new Tiers(settings, firmware);
    this.pins = new Pins(fate);
    this.placement =
        new PagePlacement(
            settings,
            firmware,
            () -> nodes.values().stream().filter(n -> !n.isEmpty()).map(n -> n.number).toList());
    this.policy = settings.policy();
    firmware.ordinary().forEach(o -> nodeOf(o.node()));
    firmware.processors().forEach(this::nodeOf);
    placement.joined();
  }

  private NumaNode nodeOf(int number) {
    return nodes.computeIfAbsent(number, n -> new NumaNode(n, firmware));
  }

  /** Which node a page goes to. */
  PagePlacement placement() {
    return placement;
  }

  /** How many memory tiers there are. */
  int tiers() {
    return tiers.number();
  }

  OnlinePolicy policy() {
    return policy;
  }

  void policy(OnlinePolicy other) {
    policy = other;
  }

  /** Whether a node is there. */
  boolean exists(int number) {
    NumaNode node = nodes.get(number);
    return node != null && node.exists();
  }

  /**
   * Adds blocks.
   *
   * @param then what becomes of them
   */
  void add(Group group, long first, long last, OnlinePolicy then) {
    NumaNode node = nodeOf(group.node);
    boolean fresh = !node.exists();
    boolean before = settings.has(Feature.NODE_BEFORE_BLOCKS);
    if (fresh && before) {
      log.send("add", Subject.NODE, node.name());
    }
    for (long n = first; n <= last; n++) {
      Block block = new Block(n, group);
      blocks.put(n, block);
      node.added(n);
      log.send("add", Subject.MEMORY, block.name());
    }
    if (fresh && !before) {
      log.send("add", Subject.NODE, node.name());
    }
    if (then.online()) {
      for (long n = first; n <= last; n++) {
        online(n, then);
      }
    }
  }

  /** Brings a block online. */
  Errno online(long number, OnlinePolicy word) {
    Block block = blocks.get(number);
    if (block == null) {
      return Errno.ENOENT;
    }
    if (block.zone != null || !word.online()) {
      return Errno.EINVAL;
    }
    Group group = block.group;
    NumaNode node = nodeOf(group.node);
    Zone zone = zones.of(block, word, node, nodes.values());
    if (node.isEmpty()) {
      tiers.joined(node.number).ifPresent(t -> log.send("add", Subject.TIER, "memory_tier" + t));
    }
    if (group.inKernelZone + group.inMovableZone == 0) {
      group.lowestInKernelZone = Long.MAX_VALUE;
      pins.renewed(group.device);
    }
    block.zone = zone;
    boolean joins = node.isEmpty();
    node.online(number, zone);
    if (joins) {
      placement.joined();
    }
    if (zone == Zone.MOVABLE) {
      group.inMovableZone++;
    } else {
      group.inKernelZone++;
      group.lowestInKernelZone = Math.min(group.lowestInKernelZone, number);
    }
    log.send("online", Subject.MEMORY, block.name());
    return Errno.OK;
  }

  /** Takes a block offline. */
  Errno offline(long number) {
    Block block = blocks.get(number);
    if (block == null) {
      return Errno.ENOENT;
    }
    if (block.zone == null) {
      return Errno.EINVAL;
    }
    if (pins.hold(block)) {
      return Errno.EBUSY;
    }
    NumaNode node = nodeOf(block.group.node);
    node.offline(number);
    if (block.zone == Zone.MOVABLE) {
      block.group.inMovableZone--;
    } else {
      block.group.inKernelZone--;
    }
    block.zone = null;
    if (node.isEmpty()) {
      tiers.left(node.number).ifPresent(t -> log.send("remove", Subject.TIER, "memory_tier" + t));
    }
    log.send("offline", Subject.MEMORY, block.name());
    return Errno.OK;
  }

  /** Whether all blocks of a range are offline, so that they can be removed. */
  boolean removable(long first, long last) {
    return blocks.subMap(first, last + 1).values().stream().allMatch(b -> b.zone == null);
  }

  /** Removes blocks that are offline. */
  void remove(long first, long last) {
    List<Block> gone = List.copyOf(blocks.subMap(first, last + 1).values());
    for (Block block : gone) {
      blocks.remove(block.number);
      nodeOf(block.group.node).removed(block.number);
      pins.removed(block.number);
      log.send("remove", Subject.MEMORY, block.name());
    }
    gone.stream()
        .map(b -> nodeOf(b.group.node))
        .distinct()
        .filter(n -> !n.exists())
        .forEach(n -> log.send("remove", Subject.NODE, n.name()));
  }

  /** A kernel object came to be on every node. */
  void allocatedEverywhere() {
    nodes.values().forEach(pins::allocated);
  }

  /** The blocks of an address range, the last one even if it reaches beyond. */
  List<Long> within(long start, long end) {
    return List.copyOf(inside(start, end).keySet());
  }

  /** The same with their states. */
  List<MemoryState.Run> states(long start, long end) {
    return inside(start, end).values().stream()
        .map(b -> new MemoryState.Run(b.number, b.number, Optional.ofNullable(b.zone)))
        .toList();
  }

  private SortedMap<Long, Block> inside(long start, long end) {
    long size = settings.blockSize();
    long first = -Math.floorDiv(-start, size);
    long last = -Math.floorDiv(-end, size);
    return blocks.subMap(first, Math.max(first, last));
  }

  List<Long> numbers() {
    return List.copyOf(blocks.keySet());
  }

  Optional<Integer> node(long number) {
    return Optional.ofNullable(blocks.get(number)).map(b -> b.group.node);
  }

  Optional<String> owner(long number) {
    return Optional.ofNullable(blocks.get(number)).map(b -> b.group.device);
  }

  /** Where a block is online; empty if it is offline or not there. */
  Optional<Zone> zone(long number) {
    return Optional.ofNullable(blocks.get(number)).flatMap(b -> Optional.ofNullable(b.zone));
  }
}
