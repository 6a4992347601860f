package org.daxpolicy.dax;

/**
 * What kernels came to do over the years, with the first release that does. Distributions bring
 * single features to older kernels, so what a machine shows beats this table. Where the trees on
 * both sides of a change were read but none between, the doc comment says so.
 */
public enum Feature {
  /** Regions are divided into devices: {@code create}, {@code delete}, a writable size. */
  SUBDIVISION(5, 10),
  /** Cold pages can be demoted to slower memory. */
  DEMOTION(5, 15),
  /** Nodes are sorted into memory tiers. */
  TIERS(6, 1),
  /** A driver matches what a region asks for; soft-reserved and CXL regions ask for kmem. */
  KMEM_FIRST(6, 3),
  /** Soft-reserved ranges hang on the device {@code hmem_platform.0}, whose driver makes them. */
  HMEM_PLATFORM(6, 3),
  /** CXL RAM regions make dax devices. */
  CXL_DAX(6, 3),
  /** hmem leaves ranges in a CXL window to the CXL core. */
  HMEM_LEAVES_WINDOWS(6, 3),
  /** The tier of added memory follows from its latency and bandwidth. */
  TIER_BY_PERFORMANCE(6, 7),
  /** The attribute {@code memmap_on_memory}. */
  MEMMAP_ATTRIBUTE(6, 9),
  /** Allocations can be interleaved over nodes by weight. */
  WEIGHTED_INTERLEAVE(6, 9),
  /**
   * Weights of interleaving are made from bandwidth, and a node has one while it has memory (not in
   * 6.12, in 7.2; the ABI document of {@code auto} says 6.16).
   */
  WEIGHTS_FROM_BANDWIDTH(6, 16),
  /**
   * A node's uevent comes before those of its first memory blocks (after them in 6.12, before in
   * 7.2).
   */
  NODE_BEFORE_BLOCKS(6, 19),
  /** hmem takes back ranges in a CXL window that the CXL core does not assemble. */
  HMEM_TAKES_BACK(7, 1),
  /** {@code hmem.N} lies below {@code hmem_platform.0}. */
  HMEM_BELOW_PLATFORM(7, 1),
  /** The driver {@code fsdev_dax}, for famfs. */
  FSDEV(7, 1),
  /** The attribute {@code state} of devices bound to kmem. */
  STATE_ATTRIBUTE(7, 3);

  private final Version since;

  Feature(int... since) {
    this.since = Version.of(since);
  }

  /** The first release that has it. */
  public Version since() {
    return since;
  }
}
