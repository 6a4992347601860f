package org.daxpolicy.udev.verify;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.udev.Token;
import org.daxpolicy.udev.ValuePattern;

/** A match value written as a regular expression, or with a shell's braces. */
final class RegexInGlob implements RulesCheck {
  private record Sign(Pattern shape, String meaning) {
    static Sign of(String shape, String meaning) {
      return new Sign(Pattern.compile(shape), meaning);
    }
  }

  /** Shapes that make sense in a regular expression and hardly in a value. */
  private static final List<Sign> SIGNS =
      List.of(
          Sign.of(
              "^\\^", "a `^` in front is compared as it is: a glob begins where the value does"),
          Sign.of(
              "[^$]\\$$",
              "a `$` at the end is compared as it is: a glob ends where the value does"),
          Sign.of("\\\\[dwsbDWS]", "a backslash only quotes the character behind it"),
          Sign.of("[^\\\\]\\[[^]]+][+]", "a `+` behind brackets is compared as it is"),
          Sign.of("^\\[[^]]+][+]", "a `+` behind brackets is compared as it is"),
          Sign.of("\\.[+]", "`.+` is a dot and a plus; `?*` is any text"),
          Sign.of(
              "[a-z0-9_\\])]\\{\\d+(,\\d*)?}",
              "braces are compared as they are; nothing is counted"),
          Sign.of("\\{[^{},]*,[^{}]*}", "braces are compared as they are; write `a|b`"));

  @Override
  public void run(RulesView rules, Consumer<Diagnostic> found) {
    rules.terms(
        token ->
            token
                .pattern()
                .flatMap(pattern -> note(token, pattern))
                .ifPresent(
                    note ->
                        found.accept(
                            rules
                                .at(
                                    Code.RULE_REGEX,
                                    token,
                                    "this value is written like a regular expression")
                                .note(note)
                                .help(
                                    "in a glob `*` stands for any text, `?` for one character,"
                                        + " `[a-z]` for one of these"))));
  }

  private static Optional<String> note(Token token, ValuePattern pattern) {
    if (isSplitGroup(pattern)) {
      return Optional.of("alternatives need no parentheses: udev splits the value at every `|`");
    }
    for (String piece : pattern.pieces()) {
      for (Sign sign : SIGNS) {
        if (sign.shape().matcher(piece).find()) {
          return Optional.of(sign.meaning());
        }
      }
      if (piece.startsWith(".*")) {
        return Optional.of("`.*` is a dot and any text behind it");
      }
    }
    return Optional.empty();
  }

  /** Whether parentheses were opened before a bar and closed behind it. */
  private static boolean isSplitGroup(ValuePattern pattern) {
    boolean opened = false;
    for (String piece : pattern.pieces()) {
      int open = piece.lastIndexOf('(');
      int close = piece.indexOf(')');
      if (opened && close >= 0 && (open < 0 || close < open)) {
        return true;
      }
      opened |= open >= 0 && piece.indexOf(')', open) < 0;
    }
    return false;
  }
}
