package org.daxpolicy.udev.verify;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.daxpolicy.glob.GlobLanguage;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.udev.RuleLine;
import org.daxpolicy.udev.Token;

/** A match that holds whatever the value is, and so asks for nothing. */
final class AlwaysHolds implements RulesCheck {
  @Override
  public void run(RulesView rules, Consumer<Diagnostic> found) {
    for (RuleLine rule : rules.rules()) {
      List<Token> idle =
          rule.tokens().stream()
              .filter(token -> alwaysHolds(token, rules.course().languages()))
              .filter(token -> !ImpossibleValue.isFound(rules, token))
              .toList();
      if (!idle.isEmpty()) {
        found.accept(finding(rules, idle));
      }
    }
  }

  private static Diagnostic finding(RulesView rules, List<Token> idle) {
    Token token = idle.get(0);
    Diagnostic finding =
        rules.at(Code.RULE_ALWAYS_HOLDS, token, "`" + rules.shown(token) + "` always holds");
    for (Token other : idle.subList(1, idle.size())) {
      finding = rules.related(finding, other, "so does this");
    }
    if (Subject.of(token).isMany()) {
      return finding
          .note("udev reads `?*` as \"equals the empty text\" turned round, and none ever does")
          .help("`" + token.key() + "==\"*\"` asks for at least one");
    }
    return token.value().equals("*")
        ? finding
            .note("what is not there is compared as the empty text, and `*` accepts that too")
            .help("write `?*` to ask for a value that is there, or take the term out")
        : finding.help("take it out, or ask for the values you mean");
  }

  /** Whether a match can be left out of its rule. */
  static boolean alwaysHolds(Token token, Languages languages) {
    Subject subject = Subject.of(token);
    if (token.pattern().isEmpty() || subject.mayBeMissing()) {
      return false;
    }
    boolean wanted = token.pattern().get().wanted();
    if (subject.isMany()) {
      Optional<GlobLanguage> compared = languages.compared(token);
      return !wanted && compared.filter(GlobLanguage::isEmpty).isPresent();
    }
    GlobLanguage domain = languages.domain(token).values();
    return languages.accepted(token).filter(a -> a.includes(domain)).isPresent();
  }
}
