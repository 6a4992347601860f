package org.daxpolicy.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntBinaryOperator;

/**
 * Devices on which two decisions differ.
 *
 * <p>Both are taken as clauses, the first of which that holds decides. What both begin with alike
 * decides alike; behind that, every pair of clauses with different ends is a class of devices:
 * those that the one decides here and the other there.
 */
final class Differences {
  /** How many nodes may be looked at for one pair. */
  private static final int SEARCH = 2_000_000;

  /** Clauses in order; the last one holds always. */
  record Clauses(int[] conditions, int[] ends) {
    int size() {
      return ends.length;
    }
  }

  /**
   * Devices that two decisions decide differently.
   *
   * @param first which clause of the first decision decides them
   * @param second which of the second
   * @param values what they have in common
   */
  record Difference(int first, int second, Case values) {}

  /** Who is told of differences, until there are enough. */
  interface Listener {
    /** Takes a difference; false ends the search. */
    boolean found(Difference difference);
  }

  /**
   * What counts as a difference.
   *
   * @param ofAnswers 1 for two answers that differ, else 0
   * @param reflexive whether no answer differs from itself
   */
  record Apart(IntBinaryOperator ofAnswers, boolean reflexive) {
    /** Answers that are not the same. */
    static final Apart UNEQUAL = new Apart((x, y) -> x == y ? 0 : 1, true);
  }

  private final Diagrams diagrams;
  private final FirstMatch first;
  private final FirstMatch second;
  private final Clauses firstClauses;
  private final Clauses secondClauses;
  private final int presumed;
  private final Apart apart;
  private boolean undecided;

  private Differences(Diagrams diagrams, int presumed, Clauses first, Clauses second, Apart apart) {
    this.apart = apart;
    this.diagrams = diagrams;
    this.presumed = presumed;
    this.firstClauses = first;
    this.secondClauses = second;
    this.first = new FirstMatch(diagrams, first.conditions());
    this.second = new FirstMatch(diagrams, second.conditions());
  }

  /**
   * Looks for differences.
   *
   * @param presumed what is known of every device
   * @param apart what counts as a difference
   * @return whether all were found; false if some pairs could not be told, or the listener had
   *     enough
   */
  static boolean find(
      Diagrams diagrams,
      int presumed,
      Clauses first,
      Clauses second,
      Apart apart,
      Listener listener) {
    Differences differences = new Differences(diagrams, presumed, first, second, apart);
    return differences.run(listener) && !differences.undecided;
  }

  private boolean run(Listener listener) {
    int alike = 0;
    while (apart.reflexive()
        && alike < first.size()
        && alike < second.size()
        && first.condition(alike) == second.condition(alike)
        && firstClauses.ends()[alike] == secondClauses.ends()[alike]) {
      alike++;
    }
    for (int i = alike; i < first.size(); i++) {
      int here = diagrams.and(first.condition(i), presumed);
      List<Integer> before = null;
      for (int j : second.meeting(here, second.size())) {
        if (j < alike) {
          continue;
        }
        int both = diagrams.and(here, second.condition(j));
        int differing = diagrams.and(both, apart(firstClauses.ends()[i], secondClauses.ends()[j]));
        if (differing == Diagrams.FALSE) {
          continue;
        }
        if (before == null) {
          before = first.meeting(here, i);
        }
        if (!pair(i, j, differing, before, listener)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean pair(int i, int j, int differing, List<Integer> before, Listener listener) {
    List<Integer> negations = new ArrayList<>();
    negations.add(differing);
    for (int k : before) {
      negations.add(first.negation(k));
    }
    for (int k : second.meeting(differing, j)) {
      negations.add(second.negation(k));
    }
    int[] all = new int[negations.size()];
    for (int k = 0; k < all.length; k++) {
      all[k] = negations.get(k);
      if (all[k] != differing && diagrams.and(differing, all[k]) == Diagrams.FALSE) {
        return true;
      }
    }
    Search.Outcome outcome = Search.find(diagrams, all, SEARCH);
    undecided |= outcome instanceof Search.Outcome.GivenUp;
    return !(outcome instanceof Search.Outcome.Found found)
        || listener.found(new Difference(i, j, found.values()));
  }

  /** The condition that two diagrams answer differently. */
  private int apart(int a, int b) {
    return a == b && apart.reflexive() ? Diagrams.FALSE : diagrams.combine(a, b, apart.ofAnswers());
  }

  /** A decision as clauses. */
  static Clauses clauses(Diagrams diagrams, Decisions decisions, int decision) {
    List<int[]> found = new ArrayList<>();
    flatten(diagrams, decisions, decision, Diagrams.TRUE, found);
    int[] conditions = new int[found.size()];
    int[] ends = new int[found.size()];
    for (int i = 0; i < ends.length; i++) {
      conditions[i] = found.get(i)[0];
      ends[i] = found.get(i)[1];
    }
    return new Clauses(conditions, ends);
  }

  private static void flatten(
      Diagrams diagrams, Decisions decisions, int decision, int path, List<int[]> out) {
    int at = decision;
    while (Decisions.isTest(at)) {
      int here = diagrams.and(path, decisions.condition(at));
      if (here != Diagrams.FALSE) {
        flatten(diagrams, decisions, decisions.then(at), here, out);
      }
      at = decisions.otherwise(at);
    }
    out.add(new int[] {path, Decisions.end(at)});
  }
}
