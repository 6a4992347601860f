package org.daxpolicy.lift;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.glob.NumberSet;
import org.daxpolicy.language.Condition;
import org.daxpolicy.language.ValueSet;

/** Formulas as people would write them: what is said of one attribute is said once. */
final class Tidying {
  private final Values values;

  Tidying(Values values) {
    this.values = values;
  }

  /** A formula of the same meaning. */
  Formula tidy(Formula formula) {
    if (formula instanceof Formula.Not not) {
      return Formula.not(tidy(not.operand()));
    }
    if (formula instanceof Formula.And and) {
      List<Formula> parts =
          new ArrayList<>(merged(and.operands().stream().map(this::tidy).toList(), true));
      parts.sort(Comparator.comparing(Tidying::rank));
      return Formula.and(parts);
    }
    if (formula instanceof Formula.Or or) {
      return factored(merged(or.operands().stream().map(this::tidy).toList(), false));
    }
    return formula;
  }

  /** The origin is said first, and what is not the case last. */
  private static int rank(Formula part) {
    boolean origin = !part.atoms().isEmpty() && part.atoms().get(0).text().startsWith("origin ");
    return part instanceof Formula.Not ? 2 : origin ? 0 : 1;
  }

  /** One atom for all of an attribute's. */
  private List<Formula> merged(List<Formula> operands, boolean all) {
    Map<Attribute, List<Formula.Atom>> by = new LinkedHashMap<>();
    for (Formula operand : operands) {
      if (operand instanceof Formula.Atom atom
          && atom.meaning() instanceof Condition.Test test
          && !(test.values() instanceof ValueSet.Matching)) {
        by.computeIfAbsent(test.attribute(), a -> new ArrayList<>()).add(atom);
      }
    }
    List<Formula> merged = new ArrayList<>(operands);
    by.forEach(
        (attribute, atoms) -> {
          Optional<Formula> one =
              atoms.size() > 1 ? together(attribute, atoms, all) : Optional.empty();
          if (one.isPresent()) {
            merged.set(merged.indexOf(atoms.get(0)), one.get());
            merged.removeAll(atoms);
          }
        });
    return merged;
  }

  private Optional<Formula> together(Attribute attribute, List<Formula.Atom> atoms, boolean all) {
    NumberSet numbers = all ? NumberSet.ALL : NumberSet.EMPTY;
    TreeSet<String> texts = new TreeSet<>();
    for (Formula.Atom atom : atoms) {
      ValueSet set = ((Condition.Test) atom.meaning()).values();
      if (set instanceof ValueSet.Numbers some) {
        numbers = all ? numbers.intersect(some.set()) : numbers.union(some.set());
      } else if (set instanceof ValueSet.Texts some && !all) {
        texts.addAll(some.values());
      } else {
        return Optional.empty();
      }
    }
    return texts.isEmpty()
        ? printed(numbers, attribute.encoding().scale()).flatMap(n -> values.printed(attribute, n))
        : values.texts(attribute, texts);
  }

  /** Numbers in base units as sysfs counts; none if it cannot. */
  private static Optional<NumberSet> printed(NumberSet base, BigInteger scale) {
    List<NumberSet.Range> ranges = new ArrayList<>();
    for (NumberSet.Range r : base.ranges()) {
      boolean whole =
          r.low().map(l -> l.mod(scale).signum() == 0).orElse(true)
              && r.high().map(h -> h.mod(scale).signum() == 0).orElse(true);
      if (!whole) {
        return Optional.empty();
      }
      ranges.add(
          new NumberSet.Range(
              r.low().map(l -> l.divide(scale)), r.high().map(h -> h.divide(scale))));
    }
    return Optional.of(new NumberSet(ranges));
  }

  /** What all operands of a disjunction ask stands in front of what they do not. */
  private Formula factored(List<Formula> operands) {
    Formula whole = Formula.or(operands);
    if (!(whole instanceof Formula.Or or)) {
      return whole;
    }
    List<Formula> common = new ArrayList<>(parts(or.operands().get(0)));
    for (Formula operand : or.operands()) {
      common.retainAll(parts(operand));
    }
    if (common.isEmpty()) {
      return whole;
    }
    List<Formula> rests = new ArrayList<>();
    for (Formula operand : or.operands()) {
      List<Formula> rest = new ArrayList<>(parts(operand));
      rest.removeAll(common);
      rests.add(Formula.and(rest));
    }
    common.add(0, tidy(Formula.or(rests)));
    return tidy(Formula.and(common));
  }

  private static List<Formula> parts(Formula formula) {
    return formula instanceof Formula.And and ? and.operands() : List.of(formula);
  }
}
