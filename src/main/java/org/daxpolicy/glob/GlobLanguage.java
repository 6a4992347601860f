package org.daxpolicy.glob;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A set of byte strings that an automaton recognizes: what globs accept, and everything that can be
 * made of that by union, intersection and complement.
 *
 * <p>Strings are bytes as ISO-8859-1 characters, the empty string included; NUL is a byte like any
 * other. Two languages are equal exactly if they hold the same strings. Only the making can fail:
 * where an automaton would grow beyond {@value #MOST_STATES} states there is none.
 */
public final class GlobLanguage {
  /** The most states an automaton may have. */
  public static final int MOST_STATES = 1 << 14;

  /** Every string. */
  public static final GlobLanguage ALL = constant(true);

  /** No string. */
  public static final GlobLanguage NONE = constant(false);

  private final Automaton automaton;

  private GlobLanguage(Automaton automaton) {
    this.automaton = automaton;
  }

  private static GlobLanguage constant(boolean accepting) {
    return new GlobLanguage(new Automaton(new byte[256], new int[] {0}, new boolean[] {accepting}));
  }

  /** What one of several patterns accepts; letter case is ignored in ASCII where asked. */
  public static Optional<GlobLanguage> of(List<String> patterns, boolean foldsCase) {
    return Subsets.determinize(patterns, foldsCase).map(GlobLanguage::minimal);
  }

  /** What one pattern accepts. */
  public static Optional<GlobLanguage> of(String pattern) {
    return of(List.of(pattern), false);
  }

  /** Exactly these strings. */
  public static Optional<GlobLanguage> texts(Collection<String> texts) {
    List<String> patterns = new ArrayList<>();
    for (String text : texts) {
      patterns.add(Literal.quotedBytes(text));
    }
    return patterns.isEmpty() ? Optional.of(NONE) : of(patterns, false);
  }

  private static GlobLanguage minimal(Automaton automaton) {
    return new GlobLanguage(automaton.minimal());
  }

  public Optional<GlobLanguage> union(GlobLanguage other) {
    return combine(other, (a, b) -> a || b);
  }

  public Optional<GlobLanguage> intersect(GlobLanguage other) {
    return combine(other, (a, b) -> a && b);
  }

  /** What is in this language and not in the other. */
  public Optional<GlobLanguage> minus(GlobLanguage other) {
    return combine(other, (a, b) -> a && !b);
  }

  private Optional<GlobLanguage> combine(GlobLanguage other, Automaton.Acceptance acceptance) {
    return Automaton.product(automaton, other.automaton, acceptance).map(GlobLanguage::minimal);
  }

  /** Every string that is not in it. */
  public GlobLanguage complement() {
    boolean[] accepting = automaton.accepting().clone();
    for (int i = 0; i < accepting.length; i++) {
      accepting[i] = !accepting[i];
    }
    return new GlobLanguage(new Automaton(automaton.classes(), automaton.next(), accepting));
  }

  /** Whether it holds {@code text}. */
  public boolean contains(String text) {
    return automaton.accepts(text);
  }

  public boolean isEmpty() {
    return equals(NONE);
  }

  /** Whether every string of the other language is in this one. */
  public boolean includes(GlobLanguage other) {
    return Automaton.first(other.automaton, automaton, (a, b) -> a && !b).isEmpty();
  }

  /** Whether the two have a string in common. */
  public boolean meets(GlobLanguage other) {
    return Automaton.first(automaton, other.automaton, (a, b) -> a && b).isPresent();
  }

  /** A shortest string, made of letters and digits as far as possible; none if it is empty. */
  public Optional<String> shortest() {
    return Automaton.first(automaton, ALL.automaton, (a, b) -> a);
  }

  Automaton automaton() {
    return automaton;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GlobLanguage l
        && Arrays.equals(automaton.classes(), l.automaton.classes())
        && Arrays.equals(automaton.next(), l.automaton.next())
        && Arrays.equals(automaton.accepting(), l.automaton.accepting());
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(automaton.next()) + Arrays.hashCode(automaton.accepting());
  }

  @Override
  public String toString() {
    return shortest().map(s -> "{" + s + ", …}").orElse("{}");
  }
}
