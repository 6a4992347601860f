package org.daxpolicy.udev.verify;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.daxpolicy.glob.GlobLanguage;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.udev.RuleLine;
import org.daxpolicy.udev.Token;
import org.daxpolicy.udev.TokenKind;

/** ATTR with an attribute that the devices a rule is for do not have themselves. */
final class AttributeOfParent implements RulesCheck {
  @Override
  public void run(RulesView rules, Consumer<Diagnostic> found) {
    for (int i = 0; i < rules.rules().size(); i++) {
      RuleLine rule = rules.rules().get(i);
      Optional<Course.State> state = rules.course().passing(i);
      for (Token token : rule.tokens()) {
        boolean attribute = token.kind() == TokenKind.MATCH_ATTR || token.kind() == TokenKind.ATTR;
        if (attribute && DeviceSort.isTelling(token.name()) && state.isPresent()) {
          missing(rules, rule, token, state.get()).ifPresent(found);
        }
      }
    }
  }

  private static Optional<Diagnostic> missing(
      RulesView rules, RuleLine rule, Token token, Course.State state) {
    Course.Fact fact = state.facts().get(Subject.SUBSYSTEM);
    boolean subsystem =
        DeviceSort.of(token.name()).stream()
            .noneMatch(sort -> fact == null || fact.values().contains(sort.subsystem()));
    boolean type =
        types(rule)
            .map(
                accepted ->
                    DeviceSort.of(token.name()).stream()
                        .noneMatch(sort -> sort.type().isEmpty() || accepted.contains(sort.type())))
            .orElse(false);
    if (!subsystem && !type) {
      return Optional.empty();
    }
    DeviceSort sort = DeviceSort.of(token.name()).iterator().next();
    Diagnostic finding =
        rules
            .at(
                Code.RULE_ATTRIBUTE_OF_PARENT,
                token,
                "the devices of this rule have no attribute `" + token.name() + "`")
            .note("it belongs to " + sort.words());
    return Optional.of(
        token.kind().isMatch()
            ? finding.help("`ATTRS{" + token.name() + "}` looks for it on the parents")
            : finding);
  }

  /** The DEVTYPEs a rule asks for, if it does. */
  private static Optional<GlobLanguage> types(RuleLine rule) {
    List<Token> types =
        rule.tokens().stream()
            .filter(t -> t.kind() == TokenKind.MATCH_ENV && t.name().equals("DEVTYPE"))
            .filter(t -> t.pattern().isPresent() && t.pattern().get().wanted())
            .toList();
    return types.isEmpty() ? Optional.empty() : types.get(0).pattern().get().compared();
  }
}
