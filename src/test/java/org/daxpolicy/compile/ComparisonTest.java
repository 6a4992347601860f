package org.daxpolicy.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.daxpolicy.analysis.Comparison;
import org.daxpolicy.analysis.Comparison.Relation;
import org.daxpolicy.analysis.Comparison.Subject;
import org.daxpolicy.analysis.Treatment;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.dax.Catalogue;
import org.daxpolicy.language.Condition;
import org.daxpolicy.language.Outcome;
import org.daxpolicy.language.Partition;
import org.daxpolicy.language.Policy;
import org.daxpolicy.language.PolicyMeaning;
import org.daxpolicy.udev.ByteText;
import org.daxpolicy.udev.RulesFile;
import org.daxpolicy.udev.UdevVersion;
import org.junit.jupiter.api.Test;

/** Comparisons find what differs, show it on real devices, and stay silent where nothing does. */
class ComparisonTest {
  private static final int POLICIES = 300;

  /** What a rule makes of one device, which may be a part of a region or a region to be divided. */
  private static Treatment made(
      Policy.Rule rule, Function<Attribute, Optional<String>> printedValueOf) {
    if (!(rule.outcome() instanceof Partition partition)) {
      return Treatment.of(rule, true);
    }
    Function<String, String> value =
        name -> printedValueOf.apply(Catalogue.find(name).orElseThrow()).orElse("");
    int instance = Integer.parseInt(value.apply("instance"));
    Partition.Part first = partition.parts().get(0);
    boolean divided =
        first.size().map(s -> value.apply("size").equals(Long.toString(s))).orElse(true)
            && first.align().map(a -> value.apply("align").equals(Long.toString(a))).orElse(true);
    if (instance == 0 && !divided) {
      String region = value.apply("dax_region.size");
      boolean enough =
          !region.isEmpty()
              && new BigInteger(region).compareTo(BigInteger.valueOf(partition.least())) >= 0;
      Treatment whole = Treatment.of(rule, true);
      SortedSet<String> work = new TreeSet<>(whole.work());
      work.removeIf(w -> w.startsWith("part "));
      return enough && !value.apply("dax_region.id").isEmpty()
          ? new Treatment(work, new TreeMap<>())
          : Treatment.NOTHING;
    }
    Treatment part =
        Treatment.of(Generator.rule("part", rule.condition(), partition.of(instance)), true);
    SortedMap<String, String> node = new TreeMap<>(part.node());
    if (value.apply("dax_region.id").isEmpty()) {
      node.remove("symlink");
    }
    return new Treatment(part.work(), node);
  }

  @Test
  void everyWitnessIsDecidedAsIsSaidAndNoDifferenceGoesUnseen() {
    int differing = 0;
    for (long seed = 1; seed <= POLICIES; seed++) {
      Generator generator = new Generator(seed);
      Policy policy = generator.policy(2 + (int) (seed % 4));
      Policy changed = changed(policy, new Random(seed));
      Comparison.Result result = compare(Relation.EQUIVALENT, of(policy), of(changed));
      assertTrue(result.complete(), "seed " + seed + ": " + result.why());
      for (Comparison.Violation violation : result.violations()) {
        Policy.Rule first = PolicyMeaning.decide(policy, violation.witness()::printed);
        Policy.Rule second = PolicyMeaning.decide(changed, violation.witness()::printed);
        String at = "seed " + seed + " " + violation;
        assertEquals(violation.firstRule(), Optional.of(first), at);
        assertEquals(violation.secondRule(), Optional.of(second), at);
        Treatment made = made(first, violation.witness()::printed);
        assertEquals(violation.first(), made, at);
        assertNotEquals(made, made(second, violation.witness()::printed), at);
      }
      FakeMachine machine = generator.machine(10);
      for (FakeMachine.Device device : machine.devices()) {
        Policy.Rule first = PolicyMeaning.decide(policy, a -> machine.value(device, a));
        Policy.Rule second = PolicyMeaning.decide(changed, a -> machine.value(device, a));
        boolean differs =
            !made(first, a -> machine.value(device, a))
                .equals(made(second, a -> machine.value(device, a)));
        if (differs && AnalysisAgreementTest.isReal(a -> machine.value(device, a))) {
          assertFalse(result.violations().isEmpty(), "seed " + seed + " " + device);
        }
      }
      differing += result.violations().isEmpty() ? 0 : 1;
    }
    assertTrue(differing > POLICIES / 4 && differing < POLICIES, "too one-sided: " + differing);
  }

