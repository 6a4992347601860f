package org.daxpolicy.analysis;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;

/**
 * Hash-consed decision diagrams. A diagram is a function from one atom for each variable to a whole
 * number, and equal functions are one {@code int}, so comparing them costs nothing.
 *
 * <p>A node asks for the atom of one variable; variables are asked in ascending order. Its atoms
 * are split into runs with the same answer. A negative {@code int} is an answer: {@link #FALSE},
 * {@link #TRUE}, or any other {@link #answer}. A diagram whose answers are only the first two is a
 * condition.
 *
 * <p>What may be spent is counted, not timed, so that the same question always ends the same way:
 * with an answer, or with {@link TooLarge}.
 */
final class Diagrams {
  static final int FALSE = ~0;
  static final int TRUE = ~1;

  /** Behind every variable. */
  private static final int NEVER = Integer.MAX_VALUE;

  private static final int DEEPEST = 1_500;

  /**
   * So many pairs of nodes are compared before a pair of diagrams is worth a diagram of its own.
   */
  private static final int FEW = 200;

  /** What a look at a node costs, next to one condition in a step of a {@link Search}. */
  private static final int LOOK = 8;

  private static final int CELL = 5;

  private final int mostNodes;
  private long credit;
  private int depth;
  private int looks;

  private int nodes;
  private int[] variables = new int[256];

  /** Where the runs of a node begin; those of the next node follow. */
  private int[] offsets = new int[257];

  /** Pairs: the first atom of a run, and where the run leads. */
  private int[] runs = new int[2048];

  /** Numbers of nodes plus one, by hash. */
  private int[] table = new int[1024];

  /**
   * The three operands of {@link #ite}, its result, and how long that is good: 0 for as long as
   * there is the diagram, else the number of the piece of work it was made for.
   */
  private int[] cache = new int[CELL * 4096];

  /** Runs of nodes that are being made, one on top of the other. */
  private int[] stack = new int[1024];

  private int top;

  /** Nodes below this stay; those above belong to the piece of work at hand. */
  private int kept;

  private int work = 1;

  /**
   * Without a node.
   *
   * @param mostNodes how many nodes may be made
   * @param credit what may be spent; a unit is worth some ten nanoseconds
   */
  Diagrams(int mostNodes, long credit) {
    this.mostNodes = mostNodes;
    this.credit = credit;
  }

  /** The diagram that always answers {@code value}, which is not negative. */
  static int answer(int value) {
    return ~value;
  }

  static boolean isAnswer(int diagram) {
    return diagram < 0;
  }

  /** The value that an answer stands for. */
  static int value(int answer) {
    return ~answer;
  }

  /** How many nodes there are. */
  int nodes() {
    return nodes;
  }

  /** The variable a diagram asks first; a very large number for an answer. */
  int variable(int diagram) {
    return diagram < 0 ? NEVER : variables[diagram];
  }

  /** The condition that the atom of a variable lies in one of some ranges. */
  int in(int variable, Ranges ranges) {
    int mark = top;
    int at = 0;
    for (int i = 0; i < ranges.count(); i++) {
      if (ranges.from(i) > at) {
        push(mark, at, FALSE);
      }
      push(mark, ranges.from(i), TRUE);
      at = ranges.to(i);
    }
    if (at != Ranges.END) {
      push(mark, at, FALSE);
    }
    return made(variable, mark);
  }

