package org.daxpolicy.glob;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Patterns back to numbers: which of the numbers that a notation prints they accept. Shares nothing
 * with {@link NumberPatterns}, whose work it judges.
 *
 * <p>Most patterns are a row of digit classes, perhaps with a star behind; their numbers are
 * written down place by place. All others are asked through their automaton.
 */
public final class NumberReading {
  /** More ranges than this are not written down. */
  private static final int MOST_RANGES = 20_000;

  private final Notation notation;
  private final List<NumberSet.Range> ranges = new ArrayList<>();

  /** Rows of digit classes by their length. */
  private final Map<Integer, DigitRows> positives = new TreeMap<>();

  private final Map<Integer, DigitRows> negatives = new TreeMap<>();
  private boolean scattered;

  private NumberReading(Notation notation) {
    this.notation = notation;
  }

  /**
   * The numbers of the notation's domain whose printed form one of the patterns accepts; none if
   * they are too scattered to be listed as ranges, such as all that end in 5.
   *
   * @param patterns any patterns, as bytes
   * @param foldsCase whether letter case is ignored
   * @param notation how numbers are printed
   */
  public static Optional<NumberSet> numbers(
      List<String> patterns, boolean foldsCase, Notation notation) {
    if (patterns.contains("*")) {
      return Optional.of(notation.domain());
    }
    NumberReading reading = new NumberReading(notation);
    List<String> others = new ArrayList<>();
    for (String pattern : patterns) {
      if ((foldsCase || !reading.row(pattern)) && !reading.row(Steps.of(pattern, foldsCase))) {
        others.add(pattern);
      }
    }
    reading.rows();
    if (reading.scattered) {
      // too many rows to be walked, or other patterns may fill the gaps
      return new NumberReading(notation).together(patterns, foldsCase);
    }
    return others.isEmpty() ? reading.found() : reading.together(others, foldsCase);
  }

  /**
   * The numbers N of which {@code prefix N}, printed in decimal, is accepted by one of the
   * patterns; none if they are too scattered to be listed as ranges.
   *
   * @param prefix bytes
   */
  public static Optional<NumberSet> named(List<String> patterns, boolean foldsCase, String prefix) {
    NumberReading reading = new NumberReading(Notation.DECIMAL);
    Optional<GlobLanguage> language = GlobLanguage.of(patterns, foldsCase);
    reading.scattered = language.isEmpty();
    language.ifPresent(
        l -> {
          int start = 0;
          for (int i = 0; i < prefix.length(); i++) {
            start = l.automaton().step(start, prefix.charAt(i));
          }
          reading.lengths(l.automaton(), start, false);
        });
    return reading.found();
  }

  /** Adds what patterns accept, through their common automaton. */
  private Optional<NumberSet> together(List<String> patterns, boolean foldsCase) {
    Optional<GlobLanguage> language = GlobLanguage.of(patterns, foldsCase);
    scattered = language.isEmpty();
    language.ifPresent(l -> all(l.automaton()));
    return found();
  }

  private Optional<NumberSet> found() {
    return scattered
        ? Optional.empty()
        : Optional.of(new NumberSet(ranges).intersect(notation.domain()));
  }

  /**
   * The numbers on whose digits an automaton goes from one state to another; none if they are too
   * scattered.
   */
  static Optional<NumberSet> between(Automaton automaton, int from, int to, Notation notation) {
    boolean[] accepting = new boolean[automaton.states()];
    accepting[to] = true;
    NumberReading reading = new NumberReading(notation);
    reading.lengths(new Automaton(automaton.classes(), automaton.next(), accepting), from, false);
    return reading.scattered ? Optional.empty() : Optional.of(new NumberSet(reading.ranges));
  }

  /**
   * Adds the numbers of a row of digits and classes such as {@code [0-9]} or {@code [13]}, read
   * directly; false if anything else is in the pattern but a star at its end.
   */
  private boolean row(String pattern) {
    boolean negative = notation == Notation.SIGNED_DECIMAL && pattern.startsWith("-");
    int at = negative ? 1 : 0;
    if (!pattern.startsWith(notation.prefix(), at)) {
      return false;
    }
    at += notation.prefix().length();
    boolean open = pattern.endsWith("*");
    int end = pattern.length() - (open ? 1 : 0);
    List<Integer> places = new ArrayList<>();
    while (at < end) {
      int close = pattern.charAt(at) == '[' ? pattern.indexOf(']', at) : at;
      int mask = close < end ? mask(pattern, at, close) : 0;
      if (mask == 0) {
        return false;
      }
      places.add(mask);
      at = close + 1;
    }
    if (places.isEmpty()) {
      return false;
    }
    write(places, open, negative);
    return true;
  }

  /** The digits of one place; 0 if there is more to it. */
  private int mask(String pattern, int open, int close) {
    if (open == close) {
      return 1 << digit(pattern.charAt(open)) & ~(1 << notation.radix());
    }
    int mask = 0;
    for (int i = open + 1; i < close; i++) {
      int low = digit(pattern.charAt(i));
      int high = low;
      if (i + 2 < close && pattern.charAt(i + 1) == '-') {
        high = digit(pattern.charAt(i + 2));
        i += 2;
      }
      if (low == notation.radix() || high == notation.radix()) {
        return 0;
      }
      for (int d = low; d <= high; d++) {
        // from 9 to a there are other bytes, which are no digits
        mask |= 1 << d;
      }
    }
    return mask;
  }

  /** The value of a digit as the notation prints it; the radix for any other character. */
  private int digit(char c) {
    boolean printed = c >= '0' && c <= '9' || c >= 'a' && c <= 'f';
    int digit = printed ? Character.digit(c, notation.radix()) : -1;
    return digit < 0 ? notation.radix() : digit;
  }

