package org.daxpolicy.testing;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.daxpolicy.glob.NumberSet;
import org.daxpolicy.language.Busy;
import org.daxpolicy.language.Condition;
import org.daxpolicy.language.MemoryUse;
import org.daxpolicy.language.Outcome;
import org.daxpolicy.language.Partition;
import org.daxpolicy.language.Policy;
import org.daxpolicy.language.ValueSet;
import org.daxpolicy.language.WrittenTerm;
import org.daxpolicy.text.Place;

/**
 * A policy with one mistake each: a term negated, {@code and} for {@code or}, a bound that is off
 * by one, another outcome. What stands in a {@code let} changes in every rule that uses it.
 */
final class Mutants {
  private final Policy policy;
  private final List<Mutant> made = new ArrayList<>();
  private final Map<Condition, Boolean> met = new IdentityHashMap<>();

  /**
   * A changed policy.
   *
   * @param place what is changed
   * @param change how, for people
   */
  record Mutant(Place place, String change, Policy policy) {}

  private Mutants(Policy policy) {
    this.policy = policy;
  }

  /** All of a policy, in its order. */
  static List<Mutant> of(Policy policy) {
    Mutants mutants = new Mutants(policy);
    for (Policy.Rule rule : policy.rules()) {
      mutants.conditions(rule.condition());
      mutants.outcome(rule);
    }
    mutants.outcome(policy.otherwise());
    return mutants.made;
  }

  private void conditions(Condition c) {
    if (met.put(c, true) != null || c instanceof Condition.Constant) {
      return;
    }
    if (WrittenTerm.is(c)) {
      replace(c, new Condition.Not(c, c.place()), "is negated");
      if (c instanceof Condition.Test test && test.values() instanceof ValueSet.Numbers numbers) {
        bounds(test, numbers.set());
      }
    } else if (c instanceof Condition.Not not) {
      conditions(not.operand());
    } else if (c instanceof Condition.And and) {
      replace(c, new Condition.Or(and.operands(), c.place()), "has `or` for `and`");
      and.operands().forEach(this::conditions);
    } else if (c instanceof Condition.Or or) {
      replace(c, new Condition.And(or.operands(), c.place()), "has `and` for `or`");
      or.operands().forEach(this::conditions);
    }
  }

  private void bounds(Condition.Test test, NumberSet set) {
    BigInteger step = test.attribute().encoding().scale();
    for (int i = 0; i < set.ranges().size(); i++) {
      NumberSet.Range range = set.ranges().get(i);
      boolean single = range.low().isPresent() && range.low().equals(range.high());
      if (range.low().isPresent()) {
        BigInteger low = range.low().get();
        bound(test, set, i, low.add(step), range.high(), "begins one later");
        bound(test, set, i, low.subtract(step), range.high(), "begins one earlier");
      }
      if (range.high().isPresent() && !single) {
        BigInteger high = range.high().get();
        bound(test, set, i, range.low(), high.subtract(step), "ends one earlier");
        bound(test, set, i, range.low(), high.add(step), "ends one later");
      }
    }
  }

  private void bound(
      Condition.Test test,
      NumberSet set,
      int place,
      BigInteger low,
      Optional<BigInteger> high,
      String change) {
    boolean single = high.equals(set.ranges().get(place).low());
    changed(
        test,
        set,
        place,
        new NumberSet.Range(Optional.of(low), single ? Optional.of(low) : high),
        change);
  }

  private void bound(
      Condition.Test test,
      NumberSet set,
      int place,
      Optional<BigInteger> low,
      BigInteger high,
      String change) {
    changed(test, set, place, new NumberSet.Range(low, Optional.of(high)), change);
  }

  private void changed(
      Condition.Test test, NumberSet set, int place, NumberSet.Range other, String change) {
    if (other.low().isPresent()
        && other.high().isPresent()
        && other.low().get().compareTo(other.high().get()) > 0) {
      return;
    }
    List<NumberSet.Range> ranges = new ArrayList<>(set.ranges());
    ranges.set(place, other);
    ValueSet values = new ValueSet.Numbers(new NumberSet(ranges));
    replace(test, new Condition.Test(test.attribute(), values, test.place()), change);
  }

  private void outcome(Policy.Rule rule) {
    if (rule.outcome() instanceof Outcome.Keep keep) {
      outcome(rule, new Outcome.DevDax(keep.node()));
    } else if (rule.outcome() instanceof Outcome.DevDax devDax) {
      outcome(rule, new Outcome.Keep(devDax.node()));
    } else if (rule.outcome() instanceof Partition partition) {
      parts(rule, partition);
    } else {
      Outcome.SystemRam ram = (Outcome.SystemRam) rule.outcome();
      int next = (ram.online().ordinal() + 1) % Outcome.Online.values().length;
      Outcome.Online online = Outcome.Online.values()[next];
      outcome(
          rule,
          online == Outcome.Online.NONE
              ? new Outcome.SystemRam(online)
              : new Outcome.SystemRam(online, ram.use()));
      uses(ram.use()).forEach(use -> outcome(rule, new Outcome.SystemRam(ram.online(), use)));
    }
  }

