package org.daxpolicy.simulate;

import org.daxpolicy.simulate.shell.Computer.Killed;

/** How long something may take, and who ends it then. */
final class Deadline {
  /** Bytes of memory that were seen to be taken offline in a second on slow machines. */
  private static final long BYTES_PER_SECOND = 1L << 30;

  private final double seconds;
  private final Incident.Kind kind;
  private double left;

  private Deadline(double seconds, Incident.Kind kind) {
    this.seconds = seconds;
    this.kind = kind;
    this.left = seconds;
  }

  /** udev's, on one event. */
  static Deadline ofEvent(double seconds) {
    return new Deadline(seconds, Incident.Kind.EVENT_TIMEOUT);
  }

  /** systemd's, on the start of a service. */
  static Deadline ofService(double seconds) {
    return new Deadline(seconds, Incident.Kind.SERVICE_TIMEOUT);
  }

  /** None. */
  static Deadline none() {
    return new Deadline(Double.POSITIVE_INFINITY, Incident.Kind.SERVICE_TIMEOUT);
  }

  /** What it is when it passes. */
  Incident.Kind kind() {
    return kind;
  }

  /** Seconds in all. */
  double seconds() {
    return seconds;
  }

  /** Lets time pass. */
  void pass(double duration) throws Killed {
    left -= duration;
    if (left < 0) {
      throw new Killed(
          (kind == Incident.Kind.EVENT_TIMEOUT ? "udev's event timeout" : "the unit's timeout")
              + " of "
              + Math.round(seconds)
              + "s passes");
    }
  }

  /** Whether taking so many bytes of memory back may take longer. */
  boolean mayPass(long bytes) {
    return (double) bytes / BYTES_PER_SECOND > left;
  }
}
