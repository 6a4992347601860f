package org.daxpolicy.glob;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The automaton of printed numbers. A state is what may follow the digits read so far: for each
 * count of further digits, the set of numbers these may make up.
 */
final class NumberAutomaton {
  /** What is wanted behind a sign and the digits read so far. */
  private record Place(int prefixLeft, boolean signed, boolean first, List<NumberSet> rest) {}

  private static final Place NOWHERE = new Place(0, false, false, List.of());

  private final Notation notation;
  private final NumberSet natural;
  private final NumberSet negative;
  private final Map<Place, Integer> numbers = new HashMap<>();
  private final List<Place> places = new ArrayList<>();

  private NumberAutomaton(NumberSet members, Notation notation) {
    this.notation = notation;
    this.natural = members.intersect(NumberSet.atLeast(BigInteger.ZERO));
    List<NumberSet.Range> turned = new ArrayList<>();
    for (NumberSet.Range r :
        members.intersect(NumberSet.atMost(BigInteger.ONE.negate())).ranges()) {
      turned.add(
          new NumberSet.Range(r.high().map(BigInteger::negate), r.low().map(BigInteger::negate)));
    }
    this.negative = new NumberSet(turned);
  }

  /** The automaton of the members, which lie in the notation's domain; none if it is too large. */
  static Optional<Automaton> of(NumberSet members, Notation notation) {
    return new NumberAutomaton(members, notation).automaton();
  }

  private Optional<Automaton> automaton() {
    ByteClasses classes = ByteClasses.by(c -> relevant(c) ? c : 'z');
    number(begin(natural, true));
    IntList next = new IntList();
    for (int at = 0; at < places.size(); at++) {
      for (char c : classes.representatives()) {
        next.add(number(relevant(c) ? step(places.get(at), c) : NOWHERE));
      }
      if (places.size() > GlobLanguage.MOST_STATES) {
        return Optional.empty();
      }
    }
    boolean[] accepting = new boolean[places.size()];
    for (int i = 0; i < accepting.length; i++) {
      Place place = places.get(i);
      accepting[i] =
          place.prefixLeft() == 0
              && !place.first()
              && !place.rest().isEmpty()
              && place.rest().get(0).contains(BigInteger.ZERO);
    }
    return Optional.of(new Automaton(classes.of(), next.toArray(), accepting));
  }

  private boolean relevant(char c) {
    return Character.digit(c, notation.radix()) >= 0 && !(c >= 'A' && c <= 'F') && c < 0x80
        || c == '-'
        || notation.prefix().indexOf(c) >= 0;
  }

  private Place begin(NumberSet members, boolean signed) {
    List<NumberSet> rest = new ArrayList<>();
    for (int digits = 0; digits <= notation.longest(); digits++) {
      rest.add(
          members.intersect(
              NumberSet.between(BigInteger.ZERO, power(digits).subtract(BigInteger.ONE))));
    }
    return new Place(notation.prefix().length(), signed, true, List.copyOf(rest));
  }

  private int number(Place place) {
    boolean hopeless = place.rest().stream().allMatch(NumberSet::isEmpty) && !place.signed();
    Place known = hopeless ? NOWHERE : place;
    Integer before = numbers.putIfAbsent(known, places.size());
    if (before != null) {
      return before;
    }
    places.add(known);
    return places.size() - 1;
  }

  private Place step(Place place, char c) {
    boolean atSign = place.signed() && place.prefixLeft() == notation.prefix().length();
    if (c == '-') {
      return atSign && place.first() ? begin(negative, false) : NOWHERE;
    }
    if (place.prefixLeft() > 0) {
      String prefix = notation.prefix();
      return prefix.charAt(prefix.length() - place.prefixLeft()) == c
          ? new Place(place.prefixLeft() - 1, false, place.first(), place.rest())
          : NOWHERE;
    }
    int digit = Character.digit(c, notation.radix());
    if (digit < 0 || place.rest().size() < 2) {
      return NOWHERE;
    }
    List<NumberSet> rest = new ArrayList<>();
    // a leading zero is the whole number
    int longest = place.first() && digit == 0 ? 1 : place.rest().size() - 1;
    for (int after = 0; after < longest; after++) {
      rest.add(within(place.rest().get(after + 1), BigInteger.valueOf(digit), power(after)));
    }
    return new Place(0, false, false, List.copyOf(rest));
  }

  /** The members of {@code set} from {@code digit * unit} on, counted from there, below a unit. */
  private static NumberSet within(NumberSet set, BigInteger digit, BigInteger unit) {
    BigInteger from = digit.multiply(unit);
    NumberSet part =
        set.intersect(NumberSet.between(from, from.add(unit).subtract(BigInteger.ONE)));
    List<NumberSet.Range> shifted = new ArrayList<>();
    for (NumberSet.Range r : part.ranges()) {
      shifted.add(
          new NumberSet.Range(
              r.low().map(l -> l.subtract(from)), r.high().map(h -> h.subtract(from))));
    }
    return new NumberSet(shifted);
  }

  private BigInteger power(int digits) {
    return BigInteger.valueOf(notation.radix()).pow(digits);
  }
}
