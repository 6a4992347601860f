package org.daxpolicy.udev;

/**
 * A release of systemd-udevd by its number. Semantics are known for 252 to 262; where a release is
 * not measured the nearest earlier measured one decides.
 *
 * @param number such as 257
 */
public record UdevVersion(int number) implements Comparable<UdevVersion> {
  public static final UdevVersion OLDEST = new UdevVersion(252);
  public static final UdevVersion NEWEST = new UdevVersion(262);

  /** The release whose behaviour is known that is nearest to one. */
  public static UdevVersion nearest(int number) {
    return new UdevVersion(Math.max(OLDEST.number, Math.min(NEWEST.number, number)));
  }

  /** Whether the behaviour of a release is known. */
  public static boolean isKnown(int number) {
    return number >= OLDEST.number && number <= NEWEST.number;
  }

  /** Whether this release is {@code number} or newer. */
  public boolean atLeast(int other) {
    return number >= other;
  }

  @Override
  public int compareTo(UdevVersion other) {
    return Integer.compare(number, other.number);
  }

  @Override
  public String toString() {
    return Integer.toString(number);
  }
}
