package org.daxpolicy.glob;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A set of integers as disjoint closed ranges in ascending order, no two of which touch. An absent
 * bound is infinite.
 *
 * @param ranges the ranges
 */
public record NumberSet(List<Range> ranges) {
  /**
   * A closed range.
   *
   * @param low the smallest member; absent for no lower bound
   * @param high the largest member; absent for no upper bound
   */
  public record Range(Optional<BigInteger> low, Optional<BigInteger> high) {
    /** Whether {@code value} lies in the range. */
    public boolean contains(BigInteger value) {
      return low.map(l -> l.compareTo(value) <= 0).orElse(true)
          && high.map(h -> h.compareTo(value) >= 0).orElse(true);
    }

    private boolean isEmpty() {
      return low.isPresent() && high.isPresent() && low.get().compareTo(high.get()) > 0;
    }

    /** Maybe empty. */
    private Range intersect(Range other) {
      return new Range(
          startsBefore(other) ? other.low : low, endsBefore(other) ? high : other.high);
    }

    private boolean startsBefore(Range other) {
      return other.low.isPresent() && (low.isEmpty() || low.get().compareTo(other.low.get()) < 0);
    }

    private boolean endsBefore(Range other) {
      return high.isPresent()
          && (other.high.isEmpty() || high.get().compareTo(other.high.get()) < 0);
    }
  }

  public static final NumberSet EMPTY = new NumberSet(List.of());
  public static final NumberSet ALL =
      new NumberSet(List.of(new Range(Optional.empty(), Optional.empty())));

  public NumberSet {
    ranges = normal(ranges);
  }

  /** One number. */
  public static NumberSet of(BigInteger value) {
    return between(value, value);
  }

  /** All numbers from {@code low} to {@code high}, both included; empty if {@code low > high}. */
  public static NumberSet between(BigInteger low, BigInteger high) {
    return new NumberSet(List.of(new Range(Optional.of(low), Optional.of(high))));
  }

  /** All numbers of at least {@code low}. */
  public static NumberSet atLeast(BigInteger low) {
    return new NumberSet(List.of(new Range(Optional.of(low), Optional.empty())));
  }

  /** All numbers of at most {@code high}. */
  public static NumberSet atMost(BigInteger high) {
    return new NumberSet(List.of(new Range(Optional.empty(), Optional.of(high))));
  }

  public boolean isEmpty() {
    return ranges.isEmpty();
  }

  public boolean contains(BigInteger value) {
    for (Range r : ranges) {
      if (r.contains(value)) {
        return true;
      }
    }
    return false;
  }

  public NumberSet union(NumberSet other) {
    List<Range> all = new ArrayList<>(ranges);
    all.addAll(other.ranges);
    return new NumberSet(all);
  }

  public NumberSet complement() {
    List<Range> gaps = new ArrayList<>();
    Optional<BigInteger> from = Optional.empty();
    boolean open = true;
    for (Range r : ranges) {
      if (r.low().isPresent()) {
        gaps.add(new Range(from, Optional.of(r.low().get().subtract(BigInteger.ONE))));
      }
      open = r.high().isPresent();
      from = r.high().map(h -> h.add(BigInteger.ONE));
    }
    if (open) {
      gaps.add(new Range(from, Optional.empty()));
    }
    return new NumberSet(gaps);
  }

  public NumberSet intersect(NumberSet other) {
    List<Range> common = new ArrayList<>();
    int mine = 0;
    int theirs = 0;
    while (mine < ranges.size() && theirs < other.ranges.size()) {
      Range a = ranges.get(mine);
      Range b = other.ranges.get(theirs);
      common.add(a.intersect(b));
      if (a.endsBefore(b)) {
        mine++;
      } else {
        theirs++;
      }
    }
    return new NumberSet(common);
  }

  /** Whether {@code other} holds all members. */
  boolean isIn(NumberSet other) {
    return intersect(other).equals(this);
  }

  /** Each member plus {@code distance}. */
  NumberSet plus(BigInteger distance) {
    List<Range> moved = new ArrayList<>();
    for (Range r : ranges) {
      moved.add(new Range(r.low().map(distance::add), r.high().map(distance::add)));
    }
    return new NumberSet(moved);
  }

  private static List<Range> normal(List<Range> ranges) {
    List<Range> sorted = new ArrayList<>();
    for (Range r : ranges) {
      if (!r.isEmpty()) {
        sorted.add(r);
      }
    }
    sorted.sort((a, b) -> a.startsBefore(b) ? -1 : b.startsBefore(a) ? 1 : 0);
    List<Range> merged = new ArrayList<>();
    for (Range r : sorted) {
      Range last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
      if (last != null && touches(last, r)) {
        merged.set(
            merged.size() - 1, new Range(last.low(), last.endsBefore(r) ? r.high() : last.high()));
      } else {
        merged.add(r);
      }
    }
    return List.copyOf(merged);
  }

  private static boolean touches(Range earlier, Range later) {
    return earlier.high().isEmpty()
        || later.low().isEmpty()
        || earlier.high().get().add(BigInteger.ONE).compareTo(later.low().get()) >= 0;
  }
}
