package org.daxpolicy.glob;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Looks for a cover of several ranges with fewer boxes than a given one: takes a number not yet
 * held, tries each widest box around it, and goes on with what is then left. (For one range {@link
 * RangeCover} finds the fewest.)
 *
 * <p>The search is for numbers of few digits and gives up after a fixed number of steps, so its
 * outcome does not depend on the machine.
 */
final class Tightening {
  private static final int STEPS = 50;

  /** Longer numbers are left alone: their orders of widening are too many. */
  private static final int DIGITS = 4;

  private final int radix;
  private final int digits;
  private final DigitTree required;
  private final DigitTree allowed;
  private final List<List<Integer>> orders = new ArrayList<>();
  private int steps;

  private Tightening(int radix, int digits, NumberSet required, NumberSet allowed) {
    this.radix = radix;
    this.digits = digits;
    this.required = new DigitTree(radix, digits, required);
    this.allowed = new DigitTree(radix, digits, allowed);
  }

  /** The shortest cover found, or {@code boxes} if it is not longer. */
  static List<Box> shorten(
      List<Box> boxes, int radix, int digits, NumberSet required, NumberSet allowed) {
    return digits > DIGITS || boxes.size() < 3
        ? boxes
        : new Tightening(radix, digits, required, allowed).shorten(boxes);
  }

  private List<Box> shorten(List<Box> boxes) {
    List<Box> best = boxes;
    int bound = lowerBound(boxes);
    if (best.size() > bound) {
      permute(List.of());
    }
    while (best.size() > bound) {
      steps = STEPS;
      Optional<List<Box>> fewer = cover(List.of(), best.size() - 1);
      if (fewer.isEmpty()) {
        return best;
      }
      best = fewer.get();
    }
    return best;
  }

  /**
   * How many members were found of which no two fit into one box: corners of the boxes at hand,
   * those that get along with the fewest others first.
   */
  private int lowerBound(List<Box> boxes) {
    Set<Box> distinct = new LinkedHashSet<>();
    boxes.forEach(box -> distinct.addAll(List.of(corner(box, true), corner(box, false))));
    List<Box> corners = distinct.stream().filter(this::isRequired).toList();
    List<BitSet> together = new ArrayList<>();
    for (Box one : corners) {
      BitSet others = new BitSet();
      for (int i = 0; i < corners.size(); i++) {
        others.set(i, isAllowed(one.with(corners.get(i)).places()));
      }
      together.add(others);
    }
    BitSet taken = new BitSet();
    IntStream.range(0, corners.size())
        .boxed()
        .sorted(Comparator.comparingInt(i -> together.get(i).cardinality()))
        .filter(i -> !together.get(i).intersects(taken))
        .forEachOrdered(taken::set);
    return taken.cardinality();
  }

  private static Box corner(Box box, boolean low) {
    return new Box(
        box.places().stream()
            .map(m -> low ? Integer.lowestOneBit(m) : Integer.highestOneBit(m))
            .toList());
  }

  private boolean isRequired(Box corner) {
    int node = required.root();
    for (int mask : corner.places()) {
      node = required.child(node, Integer.numberOfTrailingZeros(mask));
    }
    return node == DigitTree.ALL;
  }

  private void permute(List<Integer> begun) {
    if (begun.size() == digits) {
      orders.add(begun);
    }
    for (int place = 0; place < digits; place++) {
      if (!begun.contains(place)) {
        List<Integer> longer = new ArrayList<>(begun);
        longer.add(place);
        permute(longer);
      }
    }
  }

  private Optional<List<Box>> cover(List<Box> chosen, int count) {
    BitSet all = new BitSet();
    all.set(0, chosen.size());
    Optional<Box> open = missing(0, required.root(), all, chosen, new LinkedHashSet<>());
    if (open.isEmpty()) {
      return Optional.of(chosen);
    }
    if (count == 0 || steps-- <= 0) {
      return Optional.empty();
    }
    for (Box box : widest(open.get())) {
      List<Box> longer = new ArrayList<>(chosen);
      longer.add(box);
      Optional<List<Box>> found = cover(longer, count - 1);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private record Open(int place, int node, BitSet boxes) {}

  /** A required number that none of {@code boxes} holds, looked for behind a node. */
  private Optional<Box> missing(
      int place, int node, BitSet active, List<Box> boxes, Set<Open> done) {
    Open open = new Open(place, node, active);
    if (node == DigitTree.NONE || (place == digits && !active.isEmpty()) || done.contains(open)) {
      return Optional.empty();
    }
    if (place == digits) {
      return Optional.of(Box.EMPTY);
    }
    for (int d = 0; d < radix; d++) {
      BitSet left = new BitSet();
      for (int b = active.nextSetBit(0); b >= 0; b = active.nextSetBit(b + 1)) {
        left.set(b, (boxes.get(b).places().get(place) >> d & 1) == 1);
      }
      Optional<Box> rest = missing(place + 1, required.child(node, d), left, boxes, done);
      if (rest.isPresent()) {
        return Optional.of(rest.get().behind(1 << d));
      }
    }
    done.add(open);
    return Optional.empty();
  }

  /** Boxes around {@code member} to which no digit can be added. */
  private Collection<Box> widest(Box member) {
    Set<Box> boxes = new LinkedHashSet<>();
    for (List<Integer> order : orders) {
      boxes.add(widen(member, order));
    }
    List<Box> sorted = new ArrayList<>(boxes);
    sorted.sort(Comparator.comparingLong(Box::size).reversed().thenComparing(Box::text));
    return sorted;
  }

  private Box widen(Box box, List<Integer> order) {
    List<Integer> places = new ArrayList<>(box.places());
    for (int place : order) {
      for (int d = 0; d < radix; d++) {
        int mask = places.get(place);
        places.set(place, mask | 1 << d);
        if (places.get(place) != mask && !isAllowed(places)) {
          places.set(place, mask);
        }
      }
    }
    return new Box(places);
  }

  private boolean isAllowed(List<Integer> places) {
    BitSet nodes = new BitSet();
    nodes.set(allowed.root());
    for (int mask : places) {
      BitSet next = new BitSet();
      for (int node = nodes.nextSetBit(0); node >= 0; node = nodes.nextSetBit(node + 1)) {
        for (int m = mask; m != 0; m &= m - 1) {
          next.set(allowed.child(node, Integer.numberOfTrailingZeros(m)));
        }
      }
      if (next.get(DigitTree.NONE)) {
        return false;
      }
      nodes = next;
    }
    return true;
  }
}
