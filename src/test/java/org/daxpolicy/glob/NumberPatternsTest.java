package org.daxpolicy.glob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class NumberPatternsTest {
  private static final long SEED = 20260102;

  @Test
  void shortExamplesAreWrittenAsAPersonWould() {
    assertEquals(List.of("[12][5-9]", "[23][0-6]"), decimal(between(15, 36)));
    assertEquals(List.of("[128]"), decimal(between(1, 2).union(between(8, 8))));
    assertEquals(List.of("[5-9]", "[1-9][0-9]*"), decimal(NumberSet.atLeast(big(5))));
    assertEquals(List.of("[1-9]*"), decimal(NumberSet.atLeast(big(1))));
    assertEquals(List.of("?*"), decimal(NumberSet.ALL));
    assertEquals(List.of("?*"), decimal(NumberSet.atLeast(big(0))));
    assertEquals(List.of(), decimal(NumberSet.EMPTY));
    assertEquals(List.of(), decimal(NumberSet.atMost(big(-1))));
    assertEquals(List.of("0"), decimal(NumberSet.atMost(big(0))));
    assertEquals(List.of("0x[1-9a-f]*"), globs(NumberSet.atLeast(big(1)), Notation.HEX));
    assertEquals(List.of("[0-9a-d]"), globs(NumberSet.atMost(big(13)), Notation.BARE_HEX));
    assertEquals(List.of("-[1-9]*"), globs(NumberSet.atMost(big(-1)), Notation.SIGNED_DECIMAL));
    assertEquals(List.of("[0-9]*"), globs(NumberSet.atLeast(big(0)), Notation.SIGNED_DECIMAL));
    assertEquals(List.of("-1", "[0-2]"), globs(between(-1, 2), Notation.SIGNED_DECIMAL));
  }

  @Test
  void aSizeBoundTakesOnePatternAPlaceAndOneForAllThatIsLonger() {
    List<String> globs = decimal(NumberSet.atLeast(big(64L << 30)));
    assertEquals("[1-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]*", globs.get(10));
    assertEquals(11, globs.size());
  }

  @Test
  void boundsAtTheEndsOfTheDomainCostNothing() {
    BigInteger top = Notation.DECIMAL.greatest();
    assertEquals(
        List.of("[0-9]*"),
        List.of(
            decimalOf(NumberSet.between(big(0), top).union(NumberSet.of(big(-7))))
                .replace("?*", "[0-9]*")));
    assertEquals(decimal(NumberSet.atLeast(big(77))), decimal(NumberSet.between(big(77), top)));
    BigInteger least = Notation.SIGNED_DECIMAL.least();
    assertEquals(
        globs(NumberSet.atMost(big(-77)), Notation.SIGNED_DECIMAL),
        globs(NumberSet.between(least, big(-77)), Notation.SIGNED_DECIMAL));
  }

  @Test
  void rangesOfSmallNumbersAreExact() {
    Random random = new Random(SEED);
    for (Notation notation : Notation.values()) {
      for (int low = -23; low <= 130; low++) {
        for (int high = low; high <= 131; high += 1 + random.nextInt(40)) {
          assertExact(between(low, high), notation, -30, 300);
        }
        assertExact(NumberSet.atLeast(big(low)), notation, -30, 1200);
        assertExact(NumberSet.atMost(big(low)), notation, -200, 300);
        assertExact(between(low, low).complement(), notation, -200, 300);
      }
    }
  }

  @Test
  void randomUnionsOfSmallNumbersAreExact() {
    Random random = new Random(SEED);
    for (int round = 0; round < 300; round++) {
      NumberSet set = NumberSet.EMPTY;
      for (int n = random.nextInt(8); n >= 0; n--) {
        int low = random.nextInt(1300) - 150;
        set = set.union(between(low, low + (random.nextBoolean() ? 0 : random.nextInt(400))));
      }
      set = random.nextInt(4) == 0 ? set.complement() : set;
      assertExact(set, Notation.values()[round % 4], -200, 1800);
    }
  }

  @Test
  void randomLargeRangesDecideLikeComparisonAtTheirBounds() {
    Random random = new Random(SEED);
    for (int round = 0; round < 400; round++) {
      Notation notation = Notation.values()[round % 4];
      List<NumberSet.Range> ranges = new ArrayList<>();
      TreeSet<BigInteger> probes = new TreeSet<>(Set.of(notation.least(), notation.greatest()));
      for (int n = random.nextInt(3); n >= 0; n--) {
        BigInteger a = number(random, notation);
        BigInteger b = number(random, notation);
        ranges.addAll(NumberSet.between(a.min(b), a.max(b)).ranges());
        for (BigInteger p : List.of(a, b)) {
          probes.addAll(List.of(p.subtract(BigInteger.ONE), p, p.add(BigInteger.ONE)));
        }
      }
      for (int n = 0; n < 100; n++) {
        probes.add(number(random, notation));
      }
      NumberSet set = new NumberSet(ranges);
      List<Glob> globs = globs(set, notation).stream().map(Glob::of).toList();
      for (BigInteger p : probes) {
        if (notation.domain().contains(p)) {
          String printed = notation.print(p);
          assertEquals(
              set.contains(p),
              globs.stream().anyMatch(g -> g.matches(printed)),
              "seed " + SEED + " round " + round + ": " + printed + " in " + set);
        }
      }
    }
  }

  @Test
  void whatIsNoNumberIsRejectedWhereTheFirstCharacterTells() {
    NumberSet set = NumberSet.atLeast(big(3)).intersect(between(77, 77).complement());
    for (String garbage : List.of("", "-1", "-", " 5", "+4", "x", "0x", "0x-", "n/a", "*")) {
      for (Notation notation : Notation.values()) {
        for (String glob : globs(set, notation)) {
          assertFalse(Glob.of(glob).matches(garbage), notation + ": " + glob + " on " + garbage);
        }
      }
    }
  }

  @Test
  void noShorterListExistsForAnyRangeOfShortNumbers() {
    int[][] shapes = {{3, 2}, {3, 3}, {4, 2}, {2, 4}, {2, 6}, {3, 4}, {4, 3}, {10, 2}};
    for (int[] shape : shapes) {
      int end = (int) Math.pow(shape[0], shape[1]);
      for (int low = 0; low < end; low++) {
        for (int high = low; high < end; high++) {
          assertShortest(shape[0], shape[1], low, high);
        }
      }
    }
  }

  @Test
  void noShorterListExistsForRangesOfThreeToFiveDigits() {
    Random random = new Random(SEED);
    for (int digits = 3; digits <= 5; digits++) {
      for (int round = 0; round < 250; round++) {
        int[] range = range(random, 10, digits);
        assertShortest(10, digits, range[0], range[1]);
        List<String> globs = decimal(between(range[0], range[1]));
        assertExact(between(range[0], range[1]), Notation.DECIMAL, range[0] - 30, range[0] + 30);
        assertExact(between(range[0], range[1]), Notation.DECIMAL, range[1] - 30, range[1] + 30);
        assertTrue(globs.size() <= 2 * digits - 1, globs::toString);
      }
    }
  }

  @Test
  void noShorterListExistsForRangesOfHexDigits() {
    Random random = new Random(SEED);
    for (int digits = 2; digits <= 5; digits++) {
      for (int round = 0; round < 40; round++) {
        int[] range = range(random, 16, digits);
        assertShortest(16, digits, range[0], range[1]);
        assertExact(between(range[0], range[1]), Notation.HEX, range[0] - 40, range[0] + 40);
        assertExact(between(range[0], range[1]), Notation.BARE_HEX, range[1] - 40, range[1] + 40);
      }
    }
  }

  /**
   * Two numbers of so many digits, the smaller first. Half of the time their digits differ by
   * little, which is where boxes can serve both bounds at once.
   */
  private static int[] range(Random random, int radix, int digits) {
    int low = 0;
    int high = 0;
    boolean close = random.nextBoolean();
    for (int place = 0; place < digits; place++) {
      int least = place == 0 ? 1 : 0;
      int digit = least + random.nextInt(radix - least);
      int other = close ? digit + random.nextInt(5) - 1 : random.nextInt(radix);
      low = low * radix + digit;
      high = high * radix + Math.max(least, Math.min(radix - 1, other));
    }
    return new int[] {Math.min(low, high), Math.max(low, high)};
  }

  private static void assertShortest(int radix, int digits, int low, int high) {
    NumberSet set = between(low, high);
    List<Box> boxes = new BoxCover(radix).smallest(digits, set, set);
    SmallestCover best = SmallestCover.ofRange(radix, digits, low, high);
    String at = "seed " + SEED + ", radix " + radix + ": " + set + " by " + boxes;
    assertTrue(best.existsWith(boxes.size()), at);
    assertFalse(best.existsWith(boxes.size() - 1), at);
  }

  @Test
  void longRangesTakeNoLongThought() {
    Random random = new Random(SEED);
    for (int round = 0; round < 150; round++) {
      BigInteger a = new BigInteger(40 + random.nextInt(24), random);
      BigInteger b = new BigInteger(40 + random.nextInt(24), random);
      assertTrue(decimal(NumberSet.between(a.min(b), a.max(b))).size() < 120);
      assertTrue(globs(NumberSet.between(a.min(b), a.max(b)), Notation.HEX).size() < 120);
    }
  }

  private static void assertExact(NumberSet set, Notation notation, int from, int to) {
    List<String> globs = globs(set, notation);
    List<Glob> compiled = globs.stream().map(Glob::of).toList();
    for (int n = from; n <= to; n++) {
      if (notation.domain().contains(big(n))) {
        String printed = notation.print(big(n));
        boolean accepted = compiled.stream().anyMatch(g -> g.matches(printed));
        if (accepted != set.contains(big(n))) {
          assertEquals(set.contains(big(n)), accepted, n + " in " + set + " by " + globs);
        }
      }
    }
  }

  private static BigInteger number(Random random, Notation notation) {
    BigInteger span = notation.greatest().subtract(notation.least());
    BigInteger any = new BigInteger(1 + random.nextInt(64), random);
    return random.nextInt(6) == 0
        ? notation.greatest().subtract(any.mod(big(3)))
        : notation.least().add(any.mod(span)).mod(notation.greatest());
  }

  private static List<String> decimal(NumberSet set) {
    return globs(set, Notation.DECIMAL);
  }

  private static String decimalOf(NumberSet set) {
    return String.join("|", decimal(set));
  }

  private static List<String> globs(NumberSet set, Notation notation) {
    return NumberPatterns.globs(set, notation);
  }

  private static NumberSet between(long low, long high) {
    return NumberSet.between(big(low), big(high));
  }

  private static BigInteger big(long value) {
    return BigInteger.valueOf(value);
  }
}
