package org.daxpolicy.language;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.glob.Glob;

/**
 * What a policy means: the reading of section 2 of the language, as a function on the values sysfs
 * prints. Knows nothing of udev; the rules that are generated must decide alike.
 */
public final class PolicyMeaning {
  private PolicyMeaning() {}

  /**
   * The rule that decides a device: the first whose condition holds, else {@code otherwise}.
   *
   * @param policy the policy
   * @param printedValueOf the value udev reads of an attribute, trailing white space cut; empty if
   *     there is none
   */
  public static Policy.Rule decide(
      Policy policy, Function<Attribute, Optional<String>> printedValueOf) {
    for (Policy.Rule rule : policy.rules()) {
      if (holds(rule.condition(), printedValueOf)) {
        return rule;
      }
    }
    return policy.otherwise();
  }

  /**
   * Whether a condition holds. Its depth is bounded by the loader, so recursion is safe.
   *
   * @param condition the condition
   * @param printedValueOf as for {@link #decide}
   */
  public static boolean holds(
      Condition condition, Function<Attribute, Optional<String>> printedValueOf) {
    if (condition instanceof Condition.Constant constant) {
      return constant.value();
    }
    if (condition instanceof Condition.And and) {
      return and.operands().stream().allMatch(o -> holds(o, printedValueOf));
    }
    if (condition instanceof Condition.Or or) {
      return or.operands().stream().anyMatch(o -> holds(o, printedValueOf));
    }
    if (condition instanceof Condition.Not not) {
      return !holds(not.operand(), printedValueOf);
    }
    if (condition instanceof Condition.Present present) {
      return value(present.attribute(), printedValueOf).isPresent();
    }
    Condition.Test test = (Condition.Test) condition;
    return value(test.attribute(), printedValueOf)
        .map(v -> contains(test.values(), test.attribute(), v))
        .orElse(false);
  }

  /** A value that is not of the attribute's form counts as absent. */
  private static Optional<String> value(
      Attribute attribute, Function<Attribute, Optional<String>> printedValueOf) {
    Optional<String> printed = printedValueOf.apply(attribute).filter(v -> !v.isEmpty());
    return attribute.type().numeric()
        ? printed.filter(v -> attribute.encoding().decode(v).isPresent())
        : printed;
  }

  private static boolean contains(ValueSet set, Attribute attribute, String printed) {
    if (set instanceof ValueSet.Numbers numbers) {
      return attribute.encoding().decode(printed).map(numbers.set()::contains).orElse(false);
    }
    if (set instanceof ValueSet.Texts texts) {
      return texts.values().contains(printed);
    }
    return Glob.of(bytes(((ValueSet.Matching) set).glob())).matches(bytes(printed));
  }

  /** As udev sees a text: its UTF-8 bytes, one character each. */
  private static String bytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
