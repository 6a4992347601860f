package org.daxpolicy.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.daxpolicy.language.Policy;
import org.daxpolicy.language.PolicyLoader;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Result;
import org.daxpolicy.text.SourceFile;

/** {@code daxpolicy check}: findings on policies. */
final class CheckCommand extends Common {
  private List<String> arguments = List.of();

  @Override
  Declaration declaration() {
    return Declaration.of(
            "check", "Reads policies and reports everything that is wrong or fragile about them.")
        .operands("FILE|DIR|-", 1, "policies; - is standard input", given -> arguments = given)
        .examples(
            "daxpolicy check policy.daxpolicy",
            "daxpolicy check --fail-on warning policies/",
            "0 nothing at or above --fail-on; 1 findings; 2 a file cannot be read.");
  }

  @Override
  public Integer call() {
    Inputs inputs = new Inputs(console());
    List<Diagnostic> found = new ArrayList<>();
    Set<Diagnostic> seen = new HashSet<>();
    int policies = 0;
    int rules = 0;
    for (String argument : arguments) {
      Result<List<String>> files = inputs.files(argument, ".daxpolicy");
      found.addAll(files.diagnostics());
      for (String file : files.value().orElse(List.of())) {
        Result<SourceFile> source = inputs.source(file);
        found.addAll(source.diagnostics());
        if (source.value().isEmpty()
            || (!file.equals(argument) && PolicyLoader.isLibrary(source.value().get()))) {
          continue;
        }
        Result<Policy> policy = inputs.policies().check(source.value().get(), console().today());
        policy.diagnostics().stream().filter(seen::add).forEach(found::add);
        policies++;
        rules += policy.value().map(p -> p.rules().size()).orElse(0);
      }
    }
    String summary =
        policies
            + (policies == 1 ? " policy, " : " policies, ")
            + rules
            + (rules == 1 ? " rule: " : " rules: ");
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("policies", policies);
    members.put("rules", rules);
    int exit = end(found, members);
    String counted = count(found);
    say(summary + (counted.isEmpty() ? "no findings" : counted));
    return exit;
  }
}
