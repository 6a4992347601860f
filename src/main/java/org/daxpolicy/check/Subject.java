package org.daxpolicy.check;

import java.time.LocalDate;
import java.util.List;
import org.daxpolicy.language.Mention;
import org.daxpolicy.language.Policy;

/**
 * What checks look at.
 *
 * @param policy a policy without errors
 * @param mentions its mentions of attributes, collected once
 * @param today the day against which {@code expires} is held
 */
record Subject(Policy policy, List<Mention> mentions, LocalDate today) {
  static Subject of(Policy policy, LocalDate today) {
    return new Subject(policy, Mention.in(policy), today);
  }
}
