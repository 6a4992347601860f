package org.daxpolicy.glob;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The classes of strings that some languages tell apart: two strings are of one class exactly if
 * they lie in the same languages. All languages are walked at once, so that the classes come out of
 * one automaton and nothing is multiplied out that no string tells apart.
 */
public final class GlobClasses {
  /** Longer examples than this are not looked for. */
  private static final int LONGEST = 600;

  private final List<BitSet> members = new ArrayList<>();
  private final IntList next = new IntList();
  private final int[] classOf;
  private final ByteClasses bytes;

  private GlobClasses(List<GlobLanguage> languages, List<int[]> states, ByteClasses bytes) {
    this.bytes = bytes;
    this.classOf = new int[states.size()];
    Map<BitSet, Integer> numbers = new HashMap<>();
    for (int s = 0; s < classOf.length; s++) {
      BitSet in = new BitSet();
      for (int l = 0; l < languages.size(); l++) {
        in.set(l, languages.get(l).automaton().accepting()[states.get(s)[l]]);
      }
      Integer known = numbers.putIfAbsent(in, members.size());
      classOf[s] = known == null ? members.size() : known;
      if (known == null) {
        members.add(in);
      }
    }
  }

  /** The classes; none if the automaton of all languages grows too large. */
  public static Optional<GlobClasses> of(List<GlobLanguage> languages) {
    List<byte[]> partitions = new ArrayList<>();
    languages.forEach(l -> partitions.add(l.automaton().classes()));
    ByteClasses bytes = ByteClasses.common(partitions);
    Map<List<Integer>, Integer> numbers = new HashMap<>();
    List<int[]> states = new ArrayList<>();
    IntList next = new IntList();
    number(numbers, states, new int[languages.size()]);
    for (int at = 0; at < states.size(); at++) {
      for (char c : bytes.representatives()) {
        int[] to = new int[languages.size()];
        for (int l = 0; l < to.length; l++) {
          to[l] = languages.get(l).automaton().step(states.get(at)[l], c);
        }
        next.add(number(numbers, states, to));
      }
      if (states.size() > GlobLanguage.MOST_STATES) {
        return Optional.empty();
      }
    }
    GlobClasses classes = new GlobClasses(languages, states, bytes);
    for (int i = 0; i < states.size() * bytes.representatives().length; i++) {
      classes.next.add(next.get(i));
    }
    return Optional.of(classes);
  }

  private static int number(Map<List<Integer>, Integer> numbers, List<int[]> states, int[] state) {
    Integer known = numbers.putIfAbsent(Arrays.stream(state).boxed().toList(), states.size());
    if (known != null) {
      return known;
    }
    states.add(state);
    return states.size() - 1;
  }

  /** How many classes there are; they are numbered from 0. */
  public int size() {
    return members.size();
  }

  /** Whether the strings of a class lie in a language, told by its place in the list. */
  public boolean isIn(int number, int language) {
    return members.get(number).get(language);
  }

  /** The class of a string. */
  public int of(String text) {
    int state = 0;
    for (int i = 0; i < text.length(); i++) {
      state = step(state, text.charAt(i));
    }
    return classOf[state];
  }

  private int step(int state, char c) {
    return next.get(state * bytes.representatives().length + (bytes.of()[c & 0xff] & 0xff));
  }

  /**
   * The first string of a class that is wanted, shorter ones first, letters and digits first.
   *
   * @param wanted refuses at most finitely many
   */
  public Optional<String> example(int number, Predicate<String> wanted) {
    List<BitSet> reaches = new ArrayList<>();
    BitSet ends = new BitSet();
    for (int s = 0; s < classOf.length; s++) {
      ends.set(s, classOf[s] == number);
    }
    reaches.add(ends);
    for (int length = 0; length <= LONGEST; length++) {
      if (reaches.get(length).get(0)) {
        Optional<String> found = exactly(length, reaches, 0, new StringBuilder(), wanted);
        if (found.isPresent()) {
          return found;
        }
      }
      reaches.add(before(reaches.get(length)));
      if (reaches.get(length + 1).isEmpty()) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private BitSet before(BitSet states) {
    BitSet before = new BitSet();
    int width = bytes.representatives().length;
    for (int s = 0; s < classOf.length; s++) {
      for (int c = 0; c < width && !before.get(s); c++) {
        before.set(s, states.get(next.get(s * width + c)));
      }
    }
    return before;
  }

  /** Tries all strings of a length in the order of likelihood. */
  private Optional<String> exactly(
      int left, List<BitSet> reaches, int state, StringBuilder head, Predicate<String> wanted) {
    if (left == 0) {
      return Optional.of(head.toString()).filter(wanted);
    }
    for (char c : Automaton.LIKELY) {
      int to = c == 0 ? -1 : step(state, c);
      if (to >= 0 && reaches.get(left - 1).get(to)) {
        head.append(c);
        Optional<String> found = exactly(left - 1, reaches, to, head, wanted);
        if (found.isPresent()) {
          return found;
        }
        head.setLength(head.length() - 1);
      }
    }
    return Optional.empty();
  }
}
