package org.daxpolicy.udev;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads a rules file: lines, terms, and where each GOTO leads. */
final class RuleParser {
  private final Reading reading;
  private final Accounts users;
  private final Accounts groups;
  private final List<Finding> findings = new ArrayList<>();

  RuleParser(Reading reading) {
    this.reading = reading;
    this.users = reading.host().userAccounts(reading.names());
    this.groups = reading.host().groupAccounts(reading.names());
  }

  List<Finding> findings() {
    return findings;
  }

  List<RuleLine> parse(String text) {
    LineReader reader = new LineReader(text, reading.version());
    reader.read();
    List<RuleLine> rules = new ArrayList<>();
    for (LogicalLine line : reader.lines()) {
      new RuleReader(line).read().ifPresent(rules::add);
    }
    findings.addAll(reader.findings());
    findings.sort(Comparator.comparingInt(Finding::line));
    if (reader.overlong()) {
      // what stood before an overlong line has been complained about, and counts in 252 only;
      // udev never gets to binding its jumps
      return reading.version().atLeast(254) ? List.of() : rules;
    }
    return JumpBinder.bind(rules, reading.version(), findings);
  }

  /** Reads one rule, term by term. */
  private final class RuleReader {
    private final LogicalLine line;
    private final RuleLexer lexer;
    private final List<Token> tokens = new ArrayList<>();
    private Optional<String> label = Optional.empty();
    private Optional<String> target = Optional.empty();

    RuleReader(LogicalLine line) {
      this.line = line;
      this.lexer = new RuleLexer(line.text(), reading.version());
    }

    /** The rule; empty if it is dropped. */
    Optional<RuleLine> read() {
      TermParser terms =
          new TermParser(new TermSite(line, reading.version(), findings), users, groups);
      int behind = 0;
      while (!lexer.atEnd()) {
        int start = lexer.position();
        delimiters(behind, start, behind == 0);
        Optional<RuleLexer.Term> term = lexer.next();
        if (term.isEmpty()) {
          String words = "Invalid key/value pair, ignoring.";
          add(Finding.Kind.SYNTAX, 3, start, line.length(), words, true);
          return Optional.empty();
        }
        ParsedTerm parsed = terms.parse(term.get());
        if (parsed instanceof ParsedTerm.Rejected) {
          return Optional.empty();
        } else if (parsed instanceof ParsedTerm.Understood understood) {
          tokens.add(understood.token());
        } else if (parsed instanceof ParsedTerm.Anchor anchor) {
          anchor(anchor.term());
        }
        behind = term.get().end();
      }
      delimiters(behind, line.length(), behind == 0);
      return rule();
    }

    private void delimiters(int from, int to, boolean first) {
      if (!reading.strict()) {
        return;
      }
      String text = line.text().substring(from, to);
      List<String> wrong =
          first
              ? Delimiters.leading(text)
              : to == line.length() ? Delimiters.trailing(text) : Delimiters.between(text);
      for (String words : wrong) {
        add(Finding.Kind.DELIMITER, 5, from, to, words, false);
      }
    }

    private void anchor(RuleLexer.Term term) {
      if (term.key().equals("GOTO")) {
        if (target.isPresent()) {
          second(term, "GOTO", term.value());
        } else {
          target = Optional.of(term.value());
        }
        return;
      }
      if (label.isPresent() && reading.version().atLeast(254)) {
        second(term, "LABEL", label.get());
      }
      label = Optional.of(term.value());
    }

    private void second(RuleLexer.Term term, String key, String loser) {
      String words = "Contains multiple " + key + " keys, ignoring " + key + "=\"" + loser + "\".";
      add(Finding.Kind.JUMP, 4, term.start(), term.end(), words, false);
    }

    private Optional<RuleLine> rule() {
      if (reading.strict()) {
        resultBeforeProgram();
      }
      tokens.sort(Comparator.comparing(Token::kind));
      RuleLine rule =
          new RuleLine(
              line.firstLine(),
              line.lastLine(),
              line.offset(),
              line.end(),
              tokens,
              label,
              target,
              -1);
      if (rule.hasEffect()) {
        return Optional.of(rule);
      }
      if (!line.text().isBlank()) {
        String words = "The line has no effect, ignoring.";
        add(Finding.Kind.NO_EFFECT, 4, 0, line.length(), words, true);
      }
      return Optional.empty();
    }

    /** udev sorts a comparison with the result behind the program, and says so once a rule. */
    private void resultBeforeProgram() {
      Optional<Token> result = Optional.empty();
      for (Token token : tokens) {
        if (token.kind() == TokenKind.MATCH_RESULT && result.isEmpty()) {
          result = Optional.of(token);
        } else if (token.kind() == TokenKind.PROGRAM && result.isPresent()) {
          int number = reading.version().atLeast(258) ? line.firstLine() : line.lastLine();
          findings.add(
              new Finding(
                  Finding.Kind.ORDER,
                  4,
                  number,
                  result.get().span(),
                  "RESULT is compared after the PROGRAM that is written behind it.",
                  false));
          return;
        }
      }
    }

    private void add(
        Finding.Kind kind, int level, int from, int to, String words, boolean dropped) {
      int number = reading.version().atLeast(258) ? line.firstLine() : line.lastLine();
      findings.add(new Finding(kind, level, number, line.span(from, to), words, dropped));
    }
  }
}
