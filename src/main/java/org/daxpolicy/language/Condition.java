package org.daxpolicy.language;

import java.util.List;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.text.Place;

/**
 * A bound condition: names resolved, types checked, {@code let}s replaced by what they stand for.
 * Two-valued: a test of an absent attribute is false.
 *
 * <p>{@code x != v} is bound as {@code And(Present(x), Not(Test(x, v)))}; comparisons of numbers
 * are sets in base units. What came in by a {@code let} stands where the {@code let} says it, which
 * may be another file than the rule's.
 */
public sealed interface Condition {
  /** Where it is written. */
  Place place();

  /** {@code true} or {@code false}. */
  record Constant(boolean value, Place place) implements Condition {}

  /** All operands hold; at least two. */
  record And(List<Condition> operands, Place place) implements Condition {
    public And {
      operands = List.copyOf(operands);
    }
  }

  /** Some operand holds; at least two. */
  record Or(List<Condition> operands, Place place) implements Condition {
    public Or {
      operands = List.copyOf(operands);
    }
  }

  /** The operand does not hold. */
  record Not(Condition operand, Place place) implements Condition {}

  /** The attribute is present. */
  record Present(Attribute attribute, Place place) implements Condition {}

  /** The attribute is present and its value lies in the set. */
  record Test(Attribute attribute, ValueSet values, Place place) implements Condition {}
}
