package org.daxpolicy.language;

/** What happens when memory that is already online cannot be taken back. */
public sealed interface Busy {
  /** The device stays as it is. */
  record Keep() implements Busy {}

  /**
   * The work is tried again.
   *
   * @param times how often again, at least 1
   * @param seconds the pause between two tries
   */
  record Retry(int times, int seconds) implements Busy {}
}
