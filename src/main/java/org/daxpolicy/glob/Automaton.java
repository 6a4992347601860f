package org.daxpolicy.glob;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A complete deterministic automaton over bytes. State 0 is where it begins.
 *
 * @param classes of each byte the class it belongs to; bytes of one class lead to the same states
 * @param next for each state, one target a class
 * @param accepting whether a state accepts
 */
record Automaton(byte[] classes, int[] next, boolean[] accepting) {
  /** How the acceptance of two automata makes that of their product. */
  interface Acceptance {
    boolean of(boolean first, boolean second);
  }

  /** Bytes in the order in which examples prefer them. */
  static final char[] LIKELY = likely();

  int states() {
    return accepting.length;
  }

  /** How many classes of bytes there are. */
  int width() {
    return next.length / accepting.length;
  }

  int step(int state, char c) {
    return next[state * width() + (classes[c & 0xff] & 0xff)];
  }

  boolean accepts(String text) {
    int state = 0;
    for (int i = 0; i < text.length(); i++) {
      state = step(state, text.charAt(i));
    }
    return accepting[state];
  }

  /** The product of two automata; none if it grows too large. */
  static Optional<Automaton> product(Automaton a, Automaton b, Acceptance acceptance) {
    ByteClasses classes = ByteClasses.common(List.of(a.classes, b.classes));
    Map<Long, Integer> numbers = new HashMap<>();
    List<long[]> pairs = new ArrayList<>();
    number(numbers, pairs, 0, 0);
    IntList next = new IntList();
    for (int at = 0; at < pairs.size(); at++) {
      long[] pair = pairs.get(at);
      for (char c : classes.representatives()) {
        next.add(number(numbers, pairs, a.step((int) pair[0], c), b.step((int) pair[1], c)));
      }
      if (pairs.size() > GlobLanguage.MOST_STATES) {
        return Optional.empty();
      }
    }
    boolean[] accepting = new boolean[pairs.size()];
    for (int i = 0; i < accepting.length; i++) {
      long[] pair = pairs.get(i);
      accepting[i] = acceptance.of(a.accepting[(int) pair[0]], b.accepting[(int) pair[1]]);
    }
    return Optional.of(new Automaton(classes.of(), next.toArray(), accepting));
  }

  private static int number(Map<Long, Integer> numbers, List<long[]> pairs, int first, int second) {
    Integer known = numbers.putIfAbsent(((long) first << 32) | second, pairs.size());
    if (known != null) {
      return known;
    }
    pairs.add(new long[] {first, second});
    return pairs.size() - 1;
  }

  /** A shortest string that the product of two automata accepts, without making the product. */
  static Optional<String> first(Automaton a, Automaton b, Acceptance acceptance) {
    ByteClasses classes = ByteClasses.common(List.of(a.classes, b.classes));
    Map<Long, Integer> numbers = new HashMap<>();
    List<long[]> pairs = new ArrayList<>();
    IntList from = new IntList();
    StringBuilder by = new StringBuilder();
    number(numbers, pairs, 0, 0);
    from.add(-1);
    by.append('\0');
    for (int at = 0; at < pairs.size(); at++) {
      int first = (int) pairs.get(at)[0];
      int second = (int) pairs.get(at)[1];
      if (acceptance.of(a.accepting[first], b.accepting[second])) {
        return Optional.of(path(at, from, by));
      }
      for (char c : classes.representatives()) {
        int known = pairs.size();
        if (number(numbers, pairs, a.step(first, c), b.step(second, c)) == known) {
          from.add(at);
          by.append(c);
        }
      }
    }
    return Optional.empty();
  }

  private static String path(int end, IntList from, StringBuilder by) {
    StringBuilder path = new StringBuilder();
    for (int at = end; from.get(at) >= 0; at = from.get(at)) {
      path.append(by.charAt(at));
    }
    return path.reverse().toString();
  }

  /**
   * The one automaton of its language with the fewest states and classes, numbered in the order of
   * a walk that is the same for all automata of the language.
   */
  Automaton minimal() {
    return new Minimization(this).result();
  }

  private static char[] likely() {
    StringBuilder order = new StringBuilder();
    for (char c = 'a'; c <= 'z'; c++) {
      order.append(c);
    }
    for (char c = '0'; c <= '9'; c++) {
      order.append(c);
    }
    for (char c = 'A'; c <= 'Z'; c++) {
      order.append(c);
    }
    order.append("-_.:+,=@#/~ ");
    boolean[] met = new boolean[256];
    for (int i = 0; i < order.length(); i++) {
      met[order.charAt(i)] = true;
    }
    for (char c = '!'; c < 0x100; c++) {
      if (!met[c]) {
        order.append(c);
      }
    }
    for (char c = 0; c < ' '; c++) {
      order.append(c);
    }
    return order.toString().toCharArray();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Automaton a
        && Arrays.equals(classes, a.classes)
        && Arrays.equals(next, a.next)
        && Arrays.equals(accepting, a.accepting);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(next) + Arrays.hashCode(accepting);
  }

  @Override
  public String toString() {
    return states() + " states";
  }
}
