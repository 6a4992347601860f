package org.daxpolicy.dax;

import java.util.Optional;

/**
 * How the kernel picks the zone of a block that is onlined by plain {@code online}: {@code
 * memory_hotplug.online_policy} and its companions ({@code mm/memory_hotplug.c}).
 *
 * @param autoMovable {@code auto-movable}, else {@code contig-zones}
 * @param ratio {@code auto_movable_ratio}, percent of movable to kernel memory
 * @param numaAware {@code auto_movable_numa_aware}: the ratio has to hold on the node too
 */
public record ZonePolicy(boolean autoMovable, long ratio, boolean numaAware) {
  private static final long USUAL_RATIO = 301;

  /** What kernels do unless told otherwise. */
  public static final ZonePolicy CONTIG_ZONES = new ZonePolicy(false, USUAL_RATIO, true);

  /** {@code auto-movable} with the usual ratio. */
  public static final ZonePolicy AUTO_MOVABLE = new ZonePolicy(true, USUAL_RATIO, true);

  /** The kernel's word. */
  public String word() {
    return autoMovable ? "auto-movable" : "contig-zones";
  }

  /** The policy of a word; empty for one the kernel ignores. */
  public static Optional<ZonePolicy> parse(String word) {
    return switch (word.strip()) {
      case "contig-zones" -> Optional.of(CONTIG_ZONES);
      case "auto-movable" -> Optional.of(AUTO_MOVABLE);
      default -> Optional.empty();
    };
  }

  /** What a command line makes of it. */
  ZonePolicy under(KernelParameters parameters) {
    boolean auto =
        parameters
            .value("memory_hotplug.online_policy")
            .flatMap(ZonePolicy::parse)
            .map(ZonePolicy::autoMovable)
            .orElse(autoMovable);
    long percent =
        parameters
            .value("memory_hotplug.auto_movable_ratio")
            .filter(v -> v.matches("\\d{1,9}"))
            .map(Long::valueOf)
            .orElse(ratio);
    boolean aware =
        parameters.value("memory_hotplug.auto_movable_numa_aware").isPresent()
            ? parameters.flag("memory_hotplug.auto_movable_numa_aware")
            : numaAware;
    return new ZonePolicy(auto, percent, aware);
  }
}
