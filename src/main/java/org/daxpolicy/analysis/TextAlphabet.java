package org.daxpolicy.analysis;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.daxpolicy.glob.GlobClasses;
import org.daxpolicy.glob.GlobLanguage;

/**
 * Texts, as bytes: one atom for each text that is compared with, and one for each class of other
 * texts that the patterns tell apart. Where no pattern is around no automaton is made.
 */
final class TextAlphabet implements Alphabet {
  private static final int MOST_ATOMS = 50_000;

  /** Texts that are not empty and do not end in white space: what is left once udev has cut. */
  private static final String CUT = "*[! \t\n\r]";

  /** Texts with bytes that UTF-8 does not have, which no value is taken to hold. */
  private static final String FOREIGN = "*[\u00f5-\u00ff]*";

  private final int specials;
  private final List<String> texts;
  private final Map<String, Integer> places = new HashMap<>();
  private final List<Values.Globs> globs;
  private final Optional<GlobClasses> classes;

  /** The class of the atoms behind the texts; a number that no class has without classes. */
  private final List<Integer> others = new ArrayList<>();

  private TextAlphabet(
      int specials,
      TreeSet<String> texts,
      List<Values.Globs> globs,
      Optional<GlobClasses> classes) {
    this.specials = specials;
    this.texts = new ArrayList<>(texts);
    for (int i = 0; i < this.texts.size(); i++) {
      places.put(this.texts.get(i), specials + i);
    }
    this.globs = globs;
    this.classes = classes;
    if (classes.isEmpty()) {
      others.add(-1);
      return;
    }
    for (int number = 0; number < classes.get().size(); number++) {
      boolean possible = classes.get().isIn(number, globs.size());
      if (possible && classes.get().example(number, this::isOther).isPresent()) {
        others.add(number);
      }
    }
  }

  private boolean isOther(String text) {
    return !text.isEmpty() && !places.containsKey(text);
  }

  /**
   * The alphabet that tells these sets apart.
   *
   * @param cut whether values never end in white space
   * @param languages the automaton of every pattern among them
   */
  static TextAlphabet of(
      int specials,
      boolean cut,
      Collection<Values> sets,
      Map<Values.Globs, GlobLanguage> languages) {
    TreeSet<String> texts = new TreeSet<>();
    Set<Values.Globs> globs = new HashSet<>();
    List<Values.Globs> ordered = new ArrayList<>();
    for (Values values : sets) {
      if (values instanceof Values.Texts some) {
        for (String text : some.texts()) {
          if (!cut || " \t\n\r".indexOf(text.charAt(text.length() - 1)) < 0) {
            texts.add(text);
          }
        }
      } else if (values instanceof Values.Globs some && globs.add(some)) {
        ordered.add(some);
      }
    }
    TextAlphabet alphabet =
        new TextAlphabet(specials, texts, ordered, classes(ordered, cut, languages));
    if (alphabet.size() > MOST_ATOMS) {
      throw new TooLarge("too many patterns are compared with one attribute");
    }
    return alphabet;
  }

  private static Optional<GlobClasses> classes(
      List<Values.Globs> globs, boolean cut, Map<Values.Globs, GlobLanguage> known) {
    if (globs.isEmpty()) {
      return Optional.empty();
    }
    List<GlobLanguage> languages = new ArrayList<>();
    for (Values.Globs g : globs) {
      languages.add(known.get(g));
    }
    GlobLanguage some = GlobLanguage.of(cut ? CUT : "?*").orElseThrow();
    languages.add(some.minus(GlobLanguage.of(FOREIGN).orElseThrow()).orElseThrow());
    Optional<GlobClasses> classes = GlobClasses.of(languages);
    if (classes.isEmpty()) {
      throw new TooLarge("too many patterns are compared with one attribute");
    }
    return classes;
  }

  @Override
  public int size() {
    return specials + texts.size() + others.size();
  }

  @Override
  public int specials() {
    return specials;
  }

  @Override
  public Ranges of(Values values) {
    if (values instanceof Values.Texts some) {
      BitSet atoms = new BitSet();
      for (String text : some.texts()) {
        Integer place = places.get(text);
        if (place != null) {
          atoms.set(place);
        }
      }
      return Ranges.of(atoms);
    }
    int language = values instanceof Values.Globs some ? globs.indexOf(some) : -1;
    if (language < 0) {
      throw new IllegalStateException("not cut along " + values);
    }
    GlobClasses told = classes.orElseThrow();
    BitSet atoms = new BitSet();
    for (int i = 0; i < texts.size(); i++) {
      atoms.set(specials + i, told.isIn(told.of(texts.get(i)), language));
    }
    for (int i = 0; i < others.size(); i++) {
      atoms.set(specials + texts.size() + i, told.isIn(others.get(i), language));
    }
    return Ranges.of(atoms);
  }

  @Override
  public Optional<Integer> atom(String text) {
    Integer place = places.get(text);
    if (place != null) {
      return Optional.of(place);
    }
    int other = classes.map(c -> others.indexOf(c.of(text))).orElse(0);
    return other < 0 ? Optional.empty() : Optional.of(specials + texts.size() + other);
  }

  @Override
  public String example(int from, int to, Wish wish) {
    for (String text : wish.texts()) {
      int atom = atom(text).orElse(-1);
      if (atom >= from && atom < to) {
        return text;
      }
    }
    int first = from - specials;
    if (first < texts.size()) {
      return texts.get(first);
    }
    int other = others.get(first - texts.size());
    if (classes.isPresent()) {
      return classes.get().example(other, this::isOther).orElseThrow();
    }
    String text = "a";
    while (!isOther(text)) {
      text += "a";
    }
    return text;
  }
}
