package org.daxpolicy.udev;

/** When names in OWNER and GROUP are looked up: {@code --resolve-names} of udev's tools. */
public enum NameResolution {
  /** While the rules are read; what udevd does unless told otherwise. */
  EARLY,
  /** When an event comes. */
  LATE,
  /** Not at all; from 258 on such terms are left out. */
  NEVER
}
