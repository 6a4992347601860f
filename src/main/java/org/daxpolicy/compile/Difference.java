package org.daxpolicy.compile;

/**
 * A file that is not as a compilation would write it.
 *
 * @param path relative to the root
 * @param kind what is wrong with it
 */
public record Difference(String path, Kind kind) {
  /** What is wrong. */
  public enum Kind {
    /** It is not there. */
    MISSING,
    /** Its content or its executable bit differs. */
    DIFFERS,
    /** An earlier compilation of the policy wrote it, and this one does not. */
    STALE
  }
}
