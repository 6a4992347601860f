package org.daxpolicy.glob;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Patterns over names that are two decimal numbers with something fixed around them. */
public final class NumberPairs {
  /**
   * Every pair of a number from the first set with one from the second.
   *
   * @param first what stands before the separator
   * @param second what stands behind it
   */
  public record Product(NumberSet first, NumberSet second) {}

  private final String prefix;
  private final char separator;
  private final List<Product> products = new ArrayList<>();
  private boolean scattered;

  private NumberPairs(String prefix, char separator) {
    this.prefix = prefix;
    this.separator = separator;
  }

  /**
   * The names {@code prefix N separator M} that one of the patterns accepts, as products; none if
   * the numbers are too scattered to be listed as ranges.
   *
   * @param prefix text without special characters
   * @param separator no digit and no special character
   */
  public static Optional<List<Product>> accepted(
      List<String> patterns, boolean foldsCase, String prefix, char separator) {
    NumberPairs pairs = new NumberPairs(prefix, separator);
    for (String pattern : patterns) {
      if (foldsCase || !pairs.split(pattern)) {
        Optional<GlobLanguage> language = GlobLanguage.of(List.of(pattern), foldsCase);
        pairs.scattered |= language.isEmpty();
        language.ifPresent(l -> pairs.all(l.automaton()));
      }
    }
    return pairs.scattered ? Optional.empty() : Optional.of(pairs.products);
  }

  /**
   * Takes a pattern apart at its only separator. That matches the name's, since there is but one,
   * whatever else in the pattern might.
   */
  private boolean split(String pattern) {
    int at = pattern.indexOf(separator);
    boolean plain =
        pattern.startsWith(prefix)
            && at >= prefix.length()
            && pattern.lastIndexOf(separator) == at
            && pattern.indexOf('\\') < 0
            && pattern.lastIndexOf('[', at) <= pattern.lastIndexOf(']', at);
    if (plain) {
      add(
          NumberReading.numbers(
              List.of(pattern.substring(prefix.length(), at)), false, Notation.DECIMAL),
          NumberReading.numbers(List.of(pattern.substring(at + 1)), false, Notation.DECIMAL));
    }
    return plain;
  }

  private void add(Optional<NumberSet> first, Optional<NumberSet> second) {
    scattered |= first.isEmpty() || second.isEmpty();
    if (first.isPresent()
        && second.isPresent()
        && !first.get().isEmpty()
        && !second.get().isEmpty()) {
      products.add(new Product(first.get(), second.get()));
    }
  }

  /** Adds one product for each state in which the separator may be read. */
  private void all(Automaton automaton) {
    int start = 0;
    for (int i = 0; i < prefix.length(); i++) {
      start = automaton.step(start, prefix.charAt(i));
    }
    for (int state = 0; state < automaton.states() && !scattered; state++) {
      Optional<NumberSet> first = NumberReading.between(automaton, start, state, Notation.DECIMAL);
      int behind = automaton.step(state, separator);
      if (first.isPresent() && first.get().isEmpty()) {
        continue;
      }
      List<NumberSet> second = new ArrayList<>();
      for (int end = 0; end < automaton.states() && !scattered; end++) {
        if (automaton.accepting()[end]) {
          Optional<NumberSet> part =
              NumberReading.between(automaton, behind, end, Notation.DECIMAL);
          scattered |= part.isEmpty();
          part.ifPresent(second::add);
        }
      }
      add(first, second.stream().reduce(NumberSet::union).or(() -> Optional.of(NumberSet.EMPTY)));
    }
  }
}
