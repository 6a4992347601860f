package org.daxpolicy.analysis;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.glob.Notation;
import org.daxpolicy.glob.NumberReading;
import org.daxpolicy.glob.NumberSet;

/**
 * Numbers as the kernel prints them, cut into ranges. Inside, a number is its distance from the
 * least of the domain, as an unsigned {@code long}.
 */
final class NumberAlphabet implements Alphabet {
  private final int specials;
  private final Notation notation;
  private final BigInteger least;
  private final BigInteger greatest;

  /** The first number of each atom, ascending as unsigned; the first is 0. */
  private final long[] starts;

  private final Map<Values, NumberSet> sets;

  private NumberAlphabet(
      int specials,
      Notation notation,
      NumberSet domain,
      long[] starts,
      Map<Values, NumberSet> sets) {
    this.specials = specials;
    this.notation = notation;
    this.least = domain.ranges().get(0).low().orElseThrow();
    this.greatest = domain.ranges().get(0).high().orElseThrow();
    this.starts = starts;
    this.sets = sets;
  }

  /**
   * The printed numbers that a set of values holds; none if it holds too scattered ones to be
   * listed.
   */
  static Optional<NumberSet> read(Values values, Notation notation, NumberSet domain) {
    if (values instanceof Values.Numbers numbers) {
      return Optional.of(numbers.printed().intersect(domain));
    }
    if (values instanceof Values.Texts texts) {
      NumberSet set = NumberSet.EMPTY;
      for (String text : texts.texts()) {
        Optional<BigInteger> number = parse(text, notation);
        if (number.isPresent()) {
          set = set.union(NumberSet.of(number.get()));
        }
      }
      return Optional.of(set.intersect(domain));
    }
    Values.Globs globs = (Values.Globs) values;
    return NumberReading.numbers(globs.patterns(), globs.foldsCase(), notation)
        .map(set -> set.intersect(domain));
  }

  /**
   * The alphabet that tells these sets apart.
   *
   * @param domain one range with both bounds, at most 2^64 numbers
   */
  static NumberAlphabet of(
      int specials, Notation notation, NumberSet domain, Map<Values, NumberSet> sets) {
    BigInteger least = domain.ranges().get(0).low().orElseThrow();
    long[] cuts = cuts(sets.values(), least, domain.ranges().get(0).high().orElseThrow());
    return new NumberAlphabet(specials, notation, domain, cuts, new HashMap<>(sets));
  }

  private static long[] cuts(Collection<NumberSet> sets, BigInteger least, BigInteger greatest) {
    int count = 1;
    for (NumberSet set : sets) {
      count += 2 * set.ranges().size();
    }
    // turning the sign bit makes signed order the order of unsigned numbers
    long[] cuts = new long[count];
    cuts[0] = Long.MIN_VALUE;
    int length = 1;
    for (NumberSet set : sets) {
      for (NumberSet.Range r : set.ranges()) {
        cuts[length++] = flipped(r.low().orElse(least), least);
        BigInteger high = r.high().orElse(greatest);
        if (high.compareTo(greatest) < 0) {
          cuts[length++] = flipped(high.add(BigInteger.ONE), least);
        }
      }
    }
    Arrays.sort(cuts, 0, length);
    int kept = 1;
    for (int i = 1; i < length; i++) {
      if (cuts[i] != cuts[kept - 1]) {
        cuts[kept++] = cuts[i];
      }
    }
    return Arrays.copyOf(cuts, kept);
  }

  private static long flipped(BigInteger number, BigInteger least) {
    return number.subtract(least).longValue() ^ Long.MIN_VALUE;
  }

  private static Optional<BigInteger> parse(String text, Notation notation) {
    try {
      int skip = text.startsWith("0x") && notation == Notation.HEX ? 2 : 0;
      boolean hex = notation == Notation.HEX || notation == Notation.BARE_HEX;
      BigInteger number = new BigInteger(text.substring(skip), hex ? 16 : 10);
      return notation.domain().contains(number) && notation.print(number).equals(text)
          ? Optional.of(number)
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  @Override
  public int size() {
    return specials + starts.length;
  }

  @Override
  public int specials() {
    return specials;
  }

  @Override
  public Ranges of(Values values) {
    NumberSet set = sets.get(values);
    if (set == null) {
      throw new IllegalStateException("not cut along " + values);
    }
    int[] bounds = new int[2 * set.ranges().size()];
    for (int i = 0; i < bounds.length; i += 2) {
      NumberSet.Range r = set.ranges().get(i / 2);
      BigInteger high = r.high().orElse(greatest);
      bounds[i] = specials + at(flipped(r.low().orElse(least), least));
      bounds[i + 1] =
          high.compareTo(greatest) >= 0
              ? Ranges.END
              : specials + at(flipped(high.add(BigInteger.ONE), least));
    }
    return Ranges.of(bounds);
  }

  /** The atom, specials left out, that a number lies in. */
  private int at(long flipped) {
    int found = Arrays.binarySearch(starts, flipped);
    return found >= 0 ? found : -found - 2;
  }

  @Override
  public Optional<Integer> atom(String text) {
    return parse(text, notation)
        .filter(n -> n.compareTo(least) >= 0 && n.compareTo(greatest) <= 0)
        .map(n -> specials + at(flipped(n, least)));
  }

  @Override
  public String example(int from, int to, Wish wish) {
    for (String text : wish.texts()) {
      Optional<Integer> atom = atom(text);
      if (atom.isPresent() && atom.get() >= from && atom.get() < to) {
        return text;
      }
    }
    BigInteger low = first(from);
    BigInteger high = to >= size() ? greatest : first(to).subtract(BigInteger.ONE);
    if (low.signum() < 0 && high.signum() >= 0) {
      return notation.print(BigInteger.ZERO);
    }
    for (BigInteger unit : wish.units()) {
      BigInteger multiple = low.add(unit).subtract(BigInteger.ONE).divide(unit).multiply(unit);
      if (multiple.signum() == 0) {
        multiple = unit;
      }
      if (multiple.compareTo(low) >= 0 && multiple.compareTo(high) <= 0) {
        return notation.print(multiple);
      }
    }
    return notation.print(low);
  }

  /** The first number of an atom. */
  BigInteger first(int atom) {
    long distance = starts[atom - specials] ^ Long.MIN_VALUE;
    return least.add(new BigInteger(Long.toUnsignedString(distance)));
  }

  /** The last number of an atom. */
  BigInteger last(int atom) {
    return atom + 1 >= size() ? greatest : first(atom + 1).subtract(BigInteger.ONE);
  }
}
