package org.daxpolicy.machine.inventory;

import java.util.List;
import java.util.Optional;

/**
 * A NUMA node.
 *
 * @param number its number
 * @param processors its processors as the kernel lists them, {@code 0-55,112-167}; empty text for a
 *     node without, absent if the snapshot does not tell
 * @param memory bytes that are online, {@code MemTotal} of its {@code meminfo}
 * @param blocks its memory blocks, as far as the snapshot holds them
 * @param zones zones that have pages, by {@code /proc/zoneinfo}
 * @param distances to each online node in order
 * @param closest how fast it is for the closest initiator
 * @param processorsAccess how fast it is for the closest processor
 * @param tier its memory tier
 * @param weight its weight in weighted interleaving
 * @param cache bytes of the caches on the memory's side
 * @param devices names of the dax devices whose memory it is or would be
 */
public record NumaNode(
    int number,
    Optional<String> processors,
    Optional<Long> memory,
    Blocks blocks,
    List<String> zones,
    List<Integer> distances,
    Performance closest,
    Performance processorsAccess,
    Optional<Integer> tier,
    Optional<Integer> weight,
    Optional<Long> cache,
    List<String> devices) {
  public NumaNode {
    zones = List.copyOf(zones);
    distances = List.copyOf(distances);
    devices = List.copyOf(devices);
  }
}
