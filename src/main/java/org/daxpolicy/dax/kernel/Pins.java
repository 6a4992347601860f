package org.daxpolicy.dax.kernel;

import java.util.HashSet;
import java.util.Set;
import org.daxpolicy.dax.Zone;
import org.daxpolicy.dax.kernel.Uncertainty.Kind;

/**
 * Which online blocks cannot be taken back.
 *
 * <p>Memory of a kernel zone serves the kernel's own allocations, which cannot move; on a node
 * whose memory was just added they come from its lowest block. Whether there are any is not known,
 * unless something happened that certainly allocates on every node: a new memory cgroup does.
 */
final class Pins {
  private final Fate fate;
  private final Set<Long> pinned = new HashSet<>();
  private final Set<String> free = new HashSet<>();

  Pins(Fate fate) {
    this.fate = fate;
  }

  /** Whether a block that is online stays so, whoever asks. */
  boolean hold(Block block) {
    if (block.zone != Zone.KERNEL) {
      return false;
    }
    if (pinned.contains(block.number)) {
      return true;
    }
    String device = block.group.device;
    if (block.number != block.group.lowestInKernelZone || free.contains(device)) {
      return false;
    }
    if (fate.befalls(new Uncertainty(Kind.PINNED, device))) {
      pinned.add(block.number);
      return true;
    }
    free.add(device);
    return false;
  }

  /** Something was allocated for good on a node that has kernel memory in added blocks only. */
  void allocated(NumaNode node) {
    if (node.ordinary(Zone.KERNEL) == 0 && !node.online(Zone.KERNEL).isEmpty()) {
      pinned.add(node.online(Zone.KERNEL).first());
    }
  }

  /** A device's memory came online again; what was known of it no longer counts. */
  void renewed(String device) {
    free.remove(device);
  }

  void removed(long block) {
    pinned.remove(block);
  }
}
