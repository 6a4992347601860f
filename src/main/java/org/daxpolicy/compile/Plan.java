package org.daxpolicy.compile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.daxpolicy.compile.Formula.Kind;
import org.daxpolicy.language.Policy;

/**
 * A policy as a straight line of steps that any backend can write down: no nesting, every part of a
 * condition worked out once, nothing for rules that cannot be chosen.
 *
 * @param choices the rules that can be chosen, in order
 * @param rest what takes everything else: {@code otherwise}, or an earlier rule whose condition is
 *     always true
 * @param dead rules that can never be chosen: never true, or behind one that always is
 */
record Plan(List<Choice> choices, Choice rest, List<Policy.Rule> dead) {
  Plan {
    choices = List.copyOf(choices);
    dead = List.copyOf(dead);
  }

  static Plan of(Policy policy) {
    return new Maker().plan(policy);
  }

  /** All choices, the rest last. */
  List<Choice> all() {
    return Stream.concat(choices.stream(), Stream.of(rest)).toList();
  }

  /**
   * The index in {@link #all} from which on a choice depends on what is there only after the
   * device's memory has been added; their number if none does.
   */
  int firstLate() {
    for (int i = 0; i < choices.size(); i++) {
      if (choices.get(i).readsLate()) {
        return i;
      }
    }
    return choices.size() + 1;
  }

  /** Whether any choice depends on what is there only after the memory has been added. */
  boolean readsLate() {
    return firstLate() < choices.size();
  }

  private static final class Maker {
    private final Formulas formulas = new Formulas();
    private final Set<Formula> shared = new HashSet<>();
    private final Map<Formula, Integer> facts = new HashMap<>();

    Plan plan(Policy policy) {
      List<Formula> conditions =
          policy.rules().stream().map(r -> formulas.of(r.condition())).toList();
      findShared(conditions);
      List<Choice> choices = new ArrayList<>();
      List<Policy.Rule> dead = new ArrayList<>();
      Choice rest = null;
      for (int i = 0; i < conditions.size(); i++) {
        Policy.Rule rule = policy.rules().get(i);
        Formula condition = conditions.get(i);
        if (rest != null || condition.kind() == Kind.FALSE) {
          dead.add(rule);
        } else if (condition.kind() == Kind.TRUE) {
          rest = new Choice(rule, i + 1, List.of());
        } else {
          choices.add(new Choice(rule, i + 1, steps(condition)));
        }
      }
      if (rest == null) {
        rest = new Choice(policy.otherwise(), conditions.size() + 1, List.of());
      }
      return new Plan(choices, rest, dead);
    }

    /** Disjunctions that several formulas use are worth a fact of their own. */
    private void findShared(List<Formula> roots) {
      Set<Formula> met = new HashSet<>();
      Deque<Formula> work = new ArrayDeque<>(roots);
      while (!work.isEmpty()) {
        Formula formula = work.pop();
        if (met.add(formula)) {
          formula.operands().forEach(work::push);
        } else if (formula.kind() == Kind.ANY) {
          shared.add(formula);
        }
      }
    }

    private List<Step> steps(Formula condition) {
      List<Step> steps = new ArrayList<>();
      for (Formula disjunct : disjuncts(condition)) {
        steps.add(step(OptionalInt.empty(), disjunct, steps));
      }
      return steps;
    }

    /**
     * The step for one disjunct; the steps of facts it asks for the first time go to {@code out}.
     */
    private Step step(OptionalInt fact, Formula disjunct, List<Step> out) {
      List<Formula> parts = conjuncts(disjunct);
      for (Formula missing : missingFacts(parts)) {
        List<Step> lines = new ArrayList<>();
        for (Formula d : open(missing)) {
          lines.add(literals(OptionalInt.of(facts.size()), conjuncts(d)));
        }
        facts.put(missing, facts.size());
        out.addAll(lines);
      }
      return literals(fact, parts);
    }

    private Step literals(OptionalInt fact, List<Formula> parts) {
      List<Step.Literal> literals = new ArrayList<>();
      for (Formula part : parts) {
        if (part.kind() == Kind.ATOM) {
          literals.add(new Step.Literal.Holds(part.probe(), part.positive()));
        } else {
          Integer number = facts.get(part);
          if (number == null) {
            throw new IllegalStateException("a fact is asked before it is set");
          }
          literals.add(new Step.Literal.Asks(number));
        }
      }
      return new Step(fact, literals);
    }

    /** Disjunctions below {@code parts} that have no fact yet, innermost first. */
    private List<Formula> missingFacts(List<Formula> parts) {
      Set<Formula> ordered = new LinkedHashSet<>();
      Set<Formula> opened = new HashSet<>();
      Deque<Formula> work = new ArrayDeque<>();
      parts.stream().filter(p -> p.kind() == Kind.ANY).forEach(work::addLast);
      while (!work.isEmpty()) {
        Formula formula = work.peek();
        if (facts.containsKey(formula) || ordered.contains(formula)) {
          work.pop();
        } else if (opened.add(formula)) {
          for (Formula d : open(formula)) {
            conjuncts(d).stream().filter(p -> p.kind() == Kind.ANY).forEach(work::push);
          }
        } else {
          work.pop();
          ordered.add(formula);
        }
      }
      return List.copyOf(ordered);
    }

    /** What a formula is the disjunction of; itself alone where it is none, or has a fact. */
    private List<Formula> disjuncts(Formula formula) {
      return formula.kind() != Kind.ANY || shared.contains(formula)
          ? List.of(formula)
          : open(formula);
    }

    private List<Formula> open(Formula disjunction) {
      Set<Formula> leaves = new LinkedHashSet<>();
      Deque<Formula> work = new ArrayDeque<>(disjunction.operands());
      Set<Formula> met = new HashSet<>();
      while (!work.isEmpty()) {
        Formula formula = work.pop();
        if (formula.kind() != Kind.ANY || shared.contains(formula)) {
          leaves.add(formula);
        } else if (met.add(formula)) {
          pushInOrder(formula, work);
        }
      }
      return List.copyOf(leaves);
    }

    private static List<Formula> conjuncts(Formula formula) {
      Set<Formula> leaves = new LinkedHashSet<>();
      Deque<Formula> work = new ArrayDeque<>(List.of(formula));
      Set<Formula> met = new HashSet<>();
      while (!work.isEmpty()) {
        Formula part = work.pop();
        if (part.kind() != Kind.ALL) {
          leaves.add(part);
        } else if (met.add(part)) {
          pushInOrder(part, work);
        }
      }
      return List.copyOf(leaves);
    }

    private static void pushInOrder(Formula formula, Deque<Formula> work) {
      for (int i = formula.operands().size() - 1; i >= 0; i--) {
        work.push(formula.operands().get(i));
      }
    }
  }
}
