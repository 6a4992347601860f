package org.daxpolicy.dax;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The memory blocks of a dax device bound to {@code kmem}.
 *
 * @param runs its blocks in the order of their numbers, as long as possible
 */
public record MemoryState(List<Run> runs) {
  /** No memory was added. */
  public static final MemoryState NONE = new MemoryState(List.of());

  /**
   * Neighbouring blocks that are the same.
   *
   * @param first number of the first block
   * @param last number of the last block
   * @param zone where they are online; empty if they are offline
   */
  public record Run(long first, long last, Optional<Zone> zone) {
    long count() {
      return last - first + 1;
    }
  }

  public MemoryState {
    List<Run> joined = new ArrayList<>();
    for (Run run : runs.stream().sorted(Comparator.comparingLong(Run::first)).toList()) {
      Run before = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      if (before != null && before.last() + 1 == run.first() && before.zone().equals(run.zone())) {
        joined.set(joined.size() - 1, new Run(before.first(), run.last(), run.zone()));
      } else {
        joined.add(run);
      }
    }
    runs = List.copyOf(joined);
  }

  /** How many blocks there are. */
  public long total() {
    return runs.stream().mapToLong(Run::count).sum();
  }

  /** How many blocks are online. */
  public long online() {
    return runs.stream().filter(r -> r.zone().isPresent()).mapToLong(Run::count).sum();
  }

  /** Where the online blocks are; empty if none is. */
  public Optional<Zone> zone() {
    return runs.stream().flatMap(r -> r.zone().stream()).reduce(Zone::with);
  }

  /** {@code 8/8 movable}, {@code 0/8}, or {@code none}. */
  @Override
  public String toString() {
    if (total() == 0) {
      return "none";
    }
    return online() + "/" + total() + zone().map(z -> " " + z.word()).orElse("");
  }
}
