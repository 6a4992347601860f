package org.daxpolicy.analysis;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.daxpolicy.glob.Glob;

/** A fixed list of words; nothing cuts it further. */
final class WordAlphabet implements Alphabet {
  private final List<String> words;

  WordAlphabet(List<String> words) {
    this.words = List.copyOf(words);
  }

  @Override
  public int size() {
    return words.size();
  }

  @Override
  public int specials() {
    return 0;
  }

  @Override
  public Ranges of(Values values) {
    BitSet atoms = new BitSet();
    for (int i = 0; i < words.size(); i++) {
      atoms.set(i, isIn(words.get(i), values));
    }
    return Ranges.of(atoms);
  }

  private static boolean isIn(String word, Values values) {
    if (values instanceof Values.Texts texts) {
      return texts.texts().contains(word);
    }
    if (values instanceof Values.Globs globs) {
      for (String pattern : globs.patterns()) {
        Glob glob = Glob.of(pattern);
        if (globs.foldsCase() ? glob.matchesIgnoringCase(word) : glob.matches(word)) {
          return true;
        }
      }
    }
    return false;
  }

  @Override
  public Optional<Integer> atom(String text) {
    int at = words.indexOf(text);
    return at < 0 ? Optional.empty() : Optional.of(at);
  }

  @Override
  public String example(int from, int to, Wish wish) {
    for (String text : wish.texts()) {
      int at = words.indexOf(text);
      if (at >= from && at < to) {
        return text;
      }
    }
    return words.get(from);
  }
}
