package org.daxpolicy.analysis;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for values under which several conditions hold at once, without making the diagram of their
 * conjunction, which may be far too large: variable by variable, the most promising atoms first.
 */
final class Search {
  private final Diagrams diagrams;
  private final int mostSteps;
  private final Set<Key> hopeless = new HashSet<>();
  private int steps;

  private Search(Diagrams diagrams, int mostSteps) {
    this.diagrams = diagrams;
    this.mostSteps = mostSteps;
  }

  /** How a search ends. */
  sealed interface Outcome {
    /** Values under which all conditions hold. */
    record Found(Case values) implements Outcome {}

    /** There are none. */
    record Impossible() implements Outcome {}

    /** Not told by as many steps as were allowed. */
    record GivenUp() implements Outcome {}
  }

  /**
   * Searches.
   *
   * @param conditions all of which are to hold
   * @param mostSteps how many nodes may be looked at
   */
  static Outcome find(Diagrams diagrams, int[] conditions, int mostSteps) {
    Search search = new Search(diagrams, mostSteps);
    for (int condition : conditions) {
      if (condition == Diagrams.FALSE) {
        return new Outcome.Impossible();
      }
    }
    Optional<Case> found = search.solve(open(conditions), Case.ANY);
    if (found.isPresent()) {
      return new Outcome.Found(found.get());
    }
    return search.steps > mostSteps ? new Outcome.GivenUp() : new Outcome.Impossible();
  }

  /** Conditions that are not settled, each once. */
  private static int[] open(int[] conditions) {
    int[] sorted = conditions.clone();
    Arrays.sort(sorted);
    int length = 0;
    for (int condition : sorted) {
      if (condition != Diagrams.TRUE && (length == 0 || sorted[length - 1] != condition)) {
        sorted[length++] = condition;
      }
    }
    return Arrays.copyOf(sorted, length);
  }

  private Optional<Case> solve(int[] conditions, Case chosen) {
    if (conditions.length == 0) {
      return Optional.of(chosen);
    }
    Key key = new Key(conditions);
    if (hopeless.contains(key)) {
      return Optional.empty();
    }
    int variable = Integer.MAX_VALUE;
    for (int condition : conditions) {
      variable = Math.min(variable, diagrams.variable(condition));
    }
    for (Branch branch : branches(conditions, variable)) {
      if ((steps += conditions.length) > mostSteps) {
        return Optional.empty();
      }
      diagrams.spend(conditions.length);
      Optional<Case> found = solve(branch.left(), chosen.and(variable, branch.from(), branch.to()));
      if (found.isPresent()) {
        return found;
      }
    }
    if (steps <= mostSteps) {
      hopeless.add(key);
    }
    return Optional.empty();
  }

  /**
   * A choice for a variable: atoms that make no difference among each other.
   *
   * @param left the conditions that are open then
   */
  private record Branch(int from, int to, int[] left) {}

  /** All choices that make no condition false, those that leave least open first. */
  private Branch[] branches(int[] conditions, int variable) {
    int count = 0;
    Branch[] all = new Branch[8];
    int from = 0;
    while (from != Ranges.END) {
      int to = Ranges.END;
      boolean possible = true;
      int[] next = conditions.clone();
      for (int i = 0; i < next.length && possible; i++) {
        if (diagrams.variable(next[i]) == variable) {
          int run = diagrams.run(next[i], from);
          int end = diagrams.runEnd(next[i], run);
          next[i] = diagrams.runLeads(next[i], run);
          possible = next[i] != Diagrams.FALSE;
          // what is impossible for one condition is so up to the end of its run
          to = possible ? Math.min(to, end) : end;
        }
      }
      if (possible) {
        if (count == all.length) {
          all = Arrays.copyOf(all, 2 * count);
        }
        all[count++] = new Branch(from, to, open(next));
      }
      from = to;
    }
    Branch[] some = Arrays.copyOf(all, count);
    Arrays.sort(some, (a, b) -> Integer.compare(a.left().length, b.left().length));
    return some;
  }

  private static final class Key {
    private final int[] conditions;
    private final int hash;

    Key(int[] conditions) {
      this.conditions = conditions;
      this.hash = Arrays.hashCode(conditions);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key k && Arrays.equals(conditions, k.conditions);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }
}
