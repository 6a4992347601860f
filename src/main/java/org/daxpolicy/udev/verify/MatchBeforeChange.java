package org.daxpolicy.udev.verify;

import java.util.Optional;
import java.util.function.Consumer;
import org.daxpolicy.glob.Glob;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.udev.RuleLine;
import org.daxpolicy.udev.Token;
import org.daxpolicy.udev.TokenKind;

/**
 * A match written behind the term that changes what it looks at: udev works off all plain matches
 * of a rule before imports, programs and assignments.
 */
final class MatchBeforeChange implements RulesCheck {
  @Override
  public void run(RulesView rules, Consumer<Diagnostic> found) {
    for (RuleLine rule : rules.rules()) {
      for (Token match : rule.tokens()) {
        change(rule, match)
            .ifPresent(
                change ->
                    found.accept(
                        rules
                            .related(
                                rules.at(
                                    Code.RULE_MATCH_BEFORE_CHANGE,
                                    match,
                                    "`"
                                        + rules.shown(match)
                                        + "` is decided before the rule changes it"),
                                change,
                                "written in front, but worked off later")
                            .note(
                                "udev sorts a rule's terms: matches, programs and imports, assignments")
                            .help("put the match on a rule of its own behind this one")));
      }
    }
  }

  private static Optional<Token> change(RuleLine rule, Token match) {
    return rule.tokens().stream()
        .filter(token -> token.span().start() < match.span().start())
        .filter(token -> changes(token, match))
        .findFirst();
  }

  private static boolean changes(Token token, Token match) {
    return switch (match.kind()) {
      case MATCH_ENV ->
          token.kind() == TokenKind.ENV && token.name().equals(match.name())
              || token.kind() == TokenKind.IMPORT_CMDLINE && token.value().equals(match.name())
              || token.kind() == TokenKind.IMPORT_DB && token.value().equals(match.name())
              || token.kind() == TokenKind.IMPORT_PARENT
                  && Glob.of(token.value()).matches(match.name());
      case MATCH_TAG -> token.kind() == TokenKind.TAG && token.value().equals(match.value());
      case MATCH_NAME -> token.kind() == TokenKind.NAME;
      case MATCH_ATTR -> token.kind() == TokenKind.ATTR && token.name().equals(match.name());
      default -> false;
    };
  }
}
