package org.daxpolicy.udev.verify;

import java.util.function.Consumer;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.udev.Operator;
import org.daxpolicy.udev.TokenKind;

/** A tag that gives a device to the user at its seat, set when that has been done already. */
final class TagTooLate implements RulesCheck {
  /** systemd's file that acts on the tag. */
  private static final String CONSUMER = "73-seat-late.rules";

  @Override
  public void run(RulesView rules, Consumer<Diagnostic> found) {
    if (!rules.name().endsWith(".rules") || rules.name().compareTo(CONSUMER) <= 0) {
      return;
    }
    rules.terms(
        token -> {
          boolean sets = token.operator() == Operator.ADD || token.operator() == Operator.ASSIGN;
          if (token.kind() == TokenKind.TAG && sets && token.value().equals("uaccess")) {
            found.accept(
                rules
                    .at(
                        Code.RULE_TAG_TOO_LATE,
                        token,
                        "the tag `uaccess` has no effect in a file that sorts behind `"
                            + CONSUMER
                            + "`")
                    .note("files are worked off in order of their names, and that one acts on it")
                    .help("give the file a lower number, such as 70"));
          }
        });
  }
}
