package org.daxpolicy.glob;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes one deterministic automaton of several patterns: a state is a set of offsets in them. */
final class Subsets {
  private final List<Steps> patterns = new ArrayList<>();
  private final List<Integer> bases = new ArrayList<>();

  private Subsets(List<String> texts, boolean foldsCase) {
    int base = 0;
    for (String text : texts) {
      Steps steps = Steps.of(text, foldsCase);
      patterns.add(steps);
      bases.add(base);
      base += steps.end() + 1;
    }
  }

  /** None if there are too many states. */
  static Optional<Automaton> determinize(List<String> patterns, boolean foldsCase) {
    return new Subsets(patterns, foldsCase).automaton();
  }

  private Optional<Automaton> automaton() {
    ByteClasses classes = ByteClasses.by(this::signature);
    Map<BitSet, Integer> numbers = new HashMap<>();
    List<BitSet> sets = new ArrayList<>();
    number(numbers, sets, start());
    IntList next = new IntList();
    for (int at = 0; at < sets.size(); at++) {
      for (char c : classes.representatives()) {
        next.add(number(numbers, sets, step(sets.get(at), c)));
      }
      if (sets.size() > GlobLanguage.MOST_STATES) {
        return Optional.empty();
      }
    }
    boolean[] accepting = new boolean[sets.size()];
    for (int i = 0; i < accepting.length; i++) {
      accepting[i] = accepts(sets.get(i));
    }
    return Optional.of(new Automaton(classes.of(), next.toArray(), accepting));
  }

  private static int number(Map<BitSet, Integer> numbers, List<BitSet> sets, BitSet set) {
    Integer known = numbers.putIfAbsent(set, sets.size());
    if (known != null) {
      return known;
    }
    sets.add(set);
    return sets.size() - 1;
  }

  private Object signature(char c) {
    StringBuilder told = new StringBuilder();
    for (Steps steps : patterns) {
      for (int at = 0; at < steps.end(); at++) {
        int next = steps.next(at, c);
        // where a star stays differs from offset to offset only, not from byte to byte
        told.append((char) (next - at + 2));
      }
    }
    return told.toString();
  }

  private BitSet start() {
    BitSet set = new BitSet();
    for (int p = 0; p < patterns.size(); p++) {
      enter(p, 0, set);
    }
    return set;
  }

  private void enter(int p, int offset, BitSet set) {
    BitSet local = new BitSet();
    patterns.get(p).enter(offset, local);
    for (int at = local.nextSetBit(0); at >= 0; at = local.nextSetBit(at + 1)) {
      set.set(bases.get(p) + at);
    }
  }

  private BitSet step(BitSet from, char c) {
    BitSet to = new BitSet();
    int p = 0;
    for (int at = from.nextSetBit(0); at >= 0; at = from.nextSetBit(at + 1)) {
      while (p + 1 < patterns.size() && bases.get(p + 1) <= at) {
        p++;
      }
      int next = patterns.get(p).next(at - bases.get(p), c);
      if (next != Bracket.FAIL) {
        enter(p, next, to);
      }
    }
    return to;
  }

  private boolean accepts(BitSet set) {
    for (int p = 0; p < patterns.size(); p++) {
      if (set.get(bases.get(p) + patterns.get(p).end())) {
        return true;
      }
    }
    return false;
  }
}
