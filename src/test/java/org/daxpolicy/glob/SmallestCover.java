package org.daxpolicy.glob;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tries all ways to cover some digit strings of one length by boxes; the oracle of {@link
 * BoxCover}, which knows nothing of ranges.
 *
 * <p>Digits of a place that may stand for each other in every member are one; what is left is small
 * enough to list every box that no further digit can be added to.
 */
final class SmallestCover {
  private final int digits;

  /** How many distinct digits a place has. */
  private final int[] distinct;

  /**
   * The members over distinct digits; strings are numbers in the mixed radix of {@link #weight}.
   */
  private final BitSet members = new BitSet();

  private final int[] weight;
  private final List<BitSet> boxes = new ArrayList<>();

  /**
   * @param all the members as numbers below {@code radix^digits}
   */
  SmallestCover(int radix, int digits, BitSet all) {
    this.digits = digits;
    this.distinct = new int[digits];
    this.weight = new int[digits];
    List<List<Integer>> first = new ArrayList<>();
    for (int place = 0; place < digits; place++) {
      first.add(firstOfEachKind(radix, digits, place, all));
      distinct[place] = first.get(place).size();
    }
    for (int place = digits - 1, strings = 1; place >= 0; place--) {
      weight[place] = strings;
      strings *= distinct[place];
    }
    keep(0, 0, 0, radix, first, all);
    extend(List.of(), members);
  }

  static SmallestCover ofRange(int radix, int digits, int low, int high) {
    BitSet members = new BitSet();
    members.set(low, high + 1);
    return new SmallestCover(radix, digits, members);
  }

  /** The first of the digits at a place that have the same others around them in all members. */
  private static List<Integer> firstOfEachKind(int radix, int digits, int place, BitSet members) {
    int weight = (int) Math.pow(radix, digits - 1 - place);
    Map<BitSet, Integer> kinds = new HashMap<>();
    List<Integer> first = new ArrayList<>();
    for (int d = 0; d < radix; d++) {
      BitSet around = new BitSet();
      for (int head = 0; head < (int) Math.pow(radix, place); head++) {
        int from = (head * radix + d) * weight;
        for (int tail = 0; tail < weight; tail++) {
          around.set(head * weight + tail, members.get(from + tail));
        }
      }
      if (kinds.putIfAbsent(around, d) == null) {
        first.add(d);
      }
    }
    return first;
  }

  private void keep(
      int place, int number, int kept, int radix, List<List<Integer>> first, BitSet all) {
    if (place == digits) {
      members.set(kept, all.get(number));
      return;
    }
    for (int k = 0; k < distinct[place]; k++) {
      int longer = number * radix + first.get(place).get(k);
      keep(place + 1, longer, kept + k * weight[place], radix, first, all);
    }
  }

  /** What may follow every digit of {@code mask}, of what may follow in front of them. */
  private BitSet behind(BitSet tails, int place, int mask) {
    BitSet behind = new BitSet();
    behind.set(0, weight[place]);
    for (int d = 0; d < distinct[place]; d++) {
      if ((mask >> d & 1) == 1) {
        behind.and(tails.get(d * weight[place], (d + 1) * weight[place]));
      }
    }
    return behind;
  }

  private void extend(List<Integer> masks, BitSet tails) {
    int place = masks.size();
    if (place == digits) {
      boxes.add(strings(masks));
      return;
    }
    for (int mask = 1; mask < 1 << distinct[place]; mask++) {
      BitSet behind = behind(tails, place, mask);
      if (!behind.isEmpty()) {
        List<Integer> longer = new ArrayList<>(masks);
        longer.add(mask);
        if (!canBeWidened(longer, behind)) {
          extend(longer, behind);
        }
      }
    }
  }

  /** Whether a digit can be added that takes nothing from what may follow. */
  private boolean canBeWidened(List<Integer> masks, BitSet behind) {
    BitSet tails = members;
    for (int place = 0; place < masks.size(); place++) {
      for (int d = 0; d < distinct[place]; d++) {
        if ((masks.get(place) >> d & 1) == 0) {
          BitSet wider = behind(tails, place, masks.get(place) | 1 << d);
          for (int next = place + 1; next < masks.size(); next++) {
            wider = behind(wider, next, masks.get(next));
          }
          if (wider.equals(behind)) {
            return true;
          }
        }
      }
      tails = behind(tails, place, masks.get(place));
    }
    return false;
  }

  private BitSet strings(List<Integer> masks) {
    BitSet strings = new BitSet();
    strings.set(0);
    for (int place = 0; place < digits; place++) {
      BitSet longer = new BitSet();
      for (int s = strings.nextSetBit(0); s >= 0; s = strings.nextSetBit(s + 1)) {
        for (int d = 0; d < distinct[place]; d++) {
          if ((masks.get(place) >> d & 1) == 1) {
            longer.set(s + d * weight[place]);
          }
        }
      }
      strings = longer;
    }
    return strings;
  }

  /** Whether {@code count} boxes of members hold all members. */
  boolean existsWith(int count) {
    return exists(members, count);
  }

  private boolean exists(BitSet open, int count) {
    if (open.isEmpty()) {
      return true;
    }
    if (count <= 0) {
      return false;
    }
    for (BitSet box : holding(open)) {
      BitSet left = (BitSet) open.clone();
      left.andNot(box);
      if (exists(left, count - 1)) {
        return true;
      }
    }
    return false;
  }

  /** The boxes round the open string that is in the fewest, those that hold most first. */
  private List<BitSet> holding(BitSet open) {
    List<BitSet> fewest = boxes;
    for (int s = open.nextSetBit(0); s >= 0 && fewest.size() > 1; s = open.nextSetBit(s + 1)) {
      int string = s;
      List<BitSet> around = boxes.stream().filter(b -> b.get(string)).toList();
      fewest = around.size() < fewest.size() ? around : fewest;
    }
    List<BitSet> sorted = new ArrayList<>(fewest);
    sorted.sort(
        Comparator.comparingInt(
            box -> {
              BitSet left = (BitSet) open.clone();
              left.andNot(box);
              return left.cardinality();
            }));
    return sorted;
  }
}