  /** If {@code f} holds what {@code g} answers, else what {@code h} answers. */
  int ite(int f, int g, int h) {
    if (f == TRUE || g == h) {
      return g;
    }
    if (f == FALSE) {
      return h;
    }
    if (g == TRUE && h == FALSE) {
      return f;
    }
    int slot = slot(f, g, h);
    if (cache[slot] == f
        && cache[slot + 1] == g
        && cache[slot + 2] == h
        && (cache[slot + 4] == 0 || cache[slot + 4] == work)) {
      return cache[slot + 3];
    }
    spend(LOOK);
    if (++depth > DEEPEST) {
      throw new TooLarge("it reads too many attributes");
    }
    int variable = Math.min(variable(f), Math.min(variable(g), variable(h)));
    int mark = top;
    int fi = first(f, variable);
    int gi = first(g, variable);
    int hi = first(h, variable);
    int at = 0;
    while (at != NEVER) {
      push(mark, at, ite(leads(f, fi), leads(g, gi), leads(h, hi)));
      int next = Math.min(ends(f, fi), Math.min(ends(g, gi), ends(h, hi)));
      fi = ends(f, fi) == next ? fi + 2 : fi;
      gi = ends(g, gi) == next ? gi + 2 : gi;
      hi = ends(h, hi) == next ? hi + 2 : hi;
      at = next;
    }
    depth--;
    int result = made(variable, mark);
    slot = slot(f, g, h);
    cache[slot] = f;
    cache[slot + 1] = g;
    cache[slot + 2] = h;
    cache[slot + 3] = result;
    cache[slot + 4] = Math.max(Math.max(f, g), Math.max(h, result)) < kept ? 0 : work;
    return result;
  }

  int and(int a, int b) {
    return a < b ? ite(a, b, FALSE) : ite(b, a, FALSE);
  }

  int or(int a, int b) {
    return a < b ? ite(a, TRUE, b) : ite(b, TRUE, a);
  }

  int not(int a) {
    return ite(a, FALSE, TRUE);
  }

  /** Where {@code a} holds and {@code b} does not. */
  int minus(int a, int b) {
    return ite(b, FALSE, a);
  }

  /** Whether {@code a} holds nowhere but where {@code b} does. */
  boolean implies(int a, int b) {
    return a == b || minus(a, b) == FALSE;
  }

  /** Whether both can hold at once. Most pairs are told apart by their first variables. */
  boolean meets(int a, int b) {
    looks = FEW;
    int told = look(a, b);
    return told > 0 || told < 0 && and(a, b) != FALSE;
  }

  /** 1 if both can hold, 0 if not, -1 if that is not told by a few looks. */
  private int look(int a, int b) {
    if (a == FALSE || b == FALSE) {
      return 0;
    }
    if (a == TRUE || b == TRUE || a == b) {
      return 1;
    }
    if (--looks < 0) {
      return -1;
    }
    int variable = Math.min(variable(a), variable(b));
    int ai = first(a, variable);
    int bi = first(b, variable);
    int told = 0;
    int at = 0;
    while (at != NEVER) {
      int here = look(leads(a, ai), leads(b, bi));
      if (here > 0) {
        return 1;
      }
      told = Math.min(told, here);
      int next = Math.min(ends(a, ai), ends(b, bi));
      ai = ends(a, ai) == next ? ai + 2 : ai;
      bi = ends(b, bi) == next ? bi + 2 : bi;
      at = next;
    }
    spend(LOOK);
    return told;
  }

  /** The diagram with every answer replaced by a diagram, which may ask any variable. */
  int replace(int diagram, IntUnaryOperator byValue) {
    return replace(diagram, byValue, new HashMap<>());
  }

  private int replace(int diagram, IntUnaryOperator byValue, Map<Integer, Integer> known) {
    if (diagram < 0) {
      return byValue.applyAsInt(value(diagram));
    }
    Integer before = known.get(diagram);
    if (before != null) {
      return before;
    }
    int result = FALSE;
    boolean first = true;
    BitSet met = new BitSet();
    for (int i = offsets[diagram]; i < offsets[diagram + 1]; i += 2) {
      if (met.get(i)) {
        continue;
      }
      int child = runs[i + 1];
      int replaced = replace(child, byValue, known);
      for (int j = i; j < offsets[diagram + 1]; j += 2) {
        met.set(j, met.get(j) || runs[j + 1] == child);
      }
      result = first ? replaced : ite(where(diagram, child), replaced, result);
      first = false;
    }
    known.put(diagram, result);
    return result;
  }

  /** The condition that a node's own variable leads to {@code child}. */
  private int where(int node, int child) {
    int mark = top;
    for (int i = offsets[node]; i < offsets[node + 1]; i += 2) {
      push(mark, runs[i], runs[i + 1] == child ? TRUE : FALSE);
    }
    return made(variables[node], mark);
  }

