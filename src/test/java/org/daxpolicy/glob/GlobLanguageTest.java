package org.daxpolicy.glob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dk.brics.automaton.Automaton;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Languages against every short string, against fnmatch, and against an independent library. */
final class GlobLanguageTest {
  private static final String[] ELEMENTS = {"a", "b", "c", "*", "?", "[ab]", "[!a]", "[b-c]"};
  private static final List<String> STRINGS = strings("abc", 5);
  private static final int ROUNDS = 150;

  private final Random random = new Random(20260102);

  @Test
  void aPatternsLanguageIsWhatThePatternMatches() {
    for (int round = 0; round < ROUNDS; round++) {
      String pattern = pattern(7);
      Glob glob = Glob.of(pattern);
      GlobLanguage language = GlobLanguage.of(pattern).orElseThrow();
      for (String s : STRINGS) {
        assertEquals(glob.matches(s), language.contains(s), () -> pattern + " on " + s);
      }
    }
  }

  @Test
  void oddPatternsAndLetterCaseAreReadAsUdevReadsThem() {
    String[] odd = {
      "[a", "a\\", "\\*b", "[[:digit:]]*", "[]x]?", "[a[:x]", "**", "", "[!]]", "A[b-C]"
    };
    List<String> strings = strings("aAb1*[]x\\", 4);
    for (String pattern : odd) {
      for (boolean fold : new boolean[] {false, true}) {
        GlobLanguage language = GlobLanguage.of(List.of(pattern), fold).orElseThrow();
        Glob glob = Glob.of(pattern);
        for (String s : strings) {
          boolean expected = fold ? glob.matchesIgnoringCase(s) : glob.matches(s);
          assertEquals(expected, language.contains(s), () -> pattern + " on " + s);
        }
      }
    }
  }

  @Test
  void operationsAgreeWithAnIndependentLibraryAndWithEveryShortString() {
    for (int round = 0; round < ROUNDS; round++) {
      List<String> first = List.of(pattern(5), pattern(5));
      String second = pattern(6);
      GlobLanguage a = GlobLanguage.of(first, false).orElseThrow();
      GlobLanguage b = GlobLanguage.of(second).orElseThrow();
      Automaton x = brics(first.get(0)).union(brics(first.get(1)));
      Automaton y = brics(second);
      agrees(a.union(b).orElseThrow(), x.union(y));
      agrees(a.intersect(b).orElseThrow(), x.intersection(y));
      agrees(a.minus(b).orElseThrow(), x.minus(y));
      agrees(a.complement(), byte256().repeat().minus(x));
      assertEquals(y.subsetOf(x), a.includes(b));
      assertEquals(!x.intersection(y).isEmpty(), a.meets(b));
      assertEquals(x.equals(y), a.equals(b));
      assertEquals(
          a,
          b.complement()
              .complement()
              .union(a)
              .orElseThrow()
              .minus(b.minus(a).orElseThrow())
              .orElseThrow());
    }
  }

  private static void agrees(GlobLanguage language, Automaton oracle) {
    for (String s : STRINGS) {
      assertEquals(oracle.run(s), language.contains(s), s);
    }
    assertEquals(oracle.isEmpty(), language.isEmpty());
    Optional<String> shortest = language.shortest();
    assertEquals(oracle.isEmpty(), shortest.isEmpty());
    if (shortest.isPresent()) {
      assertTrue(oracle.run(shortest.get()));
      assertEquals(oracle.getShortestExample(true).length(), shortest.get().length());
    }
    oracle.minimize();
    // the library's automata are partial: a state that leads nowhere is not there
    int dead = language.complement().isEmpty() || hasDeadState(language) == 0 ? 0 : 1;
    assertEquals(
        oracle.getNumberOfStates() + (oracle.isEmpty() ? 0 : dead),
        language.automaton().states(),
        "not minimal");
  }

  private static int hasDeadState(GlobLanguage language) {
    org.daxpolicy.glob.Automaton a = language.automaton();
    for (int s = 0; s < a.states(); s++) {
      boolean stays = !a.accepting()[s];
      for (int c = 0; c < a.width(); c++) {
        stays &= a.next()[s * a.width() + c] == s;
      }
      if (stays) {
        return 1;
      }
    }
    return 0;
  }

  @Test
  void textsAreExactlyThese() {
    GlobLanguage language = GlobLanguage.texts(List.of("a*b", "", "x|y", "[z]")).orElseThrow();
    for (String s : List.of("a*b", "", "x|y", "[z]")) {
      assertTrue(language.contains(s), s);
    }
    for (String s : List.of("ab", "aab", "x", "z", "|")) {
      assertTrue(!language.contains(s), s);
    }
    assertEquals(GlobLanguage.NONE, GlobLanguage.texts(List.of()).orElseThrow());
  }

