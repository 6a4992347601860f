package org.daxpolicy.compile;

import java.util.Optional;
import java.util.function.Function;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.dax.Encoding;
import org.daxpolicy.glob.Glob;
import org.daxpolicy.language.Condition;
import org.daxpolicy.language.Policy;
import org.daxpolicy.language.ValueSet;
import org.daxpolicy.udev.ByteText;

/** What a policy means, read off the language's definition and nothing else. */
final class Meaning {
  private Meaning() {}

  static Policy.Rule decide(Policy policy, Function<Attribute, Optional<String>> device) {
    return policy.rules().stream()
        .filter(r -> holds(r.condition(), device))
        .findFirst()
        .orElse(policy.otherwise());
  }

  static boolean holds(Condition condition, Function<Attribute, Optional<String>> device) {
    if (condition instanceof Condition.Constant c) {
      return c.value();
    }
    if (condition instanceof Condition.And and) {
      return and.operands().stream().allMatch(o -> holds(o, device));
    }
    if (condition instanceof Condition.Or or) {
      return or.operands().stream().anyMatch(o -> holds(o, device));
    }
    if (condition instanceof Condition.Not not) {
      return !holds(not.operand(), device);
    }
    if (condition instanceof Condition.Present p) {
      return present(p.attribute(), device).isPresent();
    }
    Condition.Test test = (Condition.Test) condition;
    Optional<String> value = present(test.attribute(), device);
    if (value.isEmpty()) {
      return false;
    }
    if (test.values() instanceof ValueSet.Numbers numbers) {
      return numbers.set().contains(test.attribute().encoding().decode(value.get()).orElseThrow());
    }
    return test.values() instanceof ValueSet.Texts texts
        ? texts.values().contains(value.get())
        : accepts(((ValueSet.Matching) test.values()).glob(), value.get());
  }

  private static boolean accepts(String glob, String value) {
    return Glob.isPattern(glob)
        ? Glob.of(ByteText.of(glob)).matches(ByteText.of(value))
        : glob.equals(value);
  }

  private static Optional<String> present(
      Attribute attribute, Function<Attribute, Optional<String>> device) {
    Optional<String> value = device.apply(attribute);
    return attribute.encoding().form() == Encoding.Form.TEXT
        ? value
        : value.filter(v -> attribute.encoding().decode(v).isPresent());
  }
}
