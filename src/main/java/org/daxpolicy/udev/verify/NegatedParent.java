package org.daxpolicy.udev.verify;

import java.util.List;
import java.util.function.Consumer;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.udev.RuleLine;
import org.daxpolicy.udev.Token;

/**
 * A rule whose parent matches all say what the parent must not be: some device on the way up nearly
 * always is not that.
 */
final class NegatedParent implements RulesCheck {
  @Override
  public void run(RulesView rules, Consumer<Diagnostic> found) {
    for (RuleLine rule : rules.rules()) {
      List<Token> parents = rule.tokens().stream().filter(t -> t.kind().isParentMatch()).toList();
      boolean negated = !parents.isEmpty() && parents.stream().allMatch(NegatedParent::isNegated);
      if (negated) {
        Token token = parents.get(0);
        found.accept(
            rules
                .at(
                    Code.RULE_NEGATED_PARENT,
                    token,
                    "`"
                        + rules.shown(token)
                        + "` holds as soon as one device on the way up differs")
                .note("the search begins at the device itself and goes on to the top")
                .help(
                    "match with `==` and jump past the rule: `"
                        + rules.shown(token).replaceFirst("!=", "==")
                        + ", GOTO=\"…\"`"));
      }
    }
  }

  /**
   * An attribute that must be there ties the match to a parent, whatever the operator; but above
   * every USB device there is a root hub, which has a vendor and a product of its own.
   */
  private static boolean isNegated(Token token) {
    boolean name =
        switch (token.kind()) {
          case MATCH_SUBSYSTEMS, MATCH_KERNELS, MATCH_DRIVERS -> true;
          case MATCH_ATTRS ->
              token.name().equals("idVendor") && !token.value().contains("1d6b")
                  || token.name().equals("idProduct") && !token.value().contains("000");
          default -> false;
        };
    boolean compared = token.pattern().map(p -> !p.wanted()).orElse(false);
    return name && compared && !token.value().isEmpty() && !token.value().equals("?*");
  }
}
