package org.daxpolicy.udev.verify;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.udev.Operator;
import org.daxpolicy.udev.RuleLine;
import org.daxpolicy.udev.Token;

/** An assignment to something that {@code :=} has closed before. */
final class AssignedAfterFinal implements RulesCheck {
  @Override
  public void run(RulesView rules, Consumer<Diagnostic> found) {
    Map<Field, Token> closed = new EnumMap<>(Field.class);
    int furthest = -1;
    List<RuleLine> lines = rules.rules();
    for (int i = 0; i < lines.size(); i++) {
      RuleLine rule = lines.get(i);
      boolean always =
          furthest <= i && rule.tokens().stream().noneMatch(token -> token.kind().isMatch());
      Map<Field, Token> here = new EnumMap<>(closed);
      for (Token token : rule.tokens()) {
        Field.of(token).ifPresent(field -> assign(rules, field, token, here, found));
      }
      if (always) {
        closed.putAll(here);
      }
      furthest = Math.max(furthest, rule.jump());
    }
  }

  private static void assign(
      RulesView rules,
      Field field,
      Token token,
      Map<Field, Token> closed,
      Consumer<Diagnostic> found) {
    Token last = closed.get(field);
    if (last != null) {
      found.accept(
          rules
              .related(
                  rules.at(
                      Code.RULE_ASSIGNED_AFTER_FINAL,
                      token,
                      "`" + rules.shown(token) + "` comes too late"),
                  last,
                  "`:=` lets nothing be assigned behind it")
              .help("move it in front of the final assignment, or make that one a plain `=`"));
    } else if (field.canBeFinal() && token.operator() == Operator.ASSIGN_FINAL) {
      closed.put(field, token);
    }
  }
}