  /** The diagram whose answers are made of those of two others. */
  int combine(int a, int b, IntBinaryOperator byValues) {
    return combine(a, b, byValues, new HashMap<>());
  }

  private int combine(int a, int b, IntBinaryOperator byValues, Map<Long, Integer> known) {
    if (a < 0 && b < 0) {
      return answer(byValues.applyAsInt(value(a), value(b)));
    }
    long key = (long) a << 32 | b & 0xffffffffL;
    Integer before = known.get(key);
    if (before != null) {
      return before;
    }
    spend(LOOK);
    int variable = Math.min(variable(a), variable(b));
    int mark = top;
    int ai = first(a, variable);
    int bi = first(b, variable);
    int at = 0;
    while (at != NEVER) {
      push(mark, at, combine(leads(a, ai), leads(b, bi), byValues, known));
      int next = Math.min(ends(a, ai), ends(b, bi));
      ai = ends(a, ai) == next ? ai + 2 : ai;
      bi = ends(b, bi) == next ? bi + 2 : bi;
      at = next;
    }
    int result = made(variable, mark);
    known.put(key, result);
    return result;
  }

  /** A diagram once a variable has an atom. */
  int fixed(int diagram, int variable, int atom) {
    return fixed(diagram, variable, atom, new HashMap<>());
  }

  private int fixed(int diagram, int variable, int atom, Map<Integer, Integer> known) {
    if (variable(diagram) > variable) {
      return diagram;
    }
    if (variable(diagram) == variable) {
      return runLeads(diagram, run(diagram, atom));
    }
    Integer before = known.get(diagram);
    if (before != null) {
      return before;
    }
    spend(LOOK);
    int mark = top;
    for (int run = 0; run < runs(diagram); run++) {
      push(mark, runStart(diagram, run), fixed(runLeads(diagram, run), variable, atom, known));
    }
    int result = made(variables[diagram], mark);
    known.put(diagram, result);
    return result;
  }

  /** The variables a diagram asks. */
  BitSet support(int diagram) {
    BitSet asked = new BitSet();
    BitSet met = new BitSet();
    collect(diagram, met, asked);
    return asked;
  }

  /** How many nodes a diagram has. */
  int size(int diagram) {
    BitSet met = new BitSet();
    collect(diagram, met, new BitSet());
    return met.cardinality();
  }

  private void collect(int diagram, BitSet met, BitSet asked) {
    if (diagram < 0 || met.get(diagram)) {
      return;
    }
    met.set(diagram);
    asked.set(variables[diagram]);
    for (int i = offsets[diagram]; i < offsets[diagram + 1]; i += 2) {
      collect(runs[i + 1], met, asked);
    }
  }

  /** How many runs a node has. */
  int runs(int node) {
    return (offsets[node + 1] - offsets[node]) / 2;
  }

  /** The first atom of a run of a node. */
  int runStart(int node, int run) {
    return runs[offsets[node] + 2 * run];
  }

  /** The first atom behind a run of a node. */
  int runEnd(int node, int run) {
    return run + 1 < runs(node) ? runStart(node, run + 1) : Ranges.END;
  }

  /** Where a run of a node leads. */
  int runLeads(int node, int run) {
    return runs[offsets[node] + 2 * run + 1];
  }

  /** Where a diagram leads when a variable, which it asks first or not at all, has an atom. */
  int follow(int diagram, int variable, int atom) {
    if (variable(diagram) != variable) {
      return diagram;
    }
    return runLeads(diagram, run(diagram, atom));
  }

