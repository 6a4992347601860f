package org.daxpolicy.udev.verify;

import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.udev.Token;
import org.daxpolicy.udev.TokenKind;

/** A property asked for as a sysfs attribute, or an attribute as a property. */
final class WrongNamespace implements RulesCheck {
  /** Names that only properties have. */
  private static final Pattern PROPERTY =
      Pattern.compile("ID_[A-Z0-9_]+|DEVTYPE|DEVNAME|DEVLINKS|MAJOR|MINOR|SEQNUM|SYSTEMD_[A-Z_]+");

  @Override
  public void run(RulesView rules, Consumer<Diagnostic> found) {
    Set<String> set =
        rules.rules().stream()
            .flatMap(rule -> rule.tokens().stream())
            .filter(token -> token.kind() == TokenKind.ENV)
            .map(Token::name)
            .collect(Collectors.toSet());
    rules.terms(
        token -> {
          boolean attribute = Pairs.isAttribute(token.kind()) || token.kind() == TokenKind.ATTR;
          if (attribute && PROPERTY.matcher(token.name()).matches()) {
            found.accept(
                rules
                    .at(
                        Code.RULE_WRONG_NAMESPACE,
                        token,
                        "`" + token.name() + "` is a property, not an attribute in sysfs")
                    .help("write `ENV{" + token.name() + "}`"));
          } else if (token.kind() == TokenKind.MATCH_ENV
              && DeviceSort.isTelling(token.name())
              && !set.contains(token.name())) {
            found.accept(
                rules
                    .at(
                        Code.RULE_WRONG_NAMESPACE,
                        token,
                        "`" + token.name() + "` is an attribute in sysfs, not a property")
                    .note("nothing in this file sets such a property")
                    .help("write `ATTRS{" + token.name() + "}`, or `ATTR` for the device itself"));
          }
        });
  }
}