  @Test
  void patternsOfNumbersAreReadBack() {
    for (Notation notation : Notation.values()) {
      for (int round = 0; round < 50; round++) {
        NumberSet set =
            numbers(notation == Notation.SIGNED_DECIMAL ? Integer.MAX_VALUE : Long.MAX_VALUE)
                .intersect(notation.domain());
        List<String> globs = NumberPatterns.globs(set, notation);
        assertEquals(
            Optional.of(set), NumberReading.numbers(globs, false, notation), globs::toString);
      }
    }
  }

  @Test
  void anyPatternIsReadAsTheNumbersItMatches() {
    String[] elements = {
      "1", "2", "0", "[0-4]", "[!2]", "?", "*", "[13]", "a", "-", "0x", "[-1]", "[a-f]"
    };
    for (Notation notation : Notation.values()) {
      for (int round = 0; round < 100; round++) {
        List<String> patterns = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
          StringBuilder text = new StringBuilder();
          for (int n = random.nextInt(5); n >= 0; n--) {
            text.append(elements[random.nextInt(elements.length)]);
          }
          patterns.add(text.toString());
        }
        Optional<NumberSet> read = NumberReading.numbers(patterns, false, notation);
        List<Glob> globs = patterns.stream().map(Glob::of).toList();
        for (int n = -300; n <= 300 && read.isPresent(); n++) {
          BigInteger number = BigInteger.valueOf(n);
          if (notation.domain().contains(number)) {
            String printed = notation.print(number);
            boolean expected = globs.stream().anyMatch(g -> g.matches(printed));
            assertEquals(expected, read.get().contains(number), () -> patterns + " on " + printed);
          }
        }
      }
    }
  }

  @Test
  void scatteredNumbersAreNotListed() {
    assertEquals(Optional.empty(), NumberReading.numbers(List.of("*5"), false, Notation.DECIMAL));
    assertEquals(
        Optional.of(NumberSet.between(BigInteger.TEN, BigInteger.valueOf(99))),
        NumberReading.numbers(List.of("??"), false, Notation.DECIMAL));
  }

  @Test
  void anAutomatonThatWouldExplodeIsNotMade() {
    assertEquals(Optional.empty(), GlobLanguage.of("*a" + "?".repeat(20)));
  }

  private NumberSet numbers(long most) {
    NumberSet set = NumberSet.EMPTY;
    for (int i = 0; i < 1 + random.nextInt(3); i++) {
      long a = bounded(most);
      long b = bounded(most);
      set =
          set.union(
              random.nextInt(5) == 0
                  ? NumberSet.atLeast(BigInteger.valueOf(a))
                  : NumberSet.between(
                      BigInteger.valueOf(Math.min(a, b)), BigInteger.valueOf(Math.max(a, b))));
    }
    return random.nextInt(4) == 0 ? set.complement() : set;
  }

  private long bounded(long most) {
    long any = random.nextLong() >>> (1 + random.nextInt(60));
    return random.nextInt(6) == 0 ? -(any % most) : any % most;
  }

  private String pattern(int longest) {
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(longest); n >= 0; n--) {
      text.append(ELEMENTS[random.nextInt(ELEMENTS.length)]);
    }
    return text.toString();
  }

  private static Automaton brics(String pattern) {
    Automaton all = Automaton.makeEmptyString();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '[') {
        String set = pattern.substring(i + 1, pattern.indexOf(']', i));
        Automaton chosen =
            set.equals("b-c")
                ? Automaton.makeCharRange('b', 'c')
                : set.startsWith("!")
                    ? byte256().minus(Automaton.makeCharSet(set.substring(1)))
                    : Automaton.makeCharSet(set);
        all = all.concatenate(chosen);
        i = pattern.indexOf(']', i);
      } else if (c == '*') {
        all = all.concatenate(byte256().repeat());
      } else if (c == '?') {
        all = all.concatenate(byte256());
      } else {
        all = all.concatenate(Automaton.makeChar(c));
      }
    }
    all.determinize();
    return all;
  }

  private static Automaton byte256() {
    return Automaton.makeCharRange('\0', '\u00ff');
  }

  private static List<String> strings(String alphabet, int longest) {
    List<String> all = new ArrayList<>(List.of(""));
    int from = 0;
    for (int length = 1; length <= longest; length++) {
      int to = all.size();
      for (int i = from; i < to; i++) {
        for (char c : alphabet.toCharArray()) {
          all.add(all.get(i) + c);
        }
      }
      from = to;
    }
    return all;
  }
}
