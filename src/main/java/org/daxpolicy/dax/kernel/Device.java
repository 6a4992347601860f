package org.daxpolicy.dax.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.daxpolicy.dax.Driver;
import org.daxpolicy.dax.OnlinePolicy;

/** A device of the dax bus ({@code struct dev_dax}). */
final class Device {
  final Region region;
  final int instance;
  final List<Extent> extents = new ArrayList<>();
  Optional<Driver> driver = Optional.empty();
  long align;
  boolean memmapOnMemory;

  /**
   * What the attribute {@code state} says while kmem is bound: the word of the last onlining; empty
   * while the memory is unplugged.
   */
  Optional<OnlinePolicy> plugged = Optional.empty();

  Device(Region region, int instance) {
    this.region = region;
    this.instance = instance;
    this.align = region.source.align();
  }

  String name() {
    return "dax" + region.id() + "." + instance;
  }

  long size() {
    return extents.stream().mapToLong(Extent::size).sum();
  }

  /** Where its first piece begins; the region's start while it has none. */
  long resource() {
    return extents.isEmpty() ? region.source.start() : extents.get(0).start();
  }

  void take(Extent extent) {
    int last = extents.size() - 1;
    if (last >= 0 && extents.get(last).end() == extent.start()) {
      Extent joined =
          new Extent(extents.get(last).start(), extents.get(last).size() + extent.size());
      extents.set(last, joined);
    } else {
      extents.add(extent);
    }
  }

  /** Gives memory back from its end. */
  void shrink(long to) {
    long surplus = size() - to;
    while (surplus > 0) {
      int last = extents.size() - 1;
      Extent extent = extents.remove(last);
      if (extent.size() > surplus) {
        extents.add(new Extent(extent.start(), extent.size() - surplus));
      }
      surplus -= Math.min(surplus, extent.size());
    }
  }
}
