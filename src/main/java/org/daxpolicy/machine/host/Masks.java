package org.daxpolicy.machine.host;

/** Links that hide a file of the same name in a directory of lower priority. */
final class Masks {
  private Masks() {}

  /** Whether a link's target is {@code /dev/null}, absolute or by way of the root directory. */
  static boolean leadsToNull(String target) {
    return target.matches("(?:(?:\\.\\./)+|/)dev/null");
  }
}
