package org.daxpolicy.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Conditions in order, the first of which that holds decides; the last one holds always.
 *
 * <p>No diagram of the whole decision is made, since a thousand conditions that overlap at random
 * have none that fits in memory. Questions are answered by a search among the conditions that
 * matter.
 */
final class FirstMatch {
  /** What all searches together may cost, in conditions looked at; each has an equal share. */
  private static final int ALL_SEARCHES = 50_000_000;

  private static final int LEAST_SEARCH = 50_000;
  private static final int MOST_SEARCH = 5_000_000;

  /** A difference that grows beyond this is searched, not made. */
  private static final int MOST_NODES = 400;

  private final Diagrams diagrams;
  private final int[] conditions;
  private final int[] negations;

  /** For each condition its first variable and the atoms of it that are not impossible. */
  private final int[] variables;

  private final int[] firsts;
  private final int[] lasts;

  FirstMatch(Diagrams diagrams, int[] conditions) {
    this.diagrams = diagrams;
    this.conditions = conditions.clone();
    this.negations = new int[conditions.length];
    this.variables = new int[conditions.length];
    this.firsts = new int[conditions.length];
    this.lasts = new int[conditions.length];
    for (int i = 0; i < conditions.length; i++) {
      negations[i] = diagrams.not(conditions[i]);
      outline(i);
    }
  }

  private void outline(int i) {
    int condition = conditions[i];
    variables[i] = diagrams.variable(condition);
    lasts[i] = Ranges.END;
    if (Diagrams.isAnswer(condition)) {
      return;
    }
    int runs = diagrams.runs(condition);
    firsts[i] =
        diagrams.runLeads(condition, 0) == Diagrams.FALSE ? diagrams.runEnd(condition, 0) : 0;
    lasts[i] =
        diagrams.runLeads(condition, runs - 1) == Diagrams.FALSE
            ? diagrams.runStart(condition, runs - 1)
            : Ranges.END;
  }

  int size() {
    return conditions.length;
  }

  int condition(int i) {
    return conditions[i];
  }

  /** Where a condition does not hold. */
  int negation(int i) {
    return negations[i];
  }

  /** Whether two conditions can hold at once. */
  boolean meet(int i, int j) {
    if (variables[i] == variables[j] && (firsts[i] >= lasts[j] || firsts[j] >= lasts[i])) {
      return false;
    }
    return diagrams.meets(conditions[i], conditions[j]);
  }

  /** The conditions before {@code end} that can hold together with {@code condition}. */
  List<Integer> meeting(int condition, int end) {
    List<Integer> meeting = new ArrayList<>();
    diagrams.spend(end / 8);
    int variable = diagrams.variable(condition);
    int first = 0;
    int last = Ranges.END;
    if (!Diagrams.isAnswer(condition)) {
      int runs = diagrams.runs(condition);
      first = diagrams.runLeads(condition, 0) == Diagrams.FALSE ? diagrams.runEnd(condition, 0) : 0;
      last =
          diagrams.runLeads(condition, runs - 1) == Diagrams.FALSE
              ? diagrams.runStart(condition, runs - 1)
              : Ranges.END;
    }
    for (int j = 0; j < end; j++) {
      if ((variables[j] != variable || firsts[j] < last && first < lasts[j])
          && diagrams.meets(condition, conditions[j])) {
        meeting.add(j);
      }
    }
    return meeting;
  }

  /**
   * Values under which {@code condition} holds and none of the conditions before {@code end} does.
   */
  Search.Outcome undecided(int condition, int end) {
    if (condition == Diagrams.FALSE) {
      return new Search.Outcome.Impossible();
    }
    return outside(condition, meeting(condition, end));
  }

  /** Values under which {@code condition} holds and none of {@code others} does. */
  Search.Outcome outside(int condition, List<Integer> others) {
    diagrams.spend(4 * others.size());
    int[] all = new int[others.size() + 1];
    all[0] = condition;
    for (int i = 0; i < others.size(); i++) {
      all[i + 1] = negations[others.get(i)];
    }
    int effort = Math.max(LEAST_SEARCH, Math.min(MOST_SEARCH, ALL_SEARCHES / conditions.length));
    Search.Outcome outcome = Search.find(diagrams, all, Math.max(effort / 4, 40 * all.length));
    if (!(outcome instanceof Search.Outcome.GivenUp)) {
      return outcome;
    }
    // subtracting one by one often leaves nothing long before a search has seen everything
    int left = condition;
    int done = 1;
    while (done < all.length && left != Diagrams.FALSE && diagrams.size(left) < MOST_NODES) {
      left = diagrams.and(left, all[done++]);
    }
    int[] rest = Arrays.copyOfRange(all, done - 1, all.length);
    rest[0] = left;
    return Search.find(diagrams, rest, effort);
  }
}
