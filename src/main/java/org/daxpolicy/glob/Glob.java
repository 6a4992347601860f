package org.daxpolicy.glob;

import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pattern as udev matches values with: {@code fnmatch(3)} of glibc with no flags, or with {@code
 * FNM_CASEFOLD}, in the C locale.
 *
 * <p>{@code *} and {@code ?} match any byte, {@code /} and a leading dot included; {@code \x}
 * stands for {@code x}; {@code [...]} may be negated by {@code !} or {@code ^} and hold ranges by
 * byte value, {@code [:class:]}, {@code [=x=]} and {@code [.x.]}; a {@code [} that is never closed
 * is an ordinary character, a backslash at the end matches nothing.
 *
 * <p>Patterns and strings are bytes as ISO-8859-1 characters. Splitting at {@code |} is udev's
 * doing and happens before. Time is at most the product of the two lengths, whatever the pattern.
 */
public final class Glob {
  private static final int FAIL = Bracket.FAIL;

  private final String pattern;
  private final boolean simple;

  /** Made when first asked for: most patterns of a rules file are read and never matched. */
  private volatile @Nullable Steps exact;

  private volatile @Nullable Steps folding;

  private Glob(String pattern) {
    this.pattern = pattern;
    this.simple = pattern.indexOf('[') < 0 && pattern.indexOf('\\') < 0;
  }

  /** The pattern; every text is one. */
  public static Glob of(String pattern) {
    return new Glob(pattern);
  }

  /**
   * Whether udev takes a value for a pattern at all: it holds {@code *}, {@code ?} or {@code [}.
   */
  public static boolean isPattern(String value) {
    return value.indexOf('*') >= 0 || value.indexOf('?') >= 0 || value.indexOf('[') >= 0;
  }

  /**
   * A match value that accepts exactly {@code text} when it stands alone: the text itself where
   * udev would compare bytewise, else with quotes. See {@link Literal} for what is quoted how.
   *
   * @param text any text without NUL, as it will be written to a file in UTF-8
   */
  public static String literal(String text) {
    return Literal.alone(text);
  }

  /**
   * Match values that accept exactly {@code texts} when they stand in one value, separated by
   * {@code |}. (One pattern among the pieces makes udev match all of them as patterns, and then a
   * backslash quotes in every piece.)
   *
   * @param texts any texts without NUL
   */
  public static List<String> literals(List<String> texts) {
    return Literal.together(texts);
  }

  /** A match value that accepts exactly {@code text} where another piece is a pattern. */
  public static String quoted(String text) {
    return Literal.quoted(text);
  }

  /** Whether the whole of {@code string} matches. */
  public boolean matches(String string) {
    if (simple) {
      return matchesSimply(string);
    }
    Steps steps = exact;
    if (steps == null) {
      steps = Steps.of(pattern, false);
      exact = steps;
    }
    return run(steps, string);
  }

  /**
   * Matches a pattern of stars, question marks and ordinary bytes. Where something behind a star
   * does not fit, only the last star need take one byte more: if an earlier one could do better,
   * the later one could make up for it.
   */
  private boolean matchesSimply(String string) {
    int at = 0;
    int star = -1;
    int taken = 0;
    int i = 0;
    while (i < string.length()) {
      char wanted = at < pattern.length() ? pattern.charAt(at) : 0;
      if (at < pattern.length() && wanted == '*') {
        star = at++;
        taken = i;
        if (at == pattern.length()) {
          return true;
        }
      } else if (at < pattern.length() && (wanted == '?' || wanted == string.charAt(i))) {
        at++;
        i++;
      } else if (star >= 0) {
        at = star + 1;
        i = ++taken;
      } else {
        return false;
      }
    }
    while (at < pattern.length() && pattern.charAt(at) == '*') {
      at++;
    }
    return at == pattern.length();
  }

  /** Whether the whole of {@code string} matches when ASCII letters are compared without case. */
  public boolean matchesIgnoringCase(String string) {
    Steps steps = folding;
    if (steps == null) {
      steps = Steps.of(pattern, true);
      folding = steps;
    }
    return run(steps, string);
  }

  private static boolean run(Steps steps, String string) {
    return steps.end() < Long.SIZE ? runShort(steps, string) : runLong(steps, string);
  }

  /** The states as bits of a number. */
  private static boolean runShort(Steps steps, String string) {
    long now = steps.enter(0, 0L);
    for (int i = 0; i < string.length() && now != 0; i++) {
      char c = string.charAt(i);
      long then = 0;
      for (long left = now; left != 0; left &= left - 1) {
        int next = steps.next(Long.numberOfTrailingZeros(left), c);
        then = next == FAIL ? then : steps.enter(next, then);
      }
      now = then;
    }
    return (now >>> steps.end() & 1) != 0;
  }

  private static boolean runLong(Steps steps, String string) {
    BitSet now = new BitSet();
    steps.enter(0, now);
    for (int i = 0; i < string.length() && !now.isEmpty(); i++) {
      BitSet then = new BitSet();
      for (int at = now.nextSetBit(0); at >= 0; at = now.nextSetBit(at + 1)) {
        int next = steps.next(at, string.charAt(i));
        if (next != FAIL) {
          steps.enter(next, then);
        }
      }
      now = then;
    }
    return now.get(steps.end());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Glob g && g.pattern.equals(pattern);
  }

  @Override
  public int hashCode() {
    return pattern.hashCode();
  }

  @Override
  public String toString() {
    return pattern;
  }
}
