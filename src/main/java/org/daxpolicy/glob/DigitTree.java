package org.daxpolicy.glob;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The numbers below {@code radix^digits} that are in a set, as a tree over their digits in which
 * equal subtrees are one node.
 */
final class DigitTree {
  /** The node behind which nothing is in the set. */
  static final int NONE = 0;

  /** The node behind which everything is in the set. */
  static final int ALL = 1;

  private final int radix;
  private final List<int[]> children = new ArrayList<>();
  private final Map<Subtree, Integer> nodes = new HashMap<>();
  private final int root;

  private record Subtree(int digits, NumberSet set) {}

  DigitTree(int radix, int digits, NumberSet set) {
    this.radix = radix;
    children.add(new int[radix]);
    int[] all = new int[radix];
    Arrays.fill(all, ALL);
    children.add(all);
    this.root = node(digits, set.intersect(below(radix, digits)));
  }

  private int node(int digits, NumberSet set) {
    if (set.isEmpty()) {
      return NONE;
    }
    if (set.equals(below(radix, digits))) {
      return ALL;
    }
    Subtree subtree = new Subtree(digits, set);
    Integer known = nodes.get(subtree);
    if (known != null) {
      return known;
    }
    int[] next = new int[radix];
    for (int d = 0; d < radix; d++) {
      next[d] = node(digits - 1, tail(radix, set, digits - 1, d));
    }
    children.add(next);
    nodes.put(subtree, children.size() - 1);
    return children.size() - 1;
  }

  int root() {
    return root;
  }

  /** The node that {@code digit} leads to. */
  int child(int node, int digit) {
    return children.get(node)[digit];
  }

  /** All numbers of at most {@code digits} digits. */
  static NumberSet below(int radix, int digits) {
    return NumberSet.between(
        BigInteger.ZERO, BigInteger.valueOf(radix).pow(digits).subtract(BigInteger.ONE));
  }

  /** What may follow the digit {@code lead} in front of {@code digits} more. */
  static NumberSet tail(int radix, NumberSet set, int digits, int lead) {
    BigInteger weight = BigInteger.valueOf(radix).pow(digits);
    return set.plus(weight.multiply(BigInteger.valueOf(-lead))).intersect(below(radix, digits));
  }
}