  /** The run of a node that an atom lies in. */
  int run(int node, int atom) {
    int low = 0;
    int high = runs(node) - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (runStart(node, middle) <= atom) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** Pays for a piece of work. */
  void spend(int units) {
    credit -= units;
    if (credit < 0) {
      throw new TooLarge("its conditions overlap in too many ways");
    }
  }

  /** All nodes made so far stay. */
  void keep() {
    kept = nodes;
  }

  /** Forgets every node made since the last {@link #keep}. */
  void release() {
    for (int node = nodes - 1; node >= kept; node--) {
      // whoever is found behind this slot is younger, and gone already
      int slot = hash(node) & table.length - 1;
      while (table[slot] != node + 1) {
        slot = slot + 1 & table.length - 1;
      }
      table[slot] = 0;
    }
    nodes = kept;
    work++;
  }

  /** Makes the diagrams usable again after work on them was broken off, as far as credit goes. */
  void recover(long more) {
    top = 0;
    depth = 0;
    credit = Math.max(0, credit) + more;
  }

  // A run is an offset into runs; an operand that does not ask the variable has one run, itself.

  private int first(int diagram, int variable) {
    return variable(diagram) == variable ? offsets[diagram] : -1;
  }

  private int leads(int diagram, int run) {
    return run < 0 ? diagram : runs[run + 1];
  }

  /** Where a run of a diagram ends; NEVER for the last. */
  private int ends(int diagram, int run) {
    return run < 0 || run + 2 >= offsets[diagram + 1] ? NEVER : runs[run + 2];
  }

  /** Adds a run to the node being made, or lengthens the last one. */
  private void push(int mark, int start, int leads) {
    if (top > mark && stack[top - 1] == leads) {
      return;
    }
    if (top + 2 > stack.length) {
      stack = Arrays.copyOf(stack, 2 * stack.length);
    }
    stack[top++] = start;
    stack[top++] = leads;
  }

  /** The node made of the runs from {@code mark} on, or the only thing they lead to. */
  private int made(int variable, int mark) {
    int length = top - mark;
    top = mark;
    if (length == 2) {
      return stack[mark + 1];
    }
    int hash = variable;
    for (int i = mark; i < mark + length; i++) {
      hash = 31 * hash + stack[i];
    }
    hash ^= hash >>> 15;
    int slot = hash & table.length - 1;
    while (table[slot] != 0) {
      if (same(table[slot] - 1, variable, mark, length)) {
        return table[slot] - 1;
      }
      slot = slot + 1 & table.length - 1;
    }
    return add(variable, mark, length, slot);
  }

  private boolean same(int node, int variable, int mark, int length) {
    return variables[node] == variable
        && Arrays.equals(runs, offsets[node], offsets[node + 1], stack, mark, mark + length);
  }

  private int add(int variable, int mark, int length, int slot) {
    if (nodes >= mostNodes || offsets[nodes] > 16L * mostNodes) {
      throw new TooLarge("its condition has too many cases");
    }
    int node = nodes++;
    if (nodes + 1 >= variables.length) {
      variables = Arrays.copyOf(variables, 2 * variables.length);
      offsets = Arrays.copyOf(offsets, 2 * variables.length + 1);
    }
    int offset = offsets[node];
    if (offset + length > runs.length) {
      runs = Arrays.copyOf(runs, Math.max(2 * runs.length, offset + length));
    }
    System.arraycopy(stack, mark, runs, offset, length);
    variables[node] = variable;
    offsets[node + 1] = offset + length;
    table[slot] = node + 1;
    if (2 * nodes > table.length) {
      grow();
    }
    return node;
  }

  private void grow() {
    int[] larger = new int[2 * table.length];
    for (int node = 0; node < nodes; node++) {
      int slot = hash(node) & larger.length - 1;
      while (larger[slot] != 0) {
        slot = slot + 1 & larger.length - 1;
      }
      larger[slot] = node + 1;
    }
    table = larger;
    if (cache.length < CELL << 18 && cache.length < CELL * table.length) {
      cache = new int[2 * cache.length];
    }
  }

  private int hash(int node) {
    int hash = variables[node];
    for (int i = offsets[node]; i < offsets[node + 1]; i++) {
      hash = 31 * hash + runs[i];
    }
    return hash ^ hash >>> 15;
  }

  private int slot(int f, int g, int h) {
    int hash = (f * 31 + g) * 31 + h;
    hash *= 0x9E3779B1;
    return CELL * ((hash ^ hash >>> 15) & cache.length / CELL - 1);
  }
}
