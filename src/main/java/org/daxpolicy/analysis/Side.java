package org.daxpolicy.analysis;

import java.util.Optional;
import org.daxpolicy.language.Policy;

/** One of two that are compared: what it makes of each device. */
sealed interface Side permits PolicySide, RulesSide {
  /**
   * Clauses whose ends answer with treatments.
   *
   * @throws TooLarge if they outgrow what may be spent
   */
  Differences.Clauses clauses(Treatments treatments);

  /** The rule of a policy that a clause stands for; none where it is rules text. */
  Optional<Policy.Rule> rule(int clause);
}