  @Test
  void whatChangesNothingShowsNothing() {
    for (long seed = 1; seed <= POLICIES; seed++) {
      Policy policy = new Generator(seed).policy(3);
      List<Policy.Rule> rewritten = new ArrayList<>();
      for (Policy.Rule rule : policy.rules()) {
        // not (not c and not c) is c
        Condition no = new Condition.Not(rule.condition(), Generator.PLACE);
        Condition same =
            new Condition.Not(new Condition.And(List.of(no, no), Generator.PLACE), Generator.PLACE);
        rewritten.add(Generator.rule("other " + rule.name(), same, rule.outcome()));
      }
      Policy other = Generator.policyOf("other", rewritten, policy.otherwise().outcome());
      Comparison.Result result = compare(Relation.EQUIVALENT, of(policy), of(other));
      assertEquals(List.of(), result.violations(), "seed " + seed);
      assertTrue(result.complete(), "seed " + seed + ": " + result.why());
    }
  }

  @Test
  void compiledRulesAreEquivalentToTheirPolicyAndToNoOther() {
    int told = 0;
    for (long seed = 1; seed <= 100; seed++) {
      Policy policy = new Generator(seed).policy(1 + (int) (seed % 4));
      Plan plan = Plan.of(policy);
      if (plan.readsLate()) {
        // what rules do then depends on the decision udev has stored
        continue;
      }
      for (Delivery delivery : List.of(Delivery.SYSTEMD, Delivery.RUN)) {
        Slug slug = Slug.of(policy.name()).orElseThrow();
        String text = UdevRules.of(policy, plan, slug, delivery).text();
        Subject rules =
            new Subject.OfRules(
                List.of(RulesFile.parse("95.rules", ByteText.of(text), UdevVersion.NEWEST)));
        Comparison.Result same = compare(Relation.EQUIVALENT, of(policy), rules);
        assertEquals(List.of(), same.violations(), "seed " + seed + "\n" + text);
        Policy changed = changed(policy, new Random(seed));
        boolean differs =
            !compare(Relation.EQUIVALENT, of(policy), of(changed)).violations().isEmpty();
        assertEquals(
            differs,
            !compare(Relation.EQUIVALENT, of(changed), rules).violations().isEmpty(),
            "seed " + seed);
        told += differs ? 1 : 0;
      }
    }
    assertTrue(told > 20, "hardly tested: " + told);
  }

  /** Another outcome, another order, or one rule fewer. */
  private static Policy changed(Policy policy, Random random) {
    List<Policy.Rule> rules = new ArrayList<>(policy.rules());
    int place = random.nextInt(rules.size());
    switch (random.nextInt(3)) {
      case 0 -> Collections.reverse(rules);
      case 1 -> rules.remove(place);
      default -> {
        Policy.Rule rule = rules.get(place);
        Outcome other =
            rule.outcome() instanceof Outcome.Keep
                ? new Outcome.DevDax(Optional.empty())
                : new Outcome.Keep(Optional.empty());
        rules.set(place, Generator.rule(rule.name(), rule.condition(), other));
      }
    }
    return Generator.policyOf(policy.name(), rules, policy.otherwise().outcome());
  }

  private static Subject of(Policy policy) {
    return new Subject.OfPolicy(policy);
  }

  private static Comparison.Result compare(Relation relation, Subject a, Subject b) {
    return Comparison.of(relation, a, b, 1_000);
  }
}
