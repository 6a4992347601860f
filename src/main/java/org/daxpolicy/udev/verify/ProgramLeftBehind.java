package org.daxpolicy.udev.verify;

import java.util.Optional;
import java.util.function.Consumer;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;

/** A program meant to go on after the event, which udev kills with everything it has started. */
final class ProgramLeftBehind implements RulesCheck {
  @Override
  public void run(RulesView rules, Consumer<Diagnostic> found) {
    rules.terms(
        token ->
            CommandLine.of(token)
                .flatMap(ProgramLeftBehind::reason)
                .ifPresent(
                    why ->
                        found.accept(
                            rules
                                .at(
                                    Code.RULE_PROGRAM_LEFT_BEHIND,
                                    token,
                                    "a program is left running, and udev kills it when the event ends")
                                .note(why)
                                .help(
                                    "let systemd run it: `TAG+=\"systemd\","
                                        + " ENV{SYSTEMD_WANTS}+=\"NAME.service\"`"))));
  }

  private static Optional<String> reason(CommandLine line) {
    if (line.script().filter(Script::background).isPresent()) {
      return Optional.of("the shell is told with `&` not to wait for a command");
    }
    return line.commands().stream().flatMap(c -> Commands.leavesBehind(c).stream()).findFirst();
  }
}
