package org.daxpolicy.language;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Conditions that are one comparison as it is written; {@code x != v} is bound as several. */
public final class WrittenTerm {
  private WrittenTerm() {}

  /** Whether a condition is one term, a constant included. */
  public static boolean is(Condition c) {
    for (Condition operand : operands(c)) {
      if (!operand.place().equals(c.place())) {
        return false;
      }
    }
    return true;
  }

  /** The terms of a condition in textual order, without constants; what is shared stands once. */
  public static List<Condition> in(Condition condition) {
    List<Condition> terms = new ArrayList<>();
    Set<Condition> met = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Condition> left = new ArrayDeque<>(List.of(condition));
    while (!left.isEmpty()) {
      Condition c = left.pop();
      if (!met.add(c) || c instanceof Condition.Constant) {
        continue;
      }
      if (is(c)) {
        terms.add(c);
        continue;
      }
      List<Condition> operands = operands(c);
      for (int i = operands.size() - 1; i >= 0; i--) {
        left.push(operands.get(i));
      }
    }
    return terms;
  }

  private static List<Condition> operands(Condition c) {
    if (c instanceof Condition.And and) {
      return and.operands();
    }
    if (c instanceof Condition.Or or) {
      return or.operands();
    }
    return c instanceof Condition.Not not ? List.of(not.operand()) : List.of();
  }
}
