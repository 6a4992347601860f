package org.daxpolicy.dax.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.daxpolicy.dax.KernelSettings;
import org.daxpolicy.dax.OnlinePolicy;
import org.daxpolicy.dax.Zone;
import org.daxpolicy.dax.kernel.Block.Group;
import org.daxpolicy.dax.kernel.KernelLog.Matter;

/** The driver that makes system memory of a device ({@code drivers/dax/kmem.c}). */
final class Kmem {
  private final KernelSettings settings;
  private final Memory memory;
  private final KernelLog log;
  private final List<Extent> stuck = new ArrayList<>();

  Kmem(KernelSettings settings, Memory memory, KernelLog log) {
    this.settings = settings;
    this.memory = memory;
    this.log = log;
  }

  /**
   * How binding ended.
   *
   * @param error OK if it is bound
   * @param why a sentence
   */
  record Probed(Errno error, String why) {}

  /** Whole blocks inside an extent: first and last number; empty if there is none. */
  private Optional<long[]> blocks(Extent extent) {
    long size = settings.blockSize();
    long first = -Math.floorDiv(-extent.start(), size);
    long last = Math.floorDiv(extent.end(), size) - 1;
    return last < first ? Optional.empty() : Optional.of(new long[] {first, last});
  }

  private List<long[]> blocks(Device device) {
    return device.extents.stream().flatMap(e -> blocks(e).stream()).toList();
  }

  /** Whether memory of the device was left behind online when it was last unbound. */
  boolean isStuck(Device device) {
    return device.extents.stream().anyMatch(e -> stuck.stream().anyMatch(e::overlaps));
  }

  Probed probe(Device device) {
    if (device.region.source.node().isEmpty()) {
      return new Probed(Errno.EINVAL, "kmem refuses a device without target_node");
    }
    List<long[]> ranges = blocks(device);
    if (ranges.isEmpty()) {
      return new Probed(Errno.EINVAL, "kmem refuses less than one aligned memory block");
    }
    if (isStuck(device)) {
      return new Probed(
          Errno.EBUSY, "kmem cannot reserve memory that an earlier unbinding left online");
    }
    long lost = device.size() - count(ranges) * settings.blockSize();
    if (lost > 0) {
      log.note(
          device.name(),
          Matter.TRIMMED,
          String.format(
              Locale.ROOT, "%d MiB lie outside whole memory blocks and are not used", lost >> 20));
    }
    if (device.memmapOnMemory && !settings.hotplug().memmapOnMemory()) {
      log.note(
          device.name(),
          Matter.MEMMAP,
          "memmap_on_memory is asked for, but memory_hotplug.memmap_on_memory is off");
    }
    plug(device, ranges, memory.policy());
    return new Probed(Errno.OK, "");
  }

  private void plug(Device device, List<long[]> ranges, OnlinePolicy then) {
    long total = count(ranges);
    Group group = new Group(device.name(), device.region.source.node().orElseThrow(), total);
    ranges.forEach(r -> memory.add(group, r[0], r[1], then));
    device.plugged = Optional.of(then);
  }

  private static long count(List<long[]> ranges) {
    return ranges.stream().mapToLong(r -> r[1] - r[0] + 1).sum();
  }

  /** Unbinding removes the memory only where every block of a piece is offline. */
  void remove(Device device) {
    boolean left = false;
    for (Extent extent : device.extents) {
      Optional<long[]> range = blocks(extent);
      if (range.isPresent() && memory.removable(range.get()[0], range.get()[1])) {
        memory.remove(range.get()[0], range.get()[1]);
      } else if (range.isPresent()) {
        stuck.add(extent);
        left = true;
      }
    }
    device.plugged = Optional.empty();
    if (left) {
      log.note(
          device.name(),
          Matter.STUCK,
          "its memory is online and cannot be removed before the next reboot");
    }
  }

  /** A write to the attribute {@code state}. */
  Errno writeState(Device device, String word) {
    if (word.equals("unplugged")) {
      return device.plugged.isEmpty() ? Errno.OK : unplug(device);
    }
    Optional<OnlinePolicy> wanted = OnlinePolicy.parse(word).filter(OnlinePolicy::online);
    if (wanted.isEmpty()) {
      return Errno.EINVAL;
    }
    if (device.plugged.isPresent()) {
      return device.plugged.equals(wanted) ? Errno.OK : Errno.EBUSY;
    }
    plug(device, blocks(device), wanted.get());
    return Errno.OK;
  }

  /** All blocks or none: what went offline comes back when one refuses. */
  private Errno unplug(Device device) {
    List<Long> taken = new ArrayList<>();
    OnlinePolicy back = OnlinePolicy.ONLINE;
    for (long[] range : blocks(device)) {
      for (long n = range[0]; n <= range[1]; n++) {
        Optional<Zone> zone = memory.zone(n);
        if (zone.isEmpty()) {
          continue;
        }
        back =
            zone.get() == Zone.MOVABLE ? OnlinePolicy.ONLINE_MOVABLE : OnlinePolicy.ONLINE_KERNEL;
        if (!memory.offline(n).ok()) {
          for (long b : taken) {
            memory.online(b, back);
          }
          return Errno.EBUSY;
        }
        taken.add(n);
      }
    }
    blocks(device).forEach(r -> memory.remove(r[0], r[1]));
    device.plugged = Optional.empty();
    return Errno.OK;
  }
}
