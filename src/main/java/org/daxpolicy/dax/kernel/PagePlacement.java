package org.daxpolicy.dax.kernel;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.daxpolicy.dax.Feature;
import org.daxpolicy.dax.KernelSettings;
import org.daxpolicy.dax.kernel.Firmware.Performance;

/**
 * Which node a page goes to: the weights by which allocations are interleaved ({@code
 * mm/mempolicy.c}, {@code /sys/kernel/mm/mempolicy/weighted_interleave}), and whether cold pages
 * are demoted ({@code mm/memory-tiers.c}, {@code /sys/kernel/mm/numa/demotion_enabled}).
 *
 * <p>Seen on 6.12: every possible node has a weight, 1 at first, whether it has memory or not. Seen
 * on 7.2: with {@code auto}, weights follow from bandwidth, and a node without memory has none.
 */
final class PagePlacement {
  private static final int ALL_WEIGHTS = 32;
  private static final int USUAL = 1;
  private static final int MOST = 255;

  private final KernelSettings settings;
  private final Firmware firmware;
  private final Supplier<List<Integer>> populated;
  private final Map<Integer, Integer> weights = new TreeMap<>();
  private boolean auto = true;
  private boolean demotion;

  /**
   * @param populated the nodes with memory online, asked anew each time
   */
  PagePlacement(KernelSettings settings, Firmware firmware, Supplier<List<Integer>> populated) {
    this.settings = settings;
    this.firmware = firmware;
    this.populated = populated;
  }

  // ---- weights

  /** The weight of a node; empty where the kernel has no file for it. */
  Optional<Integer> weight(int node) {
    return settings.has(Feature.WEIGHTED_INTERLEAVE) && hasFile(node)
        ? Optional.of(weights.getOrDefault(node, USUAL))
        : Optional.empty();
  }

  private boolean hasFile(int node) {
    if (settings.has(Feature.WEIGHTS_FROM_BANDWIDTH)) {
      return populated.get().contains(node);
    }
    return firmware.has(node)
        || firmware.sources().stream().anyMatch(s -> s.node().equals(Optional.of(node)));
  }

  /** Memory of a node came online after none was: what it can do is known from here on. */
  void joined() {
    if (settings.has(Feature.WEIGHTS_FROM_BANDWIDTH) && auto) {
      deal();
    }
  }

  /** Writes {@code nodeN}. */
  Errno setWeight(int node, String text) {
    if (weight(node).isEmpty()) {
      return Errno.ENOENT;
    }
    boolean fixed = settings.has(Feature.WEIGHTS_FROM_BANDWIDTH);
    String digits = text.isEmpty() && !fixed ? "0" : text;
    if (!digits.matches("\\d{1,9}")) {
      return Errno.EINVAL;
    }
    int weight = Integer.parseInt(digits);
    if (weight > MOST || weight == 0 && fixed) {
      return weight > MOST ? Errno.ERANGE : Errno.EINVAL;
    }
    weights.put(node, weight == 0 ? USUAL : weight);
    auto = false;
    return Errno.OK;
  }

  /** Whether the kernel makes the weights itself; empty where it cannot. */
  Optional<Boolean> auto() {
    return settings.has(Feature.WEIGHTS_FROM_BANDWIDTH) ? Optional.of(auto) : Optional.empty();
  }

  /** Writes {@code auto}. */
  Errno setAuto(String text) {
    Optional<Boolean> wanted = truth(text);
    if (auto().isEmpty() || wanted.isEmpty()) {
      return auto().isEmpty() ? Errno.ENOENT : Errno.EINVAL;
    }
    auto = wanted.get();
    if (auto) {
      deal();
    }
    return Errno.OK;
  }

  /** Each node's share of all bandwidth in 32 parts, at least one, then the smallest such ratio. */
  private void deal() {
    weights.clear();
    List<Integer> nodes = populated.get();
    long all = nodes.stream().mapToLong(this::bandwidth).sum();
    if (all == 0) {
      return;
    }
    nodes.forEach(n -> weights.put(n, (int) Math.max(1, ALL_WEIGHTS * bandwidth(n) / all)));
    int divisor = weights.values().stream().reduce(0, PagePlacement::greatestCommonDivisor);
    weights.replaceAll((node, weight) -> weight / divisor);
  }

  /** MiB/s of reading or writing, whichever is slower; 0 where nobody tells. */
  private long bandwidth(int node) {
    Performance p = firmware.performance().get(node);
    return p == null ? 0 : Math.min(p.readBandwidth(), p.writeBandwidth());
  }

  private static int greatestCommonDivisor(int a, int b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }

  // ---- demotion

  /** Whether cold pages are demoted; empty where the kernel cannot. */
  Optional<Boolean> demotion() {
    return settings.has(Feature.DEMOTION) ? Optional.of(demotion) : Optional.empty();
  }

  /** Writes {@code demotion_enabled}. */
  Errno setDemotion(String text) {
    Optional<Boolean> wanted = truth(text);
    if (demotion().isEmpty() || wanted.isEmpty()) {
      return demotion().isEmpty() ? Errno.ENOENT : Errno.EINVAL;
    }
    demotion = wanted.get();
    return Errno.OK;
  }

  /** What {@code kstrtobool} takes: the first letter counts, and of {@code on} the second. */
  private static Optional<Boolean> truth(String text) {
    if (text.matches("[yYtT1].*|[oO][nN].*")) {
      return Optional.of(true);
    }
    return text.matches("[nNfF0].*|[oO][fF].*") ? Optional.of(false) : Optional.empty();
  }
}
