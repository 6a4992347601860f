package org.daxpolicy.analysis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Decisions that are too wide for one diagram: a chain of tests, each a condition by itself, with
 * diagrams of answers at its ends. Hash-consed: the same tests in the same order with the same ends
 * are one number, so that a chain of ten thousand is compared with another in no time.
 *
 * <p>Equal decisions may well be different chains. Whoever finds two different ones has to look for
 * a device on which they differ; see {@link Differences}.
 *
 * <p>The answers of the diagrams stand for {@link Assigned} things.
 */
final class Decisions {
  private record Test(int condition, int then, int otherwise) {}

  private final Diagrams diagrams;
  private final List<Test> tests = new ArrayList<>();
  private final Map<Test, Integer> numbers = new HashMap<>();
  private final List<Assigned> values = new ArrayList<>();
  private final Map<Assigned, Integer> places = new HashMap<>();

  Decisions(Diagrams diagrams) {
    this.diagrams = diagrams;
  }

  // A decision is even where it is a diagram, which is an end, and odd where it is a test.

  static boolean isTest(int decision) {
    return (decision & 1) == 1;
  }

  /** The diagram of a decision that is no test. */
  static int end(int decision) {
    return decision >> 1;
  }

  /** The decision that a diagram makes. */
  static int of(int diagram) {
    return diagram << 1;
  }

  int condition(int decision) {
    return tests.get(decision >> 1).condition();
  }

  int then(int decision) {
    return tests.get(decision >> 1).then();
  }

  int otherwise(int decision) {
    return tests.get(decision >> 1).otherwise();
  }

  /** The diagram with one answer. */
  int answer(Assigned value) {
    Integer known = places.putIfAbsent(value, values.size());
    if (known != null) {
      return Diagrams.answer(known);
    }
    values.add(value);
    return Diagrams.answer(values.size() - 1);
  }

  /** What an answer of a diagram stands for. */
  Assigned value(int answer) {
    return values.get(answer);
  }

  /** The decision that asks a condition first. */
  int ask(int condition, int then, int otherwise) {
    if (condition == Diagrams.TRUE || then == otherwise) {
      return then;
    }
    if (condition == Diagrams.FALSE) {
      return otherwise;
    }
    Test test = new Test(condition, then, otherwise);
    Integer known = numbers.putIfAbsent(test, tests.size());
    if (known != null) {
      return 2 * known + 1;
    }
    tests.add(test);
    return 2 * tests.size() - 1;
  }

  /** The decision on what becomes of a thing that already is what {@code before} answers. */
  int after(int decision, int before) {
    return after(decision, before, new HashMap<>());
  }

  private int after(int decision, int before, Map<Integer, Integer> known) {
    // chains are long, so their links are worked off from the end
    List<Integer> chain = new ArrayList<>();
    int at = decision;
    while (isTest(at) && !known.containsKey(at)) {
      chain.add(at);
      at = otherwise(at);
    }
    Integer done = known.get(at);
    int result = done != null ? done : of(afterEnd(end(at), before));
    known.put(at, result);
    for (int i = chain.size() - 1; i >= 0; i--) {
      int link = chain.get(i);
      result = ask(condition(link), after(then(link), before, known), result);
      known.put(link, result);
    }
    return result;
  }

  private int afterEnd(int end, int before) {
    return diagrams.combine(
        end,
        before,
        (late, early) -> Diagrams.value(answer(values.get(late).after(values.get(early)))));
  }
}
