package org.daxpolicy.dax;

import java.util.Optional;

/**
 * What a kernel by itself makes of a dax device: {@code drivers/dax/bus.c} (driver choice), {@code
 * drivers/dax/kmem.c} (memory), {@code mm/memory_hotplug.c} (zones). Releases between those read or
 * run behave as their neighbours.
 */
public final class KernelModel {
  private final KernelSettings settings;

  public KernelModel(KernelSettings settings) {
    this.settings = settings;
  }

  /**
   * What the kernel made of a device.
   *
   * @param state the device; empty if there is none
   * @param why a sentence for people
   */
  public record Boot(Optional<DaxDeviceState> state, String why) {}

  /**
   * A device as it is once the kernel and the automatic loading of modules are done, before any
   * rule has acted.
   *
   * @param name its kernel name
   * @param origin where it comes from; empty if unknown
   * @param range its memory
   */
  public Boot boot(String name, Optional<Origin> origin, MemoryRange range) {
    boolean hmem = origin.equals(Optional.of(Origin.HMEM));
    if (hmem && settings.hmemDisabled()) {
      return new Boot(Optional.empty(), "device_hmem.disable=1: no device is made of the memory");
    }
    if (hmem && settings.regionIdle()) {
      MemoryRange nothing = new MemoryRange(range.start(), 0, range.node());
      return new Boot(
          Optional.of(DaxDeviceState.unbound(name, nothing)),
          "dax_hmem.region_idle=1: the region's device has size 0");
    }
    DaxDeviceState unbound = DaxDeviceState.unbound(name, range);
    if (range.size() == 0) {
      return new Boot(Optional.of(unbound), "a device of size 0 is bound to no driver");
    }
    return wantsKmem(origin) ? kmemFirst(unbound) : deviceDax(unbound);
  }

  /** The memory {@code kmem} makes of a range when it is bound; empty when it refuses. */
  public Optional<MemoryState> added(MemoryRange range) {
    long blocks = range.blocks(settings.blockSize());
    if (range.node().isEmpty() || blocks == 0) {
      return Optional.empty();
    }
    return Optional.of(
        zone(settings.policy())
            .map(z -> MemoryState.online(blocks, z))
            .orElse(MemoryState.offline(blocks)));
  }

  /**
   * The zone of a block onlined by this word on a node without other memory next to it; empty for
   * {@code offline}. Plain {@code online} follows the default {@code contig-zones}.
   */
  public Optional<Zone> zone(OnlinePolicy word) {
    return switch (word) {
      case OFFLINE -> Optional.empty();
      case ONLINE_KERNEL -> Optional.of(Zone.KERNEL);
      case ONLINE_MOVABLE -> Optional.of(Zone.MOVABLE);
      case ONLINE -> Optional.of(settings.movableNode() ? Zone.MOVABLE : Zone.KERNEL);
    };
  }

  /**
   * Since 6.3 the regions of soft-reserved and CXL memory ask for kmem, and a driver matches by
   * what the region asks for.
   */
  private boolean wantsKmem(Optional<Origin> origin) {
    return settings.version().atLeast(6, 3)
        && !origin.equals(Optional.of(Origin.PMEM))
        && origin.isPresent()
        && settings.kmem() != KernelSettings.Presence.NOT_CONFIGURED;
  }

  private Boot kmemFirst(DaxDeviceState unbound) {
    if (!settings.kmem().available()) {
      return new Boot(
          Optional.of(unbound),
          "the kernel wants kmem, which is " + settings.kmem().word() + "; there is no fallback");
    }
    if (unbound.range().node().isEmpty()) {
      return new Boot(Optional.of(unbound), "kmem refuses a device without target_node");
    }
    Optional<MemoryState> memory = added(unbound.range());
    if (memory.isEmpty()) {
      return new Boot(Optional.of(unbound), "kmem refuses less than one aligned memory block");
    }
    return new Boot(
        Optional.of(unbound.bound(Driver.KMEM).with(memory.get())),
        "since 6.3 kmem is bound first; new blocks are " + settings.policy().word());
  }

  private Boot deviceDax(DaxDeviceState unbound) {
    return settings.deviceDax().available()
        ? new Boot(Optional.of(unbound.bound(Driver.DEVICE_DAX)), "device_dax is bound first")
        : new Boot(
            Optional.of(unbound),
            "the kernel wants device_dax, which is " + settings.deviceDax().word());
  }
}
