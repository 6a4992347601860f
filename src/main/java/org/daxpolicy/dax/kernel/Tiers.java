package org.daxpolicy.dax.kernel;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.daxpolicy.dax.Feature;
import org.daxpolicy.dax.KernelSettings;
import org.daxpolicy.dax.kernel.Firmware.Performance;

/** Which memory tier a node is in ({@code mm/memory-tiers.c}). */
final class Tiers {
  private static final long DRAM = 576;
  private static final long ADDED_BY_KMEM = 5 * DRAM;
  private static final long PER_TIER = 128;

  private final KernelSettings settings;
  private final Firmware firmware;
  private final Map<Integer, Integer> members = new TreeMap<>();

  Tiers(KernelSettings settings, Firmware firmware) {
    this.settings = settings;
    this.firmware = firmware;
    if (settings.has(Feature.TIERS)) {
      firmware.ordinary().stream()
          .map(Firmware.Ordinary::node)
          .distinct()
          .forEach(n -> members.merge(ordinary(n), 1, Integer::sum));
    }
  }

  /** The tier that comes into being when a node of added memory comes online. */
  Optional<Integer> joined(int node) {
    return settings.has(Feature.TIERS) && members.merge(tier(node), 1, Integer::sum) == 1
        ? Optional.of(tier(node))
        : Optional.empty();
  }

  /** The tier that is gone when the last memory of a node goes offline. */
  Optional<Integer> left(int node) {
    return settings.has(Feature.TIERS) && members.merge(tier(node), -1, Integer::sum) == 0
        ? Optional.of(tier(node))
        : Optional.empty();
  }

  /** How many tiers have nodes. */
  int number() {
    return (int) members.values().stream().filter(n -> n > 0).count();
  }

  private int tier(int node) {
    return number(distance(node, ADDED_BY_KMEM));
  }

  /** Nodes with processors are what distance is measured against. */
  private int ordinary(int node) {
    return number(firmware.processors().contains(node) ? DRAM : distance(node, DRAM));
  }

  private static int number(long distance) {
    return (int) (distance / PER_TIER);
  }

  private long distance(int node, long unknown) {
    Performance own = firmware.performance().get(node);
    Optional<Performance> dram =
        firmware.processors().stream()
            .flatMap(n -> Optional.ofNullable(firmware.performance().get(n)).stream())
            .findFirst();
    if (own == null || dram.isEmpty() || !settings.has(Feature.TIER_BY_PERFORMANCE)) {
      return unknown;
    }
    Performance of = dram.get();
    long latency = of.readLatency() + of.writeLatency();
    long bandwidth = own.readBandwidth() + own.writeBandwidth();
    if (latency == 0 || bandwidth == 0) {
      return unknown;
    }
    return DRAM
        * (own.readLatency() + own.writeLatency())
        / latency
        * (of.readBandwidth() + of.writeBandwidth())
        / bandwidth;
  }
}
