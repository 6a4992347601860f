package org.daxpolicy.udev;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a term ended.
 *
 * @param truth whether it holds
 * @param actual what was compared
 * @param doubt why that is not known; null if it is
 * @param otherwise for a term that may hold and changes something by it: the facts if it does not;
 *     null if they are those from before the term
 */
record Outcome(
    Verdict.Truth truth,
    Optional<String> actual,
    @Nullable Doubt doubt,
    @Nullable Facts otherwise) {
  static final Outcome DONE = of(true, Optional.empty());
  static final Outcome FAILED = of(false, Optional.empty());

  static Outcome of(boolean holds, Optional<String> actual) {
    Verdict.Truth truth = holds ? Verdict.Truth.TRUE : Verdict.Truth.FALSE;
    return new Outcome(truth, actual, null, null);
  }

  /** An end of which nobody wants to know what was compared. */
  static Outcome of(boolean holds) {
    return holds ? DONE : FAILED;
  }

  static Outcome unknown(Doubt doubt) {
    return new Outcome(Verdict.Truth.UNKNOWN, Optional.empty(), doubt, null);
  }

  /** May hold, and then what the facts now say is so; else {@code otherwise} is. */
  static Outcome unknown(Doubt doubt, Facts otherwise) {
    return new Outcome(Verdict.Truth.UNKNOWN, Optional.empty(), doubt, otherwise);
  }

  boolean holds() {
    return truth == Verdict.Truth.TRUE;
  }

  boolean fails() {
    return truth == Verdict.Truth.FALSE;
  }
}
