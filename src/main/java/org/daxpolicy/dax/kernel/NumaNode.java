package org.daxpolicy.dax.kernel;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.daxpolicy.dax.Zone;

/** A NUMA node: the memory it has from the start and the blocks that were added. */
final class NumaNode {
  final int number;

  /** Whether it exists whatever is added or removed. */
  final boolean permanent;

  private final List<Firmware.Ordinary> ordinary;
  private final TreeSet<Long> blocks = new TreeSet<>();
  private final TreeSet<Long> kernel = new TreeSet<>();
  private final TreeSet<Long> movable = new TreeSet<>();

  NumaNode(int number, Firmware firmware) {
    this.number = number;
    this.permanent = firmware.has(number);
    this.ordinary = firmware.ordinary().stream().filter(o -> o.node() == number).toList();
  }

  String name() {
    return "node" + number;
  }

  boolean exists() {
    return permanent || !blocks.isEmpty();
  }

  void added(long block) {
    blocks.add(block);
  }

  void removed(long block) {
    blocks.remove(block);
  }

  void online(long block, Zone zone) {
    (zone == Zone.MOVABLE ? movable : kernel).add(block);
  }

  void offline(long block) {
    movable.remove(block);
    kernel.remove(block);
  }

  /** Whether no memory of the node is online. */
  boolean isEmpty() {
    return ordinary.isEmpty() && kernel.isEmpty() && movable.isEmpty();
  }

  /** Added blocks that are online in a zone. */
  SortedSet<Long> online(Zone zone) {
    return zone == Zone.MOVABLE ? movable : kernel;
  }

  /** Bytes of a zone that were there from the start. */
  long ordinary(Zone zone) {
    return ordinary.stream()
        .filter(o -> o.zone() == zone)
        .mapToLong(o -> o.end() - o.start())
        .sum();
  }

  /**
   * Whether a range lies within the span of a zone, whose parts {@code from} to {@code to} count.
   */
  boolean spans(Zone zone, long start, long end, long from, long to, long blockSize) {
    long first = Long.MAX_VALUE;
    long last = 0;
    for (Firmware.Ordinary o : ordinary) {
      if (o.zone() == zone && o.start() >= from && o.start() < to) {
        first = Math.min(first, o.start());
        last = Math.max(last, o.end());
      }
    }
    SortedSet<Long> here = online(zone).subSet(from / blockSize, to / blockSize);
    if (!here.isEmpty()) {
      first = Math.min(first, here.first() * blockSize);
      last = Math.max(last, (here.last() + 1) * blockSize);
    }
    return end > first && start < last;
  }
}
