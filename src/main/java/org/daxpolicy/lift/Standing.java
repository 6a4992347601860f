package org.daxpolicy.lift;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.daxpolicy.dax.DaxDeviceState;
import org.daxpolicy.dax.MemoryState;
import org.daxpolicy.dax.Zone;
import org.daxpolicy.machine.inventory.DaxPart;

/**
 * How a device stands.
 *
 * @param words for people: {@code system-ram, every block online and movable}
 * @param clause the outcome of a policy that makes it stand so; none if there is no such outcome
 */
record Standing(String words, Optional<String> clause) {
  private static final String UNTOLD = "system-ram, its blocks are not told";
  private static final String RAM = "mode system-ram { online ";

  /** As a snapshot has it. */
  static Standing of(DaxPart part) {
    if (!part.mode().equals("system-ram")) {
      return of(part.mode());
    }
    long total = part.blocks().total();
    long online = part.blocks().onlineCount();
    return ram(total, online, part.blocks().online().keySet());
  }

  /** As the kernel's model has it. */
  static Standing of(DaxDeviceState state) {
    if (!state.systemRam()) {
      return of(state.mode());
    }
    long total = 0;
    long online = 0;
    Set<String> zones = new TreeSet<>();
    for (MemoryState.Run run : state.memory().runs()) {
      long count = run.last() - run.first() + 1;
      total += count;
      online += run.zone().isPresent() ? count : 0;
      run.zone().ifPresent(z -> zones.add(z == Zone.MOVABLE ? "Movable" : "Normal"));
    }
    return ram(total, online, zones);
  }

  private static Standing of(String mode) {
    return new Standing(
        mode, mode.equals("devdax") ? Optional.of("mode devdax") : Optional.empty());
  }

  private static Standing ram(long total, long online, Set<String> zones) {
    if (total == 0) {
      return new Standing(UNTOLD, Optional.empty());
    }
    if (online == 0) {
      return new Standing("system-ram, every block offline", Optional.of(RAM + "none }"));
    }
    if (online < total) {
      return new Standing("system-ram, some blocks offline", Optional.empty());
    }
    boolean movable = zones.equals(Set.of("Movable"));
    boolean mixed = zones.contains("mixed") || zones.contains("Movable") && !movable;
    return movable
        ? new Standing("system-ram, every block online and movable", Optional.of(RAM + "movable }"))
        : mixed
            ? new Standing("system-ram, online in several zones", Optional.empty())
            : new Standing(
                "system-ram, every block online in a kernel zone", Optional.of(RAM + "kernel }"));
  }

  /** Whether it is the same as far as both are told. */
  boolean mayBe(Standing other) {
    boolean untold = words.equals(UNTOLD) || other.words.equals(UNTOLD);
    return words.equals(other.words) || untold && isMemory() && other.isMemory();
  }

  /** Whether it is memory of the system. */
  boolean isMemory() {
    return words.startsWith("system-ram");
  }
}
