package org.daxpolicy.udev.verify;

import java.util.function.Consumer;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.udev.Template;
import org.daxpolicy.udev.Token;

/** A substitution in a value that is compared as it is written. */
final class SubstitutionInMatch implements RulesCheck {
  @Override
  public void run(RulesView rules, Consumer<Diagnostic> found) {
    rules.terms(
        token -> {
          if (token.pattern().isPresent() && substitutes(token)) {
            found.accept(
                rules
                    .at(
                        Code.RULE_SUBSTITUTION_IN_MATCH,
                        token,
                        "nothing is substituted in the value of a match")
                    .note("the value is compared with these very characters")
                    .help(
                        "set a property to both values and let a PROGRAM compare them, or write the"
                            + " value out"));
          }
        });
  }

  /** Only what nobody writes by accident counts: `$name`, or `%E{…}` and `%s{…}`. */
  private static boolean substitutes(Token token) {
    String value = token.value();
    return Template.of(value).parts().stream()
        .anyMatch(
            part ->
                part instanceof Template.Part.Reference reference
                    && (reference.attribute().isPresent()
                        || value.contains("$" + reference.variable().word())
                        || value.matches("%[a-zA-Z]")));
  }
}
