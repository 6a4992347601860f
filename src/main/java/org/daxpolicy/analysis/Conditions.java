package org.daxpolicy.analysis;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.language.Condition;

/**
 * Conditions of policies as diagrams, after the language's own meaning (section 2): two-valued, a
 * test of what is absent is false.
 *
 * <p>Conditions may be ten thousand levels deep, so nothing here recurses; what a {@code let}
 * shares is one object and translated once.
 */
final class Conditions {
  private final Space space;
  private final Attributes attributes;
  private final Map<Condition, Integer> known = new IdentityHashMap<>();
  private final Map<Condition, Boolean> announced = new IdentityHashMap<>();

  Conditions(Space space, Attributes attributes) {
    this.space = space;
    this.attributes = attributes;
  }

  /** Announces everything a condition compares. */
  void need(Condition root) {
    Deque<Condition> work = new ArrayDeque<>();
    work.push(root);
    while (!work.isEmpty()) {
      Condition c = work.pop();
      if (announced.put(c, true) != null) {
        continue;
      }
      if (c instanceof Condition.Test test) {
        attributes.need(test.attribute(), test.values());
      } else if (c instanceof Condition.Present present) {
        attributes.need(present.attribute());
      } else {
        List<Condition> operands = operands(c);
        for (int i = operands.size() - 1; i >= 0; i--) {
          work.push(operands.get(i));
        }
      }
    }
  }

  /** The diagram of a condition that was announced. */
  int of(Condition root) {
    Deque<Condition> work = new ArrayDeque<>();
    work.push(root);
    while (!work.isEmpty()) {
      Condition c = work.peek();
      if (known.containsKey(c)) {
        work.pop();
        continue;
      }
      boolean ready = true;
      List<Condition> operands = operands(c);
      for (int i = operands.size() - 1; i >= 0; i--) {
        if (!known.containsKey(operands.get(i))) {
          work.push(operands.get(i));
          ready = false;
        }
      }
      if (ready) {
        work.pop();
        known.put(c, build(c));
      }
    }
    return made(root);
  }

  private int made(Condition c) {
    Integer diagram = known.get(c);
    if (diagram == null) {
      throw new IllegalStateException("an operand was not translated before its operator");
    }
    return diagram;
  }

  private int build(Condition c) {
    Diagrams diagrams = space.diagrams();
    if (c instanceof Condition.Constant constant) {
      return constant.value() ? Diagrams.TRUE : Diagrams.FALSE;
    }
    if (c instanceof Condition.Not not) {
      return diagrams.not(made(not.operand()));
    }
    if (c instanceof Condition.Present present) {
      return attributes.present(present.attribute());
    }
    if (c instanceof Condition.Test test) {
      return attributes.in(test.attribute(), test.values());
    }
    boolean all = c instanceof Condition.And;
    int[] parts = new int[operands(c).size()];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = made(operands(c).get(i));
    }
    return all ? all(diagrams, parts) : any(diagrams, parts);
  }

  /** The conjunction, halves first: what is said of one attribute stands together. */
  static int all(Diagrams diagrams, int[] parts) {
    return joined(diagrams, parts, 0, parts.length, true);
  }

  /** The disjunction. */
  static int any(Diagrams diagrams, int[] parts) {
    return joined(diagrams, parts, 0, parts.length, false);
  }

  private static int joined(Diagrams diagrams, int[] parts, int from, int to, boolean all) {
    if (to - from == 0) {
      return all ? Diagrams.TRUE : Diagrams.FALSE;
    }
    if (to - from == 1) {
      return parts[from];
    }
    int middle = (from + to) >>> 1;
    int first = joined(diagrams, parts, from, middle, all);
    int second = joined(diagrams, parts, middle, to, all);
    return all ? diagrams.and(first, second) : diagrams.or(first, second);
  }

  static List<Condition> operands(Condition c) {
    if (c instanceof Condition.And and) {
      return and.operands();
    }
    if (c instanceof Condition.Or or) {
      return or.operands();
    }
    return c instanceof Condition.Not not ? List.of(not.operand()) : List.of();
  }

  /** What an attribute's condition is, for those that look at single tests. */
  Attributes attributes() {
    return attributes;
  }

  /** The attribute a condition reads by itself, if it is a test or asks for presence. */
  static java.util.Optional<Attribute> read(Condition c) {
    if (c instanceof Condition.Test test) {
      return java.util.Optional.of(test.attribute());
    }
    return c instanceof Condition.Present present
        ? java.util.Optional.of(present.attribute())
        : java.util.Optional.empty();
  }
}
