package org.daxpolicy.dax.kernel;

import org.daxpolicy.dax.Zone;
import org.jspecify.annotations.Nullable;

/** A memory block that was added while the kernel ran. */
final class Block {
  final long number;
  final Group group;

  /** Where it is online; null while it is offline. */
  @Nullable Zone zone;

  Block(long number, Group group) {
    this.number = number;
    this.group = group;
  }

  String name() {
    return "memory" + number;
  }

  /** The blocks that one device adds; the kernel counts them together. */
  static final class Group {
    final String device;
    final int node;
    final long blocks;
    long inKernelZone;
    long inMovableZone;

    /** The lowest block that came online in a kernel zone since all were offline. */
    long lowestInKernelZone = Long.MAX_VALUE;

    Group(String device, int node, long blocks) {
      this.device = device;
      this.node = node;
      this.blocks = blocks;
    }
  }
}
