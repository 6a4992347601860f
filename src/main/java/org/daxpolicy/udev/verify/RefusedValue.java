package org.daxpolicy.udev.verify;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.udev.Operator;
import org.daxpolicy.udev.Template;
import org.daxpolicy.udev.Token;
import org.daxpolicy.udev.UdevVersion;

/** An assignment that reads well and is refused on every event. */
final class RefusedValue implements RulesCheck {
  private static final int LONGEST = 511;
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_-]+");
  private static final Pattern PROPERTY = Pattern.compile("[A-Za-z0-9_.]+");

  @Override
  public void run(RulesView rules, Consumer<Diagnostic> found) {
    rules.terms(
        token ->
            trouble(token, rules.version())
                .ifPresent(
                    why ->
                        found.accept(
                            rules
                                .at(
                                    Code.RULE_REFUSED_VALUE,
                                    token,
                                    "udev refuses `" + token.key() + "` with this on every event")
                                .note(why))));
  }

  private static Optional<String> trouble(Token token, UdevVersion version) {
    String value = token.value();
    boolean literal = !Template.hasSubstitution(value);
    return switch (token.kind()) {
      case TAG ->
          literal && !value.isEmpty() && version.atLeast(254) && !TAG.matcher(value).matches()
              ? Optional.of("a tag is made of letters, digits, `_` and `-`")
              : Optional.empty();
      case SYMLINK -> version.atLeast(254) ? link(value) : Optional.empty();
      case ENV -> property(token, literal, version);
      case ATTR ->
          literal && value.length() > LONGEST
              ? Optional.of("an attribute's value has " + LONGEST + " bytes at most")
              : Optional.empty();
      case SECLABEL ->
          token.name().equals("selinux") || token.name().equals("smack")
              ? Optional.empty()
              : Optional.of("udev knows the security modules `selinux` and `smack`");
      default -> Optional.empty();
    };
  }

  private static Optional<String> property(Token token, boolean literal, UdevVersion version) {
    String value = token.value();
    if (version.atLeast(258) && !PROPERTY.matcher(token.name()).matches()) {
      return Optional.of("since 258 a property's name is made of letters, digits, `_` and `.`");
    }
    if (literal && value.length() > LONGEST) {
      return Optional.of("a property has " + LONGEST + " bytes at most");
    }
    boolean control = value.chars().anyMatch(c -> c < 0x20 || c == 0x7f);
    boolean added = token.operator() == Operator.ADD;
    return version.atLeast(258) && control && (literal || !added)
        ? Optional.of("since 258 a property holds no control characters")
        : Optional.empty();
  }

  /** The first word of a list of links that udev refuses. */
  private static Optional<String> link(String value) {
    for (String word : value.split("[ \t\n\r]+")) {
      if (word.startsWith("/") && !"/dev/".startsWith(word) && !word.startsWith("/dev/")) {
        return Optional.of("links lie below `/dev`, and `" + word + "` does not");
      }
      boolean upward =
          Arrays.asList(word.split("/")).contains("..") && !Template.hasSubstitution(word);
      if (upward) {
        return Optional.of("`" + word + "` leads upward with `..`");
      }
    }
    return Optional.empty();
  }
}
