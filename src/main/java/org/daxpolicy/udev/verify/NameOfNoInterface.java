package org.daxpolicy.udev.verify;

import java.util.Optional;
import java.util.function.Consumer;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.udev.RuleLine;
import org.daxpolicy.udev.TokenKind;

/** NAME for a device that is no network interface: udev does not rename nodes. */
final class NameOfNoInterface implements RulesCheck {
  @Override
  public void run(RulesView rules, Consumer<Diagnostic> found) {
    for (int i = 0; i < rules.rules().size(); i++) {
      RuleLine rule = rules.rules().get(i);
      Optional<Course.Fact> subsystem =
          rules.course().passing(i).map(state -> state.facts().get(Subject.SUBSYSTEM));
      if (subsystem.filter(fact -> !fact.values().contains("net")).isEmpty()) {
        continue;
      }
      rule.tokens().stream()
          .filter(token -> token.kind() == TokenKind.NAME)
          .forEach(
              token ->
                  found.accept(
                      rules
                          .at(
                              Code.RULE_NAME_OF_NO_INTERFACE,
                              token,
                              "only network interfaces can be named, and the rule is for others")
                          .note("device nodes keep the kernel's name")
                          .help("make a link: `SYMLINK+=\"…\"`")));
    }
  }
}
