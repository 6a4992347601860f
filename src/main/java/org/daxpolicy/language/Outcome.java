package org.daxpolicy.language;

import java.util.List;
import java.util.Optional;

/** What a policy makes of a device. */
public sealed interface Outcome permits Outcome.Keep, Outcome.DevDax, Outcome.SystemRam, Partition {
  /** The device stays as the kernel made it. */
  record Keep(Optional<DeviceNode> node) implements Outcome {}

  /** The device is bound to {@code device_dax}. */
  record DevDax(Optional<DeviceNode> node) implements Outcome {}

  /** The device is bound to {@code kmem}, and its memory onlined and used so. */
  record SystemRam(Online online, MemoryUse use) implements Outcome {
    /** Memory of which nothing is said but how it is onlined. */
    public SystemRam(Online online) {
      this(online, MemoryUse.UNSAID);
    }
  }

  /** How memory blocks are onlined. */
  enum Online {
    /** In ZONE_MOVABLE. */
    MOVABLE,
    /** In a kernel zone. */
    KERNEL,
    /** Left offline. */
    NONE
  }

  /**
   * What is wanted of the {@code /dev} node; empty where nothing is said. The parts of a {@link
   * Partition} have nodes of their own.
   */
  default Optional<DeviceNode> deviceNode() {
    if (this instanceof Keep keep) {
      return keep.node();
    }
    return this instanceof DevDax devDax ? devDax.node() : Optional.empty();
  }

  /** What devices can become of it: the parts of a partition, else the outcome itself. */
  default List<Outcome> each() {
    return this instanceof Partition partition
        ? partition.parts().stream().map(Partition.Part::outcome).toList()
        : List.of(this);
  }
}
