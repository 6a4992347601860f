package org.daxpolicy.simulate;

import java.math.BigDecimal;
import java.util.Optional;
import org.daxpolicy.simulate.shell.Computer.Killed;

/** How long something may take, and who ends it then. Deadlines lie within one another. */
final class Deadline {
  /** Bytes of memory that were seen to be taken offline in a second on slow machines. */
  private static final long BYTES_PER_SECOND = 1L << 30;

  private final double seconds;
  private final Incident.Kind kind;
  private final String whose;
  private final Optional<Deadline> outer;
  private double left;
  private boolean passed;

  private Deadline(double seconds, Incident.Kind kind, String whose, Optional<Deadline> outer) {
    this.seconds = seconds;
    this.kind = kind;
    this.whose = whose;
    this.outer = outer;
    this.left = seconds;
  }

  /** udev's, on one event. */
  static Deadline ofEvent(double seconds) {
    return new Deadline(
        seconds, Incident.Kind.EVENT_TIMEOUT, "udev's event timeout", Optional.empty());
  }

  /** systemd's, on a command of a service. */
  static Deadline ofService(double seconds) {
    return new Deadline(
        seconds, Incident.Kind.SERVICE_TIMEOUT, "the unit's timeout", Optional.empty());
  }

  /** None. */
  static Deadline none() {
    return ofService(Double.POSITIVE_INFINITY);
  }

  /** What {@code timeout} sets a command within this one. */
  Deadline within(double limit) {
    return new Deadline(limit, kind, "`timeout`'s limit", Optional.of(this));
  }

  /** What it is when the outermost one passes. */
  Incident.Kind kind() {
    return kind;
  }

  /** Whether this very deadline has passed, and not only one it lies in. */
  boolean passed() {
    return passed;
  }

  /** What the one gives that passes first, in words: {@code 180s}. */
  String span() {
    return outer
        .filter(o -> o.left() < left)
        .map(Deadline::span)
        .orElseGet(() -> BigDecimal.valueOf(seconds).stripTrailingZeros().toPlainString() + "s");
  }

  private double left() {
    return Math.min(left, outer.map(Deadline::left).orElse(Double.POSITIVE_INFINITY));
  }

  /** Lets time pass. */
  void pass(double duration) throws Killed {
    double spent = Math.min(duration, left);
    if (outer.isPresent()) {
      outer.get().pass(spent);
    }
    if (duration > left) {
      left = 0;
      passed = true;
      throw new Killed(whose + " of " + span() + " passes");
    }
    left = left == Double.POSITIVE_INFINITY ? left : left - duration;
  }

  /** Lets all the time pass that is left, and more. */
  void expire() throws Killed {
    pass(Double.POSITIVE_INFINITY);
    throw new Killed("someone ends it");
  }

  /** Whether taking so many bytes of memory back may take longer. */
  boolean mayPass(long bytes) {
    return (double) bytes / BYTES_PER_SECOND > left();
  }
}
