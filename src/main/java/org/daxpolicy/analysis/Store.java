package org.daxpolicy.analysis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What properties are at each line of some rules, provided that the line is reached: diagrams whose
 * answers stand for texts.
 *
 * <p>Lines between which nothing jumps in are a stretch; within it, a property has the value of its
 * last assignment. Where jumps come in, a property has the value all ways agree on; where they do
 * not, the way taken decides, and only then is it worked out which devices take which.
 */
final class Store {
  /** A way into a stretch. */
  private record Way(int line, boolean jumps) {}

  private record Entry(int line, int diagram) {}

  private static final class Stretch {
    private final List<Way> ways = new ArrayList<>();
    private final Map<String, List<Entry>> entries = new HashMap<>();
    private final Map<String, Integer> initial = new HashMap<>();
  }

  /** What a property is before the first line. */
  interface Beginning {
    int of(String property);
  }

  private final Diagrams diagrams;
  private final Beginning beginning;
  private final int[] stretchOf;
  private final List<Stretch> stretches = new ArrayList<>();
  private final Map<Integer, List<Way>> jumps = new HashMap<>();

  /**
   * For lines that were passed: the condition they jump under, and under which they are reached.
   */
  private final int[] leaves;

  private final int[] reached;
  private int reachedUpTo;

  Store(Diagrams diagrams, int lines, Beginning beginning) {
    this.diagrams = diagrams;
    this.beginning = beginning;
    this.stretchOf = new int[lines + 1];
    this.leaves = new int[lines + 1];
    this.reached = new int[lines + 1];
  }

  /**
   * Comes to a line. Lines are come to in ascending order, and passed before the next one.
   *
   * @return whether it can be reached
   */
  boolean enter(int line) {
    List<Way> ways = new ArrayList<>(jumps.getOrDefault(line, List.of()));
    boolean falls = line == 0 || leaves[line - 1] != Diagrams.TRUE && stretchOf[line - 1] >= 0;
    if (line > 0 && falls && ways.isEmpty()) {
      stretchOf[line] = stretchOf[line - 1];
      return true;
    }
    if (line > 0 && falls) {
      ways.add(0, new Way(line - 1, false));
    }
    if (line > 0 && ways.isEmpty()) {
      stretchOf[line] = -1;
      leaves[line] = Diagrams.FALSE;
      return false;
    }
    Stretch stretch = new Stretch();
    stretch.ways.addAll(ways);
    stretchOf[line] = stretches.size();
    stretches.add(stretch);
    return true;
  }

  /**
   * Leaves a line.
   *
   * @param jumps the condition under which it jumps
   * @param target where to; any line if it never does
   */
  void pass(int line, int jumps, int target) {
    leaves[line] = jumps;
    if (jumps != Diagrams.FALSE) {
      this.jumps.computeIfAbsent(target, t -> new ArrayList<>()).add(new Way(line, true));
    }
  }

  /** Sets a property at the line that was come to last. */
  void set(int line, String property, int diagram) {
    stretches
        .get(stretchOf[line])
        .entries
        .computeIfAbsent(property, p -> new ArrayList<>())
        .add(new Entry(line, diagram));
  }

  /** What a property is at a line, after what was set there so far. */
  int get(int line, String property) {
    if (stretchOf[line] < 0) {
      throw new IllegalStateException("no way leads to line " + line);
    }
    Stretch stretch = stretches.get(stretchOf[line]);
    List<Entry> entries = stretch.entries.getOrDefault(property, List.of());
    for (int i = entries.size() - 1; i >= 0; i--) {
      if (entries.get(i).line() <= line) {
        return entries.get(i).diagram();
      }
    }
    @Nullable Integer known = stretch.initial.get(property);
    if (known == null) {
      known = merged(stretch, property);
      stretch.initial.put(property, known);
    }
    return known;
  }

  private int merged(Stretch stretch, String property) {
    if (stretch.ways.isEmpty()) {
      return beginning.of(property);
    }
    int first = get(stretch.ways.get(0).line(), property);
    boolean same = true;
    for (Way way : stretch.ways) {
      same &= get(way.line(), property) == first;
    }
    if (same) {
      return first;
    }
    int result = first;
    for (Way way : stretch.ways) {
      int taken = reached(way.line());
      int jumps = leaves[way.line()];
      taken = way.jumps() ? diagrams.and(taken, jumps) : diagrams.minus(taken, jumps);
      result = diagrams.ite(taken, get(way.line(), property), result);
    }
    return result;
  }

  /** The condition under which a line is reached. */
  private int reached(int line) {
    while (reachedUpTo <= line) {
      int at = reachedUpTo++;
      int any = at == 0 ? Diagrams.TRUE : Diagrams.FALSE;
      if (at > 0 && stretchOf[at - 1] >= 0) {
        any = diagrams.minus(reached[at - 1], leaves[at - 1]);
      }
      for (Way way : jumps.getOrDefault(at, List.of())) {
        any = diagrams.or(any, diagrams.and(reached[way.line()], leaves[way.line()]));
      }
      reached[at] = any;
    }
    return reached[line];
  }
}
