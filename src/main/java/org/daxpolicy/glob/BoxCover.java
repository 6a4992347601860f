package org.daxpolicy.glob;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Few boxes that hold all of some digit strings and none but allowed ones; of one range, the
 * fewest.
 *
 * <p>Leading digits are grouped by what may follow them. The groups are taken from the strictest to
 * the most liberal, and boxes found for one are widened by the digits of a later group where they
 * fit and that saves boxes.
 */
final class BoxCover {
  /** A box with more runs of numbers than this is not tried on other digits. */
  private static final int RUNS = 1024;

  /** What takes so few boxes is never one box: that would have been found. */
  private static final int CLEAR = 2;

  private final int radix;
  private final Map<Demand, List<Box>> known = new HashMap<>();

  /** The numbers below {@code radix^digits} that must and that may be covered. */
  private record Demand(int digits, NumberSet required, NumberSet allowed) {}

  private record Tail(NumberSet required, NumberSet allowed) {}

  private record Group(int mask, Tail tail) {}

  /** A box behind the leading digits of {@code mask}. */
  private final class Chosen {
    private int mask;
    private final Box tail;
    private @Nullable NumberSet numbers;

    Chosen(int mask, Box tail) {
      this.mask = mask;
      this.tail = tail;
    }

    /** The numbers of the box; none if it is not worth widening. */
    NumberSet numbers() {
      NumberSet known = numbers;
      if (known == null) {
        known = BoxCover.this.numbers(tail);
        numbers = known;
      }
      return known;
    }

    /** Whether it holds something, and nothing that is not allowed. */
    boolean fits(NumberSet allowed) {
      return !numbers().isEmpty() && numbers().isIn(allowed);
    }
  }

  BoxCover(int radix) {
    this.radix = radix;
  }

  /**
   * Boxes over strings of {@code digits} digits, in the order of their first members.
   *
   * @param required numbers below {@code radix^digits} to be covered
   * @param allowed numbers below {@code radix^digits} that may be covered; holds {@code required}
   */
  List<Box> smallest(int digits, NumberSet required, NumberSet allowed) {
    List<Box> boxes = cover(digits, required, allowed);
    if (boxes.size() <= CLEAR) {
      return boxes;
    }
    return inOrder(
        required.ranges().size() == 1
            ? range(digits, required.ranges().get(0), allowed)
                .ofFewerThan(boxes.size())
                .orElse(boxes)
            : Tightening.shorten(boxes, radix, digits, required, allowed));
  }

  /** What is allowed behind a gap is of no use to boxes that cannot have gaps. */
  private RangeCover range(int digits, NumberSet.Range required, NumberSet allowed) {
    BigInteger low = required.low().orElseThrow();
    BigInteger most =
        allowed.ranges().stream()
            .filter(r -> r.contains(low))
            .findFirst()
            .flatMap(NumberSet.Range::high)
            .orElseThrow();
    return new RangeCover(radix, digits, low, required.high().orElseThrow(), most);
  }

  private List<Box> cover(int digits, NumberSet required, NumberSet allowed) {
    if (required.isEmpty()) {
      return List.of();
    }
    if (allowed.equals(DigitTree.below(radix, digits))) {
      return List.of(Box.full(radix, digits));
    }
    Demand demand = new Demand(digits, required, allowed);
    List<Box> boxes = known.get(demand);
    if (boxes == null) {
      boxes = compute(demand);
      known.put(demand, boxes);
    }
    return boxes;
  }

  private List<Box> compute(Demand demand) {
    int digits = demand.digits - 1;
    List<Chosen> chosen = new ArrayList<>();
    NumberSet reachable = NumberSet.EMPTY;
    for (Group group : groups(demand)) {
      List<Box> boxes = cover(digits, group.tail.required, group.tail.allowed);
      // a single box is saved only if boxes within the earlier groups hold all of its numbers
      if (boxes.size() > 1 || group.tail.required.isIn(reachable)) {
        boxes = widen(digits, chosen, group, boxes);
      }
      for (Box box : boxes) {
        chosen.add(new Chosen(group.mask, box));
      }
      reachable = reachable.union(group.tail.allowed);
    }
    return inOrder(chosen.stream().map(c -> c.tail.behind(c.mask)).toList());
  }

  /** The boxes a group still needs when those chosen that fit are widened, if that saves some. */
  private List<Box> widen(int digits, List<Chosen> chosen, Group group, List<Box> plain) {
    List<Chosen> fitting = chosen.stream().filter(c -> c.fits(group.tail.allowed)).toList();
    NumberSet rest = group.tail.required;
    for (Chosen c : fitting) {
      rest = rest.intersect(c.numbers().complement());
    }
    List<Box> extra = cover(digits, rest, group.tail.allowed);
    if (extra.size() >= plain.size()) {
      return plain;
    }
    fitting.forEach(c -> c.mask |= group.mask);
    return extra;
  }

  private static List<Box> inOrder(List<Box> boxes) {
    return boxes.stream()
        .sorted(Comparator.comparing(BoxCover::firstMember).thenComparing(Box::text))
        .toList();
  }

  /** The leading digits that need something behind them, by what they need and bear. */
  private List<Group> groups(Demand demand) {
    Map<Tail, Integer> masks = new LinkedHashMap<>();
    for (int d = 0; d < radix; d++) {
      NumberSet required = DigitTree.tail(radix, demand.required, demand.digits - 1, d);
      if (!required.isEmpty()) {
        Tail tail = new Tail(required, DigitTree.tail(radix, demand.allowed, demand.digits - 1, d));
        masks.merge(tail, 1 << d, (a, b) -> a | b);
      }
    }
    List<Group> groups = new ArrayList<>();
    masks.forEach((tail, mask) -> groups.add(new Group(mask, tail)));
    groups.sort(Comparator.comparing(g -> size(g.tail.allowed)));
    return groups;
  }

  /** The numbers of a box, or none at all when they are too scattered. */
  private NumberSet numbers(Box box) {
    NumberSet numbers = NumberSet.of(BigInteger.ZERO);
    BigInteger weight = BigInteger.ONE;
    for (int place = box.places().size() - 1; place >= 0; place--) {
      List<NumberSet.Range> ranges = new ArrayList<>();
      for (int d = 0; d < radix; d++) {
        if ((box.places().get(place) >> d & 1) == 1) {
          ranges.addAll(numbers.plus(weight.multiply(BigInteger.valueOf(d))).ranges());
        }
      }
      numbers = new NumberSet(ranges);
      if (numbers.ranges().size() > RUNS) {
        return NumberSet.EMPTY;
      }
      weight = weight.multiply(BigInteger.valueOf(radix));
    }
    return numbers;
  }

  private static BigInteger size(NumberSet bounded) {
    return bounded.ranges().stream()
        .map(r -> r.high().orElseThrow().subtract(r.low().orElseThrow()).add(BigInteger.ONE))
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  private static String firstMember(Box box) {
    StringBuilder out = new StringBuilder();
    for (int mask : box.places()) {
      out.append(Character.forDigit(Integer.numberOfTrailingZeros(mask), 16));
    }
    return out.toString();
  }
}
