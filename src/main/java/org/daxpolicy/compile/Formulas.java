package org.daxpolicy.compile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.daxpolicy.compile.Formula.Kind;
import org.daxpolicy.language.Condition;

/**
 * Makes {@link Formula}s: conditions in negation normal form, simplified, each shape once.
 *
 * <p>Conditions may be ten thousand levels deep, so nothing here recurses; and a {@code let} used
 * twice is one object, so a shared part is translated once for each polarity.
 */
final class Formulas {
  /** Operands of this many are taken over into an operator of the same kind above. */
  private static final int SMALL = 32;

  /** So many atoms about one attribute come from a program, and folding them would take long. */
  private static final int MANY = 256;

  private final Map<String, Formula> interned = new HashMap<>();
  private final Map<Condition, Formula> positives = new IdentityHashMap<>();
  private final Map<Condition, Formula> negatives = new IdentityHashMap<>();
  private final Formula truth = intern("T", Kind.TRUE, Optional.empty(), true, List.of());
  private final Formula falsehood = intern("F", Kind.FALSE, Optional.empty(), true, List.of());

  private record Pending(Condition condition, boolean negated, boolean operandsDone) {}

  /** The formula of a condition. */
  Formula of(Condition root) {
    Deque<Pending> work = new ArrayDeque<>();
    work.push(new Pending(root, false, false));
    while (!work.isEmpty()) {
      Pending p = work.pop();
      if (memo(p.negated()).containsKey(p.condition())) {
        continue;
      }
      if (p.operandsDone()) {
        memo(p.negated()).put(p.condition(), build(p.condition(), p.negated()));
      } else {
        work.push(new Pending(p.condition(), p.negated(), true));
        boolean below = p.negated() ^ p.condition() instanceof Condition.Not;
        for (Condition operand : operands(p.condition())) {
          work.push(new Pending(operand, below, false));
        }
      }
    }
    return done(root, false);
  }

  private Map<Condition, Formula> memo(boolean negated) {
    return negated ? negatives : positives;
  }

  private Formula done(Condition condition, boolean negated) {
    Formula formula = memo(negated).get(condition);
    if (formula == null) {
      throw new IllegalStateException("an operand was not translated before its operator");
    }
    return formula;
  }

  private static List<Condition> operands(Condition condition) {
    if (condition instanceof Condition.And and) {
      return and.operands();
    }
    if (condition instanceof Condition.Or or) {
      return or.operands();
    }
    return condition instanceof Condition.Not not ? List.of(not.operand()) : List.of();
  }

  private Formula build(Condition condition, boolean negated) {
    if (condition instanceof Condition.Constant constant) {
      return constant.value() ^ negated ? truth : falsehood;
    }
    if (condition instanceof Condition.Not not) {
      return done(not.operand(), !negated);
    }
    if (condition instanceof Condition.And and) {
      return join(negated ? Kind.ANY : Kind.ALL, and.operands(), negated);
    }
    if (condition instanceof Condition.Or or) {
      return join(negated ? Kind.ALL : Kind.ANY, or.operands(), negated);
    }
    Optional<Probe> probe =
        condition instanceof Condition.Test test
            ? Patterns.of(test.attribute(), test.values())
            : Optional.of(Patterns.present(((Condition.Present) condition).attribute()));
    return probe.map(p -> atom(p, !negated)).orElse(negated ? truth : falsehood);
  }

  private Formula atom(Probe probe, boolean positive) {
    return intern(
        (positive ? "+" : "-") + probe.key(), Kind.ATOM, Optional.of(probe), positive, List.of());
  }

