package org.daxpolicy.udev.verify;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;

/** Signs of a shell on the command line of a program that is none. */
final class ShellSyntax implements RulesCheck {
  private static final Pattern SIGN =
      Pattern.compile("\\|\\|?|&&?|;|\\d?>>?|<|\\d?>&\\d|\\d?>>?/.*|&>.*");

  @Override
  public void run(RulesView rules, Consumer<Diagnostic> found) {
    rules.terms(
        token ->
            CommandLine.of(token)
                .flatMap(ShellSyntax::sign)
                .ifPresent(
                    sign ->
                        found.accept(
                            rules
                                .at(
                                    Code.RULE_SHELL_SYNTAX,
                                    token,
                                    "`"
                                        + rules.source().readable(sign)
                                        + "` is passed to the program as an argument")
                                .note("udev starts programs without a shell")
                                .help("write `/bin/sh -c '…'`, or move the work into a script"))));
  }

  private static Optional<String> sign(CommandLine line) {
    return line.words().stream()
        .skip(1)
        .filter(word -> SIGN.matcher(word).matches())
        .findFirst()
        .filter(word -> line.script().isEmpty());
  }
}
