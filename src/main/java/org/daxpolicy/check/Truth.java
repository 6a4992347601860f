package org.daxpolicy.check;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.language.Condition;

/** What a condition is on every device, where that shows without knowing any. */
final class Truth {
  private final Map<Condition, Optional<Boolean>> known = new IdentityHashMap<>();

  /** {@code true} or {@code false} if the condition is so on every device. */
  Optional<Boolean> of(Condition condition) {
    Optional<Boolean> before = known.get(condition);
    if (before != null) {
      return before;
    }
    Optional<Boolean> truth = decide(condition);
    known.put(condition, truth);
    return truth;
  }

  private Optional<Boolean> decide(Condition condition) {
    if (condition instanceof Condition.Constant constant) {
      return Optional.of(constant.value());
    }
    if (condition instanceof Condition.And and) {
      return fold(and.operands(), false);
    }
    if (condition instanceof Condition.Or or) {
      return fold(or.operands(), true);
    }
    if (condition instanceof Condition.Not not) {
      return of(not.operand()).map(t -> !t);
    }
    return condition instanceof Condition.Test test
            && ImpossibleValue.isImpossible(test.attribute(), test.values())
        ? Optional.of(false)
        : Optional.empty();
  }

  /** {@code deciding} on one operand decides; the opposite needs all. */
  private Optional<Boolean> fold(List<Condition> operands, boolean deciding) {
    boolean all = true;
    for (Condition operand : operands) {
      Optional<Boolean> truth = of(operand);
      if (truth.isPresent() && truth.get() == deciding) {
        return truth;
      }
      all &= truth.isPresent();
    }
    return all ? Optional.of(!deciding) : Optional.empty();
  }
}
