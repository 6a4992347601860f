package org.daxpolicy.udev.verify;

import java.util.function.Consumer;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.udev.Template;
import org.daxpolicy.udev.TokenKind;

/** A MODE that is no octal number: udev tries it on every event, and sets nothing. */
final class UselessMode implements RulesCheck {
  @Override
  public void run(RulesView rules, Consumer<Diagnostic> found) {
    rules.terms(
        token -> {
          if (token.kind() == TokenKind.MODE_LATE
              && !token.value().isEmpty()
              && !Template.hasSubstitution(token.value())) {
            found.accept(
                rules
                    .at(
                        Code.RULE_USELESS_MODE,
                        token,
                        "`" + rules.shown(token) + "` is no octal mode, so nothing is set")
                    .note("udev takes it for text to be read when an event comes, and fails then")
                    .help("write up to four octal digits, such as `0660`"));
          }
        });
  }
}
