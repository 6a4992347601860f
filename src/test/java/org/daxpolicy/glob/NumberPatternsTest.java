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
  void noShorterListExistsForRangesOfShortNumbers() {
    for (int[] shape : new int[][] {{3, 2}, {3, 3}, {4, 2}, {2, 4}}) {
      int end = (int) Math.pow(shape[0], shape[1]);
      for (int low = 0; low < end; low++) {
        for (int high = low; high < end; high++) {
          NumberSet set = between(low, high);
          List<Box> boxes = new BoxCover(shape[0]).smallest(shape[1], set, set);
          SmallestCover best = new SmallestCover(shape[0], shape[1], low, high);
          assertFalse(
              best.existsWith(boxes.size() - 1),
              () -> "radix " + shape[0] + ": " + set + " by " + boxes);
        }
      }
    }
  }

  @Test
  void aRangeOfFiveDigitsTakesNoMorePatternsThanItHasPlacesTwice() {
    Random random = new Random(SEED);
    for (int round = 0; round < 3000; round++) {
      int low = 10000 + random.nextInt(90000);
      int high = low + random.nextInt(100000 - low);
      int count = decimal(between(low, high)).size();
      assertTrue(count <= 9, "seed " + SEED + ": " + low + " to " + high + " takes " + count);
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
