package org.daxpolicy.glob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class GlobTest {
  private static final Path CORPUS = Path.of("src/test/corpus/glob/fnmatch.jsonl");

  private record Answer(String pattern, String string, boolean exact, boolean folded) {}

  @Test
  void agreesWithTheCLibraryOnEveryPairOfTheCorpus() throws IOException {
    List<String> differing = new ArrayList<>();
    List<Answer> answers = corpus();
    for (Answer a : answers) {
      Glob glob = Glob.of(a.pattern);
      if (glob.matches(a.string) != a.exact || glob.matchesIgnoringCase(a.string) != a.folded) {
        differing.add(a.toString());
      }
    }
    assertEquals(12050, answers.size());
    assertEquals(List.of(), differing);
  }

  @Test
  void whatStandsBehindTheElementThatMatchedIsOnlySkimmed() {
    assertTrue(Glob.of("[a[:nonsense:]]").matches("a"));
    assertFalse(Glob.of("[[:nonsense:]a]").matches("a"));
    assertTrue(Glob.of("[a[:x]").matches("a"));
    assertFalse(Glob.of("[a[=x]").matches("a"));
  }

  @Test
  void anUnclosedBracketIsAnOrdinaryCharacter() {
    assertTrue(Glob.of("[a").matches("[a"));
    assertFalse(Glob.of("[a").matches("a"));
    assertTrue(Glob.of("x[").matches("x["));
    assertFalse(Glob.of("[a-").matches("[a-"));
  }

  @Test
  void manyStarsTakeNoExponentialTime() {
    String pattern = "*a".repeat(300) + "b";
    assertFalse(Glob.of(pattern).matches("a".repeat(5000)));
    assertTrue(Glob.of(pattern).matches("a".repeat(5000) + "b"));
    assertFalse(Glob.of("[[:alpha:]]*".repeat(100) + "0").matches("x".repeat(3000)));
  }

  @Test
  void aLiteralStaysPlainWhereNothingNeedsQuoting() {
    for (String text : List.of("", "dax0.0", "a\\b", "x\\", "!]-^", "é", "{}")) {
      assertEquals(text, Glob.literal(text));
    }
    assertEquals("a\\*b\\\\c", Glob.literal("a*b\\c"));
    assertEquals(List.of("a\\\\b", "\\?"), Glob.literals(List.of("a\\b", "?")));
    assertEquals(List.of("a\\b", "c"), Glob.literals(List.of("a\\b", "c")));
  }

  @Test
  void aBarIsWrittenWithoutOneAndMatchesNothingElse() {
    Glob bar = Glob.of(bytes(Glob.literal("|")));
    assertFalse(Glob.literal("a|b").contains("|"));
    for (int b = 1; b < 0xf5; b++) {
      assertEquals(b == '|', bar.matches(String.valueOf((char) b)), "byte " + b);
    }
    assertTrue(Glob.of(bytes(Glob.literal("a|*é"))).matches(bytes("a|*é")));
    assertFalse(Glob.of(bytes(Glob.literal("a|*é"))).matches(bytes("a}*é")));
  }

  @Test
  void aLiteralAcceptsItsTextAndNoNeighbour() {
    long seed = 20260101;
    Random random = new Random(seed);
    String alphabet = "ab*?[]\\|!-^.:é€𐍈 {}\"$%";
    int[] characters = alphabet.codePoints().toArray();
    for (int round = 0; round < 20_000; round++) {
      String text = text(random, characters);
      String other = text(random, characters);
      String literal = Glob.literal(text);
      assertFalse(literal.contains("|"));
      assertTrue(accepts(literal, text), "seed " + seed + ": " + text + " as " + literal);
      assertEquals(text.equals(other), accepts(literal, other), "seed " + seed + ": " + literal);
      List<String> pieces = Glob.literals(List.of(text, "*"));
      assertTrue(Glob.of(bytes(pieces.get(0))).matches(bytes(text)), "seed " + seed);
      assertEquals(
          text.equals(other),
          Glob.of(bytes(pieces.get(0))).matches(bytes(other)),
          "seed " + seed + ": " + pieces);
    }
  }

  private static String text(Random random, int[] characters) {
    StringBuilder out = new StringBuilder();
    for (int n = random.nextInt(4); n >= 0; n--) {
      out.appendCodePoint(characters[random.nextInt(characters.length)]);
    }
    return out.toString();
  }

  /** As udev compares: bytewise, unless the value holds one of the three pattern characters. */
  private static boolean accepts(String value, String text) {
    return Glob.isPattern(value) ? Glob.of(bytes(value)).matches(bytes(text)) : value.equals(text);
  }

  private static String bytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private static List<Answer> corpus() throws IOException {
    List<Answer> answers = new ArrayList<>();
    try (JsonParser json = new JsonFactory().createParser(Files.newBufferedReader(CORPUS))) {
      while (json.nextToken() == JsonToken.START_OBJECT) {
        json.nextToken();
        String pattern = json.nextTextValue();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          String kind = json.currentName();
          json.nextToken();
          for (String s = json.nextTextValue(); s != null; s = json.nextTextValue()) {
            boolean both = kind.equals("both");
            answers.add(
                new Answer(
                    pattern, s, both || kind.equals("exact"), both || kind.equals("folded")));
          }
        }
      }
    }
    return answers;
  }
}
