package org.daxpolicy.testing;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.daxpolicy.analysis.PolicyAnalysis;
import org.daxpolicy.analysis.Witness;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.language.Condition;
import org.daxpolicy.language.Policy;
import org.daxpolicy.language.PolicyMeaning;
import org.daxpolicy.language.WrittenTerm;

/**
 * What the devices of tests have shown of a policy: the rules that decided one, and the terms that
 * were true and false where a rule was asked. What no device there could be shows does not count.
 */
public final class Coverage {
  /** A term in the first rule that has it. */
  private record Term(int rule, Condition condition) {}

  private final Policy policy;
  private final boolean[] decided;
  private final List<Term> terms = new ArrayList<>();
  private final Map<Condition, boolean[]> seen = new IdentityHashMap<>();

  Coverage(Policy policy) {
    this.policy = policy;
    this.decided = new boolean[policy.rules().size() + 1];
    for (int i = 0; i < policy.rules().size(); i++) {
      for (Condition term : WrittenTerm.in(policy.rules().get(i).condition())) {
        if (seen.put(term, new boolean[2]) == null) {
          terms.add(new Term(i, term));
        }
      }
    }
  }

  /** Shows a device. */
  void see(Function<Attribute, Optional<String>> printedValueOf) {
    for (int i = 0; i < policy.rules().size(); i++) {
      Policy.Rule rule = policy.rules().get(i);
      for (Condition term : WrittenTerm.in(rule.condition())) {
        boolean[] values = seen.get(term);
        if (values != null) {
          values[PolicyMeaning.holds(term, printedValueOf) ? 1 : 0] = true;
        }
      }
      if (PolicyMeaning.holds(rule.condition(), printedValueOf)) {
        decided[i] = true;
        return;
      }
    }
    decided[decided.length - 1] = true;
  }

  /** Something no device has shown. */
  public sealed interface Unseen {
    /** A device that would show it. */
    Witness witness();

    /** A rule that has decided nothing. */
    record OfRule(Policy.Rule rule, Witness witness) implements Unseen {}

    /** A term that never had a value. */
    record OfTerm(Condition term, boolean value, Witness witness) implements Unseen {}
  }

  /**
   * The sum.
   *
   * @param rules how many rules can decide a device, {@code otherwise} among them
   * @param rulesSeen how many of these have
   * @param values how many values terms can have, two for most
   * @param valuesSeen how many of these they had
   * @param unseen the rest, in the order of the policy
   */
  public record Sum(
      Policy policy, int rules, int rulesSeen, int values, int valuesSeen, List<Unseen> unseen) {
    public Sum {
      unseen = List.copyOf(unseen);
    }
  }

  /** Adds up what was seen; none if the policy is too tangled to say what could be. */
  public Optional<Sum> sum() {
    PolicyAnalysis analysis = PolicyAnalysis.of(policy);
    if (analysis.tangle().isPresent()) {
      return Optional.empty();
    }
    List<Unseen> unseen = new ArrayList<>();
    int rulesSeen = 0;
    for (int i = 0; i < decided.length; i++) {
      if (decided[i]) {
        rulesSeen++;
      } else {
        Policy.Rule rule = i < policy.rules().size() ? policy.rules().get(i) : policy.otherwise();
        analysis.decidedBy(i).ifPresent(w -> unseen.add(new Unseen.OfRule(rule, w)));
      }
    }
    int rules = rulesSeen + unseen.size();
    int valuesSeen = 0;
    for (Term term : terms) {
      boolean[] values = seen.getOrDefault(term.condition(), new boolean[2]);
      for (boolean value : new boolean[] {true, false}) {
        if (values[value ? 1 : 0]) {
          valuesSeen++;
        } else {
          analysis
              .reaching(term.rule(), term.condition(), value)
              .ifPresent(w -> unseen.add(new Unseen.OfTerm(term.condition(), value, w)));
        }
      }
    }
    int values = valuesSeen + unseen.size() - (rules - rulesSeen);
    return Optional.of(new Sum(policy, rules, rulesSeen, values, valuesSeen, unseen));
  }
}
