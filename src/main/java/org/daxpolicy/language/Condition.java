package org.daxpolicy.language;

import java.util.List;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.text.Span;

/**
 * A bound condition: names resolved, types checked, {@code let}s replaced by what they stand for.
 * Two-valued: a test of an absent attribute is false.
 *
 * <p>{@code x != v} is bound as {@code And(Present(x), Not(Test(x, v)))}; comparisons of numbers
 * are sets in base units. Spans lie in the file of the rule, or of the {@code let} a condition
 * comes from.
 */
public sealed interface Condition {
  Span span();

  /** {@code true} or {@code false}. */
  record Constant(boolean value, Span span) implements Condition {}

  /** All operands hold; at least two. */
  record And(List<Condition> operands, Span span) implements Condition {
    public And {
      operands = List.copyOf(operands);
    }
  }

  /** Some operand holds; at least two. */
  record Or(List<Condition> operands, Span span) implements Condition {
    public Or {
      operands = List.copyOf(operands);
    }
  }

  /** The operand does not hold. */
  record Not(Condition operand, Span span) implements Condition {}

  /** The attribute is present. */
  record Present(Attribute attribute, Span span) implements Condition {}

  /** The attribute is present and its value lies in the set. */
  record Test(Attribute attribute, ValueSet values, Span span) implements Condition {}
}
