package org.daxpolicy.analysis;

import java.util.Optional;

/**
 * A choice of atoms for some variables: a range of atoms each. What is not chosen is free.
 *
 * <p>A list that grows at its head, so that a search can share what it has chosen so far.
 */
final class Case {
  /** Nothing is chosen. */
  static final Case ANY = new Case(-1, 0, 0, Optional.empty());

  private final int variable;
  private final int from;
  private final int to;
  private final Optional<Case> rest;

  private Case(int variable, int from, int to, Optional<Case> rest) {
    this.variable = variable;
    this.from = from;
    this.to = to;
    this.rest = rest;
  }

  /** The same with a variable chosen: an atom from {@code from} to before {@code to}. */
  Case and(int chosen, int first, int behind) {
    return new Case(chosen, first, behind, Optional.of(this));
  }

  /** The first atom chosen for a variable. */
  Optional<Integer> from(int wanted) {
    return find(wanted).map(c -> c.from);
  }

  /** The atom behind the last one that may be chosen. */
  int to(int wanted) {
    return find(wanted).map(c -> c.to).orElse(Ranges.END);
  }

  private Optional<Case> find(int wanted) {
    Case at = this;
    while (at.variable != wanted) {
      if (at.rest.isEmpty()) {
        return Optional.empty();
      }
      at = at.rest.get();
    }
    return Optional.of(at);
  }
}
