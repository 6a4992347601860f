package org.daxpolicy.compile;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.daxpolicy.language.Busy;
import org.daxpolicy.language.MemoryUse;
import org.daxpolicy.language.Outcome;
import org.daxpolicy.language.Policy;

/**
 * What has to be done to a device so that an outcome comes true. Equal work shares one unit.
 *
 * @param outcome devdax or system-ram, its node settings left out
 * @param busy what happens when the memory cannot be taken back
 */
record Work(Outcome outcome, Busy busy) {

  /** The work of an outcome; none where the device stays as it is. */
  static Optional<Work> of(Outcome outcome, Busy busy) {
    if (outcome instanceof Outcome.DevDax) {
      return Optional.of(new Work(new Outcome.DevDax(Optional.empty()), busy));
    }
    return outcome instanceof Outcome.SystemRam ram
        ? Optional.of(new Work(ram, busy))
        : Optional.empty();
  }

  /** All work of a rule that is done to one device each: several for one that divides regions. */
  static List<Work> all(Policy.Rule rule) {
    return rule.outcome().each().stream().flatMap(o -> of(o, rule.busy()).stream()).toList();
  }

  /**
   * One word for an outcome: {@code keep}, {@code devdax}, {@code system-ram-movable}, … That of a
   * partition holds for devices beyond its parts.
   */
  static String word(Outcome outcome) {
    if (outcome instanceof Outcome.SystemRam ram) {
      return "system-ram-" + ram.online().name().toLowerCase(Locale.ROOT);
    }
    return outcome instanceof Outcome.DevDax ? "devdax" : "keep";
  }

  boolean devdax() {
    return outcome instanceof Outcome.DevDax;
  }

  /**
   * The last part of the unit's name: {@code devdax}, {@code ram-movable-weights-3-retry-3-10s}.
   */
  String unitSuffix() {
    String what = word(outcome).replace("system-", "");
    for (String use : use().words()) {
      what += "-" + use.replace(' ', '-');
    }
    return busy instanceof Busy.Retry retry ? what + suffix(retry) : what;
  }

  /** What the name of a unit that tries again ends in. */
  static String suffix(Busy.Retry retry) {
    return "-retry-" + retry.times() + "-" + retry.seconds() + "s";
  }

  /** What is to be made of the memory once it is online. */
  MemoryUse use() {
    return outcome instanceof Outcome.SystemRam ram ? ram.use() : MemoryUse.UNSAID;
  }

  /**
   * The arguments of {@code daxctl}, without the device (man page daxctl-reconfigure-device).
   *
   * <p>{@code -f} has two meanings there. Towards devdax it takes online memory offline first;
   * without it any online block ends in EBUSY. Towards system-ram it only skips the check that
   * aborts, even for a device that already is system-ram, when the kernel onlines memory by itself;
   * the command would otherwise not be repeatable.
   */
  List<String> arguments() {
    if (!(outcome instanceof Outcome.SystemRam ram)) {
      return List.of("reconfigure-device", "-m", "devdax", "-f");
    }
    return switch (ram.online()) {
      case MOVABLE -> List.of("reconfigure-device", "-m", "system-ram", "-f");
      case KERNEL -> List.of("reconfigure-device", "-m", "system-ram", "--no-movable", "-f");
      case NONE -> List.of("reconfigure-device", "-m", "system-ram", "-N", "-f");
    };
  }
}
