package org.daxpolicy.analysis;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * The smallest set of conditions that together hold wherever one does.
 *
 * <p>A point that is not covered yet has to be covered by one of the conditions that hold there, so
 * the search branches on these alone. Sets of up to {@value #EXACT} are the smallest there are;
 * larger ones are only irredundant.
 */
final class Cover {
  private static final int EXACT = 4;
  private static final int MOST_TRIES = 20_000;

  private final FirstMatch conditions;
  private final Diagrams diagrams;
  private final List<Integer> candidates;
  private final IntPredicate wanted;
  private int tries;

  private Cover(
      FirstMatch conditions, Diagrams diagrams, List<Integer> candidates, IntPredicate wanted) {
    this.conditions = conditions;
    this.diagrams = diagrams;
    this.candidates = candidates;
    this.wanted = wanted;
  }

  /**
   * A smallest set of candidates that covers {@code target}, which all of them do together.
   *
   * @param candidates places of conditions
   * @param wanted at least one of the set has to be so, if any candidate is
   */
  static List<Integer> of(
      FirstMatch conditions,
      Diagrams diagrams,
      int target,
      List<Integer> candidates,
      IntPredicate wanted) {
    boolean any = candidates.stream().anyMatch(wanted::test);
    Cover cover = new Cover(conditions, diagrams, candidates, any ? wanted : c -> true);
    for (int size = 1; size <= EXACT && size <= candidates.size(); size++) {
      Optional<List<Integer>> found = cover.smallest(target, size, new ArrayList<>());
      if (found.isPresent()) {
        return found.get().stream().sorted().toList();
      }
      if (cover.tries > MOST_TRIES) {
        break;
      }
    }
    return cover.irredundant(target);
  }

  private Optional<List<Integer>> smallest(int left, int size, List<Integer> chosen) {
    if (left == Diagrams.FALSE) {
      return completed(size, chosen);
    }
    if (size == 0 || ++tries > MOST_TRIES) {
      return Optional.empty();
    }
    for (int candidate : holding(left)) {
      chosen.add(candidate);
      Optional<List<Integer>> found =
          smallest(diagrams.minus(left, conditions.condition(candidate)), size - 1, chosen);
      if (found.isPresent()) {
        return found;
      }
      chosen.remove(chosen.size() - 1);
    }
    return Optional.empty();
  }

  private Optional<List<Integer>> completed(int size, List<Integer> chosen) {
    if (chosen.stream().anyMatch(wanted::test)) {
      return Optional.of(List.copyOf(chosen));
    }
    if (size == 0) {
      return Optional.empty();
    }
    List<Integer> more = new ArrayList<>(chosen);
    more.add(candidates.stream().filter(wanted::test).findFirst().orElseThrow());
    return Optional.of(more);
  }

  /** The candidates that hold at some point of {@code left}. */
  private List<Integer> holding(int left) {
    List<Integer> path = new ArrayList<>();
    int at = left;
    List<int[]> point = new ArrayList<>();
    while (!Diagrams.isAnswer(at)) {
      int run = 0;
      while (diagrams.runLeads(at, run) == Diagrams.FALSE) {
        run++;
      }
      point.add(new int[] {diagrams.variable(at), diagrams.runStart(at, run)});
      at = diagrams.runLeads(at, run);
    }
    for (int candidate : candidates) {
      if (holds(conditions.condition(candidate), point)) {
        path.add(candidate);
      }
    }
    return path;
  }

  /** Whether a condition holds at a point; variables that are not named have their first atom. */
  private boolean holds(int condition, List<int[]> point) {
    int at = condition;
    while (!Diagrams.isAnswer(at)) {
      int atom = 0;
      for (int[] place : point) {
        if (place[0] == diagrams.variable(at)) {
          atom = place[1];
        }
      }
      at = diagrams.follow(at, diagrams.variable(at), atom);
    }
    return at == Diagrams.TRUE;
  }

  /** Takes candidates in order as long as they add something, then drops what is not needed. */
  private List<Integer> irredundant(int target) {
    List<Integer> chosen = new ArrayList<>();
    int left = target;
    for (int candidate : candidates) {
      int less = diagrams.minus(left, conditions.condition(candidate));
      if (less != left) {
        chosen.add(candidate);
        left = less;
      }
    }
    Set<Integer> dropped = new HashSet<>();
    for (int i = 0; i < chosen.size(); i++) {
      List<Integer> others = new ArrayList<>();
      for (int c : chosen) {
        if (c != chosen.get(i) && !dropped.contains(c)) {
          others.add(c);
        }
      }
      boolean needed = others.stream().noneMatch(wanted::test);
      if (!needed && conditions.outside(target, others) instanceof Search.Outcome.Impossible) {
        dropped.add(chosen.get(i));
      }
    }
    chosen.removeAll(dropped);
    if (chosen.stream().noneMatch(wanted::test)) {
      chosen.add(candidates.stream().filter(wanted::test).findFirst().orElseThrow());
    }
    return chosen.stream().sorted().toList();
  }
}
