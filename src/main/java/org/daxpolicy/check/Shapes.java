package org.daxpolicy.check;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.language.Condition;
import org.daxpolicy.language.ValueSet;

/**
 * Numbers conditions so that two have one number exactly if they are built alike: the same
 * operators on the same tests, whatever the order of operands and however they are written.
 */
final class Shapes {
  private record Shape(
      String kind, String attribute, Optional<ValueSet> values, List<Integer> operands) {}

  private final Map<Shape, Integer> numbers = new HashMap<>();
  private final Map<Condition, Integer> known = new IdentityHashMap<>();

  int of(Condition condition) {
    Integer before = known.get(condition);
    if (before != null) {
      return before;
    }
    Shape shape = shape(condition);
    Integer number = numbers.get(shape);
    if (number == null) {
      number = numbers.size();
      numbers.put(shape, number);
    }
    known.put(condition, number);
    return number;
  }

  private Shape shape(Condition condition) {
    if (condition instanceof Condition.Constant constant) {
      return new Shape(constant.value() ? "true" : "false", "", Optional.empty(), List.of());
    }
    if (condition instanceof Condition.And and) {
      return new Shape("and", "", Optional.empty(), operands(and.operands()));
    }
    if (condition instanceof Condition.Or or) {
      return new Shape("or", "", Optional.empty(), operands(or.operands()));
    }
    if (condition instanceof Condition.Not not) {
      return new Shape("not", "", Optional.empty(), List.of(of(not.operand())));
    }
    if (condition instanceof Condition.Present present) {
      return new Shape("present", present.attribute().name(), Optional.empty(), List.of());
    }
    Condition.Test test = (Condition.Test) condition;
    return new Shape("test", test.attribute().name(), Optional.of(test.values()), List.of());
  }

  private List<Integer> operands(List<Condition> operands) {
    return operands.stream().map(this::of).sorted().distinct().toList();
  }
}
