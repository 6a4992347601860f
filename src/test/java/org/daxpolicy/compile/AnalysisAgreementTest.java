package org.daxpolicy.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.daxpolicy.analysis.PolicyAnalysis;
import org.daxpolicy.analysis.Witness;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.dax.Catalogue;
import org.daxpolicy.language.Condition;
import org.daxpolicy.language.Policy;
import org.daxpolicy.language.PolicyMeaning;
import org.junit.jupiter.api.Test;

/** What the analysis says of a policy, its meaning shows on devices. */
class AnalysisAgreementTest {
  private static final int POLICIES = 600;

  /** How often each kind of claim was made, so that none goes untested. */
  private final TreeMap<String, Integer> claims = new TreeMap<>();

  @Test
  void everyClaimIsTrueOfItsWitnessAndOfRandomDevices() {
    for (long seed = 1; seed <= POLICIES; seed++) {
      Generator generator = new Generator(seed);
      Policy policy = generator.policy(2 + (int) (seed % 5));
      PolicyAnalysis analysis = PolicyAnalysis.of(policy);
      assertTrue(analysis.tangle().isEmpty(), "seed " + seed);
      FakeMachine machine = generator.machine(20);
      List<Function<Attribute, Optional<String>>> devices = new ArrayList<>();
      for (FakeMachine.Device device : machine.devices()) {
        Function<Attribute, Optional<String>> values = a -> machine.value(device, a);
        if (isReal(values)) {
          devices.add(values);
        }
      }
      for (int rule = 0; rule < policy.rules().size(); rule++) {
        rule(policy, analysis, rule, devices, "seed " + seed + " rule " + rule);
      }
      terms(policy, analysis, devices, "seed " + seed);
      for (Witness witness : analysis.fallingThrough().values()) {
        claims.merge("falls through", 1, Integer::sum);
        assertEquals("otherwise", PolicyMeaning.decide(policy, witness::printed).name());
      }
    }
    for (String kind : List.of("impossible", "shadow", "overlap", "term", "falls through")) {
      assertTrue(claims.getOrDefault(kind, 0) > 20, () -> "hardly tested: " + claims);
    }
  }

  private void rule(
      Policy policy,
      PolicyAnalysis analysis,
      int place,
      List<Function<Attribute, Optional<String>>> devices,
      String at) {
    Policy.Rule rule = policy.rules().get(place);
    boolean impossible = analysis.isImpossible(place);
    Optional<PolicyAnalysis.Shadow> shadow = impossible ? Optional.empty() : analysis.shadow(place);
    if (impossible || shadow.isPresent()) {
      claims.merge(impossible ? "impossible" : "shadow", 1, Integer::sum);
      for (Function<Attribute, Optional<String>> device : devices) {
        assertFalse(PolicyMeaning.decide(policy, device) == rule, at);
      }
    }
    shadow.ifPresent(
        s -> {
          assertTrue(PolicyMeaning.holds(rule.condition(), s.witness()::printed), at);
          assertEquals(
              policy.rules().get(s.decider()),
              PolicyMeaning.decide(policy, s.witness()::printed),
              at);
          assertEquals(s.changes(), !analysis.sameOutcome(place, s.decider()), at);
          assertTrue(
              !s.changes() || s.by().stream().anyMatch(b -> !analysis.sameOutcome(place, b)), at);
          for (Function<Attribute, Optional<String>> device : devices) {
            if (PolicyMeaning.holds(rule.condition(), device)) {
              assertTrue(
                  s.by().stream()
                      .anyMatch(
                          b -> PolicyMeaning.holds(policy.rules().get(b).condition(), device)),
                  at);
            }
          }
        });
    if (!impossible) {
      analysis
          .overlap(place)
          .ifPresent(
              o -> {
                claims.merge("overlap", 1, Integer::sum);
                assertTrue(PolicyMeaning.holds(rule.condition(), o.witness()::printed), at);
                assertEquals(
                    policy.rules().get(o.earlier()),
                    PolicyMeaning.decide(policy, o.witness()::printed),
                    at);
              });
    }
  }

  /** With a constant in a term's place no device is decided otherwise. */
  private void terms(
      Policy policy,
      PolicyAnalysis analysis,
      List<Function<Attribute, Optional<String>>> devices,
      String at) {
    for (PolicyAnalysis.Fixed fixed : analysis.fixedTerms()) {
      claims.merge("term", 1, Integer::sum);
      for (Policy.Rule rule : policy.rules()) {
        Condition changed = replaced(rule.condition(), fixed);
        for (Function<Attribute, Optional<String>> device : devices) {
          assertEquals(
              PolicyMeaning.holds(rule.condition(), device),
              PolicyMeaning.holds(changed, device),
              at);
        }
      }
    }
  }

  private static Condition replaced(Condition c, PolicyAnalysis.Fixed fixed) {
    if (c == fixed.term()) {
      return new Condition.Constant(fixed.value(), c.place());
    }
    if (c instanceof Condition.Not not) {
      return new Condition.Not(replaced(not.operand(), fixed), c.place());
    }
    if (c instanceof Condition.And and) {
      return new Condition.And(
          and.operands().stream().map(o -> replaced(o, fixed)).toList(), c.place());
    }
    return c instanceof Condition.Or or
        ? new Condition.Or(or.operands().stream().map(o -> replaced(o, fixed)).toList(), c.place())
        : c;
  }

  /** Whether a kernel makes such a device. */
  static boolean isReal(Function<Attribute, Optional<String>> device) {
    BigInteger size = number(device, "size");
    BigInteger align = number(device, "align");
    BigInteger node = number(device, "numa_node");
    return size.mod(align).signum() == 0
        && node.compareTo(BigInteger.valueOf(-1)) >= 0
        && node.compareTo(BigInteger.valueOf(1023)) <= 0;
  }

  private static BigInteger number(Function<Attribute, Optional<String>> device, String name) {
    return new BigInteger(device.apply(Catalogue.find(name).orElseThrow()).orElseThrow());
  }
}
