package org.daxpolicy.compile;

import java.util.List;
import java.util.Optional;

/**
 * A condition in negation normal form. Equal formulas are one object (see {@link Formulas}), so
 * they are compared by identity and a deep one is never walked by accident.
 */
final class Formula {
  /** What a formula is. */
  enum Kind {
    TRUE,
    FALSE,
    /** A probe, or its negation. */
    ATOM,
    /** All operands hold; at least two. */
    ALL,
    /** Some operand holds; at least two. */
    ANY
  }

  private final int id;
  private final Kind kind;
  private final Optional<Probe> probe;
  private final boolean positive;
  private final List<Formula> operands;

  Formula(int id, Kind kind, Optional<Probe> probe, boolean positive, List<Formula> operands) {
    this.id = id;
    this.kind = kind;
    this.probe = probe;
    this.positive = positive;
    this.operands = List.copyOf(operands);
  }

  int id() {
    return id;
  }

  Kind kind() {
    return kind;
  }

  /** The probe of an atom. */
  Probe probe() {
    return probe.orElseThrow();
  }

  /** Whether an atom asks for its probe to hold, not to fail. */
  boolean positive() {
    return positive;
  }

  List<Formula> operands() {
    return operands;
  }
}
