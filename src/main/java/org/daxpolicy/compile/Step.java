package org.daxpolicy.compile;

import java.util.List;
import java.util.OptionalInt;

/**
 * When all literals hold, a fact is set or, without one, the rule is chosen. Every backend turns a
 * step into one line of its own language, or a few.
 *
 * @param fact the number of the fact that is set
 * @param literals what has to hold; at least one
 */
record Step(OptionalInt fact, List<Literal> literals) {
  /** What a step asks. */
  sealed interface Literal {
    /** A probe holds; or fails, where not positive. */
    record Holds(Probe probe, boolean positive) implements Literal {}

    /** A fact set by an earlier step. */
    record Asks(int fact) implements Literal {}
  }

  Step {
    literals = List.copyOf(literals);
  }
}
