package org.daxpolicy.udev;

/**
 * How rules files are read.
 *
 * @param version the release whose reader it is
 * @param host where OWNER and GROUP are looked up
 * @param names when they are
 * @param strict whether to say also what the reader says to {@code udevadm verify} alone
 */
record Reading(UdevVersion version, Host host, NameResolution names, boolean strict) {
  /** As udevd reads them. */
  static Reading of(UdevVersion version, Host host) {
    return new Reading(version, host, NameResolution.EARLY, false);
  }
}
