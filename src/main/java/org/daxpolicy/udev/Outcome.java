package org.daxpolicy.udev;

import java.util.Optional;

/**
 * How a term ended.
 *
 * @param truth whether it holds
 * @param actual what was compared
 */
record Outcome(Verdict.Truth truth, Optional<String> actual) {
  static final Outcome DONE = new Outcome(Verdict.Truth.TRUE, Optional.empty());

  static Outcome of(boolean holds, Optional<String> actual) {
    return new Outcome(holds ? Verdict.Truth.TRUE : Verdict.Truth.FALSE, actual);
  }

  static Outcome of(boolean holds, String actual) {
    return of(holds, Optional.of(actual));
  }

  static Outcome failed() {
    return of(false, Optional.empty());
  }

  static Outcome unknown() {
    return new Outcome(Verdict.Truth.UNKNOWN, Optional.empty());
  }

  boolean holds() {
    return truth == Verdict.Truth.TRUE;
  }
}
