package org.daxpolicy.udev.verify;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.udev.Operator;
import org.daxpolicy.udev.RuleLine;
import org.daxpolicy.udev.Template;
import org.daxpolicy.udev.Token;

/** An assignment that a later one of the same rule undoes. */
final class OverwrittenTerm implements RulesCheck {
  @Override
  public void run(RulesView rules, Consumer<Diagnostic> found) {
    for (RuleLine rule : rules.rules()) {
      List<Token> tokens = rule.tokens();
      for (int i = 0; i < tokens.size(); i++) {
        Token token = tokens.get(i);
        successor(tokens, i).ifPresent(later -> found.accept(finding(rules, token, later)));
      }
    }
  }

  private static Diagnostic finding(RulesView rules, Token token, Token later) {
    Diagnostic finding =
        rules.related(
            rules.at(
                Code.RULE_OVERWRITTEN,
                token,
                "`" + rules.shown(token) + "` is overwritten within the rule"),
            later,
            "by this");
    return later.span().start() < token.span().start()
        ? finding.note("udev sorts a rule's terms: the other one is worked off later")
        : finding.help("take one of the two out, or write `+=` where both are meant");
  }

  private static Optional<Token> successor(List<Token> tokens, int i) {
    Token token = tokens.get(i);
    Optional<Field> field = Field.of(token);
    if (field.isEmpty() || token.operator() == Operator.ASSIGN_FINAL) {
      return Optional.empty();
    }
    for (int j = i + 1; j < tokens.size(); j++) {
      Token later = tokens.get(j);
      if (reads(later, token)) {
        return Optional.empty();
      }
      boolean same =
          Field.of(later).equals(field)
              && (field.get() != Field.PROPERTY || later.name().equals(token.name()));
      if (same && field.get().replaces(later)) {
        // equal terms are reported as such
        return Pairs.areAlike(token, later) ? Optional.empty() : Optional.of(later);
      }
    }
    return Optional.empty();
  }

  /** Whether a term uses what another has just set. */
  private static boolean reads(Token later, Token set) {
    return Template.of(later.value()).parts().stream()
        .anyMatch(
            part ->
                part instanceof Template.Part.Reference reference
                    && switch (reference.variable()) {
                      case ENV -> reference.attribute().filter(set.name()::equals).isPresent();
                      case LINKS, NAME -> true;
                      default -> false;
                    });
  }
}
