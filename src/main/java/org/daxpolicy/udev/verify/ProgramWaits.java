package org.daxpolicy.udev.verify;

import java.util.Optional;
import java.util.function.Consumer;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.udev.Token;

/** A program that waits, and holds up the event and all events behind it on the device. */
final class ProgramWaits implements RulesCheck {
  @Override
  public void run(RulesView rules, Consumer<Diagnostic> found) {
    rules.terms(
        token ->
            CommandLine.of(token)
                .flatMap(ProgramWaits::reason)
                .ifPresent(why -> found.accept(finding(rules, token, why))));
  }

  /** What is left running in the background is another matter. */
  private static Optional<String> reason(CommandLine line) {
    return line.script().filter(Script::background).isPresent()
        ? Optional.empty()
        : line.commands().stream().flatMap(c -> Commands.waits(c).stream()).findFirst();
  }

  private static Diagnostic finding(RulesView rules, Token token, String why) {
    return rules
        .at(Code.RULE_PROGRAM_WAITS, token, "this program holds up the handling of the event")
        .note(why)
        .note("units that wait for the device wait too, and udev kills what takes minutes")
        .help(
            "add `--no-block` where the program has it, or let systemd run it:"
                + " `ENV{SYSTEMD_WANTS}+=\"NAME.service\"`");
  }
}
