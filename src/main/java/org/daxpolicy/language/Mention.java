package org.daxpolicy.language;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.text.Place;

/**
 * A place where a condition reads an attribute.
 *
 * @param rule the first rule that the condition is a part of
 * @param attribute what is read
 * @param values what it is compared with; empty where only its presence is asked
 * @param place the comparison, which may stand in a {@code let} of another file
 */
public record Mention(
    Policy.Rule rule, Attribute attribute, Optional<ValueSet> values, Place place) {

  /**
   * All mentions of a policy, by rule and in textual order. What rules share by a {@code let} is
   * mentioned once.
   */
  public static List<Mention> in(Policy policy) {
    List<Mention> all = new ArrayList<>();
    Set<Condition> met = Collections.newSetFromMap(new IdentityHashMap<>());
    policy.rules().forEach(rule -> add(rule, met, all));
    return List.copyOf(all);
  }

  /** All mentions of one rule, those it shares with others too. */
  public static List<Mention> in(Policy.Rule rule) {
    List<Mention> all = new ArrayList<>();
    add(rule, Collections.newSetFromMap(new IdentityHashMap<>()), all);
    return List.copyOf(all);
  }

  private static void add(Policy.Rule rule, Set<Condition> met, List<Mention> all) {
    Deque<Condition> left = new ArrayDeque<>(List.of(rule.condition()));
    while (!left.isEmpty()) {
      Condition c = left.pop();
      if (!met.add(c)) {
        continue;
      }
      if (c instanceof Condition.Test t) {
        all.add(new Mention(rule, t.attribute(), Optional.of(t.values()), t.place()));
      } else if (c instanceof Condition.Present p) {
        all.add(new Mention(rule, p.attribute(), Optional.empty(), p.place()));
      } else if (c instanceof Condition.Not not) {
        left.push(not.operand());
      } else if (c instanceof Condition.And and) {
        pushAll(and.operands(), left);
      } else if (c instanceof Condition.Or or) {
        pushAll(or.operands(), left);
      }
    }
  }

  private static void pushAll(List<Condition> operands, Deque<Condition> left) {
    for (int i = operands.size() - 1; i >= 0; i--) {
      left.push(operands.get(i));
    }
  }
}
