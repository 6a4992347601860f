package org.daxpolicy.lift;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.daxpolicy.text.Code;
import org.daxpolicy.udev.RuleLine;
import org.daxpolicy.udev.RulesFile;
import org.daxpolicy.udev.RulesSource;
import org.daxpolicy.udev.Template;
import org.daxpolicy.udev.Token;
import org.daxpolicy.udev.TokenKind;

/** Lines of rules files as they are to be lifted. */
final class RulesReading {
  private RulesReading() {}

  /**
   * All lines of some files, in udev's order.
   *
   * @param configured whether daxctl's configuration is lifted as well
   */
  static List<Line> lines(List<RulesFile> files, boolean configured) {
    Set<String> read = read(files);
    List<Line> lines = new ArrayList<>();
    for (RulesFile file : files) {
      RulesSource source = RulesSource.of(file);
      int base = lines.size();
      for (RuleLine rule : file.rules()) {
        List<Token> tokens = rule.tokens().stream().map(t -> placed(t, source)).toList();
        AssignmentLifting assignments = new AssignmentLifting(read, configured).take(tokens);
        lines.add(
            new Line(
                source.file(),
                rule.firstLine(),
                source.span(rule.span()),
                tokens,
                rule.jump() < 0 ? -1 : base + rule.jump(),
                assignments.assignments(),
                assignments.properties(),
                assignments.refusal()));
      }
    }
    return lines;
  }

  /** Why a line is not lifted whatever it matches; empty if it may be. */
  static Optional<Refusal> refusal(Line line) {
    return line.isFlow() || RulesWalk.isAboutOthers(line)
        ? Optional.empty()
        : elsewhere(line).or(line::refusal);
  }

  /** A term with its place as people count. */
  private static Token placed(Token t, RulesSource source) {
    return new Token(
        t.kind(),
        t.key(),
        t.attribute(),
        t.operator(),
        t.value(),
        t.template(),
        t.pattern(),
        t.number(),
        t.text(),
        t.line(),
        source.span(t.span()));
  }

  /** The refusal of a line for events that a policy has no word on. */
  private static Optional<Refusal> elsewhere(Line line) {
    for (Token token : line.tokens()) {
      if (token.kind() == TokenKind.MATCH_ACTION && Run.isElsewhere(token)) {
        return Optional.of(
            Refusal.of(
                    Code.ASSIGNMENT_NOT_LIFTED,
                    line.span(),
                    "a policy does nothing when a device goes")
                .because("it decides on `add`, `bind` and `change`"));
      }
    }
    return Optional.empty();
  }

  /** The properties that lines read. */
  private static Set<String> read(List<RulesFile> files) {
    Set<String> read = new HashSet<>();
    for (RulesFile file : files) {
      for (RuleLine rule : file.rules()) {
        for (Token token : rule.tokens()) {
          if (token.kind() == TokenKind.MATCH_ENV) {
            read.add(token.name());
          }
          for (Template.Part part : Template.of(token.value()).parts()) {
            if (part instanceof Template.Part.Reference r
                && r.variable() == Template.Variable.ENV) {
              read.add(r.attribute().orElse(""));
            }
          }
        }
      }
    }
    return read;
  }
}
