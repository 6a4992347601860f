package org.daxpolicy.lift;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.analysis.Comparison;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.language.Policy;
import org.daxpolicy.language.PolicyLoader;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Result;
import org.daxpolicy.text.Severity;
import org.daxpolicy.text.SourceFile;
import org.daxpolicy.udev.RulesFile;
import org.daxpolicy.udev.UdevVersion;

/** Words of the policy language, each bound by the language itself: what it refuses is no word. */
final class Vocabulary {
  private final Map<String, Optional<Formula>> atoms = new HashMap<>();
  private final Map<String, Boolean> proved = new HashMap<>();

  /** An atom, if the language takes its text for a condition. */
  Optional<Formula> atom(String text) {
    return atom(text, "");
  }

  /** An atom whose negation can be written in a way of its own. */
  Optional<Formula> atom(String text, String negated) {
    return atoms.computeIfAbsent(
        text,
        t ->
            load("rule \"r\" when " + t + " { keep }\notherwise keep\n")
                .value()
                .map(p -> new Formula.Atom(t, negated, p.rules().get(0).condition())));
  }

  /** {@code present(x)}; true where the attribute is never absent. */
  Formula present(Attribute attribute) {
    return attribute.absentWhen().equals(Attribute.NEVER)
        ? Formula.TRUE
        : atom("present(" + attribute.name() + ")").orElseThrow();
  }

  /** Why the language refuses what is to be set on a device's node; empty if it does not. */
  static Optional<String> refused(String nodeEntry) {
    return load("otherwise { keep node { " + nodeEntry + " } }\n").diagnostics().stream()
        .filter(d -> d.severity() == Severity.ERROR)
        .map(Diagnostic::headline)
        .findFirst();
  }

  private static Result<Policy> load(String statements) {
    SourceFile file = new SourceFile("lifted", "policy \"lifted\"\n" + statements);
    return PolicyLoader.load(file, (from, path) -> Result.failed(List.of()));
  }

  /** Whether matches of a rule line are proved to hold on exactly the devices of a formula. */
  boolean sameDevices(List<String> matches, Formula formula) {
    String line = "SUBSYSTEM==\"dax\", " + String.join(", ", matches) + ", TAG+=\"lifted\"\n";
    String rule =
        "rule \"r\" when " + formula.text() + " { keep node { tag \"lifted\" } }\notherwise keep\n";
    return proved.computeIfAbsent(line + rule, key -> proves(line, rule));
  }

  private static boolean proves(String line, String rule) {
    RulesFile rules = RulesFile.parse("lifted.rules", line, UdevVersion.NEWEST);
    Optional<Policy> policy = load(rule).value();
    if (policy.isEmpty()) {
      return false;
    }
    Comparison.Result result =
        Comparison.of(
            Comparison.Relation.EQUIVALENT,
            new Comparison.Subject.OfPolicy(policy.get()),
            new Comparison.Subject.OfRules(List.of(rules)),
            1);
    return result.complete() && result.violations().isEmpty();
  }
}
