package org.daxpolicy.dax.kernel;

import java.util.Collection;
import java.util.List;
import org.daxpolicy.dax.Hotplug;
import org.daxpolicy.dax.OnlinePolicy;
import org.daxpolicy.dax.Zone;

/** Picks the zone of a block that comes online ({@code zone_for_pfn_range()}). */
final class Zones {
  private static final long FOUR_GIB = 1L << 32;
  private static final long PAGE = 4096;
  private static final int PERCENT = 100;

  private final Hotplug hotplug;

  Zones(Hotplug hotplug) {
    this.hotplug = hotplug;
  }

  /**
   * The zone of a block.
   *
   * @param word what is asked for
   * @param node the block's node
   * @param nodes all nodes
   */
  Zone of(Block block, OnlinePolicy word, NumaNode node, Collection<NumaNode> nodes) {
    return switch (word) {
      case ONLINE_MOVABLE -> Zone.MOVABLE;
      case OFFLINE, ONLINE_KERNEL -> Zone.KERNEL;
      case ONLINE ->
          hotplug.zones().autoMovable()
              ? byRatio(block.group, node, nodes)
              : byNeighbours(block, node);
    };
  }

  /** contig-zones: a block inside the span of one zone joins it. */
  private Zone byNeighbours(Block block, NumaNode node) {
    long size = hotplug.blockSize();
    long start = block.number * size;
    // below and above 4 GiB are two kernel zones, each with a span of its own
    boolean low = start < FOUR_GIB;
    boolean inKernel =
        node.spans(
            Zone.KERNEL,
            start,
            start + size,
            low ? 0 : FOUR_GIB,
            low ? FOUR_GIB : Long.MAX_VALUE,
            size);
    boolean inMovable = node.spans(Zone.MOVABLE, start, start + size, 0, Long.MAX_VALUE, size);
    if (inKernel != inMovable) {
      return inKernel ? Zone.KERNEL : Zone.MOVABLE;
    }
    return hotplug.movableNode() ? Zone.MOVABLE : Zone.KERNEL;
  }

  /**
   * auto-movable: movable as long as kernel memory that was there at boot stays in proportion, and
   * all of a device's blocks alike.
   */
  private Zone byRatio(Block.Group group, NumaNode node, Collection<NumaNode> nodes) {
    boolean refused = hotplug.zones().ratio() == 0 || group.inKernelZone > 0;
    if (refused
        || !fits(group, nodes)
        || (hotplug.zones().numaAware() && !fits(group, List.of(node)))) {
      return Zone.KERNEL;
    }
    return Zone.MOVABLE;
  }

  private boolean fits(Block.Group group, Collection<NumaNode> nodes) {
    long kernel = 0;
    long movable = 0;
    for (NumaNode node : nodes) {
      kernel += node.ordinary(Zone.KERNEL);
      movable +=
          node.ordinary(Zone.MOVABLE) + node.online(Zone.MOVABLE).size() * hotplug.blockSize();
    }
    long wanted = (group.blocks - group.inMovableZone) * hotplug.blockSize();
    return (movable + wanted) / PAGE <= hotplug.zones().ratio() * (kernel / PAGE) / PERCENT;
  }
}
