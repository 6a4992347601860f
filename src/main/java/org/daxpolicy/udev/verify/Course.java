package org.daxpolicy.udev.verify;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.daxpolicy.glob.GlobLanguage;
import org.daxpolicy.udev.RuleLine;
import org.daxpolicy.udev.Token;
import org.daxpolicy.udev.TokenKind;
import org.daxpolicy.udev.UdevVersion;

/**
 * The course events take through a file, by its jumps: what is known of an event when it reaches
 * each rule. Only what no rule can change is followed: action, path, name, subsystem, driver and
 * constants.
 */
final class Course {
  private static final Set<TokenKind> FIXED =
      Set.of(
          TokenKind.MATCH_ACTION,
          TokenKind.MATCH_DEVPATH,
          TokenKind.MATCH_KERNEL,
          TokenKind.MATCH_SUBSYSTEM,
          TokenKind.MATCH_DRIVER,
          TokenKind.MATCH_CONST);

  /**
   * What is known of one subject.
   *
   * @param values the values it can still have
   * @param because the rules, by index, whose jumps say so; the last few of them
   */
  record Fact(GlobLanguage values, Set<Integer> because) {}

  /** How many rules a fact remembers. */
  private static final int REMEMBERED = 3;

  /** What is known; a subject that is missing can be anything. */
  record State(Map<Subject, Fact> facts) {
    static final State OPEN = new State(Map.of());

    /** The same with what is known of a match's subject; nothing where that is too costly. */
    State with(Token token, Optional<GlobLanguage> values, Set<Integer> because) {
      return with(Subject.of(token), values, because);
    }

    private State with(Subject subject, Optional<GlobLanguage> values, Set<Integer> because) {
      Map<Subject, Fact> more = new LinkedHashMap<>(facts);
      more.remove(subject);
      values.ifPresent(known -> more.put(subject, new Fact(known, because)));
      return new State(more);
    }

    /** What is known where two courses meet. */
    State or(State other) {
      if (equals(other)) {
        return this;
      }
      State met = OPEN;
      for (Map.Entry<Subject, Fact> entry : facts.entrySet()) {
        Fact theirs = other.facts.get(entry.getKey());
        if (theirs != null) {
          Optional<GlobLanguage> values = entry.getValue().values().union(theirs.values());
          met =
              met.with(entry.getKey(), values, both(entry.getValue().because(), theirs.because()));
        }
      }
      return met;
    }
  }

  private static Set<Integer> both(Set<Integer> some, Set<Integer> others) {
    TreeSet<Integer> both = new TreeSet<>(some);
    both.addAll(others);
    while (both.size() > REMEMBERED) {
      both.pollFirst();
    }
    return both;
  }

  private final List<RuleLine> rules;
  private final Languages languages;
  private final List<Optional<State>> before;
  private final List<Optional<State>> passing;
  private final Set<Integer> targets = new HashSet<>();

  private Course(List<RuleLine> rules, UdevVersion version) {
    this.rules = rules;
    this.languages = new Languages(version);
    this.before = new ArrayList<>();
    this.passing = new ArrayList<>();
    for (RuleLine rule : rules) {
      before.add(Optional.empty());
      targets.add(rule.jump());
    }
  }

  /** Follows all events through the rules of a file. */
  static Course of(List<RuleLine> rules, UdevVersion version) {
    Course course = new Course(rules, version);
    course.reach(0, Optional.of(State.OPEN));
    for (int i = 0; i < rules.size(); i++) {
      course.step(i);
    }
    return course;
  }

  /** Whether a jump leads to rule {@code i}. */
  boolean isTarget(int i) {
    return targets.contains(i);
  }

  Languages languages() {
    return languages;
  }

  /** What is known when rule {@code i} is reached; empty if it never is. */
  Optional<State> before(int i) {
    return before.get(i);
  }

  /** What is known once all matches of rule {@code i} hold; empty if they cannot. */
  Optional<State> passing(int i) {
    return passing.get(i);
  }

  /** What is known once all matches of a rule hold; empty if they cannot. */
  Optional<State> passing(RuleLine rule, State state) {
    State passed = state;
    for (Token token : rule.tokens()) {
      Optional<GlobLanguage> accepted = accepted(token);
      if (accepted.isPresent()) {
        Fact fact = fact(passed, token);
        Optional<GlobLanguage> left = languages.common(fact.values(), accepted.get());
        if (left.filter(GlobLanguage::isEmpty).isPresent()) {
          return Optional.empty();
        }
        passed = passed.with(token, left, fact.because());
      }
    }
    return Optional.of(passed);
  }

  /** What is known of a match's subject. */
  Fact fact(State state, Token token) {
    Fact known = state.facts().get(Subject.of(token));
    return known == null ? new Fact(languages.domain(token).values(), Set.of()) : known;
  }

  /** The values with which a match on something fixed holds. */
  Optional<GlobLanguage> accepted(Token token) {
    return FIXED.contains(token.kind()) ? languages.accepted(token) : Optional.empty();
  }

  private void reach(int i, Optional<State> state) {
    if (i < rules.size() && state.isPresent()) {
      State arriving = state.get();
      before.set(i, Optional.of(before.get(i).map(known -> met(known, arriving)).orElse(arriving)));
    }
  }

  /** What is known where two courses meet, without what can be anything again. */
  private State met(State some, State other) {
    State met = some.or(other);
    Map<Subject, Fact> facts = new LinkedHashMap<>(met.facts());
    boolean less =
        facts
            .entrySet()
            .removeIf(e -> e.getValue().values().equals(languages.domain(e.getKey()).values()));
    return less ? new State(facts) : met;
  }

  private void step(int i) {
    RuleLine rule = rules.get(i);
    Optional<State> passed = before.get(i).flatMap(state -> passing(rule, state));
    passing.add(passed);
    if (before.get(i).isEmpty()) {
      return;
    }
    State state = before.get(i).get();
    if (rule.jump() < 0) {
      reach(i + 1, Optional.of(state));
      return;
    }
    reach(rule.jump(), passed);
    reach(i + 1, passed.isEmpty() ? Optional.of(state) : failing(i, state));
  }

  /** What is known where a rule that jumps did not; empty if it always does. */
  private Optional<State> failing(int i, State state) {
    List<Token> open = new ArrayList<>();
    for (Token token : rules.get(i).tokens()) {
      boolean certain =
          accepted(token).filter(a -> a.includes(fact(state, token).values())).isPresent();
      if (token.kind().isMatch() && !certain) {
        open.add(token);
      }
    }
    if (open.isEmpty()) {
      return Optional.empty();
    }
    Subject subject = Subject.of(open.get(0));
    GlobLanguage jumped = GlobLanguage.ALL;
    for (Token token : open) {
      Optional<GlobLanguage> accepted = accepted(token);
      if (accepted.isEmpty() || !Subject.of(token).equals(subject)) {
        return Optional.of(state);
      }
      Optional<GlobLanguage> both = languages.common(accepted.get(), jumped);
      if (both.isEmpty()) {
        return Optional.of(state);
      }
      jumped = both.get();
    }
    Fact fact = fact(state, open.get(0));
    return Optional.of(
        state.with(
            open.get(0), languages.rest(fact.values(), jumped), both(fact.because(), Set.of(i))));
  }
}
