package org.daxpolicy.udev.verify;

import java.util.Optional;
import java.util.function.Consumer;
import org.daxpolicy.glob.Glob;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.udev.Token;

/** A pattern, or alternatives, in a value that names one thing. */
final class GlobNotTaken implements RulesCheck {
  @Override
  public void run(RulesView rules, Consumer<Diagnostic> found) {
    rules.terms(
        token ->
            trouble(token)
                .ifPresent(
                    why ->
                        found.accept(
                            rules
                                .at(
                                    Code.RULE_GLOB_NOT_TAKEN,
                                    token,
                                    "`" + rules.shown(token) + "` names one thing as it is written")
                                .note(why))));
  }

  private static Optional<String> trouble(Token token) {
    String value = token.value();
    boolean bar = value.indexOf('|') >= 0;
    return switch (token.kind()) {
      case IMPORT_DB ->
          Glob.isPattern(value) || bar
              ? Optional.of("a property's name is looked up as it is, without globs")
              : Optional.empty();
      case IMPORT_CMDLINE ->
          Glob.isPattern(value) || bar
              ? Optional.of("a parameter's name is looked up as it is, without globs")
              : Optional.empty();
      case IMPORT_PARENT ->
          bar
              ? Optional.of("the value is one glob here: the bar is a character of it")
              : Optional.empty();
      case TEST ->
          bar || Glob.isPattern(value.replaceFirst("^\\[[^]]*]", "").replaceFirst("/\\*/", "/"))
              ? Optional.of("of globs only one directory written `/*/` is looked through")
              : Optional.empty();
      default -> Optional.empty();
    };
  }
}
