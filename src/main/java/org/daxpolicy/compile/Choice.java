package org.daxpolicy.compile;

import java.util.List;
import java.util.stream.Stream;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.dax.Availability;
import org.daxpolicy.language.Policy;

/**
 * A rule that can be chosen, and the steps that choose it when no rule before it was.
 *
 * @param rule the rule
 * @param number its 1-based place in the policy; {@code otherwise} comes after the last
 * @param steps in order; empty for the one that takes whatever is left
 */
record Choice(Policy.Rule rule, int number, List<Step> steps) {
  Choice {
    steps = List.copyOf(steps);
  }

  /** Every attribute its own steps read, possibly more than once. */
  Stream<Attribute> attributes() {
    return probes().map(Probe::attribute);
  }

  /** Every probe of its own steps, possibly more than once. */
  Stream<Probe> probes() {
    return steps.stream()
        .flatMap(s -> s.literals().stream())
        .filter(Step.Literal.Holds.class::isInstance)
        .map(l -> ((Step.Literal.Holds) l).probe());
  }

  /** Whether it reads what is there only after the device's memory has been added. */
  boolean readsLate() {
    return attributes().anyMatch(Choice::late);
  }

  static boolean late(Attribute attribute) {
    return attribute.availability().from() == Availability.From.MEMORY_ADDED;
  }
}
