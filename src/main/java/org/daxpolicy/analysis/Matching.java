package org.daxpolicy.analysis;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.daxpolicy.glob.Glob;
import org.daxpolicy.udev.ValuePattern;

/** udev's comparisons of a value with a pattern, as conditions on facts. */
final class Matching {
  private final Space space;

  Matching(Space space) {
    this.space = space;
  }

  /** The values a pattern compares equal with, without the empty one; none for the empty one. */
  static Optional<Values> values(ValuePattern pattern) {
    return switch (pattern.type()) {
      case EMPTY -> Optional.empty();
      case SUBSYSTEM ->
          Optional.of(new Values.Texts(new TreeSet<>(List.of("subsystem", "class", "bus"))));
      case GLOB -> Optional.of(new Values.Globs(pattern.pieces(), pattern.foldsCase()));
      case PLAIN -> {
        if (!pattern.foldsCase()) {
          yield Optional.of(new Values.Texts(new TreeSet<>(pattern.pieces())));
        }
        List<String> quoted = pattern.pieces().stream().map(Glob::quoted).toList();
        yield Optional.of(new Values.Globs(quoted, true));
      }
    };
  }

  /** Whether the operator wants {@code actual}, a value that is told. */
  static boolean holds(ValuePattern pattern, String actual) {
    return pattern.holds(actual);
  }

  /** Announces a comparison with a fact. */
  void need(Fact fact, ValuePattern pattern) {
    space.need(fact);
    values(pattern).ifPresent(v -> space.need(fact, v));
    if (isRaw(fact, pattern)) {
      space.need(question(fact, pattern));
    }
  }

  /**
   * The condition that a file compares as wanted: {@code ATTR} and {@code ATTRS}. One that is
   * missing never does. White space at a value's end is cut, unless the pattern ends in some; then
   * it would count, and that is a question of its own.
   */
  int file(Fact fact, ValuePattern pattern) {
    int there = space.diagrams().not(space.without(fact, Alphabet.MISSING));
    if (isRaw(fact, pattern)) {
      return space.diagrams().and(there, space.yes(question(fact, pattern)));
    }
    int equal = compares(fact, pattern);
    if (acceptsEmpty(pattern)) {
      equal = space.diagrams().or(equal, space.without(fact, Alphabet.EMPTY));
      if (pattern.trims()) {
        equal = space.diagrams().or(equal, space.without(fact, Alphabet.BLANK));
      }
    }
    return pattern.wanted() ? equal : space.diagrams().minus(there, equal);
  }

  /** The condition that a string compares as wanted; where a fact has no value it is empty. */
  int string(Fact fact, ValuePattern pattern) {
    int equal = compares(fact, pattern);
    if (acceptsEmpty(pattern)) {
      equal = space.diagrams().or(equal, space.diagrams().not(space.present(fact)));
    }
    return pattern.wanted() ? equal : space.diagrams().not(equal);
  }

  private int compares(Fact fact, ValuePattern pattern) {
    return values(pattern).map(v -> space.in(fact, v)).orElse(Diagrams.FALSE);
  }

  /**
   * Whether the empty text compares equal, whatever the operator. Of patterns only stars match it,
   * which is told without a look at brackets.
   */
  private static boolean acceptsEmpty(ValuePattern pattern) {
    return switch (pattern.type()) {
      case EMPTY -> true;
      case SUBSYSTEM -> false;
      case PLAIN -> pattern.orEmpty();
      case GLOB -> pattern.orEmpty() || pattern.pieces().stream().anyMatch(Matching::isStars);
    };
  }

  private static boolean isStars(String piece) {
    int stars = 0;
    while (stars < piece.length() && piece.charAt(stars) == '*') {
      stars++;
    }
    return stars == piece.length();
  }

  /** Whether white space at a value's end counts. */
  private static boolean isRaw(Fact fact, ValuePattern pattern) {
    return Shape.of(fact).kind() == Shape.Kind.FILE
        && !pattern.trims()
        && pattern.type() != ValuePattern.Type.EMPTY;
  }

  private static Fact.Answer question(Fact fact, ValuePattern pattern) {
    return new Fact.Answer(fact + " compares with white space, " + values(pattern));
  }
}
