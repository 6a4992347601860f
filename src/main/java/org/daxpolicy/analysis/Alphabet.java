package org.daxpolicy.analysis;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * All that a fact can be, cut into atoms: what is of one atom, no pattern at hand tells apart.
 *
 * <p>Atoms are numbered from 0. First come those without a value, as many as the fact's {@link
 * Shape} has of {@link #MISSING}, {@link #EMPTY} and {@link #BLANK}; then those with one.
 */
sealed interface Alphabet permits NumberAlphabet, TextAlphabet, WordAlphabet {
  /** The atom of a file that is not there, or cannot be read. */
  int MISSING = 0;

  /** The atom of a value of no bytes. */
  int EMPTY = 1;

  /** The atom of a value of white space alone, which udev cuts before it compares. */
  int BLANK = 2;

  /** How many atoms there are. */
  int size();

  /** How many of them have no value. */
  int specials();

  /** The atoms whose values lie in a set along which the alphabet was cut. */
  Ranges of(Values values);

  /**
   * A value of one of the atoms from {@code from} to before {@code to}, all of which have values.
   *
   * @param wish what it should look like if it can
   */
  String example(int from, int to, Wish wish);

  /**
   * What an example should look like.
   *
   * @param texts values, the best first
   * @param units numbers should be multiples of one of these, the best first
   */
  record Wish(List<String> texts, List<BigInteger> units) {
    static final Wish NONE = new Wish(List.of(), List.of());
  }

  /** The atom of a text that has a value; none if no text like it can be. */
  Optional<Integer> atom(String text);
}
