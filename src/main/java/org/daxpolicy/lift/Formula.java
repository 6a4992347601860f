package org.daxpolicy.lift;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.daxpolicy.language.Condition;
import org.daxpolicy.text.Place;
import org.daxpolicy.text.SourceFile;
import org.daxpolicy.text.Span;

/**
 * A condition on its way from rules to a policy: atoms as a policy writes them, and connectives.
 */
sealed interface Formula {
  /** Every device. */
  Formula TRUE = new And(List.of());

  /** No device. */
  Formula FALSE = new Or(List.of());

  /**
   * A condition that is written without connectives.
   *
   * @param text as in a policy
   * @param negated how its negation is written, where that is no longer; else empty
   * @param meaning what the language makes of the text
   */
  record Atom(String text, String negated, Condition meaning) implements Formula {
    @Override
    public boolean equals(Object other) {
      return other instanceof Atom atom && atom.text.equals(text);
    }

    @Override
    public int hashCode() {
      return text.hashCode();
    }
  }

  /** The operand does not hold; it is no negation itself. */
  record Not(Formula operand) implements Formula {}

  /** All operands hold; none of them is a conjunction. */
  record And(List<Formula> operands) implements Formula {}

  /** Some operand holds; none of them is a disjunction. */
  record Or(List<Formula> operands) implements Formula {}

  /** The conjunction, flat and without repetition. */
  static Formula and(List<Formula> operands) {
    Set<Formula> flat = new LinkedHashSet<>();
    for (Formula operand : operands) {
      if (operand instanceof And and) {
        flat.addAll(and.operands());
      } else {
        flat.add(operand);
      }
    }
    for (Formula operand : flat) {
      if (operand.equals(FALSE) || flat.contains(not(operand))) {
        return FALSE;
      }
    }
    return flat.size() == 1 ? flat.iterator().next() : new And(List.copyOf(flat));
  }

  static Formula and(Formula a, Formula b) {
    return and(List.of(a, b));
  }

  /** The disjunction, flat and without repetition. */
  static Formula or(List<Formula> operands) {
    Set<Formula> flat = new LinkedHashSet<>();
    for (Formula operand : operands) {
      if (operand instanceof Or or) {
        flat.addAll(or.operands());
      } else {
        flat.add(operand);
      }
    }
    for (Formula operand : flat) {
      if (operand.equals(TRUE) || flat.contains(not(operand))) {
        return TRUE;
      }
    }
    return flat.size() == 1 ? flat.iterator().next() : new Or(List.copyOf(flat));
  }

  static Formula or(Formula a, Formula b) {
    return or(List.of(a, b));
  }

  static Formula not(Formula operand) {
    if (operand.equals(TRUE)) {
      return FALSE;
    }
    if (operand.equals(FALSE)) {
      return TRUE;
    }
    return operand instanceof Not not ? not.operand() : new Not(operand);
  }

  static Formula of(boolean truth) {
    return truth ? TRUE : FALSE;
  }

  /** The atoms in it, in the order they are written. */
  default List<Atom> atoms() {
    if (this instanceof Atom atom) {
      return List.of(atom);
    }
    List<Atom> found = new ArrayList<>();
    for (Formula operand : operands()) {
      found.addAll(operand.atoms());
    }
    return found;
  }

  private List<Formula> operands() {
    if (this instanceof Not not) {
      return List.of(not.operand());
    }
    return this instanceof And and
        ? and.operands()
        : this instanceof Or or ? or.operands() : List.of();
  }

  /** What the language makes of it. */
  default Condition meaning() {
    if (this instanceof Atom atom) {
      return atom.meaning();
    }
    Place nowhere = new Place(new SourceFile("", ""), Span.at(0));
    if (this instanceof Not not) {
      return new Condition.Not(not.operand().meaning(), nowhere);
    }
    List<Condition> operands = operands().stream().map(Formula::meaning).toList();
    boolean all = this instanceof And;
    if (operands.isEmpty()) {
      return new Condition.Constant(all, nowhere);
    }
    return all ? new Condition.And(operands, nowhere) : new Condition.Or(operands, nowhere);
  }

  /** As a policy writes it. */
  default String text() {
    if (this instanceof Atom atom) {
      return atom.text();
    }
    if (this instanceof Not not) {
      if (not.operand() instanceof Atom atom && !atom.negated().isEmpty()) {
        return atom.negated();
      }
      return "not (" + not.operand().text() + ")";
    }
    List<String> parts = new ArrayList<>();
    for (Formula operand : operands()) {
      boolean nested = this instanceof And && operand instanceof Or;
      parts.add(nested ? "(" + operand.text() + ")" : operand.text());
    }
    boolean all = this instanceof And;
    return parts.isEmpty() ? (all ? "true" : "false") : String.join(all ? " and " : " or ", parts);
  }
}
