package org.daxpolicy.udev.verify;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.glob.GlobLanguage;
import org.daxpolicy.udev.Token;
import org.daxpolicy.udev.UdevVersion;
import org.daxpolicy.udev.ValuePattern;

/**
 * The values with which the matches of a file hold, and what is made of them, each worked out once:
 * rules files ask the same things over and over.
 */
final class Languages {
  /** Longest value, in bytes, that is worth an automaton. */
  private static final int LONGEST = 4000;

  /** What makes two matches hold for the same values. */
  private record Question(Subject subject, String value, boolean folds, boolean wanted) {
    static Question of(Token token) {
      Optional<ValuePattern> pattern = token.pattern();
      return new Question(
          Subject.of(token),
          token.value(),
          pattern.map(ValuePattern::foldsCase).orElse(false),
          pattern.map(ValuePattern::wanted).orElse(true));
    }
  }

  private record Both(GlobLanguage one, GlobLanguage other) {
    @Override
    public boolean equals(Object other) {
      // languages are handed out once each, so that comparing them costs nothing
      return other instanceof Both b && b.one == one && b.other == this.other;
    }

    @Override
    public int hashCode() {
      return 31 * System.identityHashCode(one) + System.identityHashCode(other);
    }
  }

  private final UdevVersion version;
  private final Map<Question, Optional<GlobLanguage>> compared = new HashMap<>();
  private final Map<Question, Optional<GlobLanguage>> accepted = new HashMap<>();
  private final Map<Both, Optional<GlobLanguage>> common = new HashMap<>();
  private final Map<Both, Optional<GlobLanguage>> rest = new HashMap<>();

  Languages(UdevVersion version) {
    this.version = version;
  }

  /**
   * The values of a match's subject that compare equal to the match's own; empty for what does not
   * compare, or is too costly.
   */
  Optional<GlobLanguage> compared(Token token) {
    return token.pattern().isEmpty()
        ? Optional.empty()
        : compared.computeIfAbsent(Question.of(token), question -> work(token));
  }

  private Optional<GlobLanguage> work(Token token) {
    return token
        .pattern()
        .filter(pattern -> token.value().length() <= LONGEST)
        .flatMap(ValuePattern::compared)
        .flatMap(domain(token).values()::intersect);
  }

  /** The values of a subject with one value with which the match holds. */
  Optional<GlobLanguage> accepted(Token token) {
    Optional<GlobLanguage> equal = compared(token);
    Question question = Question.of(token);
    return question.wanted()
        ? equal
        : accepted.computeIfAbsent(question, q -> equal.flatMap(domain(token).values()::minus));
  }

  /** What two sets of values have in common; empty if it is too costly to tell. */
  Optional<GlobLanguage> common(GlobLanguage one, GlobLanguage other) {
    return common.computeIfAbsent(new Both(one, other), both -> one.intersect(other));
  }

  /** What is in one set of values and not in the other; empty if it is too costly to tell. */
  Optional<GlobLanguage> rest(GlobLanguage one, GlobLanguage other) {
    return rest.computeIfAbsent(new Both(one, other), both -> one.minus(other));
  }

  Domain domain(Token token) {
    return domain(Subject.of(token));
  }

  Domain domain(Subject subject) {
    return Domain.of(subject, version);
  }
}