  /** The first part twice as large, and each part with the other mode. */
  private void parts(Policy.Rule rule, Partition partition) {
    for (int i = 0; i < partition.parts().size(); i++) {
      Partition.Part part = partition.parts().get(i);
      Outcome other =
          part.outcome() instanceof Outcome.DevDax
              ? new Outcome.SystemRam(Outcome.Online.MOVABLE)
              : new Outcome.DevDax(Optional.empty());
      outcome(
          rule,
          with(partition, i, new Partition.Part(part.size(), part.align(), other, part.because())));
      if (part.size().isPresent()) {
        Optional<Long> twice = part.size().map(s -> 2 * s);
        outcome(
            rule,
            with(
                partition,
                i,
                new Partition.Part(twice, part.align(), part.outcome(), part.because())));
      }
    }
  }

  private static Partition with(Partition partition, int place, Partition.Part part) {
    List<Partition.Part> parts = new ArrayList<>(partition.parts());
    parts.set(place, part);
    return new Partition(parts);
  }

  /** Other weights, other demotion. */
  private static List<MemoryUse> uses(MemoryUse use) {
    List<MemoryUse> others = new ArrayList<>();
    use.weights()
        .ifPresent(
            w -> {
              int other = w instanceof MemoryUse.Weights.Of of && of.weight() == 1 ? 2 : 1;
              others.add(
                  new MemoryUse(Optional.of(new MemoryUse.Weights.Of(other)), use.demotion()));
            });
    use.demotion().ifPresent(d -> others.add(new MemoryUse(use.weights(), Optional.of(!d))));
    return others;
  }

  private void outcome(Policy.Rule rule, Outcome other) {
    Busy busy = other instanceof Outcome.Keep ? new Busy.Keep() : rule.busy();
    Policy.Rule changed =
        new Policy.Rule(
            rule.name(),
            rule.condition(),
            other,
            busy,
            rule.reasons(),
            rule.file(),
            rule.nameSpan(),
            rule.span());
    List<Policy.Rule> rules = new ArrayList<>(policy.rules());
    rules.replaceAll(r -> r == rule ? changed : r);
    made.add(
        new Mutant(
            rule.place(),
            "has outcome `" + word(other) + "`",
            with(rules, rule == policy.otherwise() ? changed : policy.otherwise())));
  }

  private static String word(Outcome outcome) {
    if (outcome instanceof Outcome.SystemRam ram) {
      String online = "system-ram { online " + ram.online().name().toLowerCase(Locale.ROOT) + " }";
      List<String> use = ram.use().words();
      return use.isEmpty() ? online : online + " memory { " + String.join(" ", use) + " }";
    }
    if (outcome instanceof Partition partition) {
      return partition.parts().stream()
          .map(p -> p.shown() + " " + word(p.outcome()))
          .collect(Collectors.joining("  ", "partition { ", " }"));
    }
    return outcome instanceof Outcome.Keep ? "keep" : "devdax";
  }

  private void replace(Condition wanted, Condition other, String change) {
    Map<Condition, Condition> known = new IdentityHashMap<>();
    List<Policy.Rule> rules = new ArrayList<>();
    for (Policy.Rule rule : policy.rules()) {
      rules.add(
          new Policy.Rule(
              rule.name(),
              replaced(rule.condition(), wanted, other, known),
              rule.outcome(),
              rule.busy(),
              rule.reasons(),
              rule.file(),
              rule.nameSpan(),
              rule.span()));
    }
    made.add(new Mutant(wanted.place(), change, with(rules, policy.otherwise())));
  }

  private static Condition replaced(
      Condition c, Condition wanted, Condition other, Map<Condition, Condition> known) {
    if (c == wanted) {
      return other;
    }
    Condition before = known.get(c);
    if (before != null) {
      return before;
    }
    Condition result = c;
    if (c instanceof Condition.And and) {
      result = new Condition.And(all(and.operands(), wanted, other, known), c.place());
    } else if (c instanceof Condition.Or or) {
      result = new Condition.Or(all(or.operands(), wanted, other, known), c.place());
    } else if (c instanceof Condition.Not not) {
      result = new Condition.Not(replaced(not.operand(), wanted, other, known), c.place());
    }
    known.put(c, result);
    return result;
  }

  private static List<Condition> all(
      List<Condition> operands,
      Condition wanted,
      Condition other,
      Map<Condition, Condition> known) {
    List<Condition> all = new ArrayList<>();
    operands.forEach(o -> all.add(replaced(o, wanted, other, known)));
    return all;
  }

  private Policy with(List<Policy.Rule> rules, Policy.Rule otherwise) {
    return new Policy(
        policy.name(),
        policy.version(),
        policy.owner(),
        policy.target(),
        rules,
        otherwise,
        policy.place(),
        policy.files());
  }
}
