package org.daxpolicy.analysis;

import java.util.List;
import org.daxpolicy.language.Policy;

/** Policies in one space: their conditions as diagrams over the same atoms. */
final class Meaning {
  private final Policy policy;
  private final Conditions conditions;
  private final Space space;

  private Meaning(Policy policy, Space space, Conditions conditions) {
    this.policy = policy;
    this.space = space;
    this.conditions = conditions;
  }

  /** Announces everything a policy compares. */
  static Meaning announce(Policy policy, Space space) {
    Attributes attributes = new Attributes(space, new Names(space), policy.target().nodes());
    Conditions conditions = new Conditions(space, attributes);
    for (Policy.Rule rule : policy.rules()) {
      conditions.need(rule.condition());
    }
    return new Meaning(policy, space, conditions);
  }

  Policy policy() {
    return policy;
  }

  Space space() {
    return space;
  }

  Conditions conditions() {
    return conditions;
  }

  /** A rule by its place; the one behind the last is {@code otherwise}. */
  Policy.Rule rule(int place) {
    List<Policy.Rule> rules = policy.rules();
    return place < rules.size() ? rules.get(place) : policy.otherwise();
  }

  /**
   * The rules' conditions in their order, and TRUE for {@code otherwise}.
   *
   * @throws Entangled if a rule's condition is too large
   */
  FirstMatch decision() {
    int[] all = new int[policy.rules().size() + 1];
    for (int i = 0; i < all.length - 1; i++) {
      try {
        all[i] = conditions.of(policy.rules().get(i).condition());
      } catch (TooLarge e) {
        throw new Entangled(policy.rules().get(i), e);
      }
    }
    all[all.length - 1] = Diagrams.TRUE;
    return new FirstMatch(space.diagrams(), all);
  }

  /** A rule whose condition outgrows what an analysis may spend. */
  static final class Entangled extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Policy.Rule rule;

    Entangled(Policy.Rule rule, TooLarge cause) {
      super(cause.getMessage(), null, false, false);
      this.rule = rule;
    }

    Policy.Rule rule() {
      return rule;
    }
  }
}
