package org.daxpolicy.check;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.daxpolicy.language.Policy;
import org.daxpolicy.text.Diagnostic;

/** All checks of a bound policy. To add one is to add a class and a line here. */
public final class Checks {
  static final List<Check> ALL =
      List.of(
          new NoRules(),
          new RuleNeverMatches(),
          new ImpossibleValue(),
          new UnstableKey(),
          new NegationHoldsWhenAbsent(),
          new AttributeNotInTarget(),
          new Expiry());

  private Checks() {}

  /**
   * Runs every check.
   *
   * @param policy a policy without errors
   * @param today the day against which {@code expires} is held
   * @return the findings in the order they are printed
   */
  public static List<Diagnostic> run(Policy policy, LocalDate today) {
    List<Diagnostic> found = new ArrayList<>();
    Subject subject = Subject.of(policy, today);
    ALL.forEach(check -> check.run(subject, found::add));
    found.sort(Diagnostic.ORDER);
    return List.copyOf(found);
  }
}
