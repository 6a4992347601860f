package org.daxpolicy.udev;

import java.util.List;
import java.util.Optional;

/** The rule a term stands in: makes tokens that know their place, and notes what is wrong there. */
final class TermSite {
  private final LogicalLine line;
  private final UdevVersion version;
  private final List<Finding> findings;

  TermSite(LogicalLine line, UdevVersion version, List<Finding> findings) {
    this.line = line;
    this.version = version;
    this.findings = findings;
  }

  UdevVersion version() {
    return version;
  }

  /** A token whose value is checked for its substitutions. */
  ParsedTerm checked(TokenKind kind, RuleLexer.Term term, Operator operator, boolean mayBeEmpty) {
    checkValue(term, mayBeEmpty);
    return plain(kind, term, operator, 0);
  }

  /** A token whose value is not checked. */
  ParsedTerm plain(TokenKind kind, RuleLexer.Term term, Operator operator, int number) {
    return new ParsedTerm.Understood(make(kind, term, operator, Optional.empty(), number));
  }

  Token make(
      TokenKind kind,
      RuleLexer.Term term,
      Operator operator,
      Optional<ValuePattern> pattern,
      int number) {
    // "anything" is read as "not empty" even where nothing is compared
    boolean turned = kind.isMatch() && pattern.isEmpty() && term.value().equals("?*");
    return new Token(
        kind,
        term.key(),
        term.attribute(),
        turned ? operator.opposite() : operator,
        term.value(),
        Template.of(term.value()),
        pattern,
        number,
        line.text().substring(term.start(), term.end()),
        line.line(term.start()),
        line.span(term.start(), term.end()));
  }

  void checkName(RuleLexer.Term term) {
    String name = term.attribute().orElse("");
    Template.problem(name)
        .ifPresent(p -> addProblem(term, "attribute \"" + name + "\" for " + term.key(), p));
  }

  void checkValue(RuleLexer.Term term, boolean mayBeEmpty) {
    String value = term.value();
    String place = "value \"" + value + "\" for " + term.key();
    if (value.isEmpty() && !mayBeEmpty) {
      addProblem(term, place, new Template.Problem(0, "empty value"));
      return;
    }
    Template.problem(value).ifPresent(p -> addProblem(term, place, p));
  }

  private void addProblem(RuleLexer.Term term, String place, Template.Problem problem) {
    add(
        Finding.Kind.SUBSTITUTION,
        3,
        term,
        "Invalid "
            + place
            + " (char "
            + problem.character()
            + ": "
            + problem.hint()
            + "), ignoring.",
        false);
  }

  void warn(Finding.Kind kind, RuleLexer.Term term, String words) {
    add(kind, 4, term, words, false);
  }

  /** An error that drops the rule. */
  ParsedTerm reject(Finding.Kind kind, RuleLexer.Term term, String words) {
    add(kind, 3, term, words, true);
    return new ParsedTerm.Rejected();
  }

  void add(Finding.Kind kind, int level, RuleLexer.Term term, String words, boolean dropped) {
    int number = version.atLeast(258) ? line.firstLine() : line.lastLine();
    findings.add(
        new Finding(kind, level, number, line.span(term.start(), term.end()), words, dropped));
  }
}
