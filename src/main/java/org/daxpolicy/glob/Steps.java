package org.daxpolicy.glob;

import java.util.BitSet;

/**
 * A pattern as an automaton whose states are offsets into it: from each offset, where each byte
 * leads.
 *
 * <p>A bracket expression may lead to different offsets for different bytes; see {@link Bracket}.
 */
final class Steps {
  private static final int ANY = -2;
  private static final int STAR = -3;
  private static final int NOTHING = -4;
  private static final int BRACKET = -5;

  /** A byte to be matched, or one of the constants above, by offset. */
  private final int[] kinds;

  /** The offset behind the element that begins at an offset. */
  private final int[] behind;

  private final int[][] brackets;
  private final boolean fold;

  private Steps(int length, boolean fold) {
    this.kinds = new int[length];
    this.behind = new int[length];
    this.brackets = new int[length][];
    this.fold = fold;
  }

  static Steps of(String pattern, boolean fold) {
    Steps steps = new Steps(pattern.length(), fold);
    // Every offset is prepared, since a bracket expression may lead to any of them.
    for (int at = 0; at < pattern.length(); at++) {
      steps.prepare(pattern, at);
    }
    return steps;
  }

  private void prepare(String pattern, int at) {
    char c = pattern.charAt(at);
    behind[at] = at + 1;
    switch (c) {
      case '*' -> kinds[at] = STAR;
      case '?' -> kinds[at] = ANY;
      case '[' -> {
        kinds[at] = BRACKET;
        brackets[at] = Bracket.next(pattern, at, fold);
      }
      case '\\' -> {
        boolean last = at + 1 == pattern.length();
        kinds[at] = last ? NOTHING : fold(pattern.charAt(at + 1), fold);
        behind[at] = at + 2;
      }
      default -> kinds[at] = fold(c, fold);
    }
  }

  int end() {
    return kinds.length;
  }

  /** Adds {@code at} to the states, and what is reached from it by matching nothing. */
  void enter(int at, BitSet states) {
    int state = at;
    states.set(state);
    while (state < kinds.length && kinds[state] == STAR) {
      state++;
      states.set(state);
    }
  }

  /** The same where the states are bits of a number. */
  long enter(int at, long states) {
    int state = at;
    long all = states | 1L << state;
    while (state < kinds.length && kinds[state] == STAR) {
      state++;
      all |= 1L << state;
    }
    return all;
  }

  /** Whether a {@code *} stands at {@code at}. */
  boolean isStar(int at) {
    return at < kinds.length && kinds[at] == STAR;
  }

  /** Where {@code c} leads from {@code at}. */
  int next(int at, char c) {
    if (at >= kinds.length) {
      return Bracket.FAIL;
    }
    return switch (kinds[at]) {
      case STAR -> at;
      case ANY -> behind[at];
      case NOTHING -> Bracket.FAIL;
      case BRACKET -> brackets[at][c & 0xff];
      default -> kinds[at] == fold(c, fold) ? behind[at] : Bracket.FAIL;
    };
  }

  static int fold(char c, boolean fold) {
    return fold && c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
  }
}
