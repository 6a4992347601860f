package org.daxpolicy.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.daxpolicy.language.Policy;
import org.daxpolicy.udev.RuleText;

/** The text of a rules file as it grows, and which line serves which rule of the policy. */
final class RulesText {
  private final StringBuilder text = new StringBuilder();
  private final List<RuleLine> map = new ArrayList<>();
  private final String file;
  private final Origins origins;
  private Optional<Policy.Rule> rule = Optional.empty();
  private int lines;

  RulesText(String file, Origins origins) {
    this.file = file;
    this.origins = origins;
  }

  /** Lines from here on serve this rule. */
  void serve(Policy.Rule served) {
    rule = Optional.of(served);
  }

  /** Lines from here on serve the policy as a whole. */
  void serveAll() {
    rule = Optional.empty();
  }

  void comment(String words) {
    append("# " + Origins.comment(words));
  }

  void blank() {
    append("");
  }

  void line(RuleText line) {
    append(line.text());
    rule.ifPresent(
        r -> map.add(new RuleLine(file, lines, r.name(), origins.name(r.file()), origins.line(r))));
  }

  private void append(String line) {
    text.append(line).append('\n');
    lines++;
  }

  String text() {
    return text.toString();
  }

  List<RuleLine> map() {
    return map;
  }
}
