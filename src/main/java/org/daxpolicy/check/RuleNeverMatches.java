package org.daxpolicy.check;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.daxpolicy.language.Policy;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.jspecify.annotations.Nullable;

/**
 * A rule that no device reaches: its own condition is never true, an earlier one always is, or an
 * earlier one is the same.
 */
final class RuleNeverMatches implements Check {
  @Override
  public void run(Subject subject, Consumer<Diagnostic> found) {
    Truth truths = new Truth();
    Shapes shapes = new Shapes();
    Map<Integer, Policy.Rule> earlier = new HashMap<>();
    Policy.@Nullable Rule catchAll = null;
    for (Policy.Rule rule : subject.policy().rules()) {
      Optional<Boolean> truth = truths.of(rule.condition());
      Policy.Rule same = earlier.putIfAbsent(shapes.of(rule.condition()), rule);
      if (catchAll != null) {
        found.accept(
            never(rule)
                .related(catchAll.place(), "this rule takes every device")
                .help("move this rule above it"));
      } else if (truth.isPresent() && !truth.get()) {
        found.accept(never(rule).note("its condition is false on every device"));
      } else if (same != null) {
        found.accept(
            never(rule)
                .related(same.place(), "this rule has the same condition")
                .help("change one of the two conditions, or remove a rule"));
      } else if (truth.isPresent()) {
        catchAll = rule;
      }
    }
  }

  private static Diagnostic never(Policy.Rule rule) {
    return Diagnostic.at(
        Code.RULE_NEVER_MATCHES, rule.place(), "rule `" + rule.name() + "` can never match");
  }
}
