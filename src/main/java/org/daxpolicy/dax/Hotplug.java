package org.daxpolicy.dax;

/**
 * What a kernel does with memory that is added while it runs.
 *
 * @param policy what becomes of new blocks
 * @param zones how the zone of plain {@code online} is picked
 * @param movableNode {@code movable_node}
 * @param memmapOnMemory {@code memory_hotplug.memmap_on_memory}, as yes or force
 * @param blockSize bytes of a memory block, a power of two
 */
public record Hotplug(
    OnlinePolicy policy,
    ZonePolicy zones,
    boolean movableNode,
    boolean memmapOnMemory,
    long blockSize) {
  /** Bytes of the memory blocks most machines have. */
  public static final long USUAL_BLOCK = 1L << 27;

  /** A policy for new blocks, all else as kernels are built. */
  public static Hotplug of(OnlinePolicy policy) {
    return new Hotplug(policy, ZonePolicy.CONTIG_ZONES, false, false, USUAL_BLOCK);
  }

  /** The same with another policy for new blocks. */
  public Hotplug with(OnlinePolicy other) {
    return new Hotplug(other, zones, movableNode, memmapOnMemory, blockSize);
  }

  /** The same with another way to pick zones. */
  public Hotplug with(ZonePolicy other) {
    return new Hotplug(policy, other, movableNode, memmapOnMemory, blockSize);
  }

  /** The same with blocks of another size. */
  public Hotplug withBlocksOf(long bytes) {
    return new Hotplug(policy, zones, movableNode, memmapOnMemory, bytes);
  }

  /** The same booted with a command line; what it does not say stays. */
  Hotplug under(KernelParameters parameters) {
    String memmap = parameters.value("memory_hotplug.memmap_on_memory").orElse("N");
    return new Hotplug(
        parameters.value("memhp_default_state").flatMap(OnlinePolicy::parse).orElse(policy),
        zones.under(parameters),
        movableNode || parameters.flag("movable_node"),
        memmapOnMemory
            || memmap.equals("force")
            || parameters.flag("memory_hotplug.memmap_on_memory"),
        blockSize);
  }
}
