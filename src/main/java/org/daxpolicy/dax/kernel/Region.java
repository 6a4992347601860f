package org.daxpolicy.dax.kernel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.daxpolicy.dax.Origin;
import org.daxpolicy.dax.kernel.Firmware.Source;

/** A dax region: memory of one origin, divided among its devices ({@code struct dax_region}). */
final class Region {
  final Source source;

  /** Whether it asks for kmem ({@code IORESOURCE_DAX_KMEM}). */
  final boolean wantsKmem;

  final SortedMap<Integer, Device> devices = new TreeMap<>();

  /** The first created device that was never bound. */
  Optional<String> seed = Optional.empty();

  Region(Source source, boolean wantsKmem) {
    this.source = source;
    this.wantsKmem = wantsKmem;
  }

  int id() {
    return source.id();
  }

  /** Whether it cannot be divided ({@code IORESOURCE_DAX_STATIC}). */
  boolean fixed() {
    return source.origin() == Origin.PMEM;
  }

  long available() {
    return source.size() - devices.values().stream().mapToLong(Device::size).sum();
  }

  /** The lowest instance number that is free. */
  int nextInstance() {
    int i = 0;
    while (devices.containsKey(i)) {
      i++;
    }
    return i;
  }

  /**
   * Gives a device more memory: at the region's start, then between other devices, then at the end
   * ({@code dev_dax_resize()}).
   */
  void grow(Device device, long size) {
    long wanted = size;
    while (wanted > 0) {
      List<Extent> taken = new ArrayList<>();
      devices.values().forEach(d -> taken.addAll(d.extents));
      taken.sort(Comparator.comparingLong(Extent::start));
      long from = source.start();
      Extent free = null;
      for (Extent extent : taken) {
        if (extent.start() > from) {
          free = new Extent(from, Math.min(wanted, extent.start() - from));
          break;
        }
        from = extent.end();
      }
      if (free == null) {
        free = new Extent(from, Math.min(wanted, source.start() + source.size() - from));
      }
      device.take(free);
      wanted -= free.size();
    }
  }
}