  private Formula join(Kind kind, List<Condition> operands, boolean negated) {
    Formula neutral = kind == Kind.ALL ? truth : falsehood;
    Formula absorbing = kind == Kind.ALL ? falsehood : truth;
    Set<Formula> open = new LinkedHashSet<>();
    for (Condition operand : operands) {
      Formula part = done(operand, negated);
      if (part.kind() == kind && part.operands().size() <= SMALL) {
        open.addAll(part.operands());
      } else {
        open.add(part);
      }
    }
    Set<Formula> parts = combined(kind, List.copyOf(open));
    parts.remove(neutral);
    if (parts.contains(absorbing) || contradictory(parts)) {
      return absorbing;
    }
    if (parts.size() < 2) {
      return parts.isEmpty() ? neutral : parts.iterator().next();
    }
    StringBuilder key = new StringBuilder(kind.name());
    parts.forEach(p -> key.append(' ').append(p.id()));
    return intern(key.toString(), kind, Optional.empty(), true, new ArrayList<>(parts));
  }

  /** The parts with what is asked of one attribute put together, each at its first place. */
  private Set<Formula> combined(Kind kind, List<Formula> parts) {
    Map<String, List<Formula>> groups = new HashMap<>();
    for (Formula part : parts) {
      if (part.kind() == Kind.ATOM) {
        groups.computeIfAbsent(part.probe().attribute().name(), n -> new ArrayList<>()).add(part);
      }
    }
    Set<Formula> result = new LinkedHashSet<>();
    for (Formula part : parts) {
      if (part.kind() != Kind.ATOM) {
        result.add(part);
      } else {
        List<Formula> group = groups.remove(part.probe().attribute().name());
        result.addAll(group == null ? List.of() : one(kind, group));
      }
    }
    return result;
  }

  /** Folds atoms about one attribute as far as they can be folded. */
  private List<Formula> one(Kind kind, List<Formula> atoms) {
    if (atoms.size() > MANY) {
      return atoms;
    }
    List<Formula> folded = new ArrayList<>();
    for (Formula next : atoms) {
      Formula atom = next;
      for (int i = 0; i < folded.size() && atom.kind() == Kind.ATOM; i++) {
        if (Patterns.combinable(folded.get(i).probe(), atom.probe())) {
          atom = fold(kind, folded.remove(i), atom);
          i = -1;
        }
      }
      if (atom.kind() != Kind.ATOM && atom == (kind == Kind.ALL ? falsehood : truth)) {
        return List.of(atom);
      }
      if (atom.kind() == Kind.ATOM) {
        folded.add(atom);
      }
    }
    return folded;
  }

  /** {@code a and b}, or {@code a or b}, as one atom, or as true or false. */
  private Formula fold(Kind kind, Formula a, Formula b) {
    boolean all = kind == Kind.ALL;
    if (a.positive() == b.positive()) {
      // not A and not B is not (A or B)
      Patterns.Combination how =
          all == a.positive() ? Patterns.Combination.BOTH : Patterns.Combination.EITHER;
      return folded(Patterns.combine(how, a.probe(), b.probe()), a.positive());
    }
    Formula holds = a.positive() ? a : b;
    Formula fails = a.positive() ? b : a;
    // A and not B is A without B; A or not B is not (B without A)
    return all
        ? folded(
            Patterns.combine(Patterns.Combination.FIRST_ONLY, holds.probe(), fails.probe()), true)
        : folded(
            Patterns.combine(Patterns.Combination.FIRST_ONLY, fails.probe(), holds.probe()), false);
  }

  private Formula folded(Optional<Probe> probe, boolean positive) {
    return probe.map(p -> atom(p, positive)).orElse(positive ? falsehood : truth);
  }

  /** Whether an atom stands beside its own negation. */
  static boolean contradictory(Set<Formula> parts) {
    Set<Probe> held = new LinkedHashSet<>();
    parts.stream()
        .filter(p -> p.kind() == Kind.ATOM && p.positive())
        .forEach(p -> held.add(p.probe()));
    return !held.isEmpty()
        && parts.stream()
            .anyMatch(p -> p.kind() == Kind.ATOM && !p.positive() && held.contains(p.probe()));
  }

  private Formula intern(
      String key, Kind kind, Optional<Probe> probe, boolean positive, List<Formula> operands) {
    Formula known = interned.get(key);
    if (known == null) {
      known = new Formula(interned.size(), kind, probe, positive, operands);
      interned.put(key, known);
    }
    return known;
  }
}