  /** The same for any row of elements that stand for one byte each. */
  private boolean row(Steps steps) {
    int at = 0;
    boolean negative = false;
    if (notation == Notation.SIGNED_DECIMAL && steps.next(0, '-') != Bracket.FAIL) {
      if (steps.isStar(0) || steps.next(0, '1') != Bracket.FAIL) {
        return false;
      }
      negative = true;
      at = steps.next(0, '-');
    }
    for (int i = 0; i < notation.prefix().length(); i++) {
      if (steps.isStar(at)) {
        return false;
      }
      int next = steps.next(at, notation.prefix().charAt(i));
      if (next == Bracket.FAIL) {
        return true;
      }
      at = next;
    }
    List<Integer> places = new ArrayList<>();
    while (at < steps.end() && !steps.isStar(at)) {
      int mask = 0;
      int next = Bracket.FAIL;
      for (int digit = 0; digit < notation.radix(); digit++) {
        int to = steps.next(at, Character.forDigit(digit, notation.radix()));
        if (to != Bracket.FAIL) {
          if (next != Bracket.FAIL && to != next) {
            return false;
          }
          next = to;
          mask |= 1 << digit;
        }
      }
      if (mask == 0) {
        return true;
      }
      places.add(mask);
      at = next;
    }
    boolean open = at < steps.end();
    while (steps.isStar(at)) {
      at++;
    }
    if (at < steps.end() || (open && places.isEmpty())) {
      return false;
    }
    write(places, open, negative);
    return true;
  }

  private void write(List<Integer> places, boolean open, boolean negative) {
    int all = (1 << notation.radix()) - 1;
    int longest = open ? notation.longest() : places.size();
    for (int length = places.size(); length <= longest && length > 0; length++) {
      int[] row = new int[length];
      for (int i = 0; i < length; i++) {
        row[i] = i < places.size() ? places.get(i) : all;
      }
      if (length > 1 || negative) {
        // no number begins with a zero and goes on, and none is -0
        row[0] &= ~1;
      }
      int width = length;
      (negative ? negatives : positives)
          .computeIfAbsent(length, l -> new DigitRows(notation.radix(), width, MOST_RANGES))
          .add(row);
    }
  }

  /** Adds the numbers of all rows. */
  private void rows() {
    for (DigitRows rows : positives.values()) {
      rows.numbers().ifPresentOrElse(set -> addAll(set, false), () -> scattered = true);
    }
    for (DigitRows rows : negatives.values()) {
      rows.numbers().ifPresentOrElse(set -> addAll(set, true), () -> scattered = true);
    }
  }

  private void addAll(NumberSet set, boolean negative) {
    for (NumberSet.Range r : set.ranges()) {
      add(r.low().orElseThrow(), r.high().orElseThrow(), negative);
    }
  }

  private void add(BigInteger low, BigInteger high, boolean negative) {
    scattered |= ranges.size() >= MOST_RANGES;
    ranges.add(
        negative
            ? new NumberSet.Range(Optional.of(high.negate()), Optional.of(low.negate()))
            : new NumberSet.Range(Optional.of(low), Optional.of(high)));
  }

  /** Adds all numbers that an automaton accepts. */
  private void all(Automaton automaton) {
    if (notation == Notation.SIGNED_DECIMAL) {
      lengths(automaton, automaton.step(0, '-'), true);
    }
    int start = 0;
    for (int i = 0; i < notation.prefix().length(); i++) {
      start = automaton.step(start, notation.prefix().charAt(i));
    }
    lengths(automaton, start, false);
  }

  private void lengths(Automaton automaton, int start, boolean negative) {
    Map<Long, NumberSet> known = new HashMap<>();
    for (int length = 1; length <= notation.longest() && !scattered; length++) {
      for (int digit = length > 1 || negative ? 1 : 0; digit < notation.radix(); digit++) {
        int state = automaton.step(start, Character.forDigit(digit, notation.radix()));
        BigInteger from = BigInteger.valueOf(digit).multiply(power(length - 1));
        for (NumberSet.Range r : below(automaton, state, length - 1, known).ranges()) {
          add(from.add(r.low().orElseThrow()), from.add(r.high().orElseThrow()), negative);
        }
      }
    }
  }

  /** What {@code digits} further digits may make up, zeros in front included. */
  private NumberSet below(Automaton automaton, int state, int digits, Map<Long, NumberSet> known) {
    long key = (long) state << 8 | digits;
    NumberSet before = known.get(key);
    if (before != null) {
      return before;
    }
    List<NumberSet.Range> found = new ArrayList<>();
    if (digits == 0) {
      if (automaton.accepting()[state]) {
        found.add(new NumberSet.Range(Optional.of(BigInteger.ZERO), Optional.of(BigInteger.ZERO)));
      }
    } else {
      for (int digit = 0; digit < notation.radix() && !scattered; digit++) {
        int next = automaton.step(state, Character.forDigit(digit, notation.radix()));
        BigInteger from = BigInteger.valueOf(digit).multiply(power(digits - 1));
        for (NumberSet.Range r : below(automaton, next, digits - 1, known).ranges()) {
          found.add(
              new NumberSet.Range(r.low().map(l -> l.add(from)), r.high().map(h -> h.add(from))));
        }
        scattered |= found.size() > MOST_RANGES;
      }
    }
    NumberSet set = new NumberSet(found);
    known.put(key, set);
    return set;
  }

  private BigInteger power(int digits) {
    return BigInteger.valueOf(notation.radix()).pow(digits);
  }
}
