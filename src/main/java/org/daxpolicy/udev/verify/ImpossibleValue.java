package org.daxpolicy.udev.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.daxpolicy.glob.GlobLanguage;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.udev.Token;
import org.daxpolicy.udev.ValuePattern;

/** A match with a value its key never has, or one alternative of which is such a value. */
final class ImpossibleValue implements RulesCheck {
  @Override
  public void run(RulesView rules, Consumer<Diagnostic> found) {
    rules.terms(token -> token.pattern().ifPresent(p -> check(rules, token, p, found)));
  }

  /** Whether something is found about a term. */
  static boolean isFound(RulesView rules, Token token) {
    List<Diagnostic> found = new ArrayList<>();
    token.pattern().ifPresent(pattern -> check(rules, token, pattern, found::add));
    return !found.isEmpty();
  }

  private static void check(
      RulesView rules, Token token, ValuePattern pattern, Consumer<Diagnostic> found) {
    Languages languages = rules.course().languages();
    Domain domain = languages.domain(token);
    boolean nothing =
        !Subject.of(token).isMany()
            && !pattern.wanted()
            && languages.accepted(token).filter(GlobLanguage::isEmpty).isPresent();
    if (nothing) {
      found.accept(
          rules
              .at(Code.RULE_IMPOSSIBLE_VALUE, token, "`" + rules.shown(token) + "` can never hold")
              .note("the value accepts everything, and `!=` refuses it"));
      return;
    }
    if (domain.values().equals(GlobLanguage.ALL)) {
      return;
    }
    if (pattern.type() == ValuePattern.Type.EMPTY) {
      if (!domain.values().contains("") && pattern.wanted()) {
        found.accept(never(rules, token, domain));
      }
      return;
    }
    List<String> dead =
        pattern.pieces().stream().filter(piece -> isDead(pattern, piece, domain.values())).toList();
    if (dead.isEmpty()) {
      return;
    }
    boolean other = dead.size() < pattern.pieces().size() || pattern.orEmpty();
    if (other) {
      String value = rules.source().readable(dead.get(0));
      found.accept(
          rules
              .at(
                  Code.RULE_IMPOSSIBLE_VALUE,
                  token,
                  "`" + token.key() + "` is never `" + value + "`, an alternative here")
              .note(domain.why()));
    } else if (pattern.wanted()) {
      found.accept(never(rules, token, domain));
    } else {
      found.accept(
          rules
              .at(
                  Code.RULE_IMPOSSIBLE_VALUE,
                  token,
                  "`" + rules.shown(token) + "` always holds: there is no such value")
              .note(domain.why()));
    }
  }

  private static Diagnostic never(RulesView rules, Token token, Domain domain) {
    return rules
        .at(Code.RULE_IMPOSSIBLE_VALUE, token, "`" + rules.shown(token) + "` can never hold")
        .note(domain.why());
  }

  private static boolean isDead(ValuePattern pattern, String piece, GlobLanguage domain) {
    if (pattern.type() == ValuePattern.Type.SUBSYSTEM) {
      return false;
    }
    if (pattern.type() == ValuePattern.Type.PLAIN && !pattern.foldsCase()) {
      return !domain.contains(piece);
    }
    return Alternatives.language(pattern, piece).filter(l -> !l.meets(domain)).isPresent();
  }
}
