package org.daxpolicy.glob;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Moore's partition refinement, and a numbering of what is left that depends on the language alone.
 */
final class Minimization {
  private final Automaton automaton;
  private int[] block;
  private int blocks;

  Minimization(Automaton automaton) {
    this.automaton = automaton;
    this.block = new int[automaton.states()];
  }

  Automaton result() {
    for (int s = 0; s < block.length; s++) {
      block[s] = automaton.accepting()[s] ? 1 : 0;
    }
    int before;
    do {
      before = blocks;
      refine();
    } while (blocks > before);
    return numbered();
  }

  /** Splits blocks whose members lead to different blocks. */
  private void refine() {
    int width = automaton.width();
    Map<Key, Integer> numbers = new HashMap<>();
    int[] refined = new int[block.length];
    for (int s = 0; s < block.length; s++) {
      int[] told = new int[width + 1];
      told[width] = block[s];
      for (int c = 0; c < width; c++) {
        told[c] = block[automaton.next()[s * width + c]];
      }
      Integer number = numbers.putIfAbsent(new Key(told), numbers.size());
      refined[s] = number == null ? numbers.size() - 1 : number;
    }
    block = refined;
    blocks = numbers.size();
  }

  private static final class Key {
    private final int[] told;
    private final int hash;

    Key(int[] told) {
      this.told = told;
      this.hash = Arrays.hashCode(told);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key k && Arrays.equals(told, k.told);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  /** Numbers blocks in the order of a breadth-first walk along the likeliest bytes first. */
  private Automaton numbered() {
    int[] member = new int[blocks];
    for (int s = block.length - 1; s >= 0; s--) {
      member[block[s]] = s;
    }
    ByteClasses classes =
        ByteClasses.by(
            c -> {
              int[] told = new int[blocks];
              for (int b = 0; b < blocks; b++) {
                told[b] = block[automaton.step(member[b], c)];
              }
              return new Key(told);
            });
    int[] number = new int[blocks];
    Arrays.fill(number, -1);
    List<Integer> order = new ArrayList<>();
    number[block[0]] = 0;
    order.add(block[0]);
    IntList next = new IntList();
    for (int at = 0; at < order.size(); at++) {
      for (char c : classes.representatives()) {
        int to = block[automaton.step(member[order.get(at)], c)];
        if (number[to] < 0) {
          number[to] = order.size();
          order.add(to);
        }
        next.add(number[to]);
      }
    }
    boolean[] accepting = new boolean[order.size()];
    for (int i = 0; i < accepting.length; i++) {
      accepting[i] = automaton.accepting()[member[order.get(i)]];
    }
    return new Automaton(classes.of(), next.toArray(), accepting);
  }
}
