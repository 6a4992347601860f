package org.daxpolicy.udev;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.text.Span;

/** Reads a rules file: lines, terms, and where each GOTO leads. */
final class RuleParser {
  private final UdevVersion version;
  private final Accounts users;
  private final Accounts groups;
  private final List<Finding> findings = new ArrayList<>();

  RuleParser(UdevVersion version, Host host) {
    this.version = version;
    this.users = new Accounts("user", host.users());
    this.groups = new Accounts("group", host.groups());
  }

  List<Finding> findings() {
    return findings;
  }

  List<RuleLine> parse(String text) {
    LineReader reader = new LineReader(text, version);
    reader.read();
    List<RuleLine> rules = new ArrayList<>();
    for (LogicalLine line : reader.lines()) {
      rule(line).ifPresent(rules::add);
    }
    findings.addAll(reader.findings());
    findings.sort(Comparator.comparingInt(f -> f.span().start()));
    // a release that keeps what stood before an overlong line never gets to binding its jumps
    return reader.overlong() ? rules : bind(rules);
  }

  private Optional<RuleLine> rule(LogicalLine line) {
    RuleLexer lexer = new RuleLexer(line.text(), version);
    TermParser terms = new TermParser(new TermSite(line, version, findings), users, groups);
    List<Token> tokens = new ArrayList<>();
    Optional<String> label = Optional.empty();
    Optional<String> target = Optional.empty();
    while (!lexer.atEnd()) {
      int start = lexer.position();
      Optional<RuleLexer.Term> term = lexer.next();
      if (term.isEmpty()) {
        add(
            Finding.Kind.SYNTAX,
            3,
            line,
            start,
            line.length(),
            "Invalid key/value pair, ignoring.",
            true);
        return Optional.empty();
      }
      ParsedTerm parsed = terms.parse(term.get());
      if (parsed instanceof ParsedTerm.Rejected) {
        return Optional.empty();
      } else if (parsed instanceof ParsedTerm.Understood understood) {
        tokens.add(understood.token());
      } else if (parsed instanceof ParsedTerm.Anchor anchor) {
        String value = term.get().value();
        if (anchor.term().key().equals("GOTO")) {
          if (target.isPresent()) {
            contains(line, term.get(), "GOTO", value);
          } else {
            target = Optional.of(value);
          }
        } else {
          if (label.isPresent() && version.atLeast(254)) {
            contains(line, term.get(), "LABEL", label.get());
          }
          label = Optional.of(value);
        }
      }
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
    if (!rule.hasEffect()) {
      if (line.text().isBlank()) {
        return Optional.empty();
      }
      add(
          Finding.Kind.NO_EFFECT,
          4,
          line,
          0,
          line.length(),
          "The line has no effect, ignoring.",
          true);
      return Optional.empty();
    }
    return Optional.of(rule);
  }

  private void contains(LogicalLine line, RuleLexer.Term term, String key, String loser) {
    String words = "Contains multiple " + key + " keys, ignoring " + key + "=\"" + loser + "\".";
    add(Finding.Kind.JUMP, 4, line, term.start(), term.end(), words, false);
  }

  private void add(
      Finding.Kind kind,
      int level,
      LogicalLine line,
      int from,
      int to,
      String words,
      boolean dropped) {
    int number = version.atLeast(258) ? line.firstLine() : line.lastLine();
    findings.add(new Finding(kind, level, number, line.span(from, to), words, dropped));
  }

  /** Binds each GOTO to the first LABEL of its name further down. */
  private List<RuleLine> bind(List<RuleLine> rules) {
    Map<String, RuleLine> next = new HashMap<>();
    Map<RuleLine, RuleLine> leads = new IdentityHashMap<>();
    List<RuleLine> kept = new ArrayList<>();
    List<Finding> unbound = new ArrayList<>();
    for (int i = rules.size() - 1; i >= 0; i--) {
      RuleLine rule = rules.get(i);
      Optional<RuleLine> bound = rule.target().map(next::get);
      if (rule.hasJump() && bound.isEmpty()) {
        rule = withoutJump(rule, unbound);
      }
      if (!rule.hasEffect()) {
        continue;
      }
      RuleLine standing = rule;
      bound.ifPresent(to -> leads.put(standing, to));
      rule.label().ifPresent(label -> next.put(label, standing));
      kept.add(rule);
    }
    Collections.reverse(kept);
    Collections.reverse(unbound);
    findings.addAll(unbound);
    Map<RuleLine, Integer> places = new IdentityHashMap<>();
    for (int i = 0; i < kept.size(); i++) {
      places.put(kept.get(i), i);
    }
    List<RuleLine> result = new ArrayList<>();
    for (RuleLine rule : kept) {
      RuleLine to = leads.get(rule);
      result.add(to == null ? rule : rule.jumping(places.getOrDefault(to, -1)));
    }
    return result;
  }

  private RuleLine withoutJump(RuleLine rule, List<Finding> unbound) {
    RuleLine standing = rule.standing();
    Span span = new Span(rule.offset(), Math.max(rule.offset(), rule.end()));
    int number = rule.number(version);
    String target = rule.target().orElse("");
    boolean idle = !standing.hasEffect();
    if (idle) {
      unbound.add(
          new Finding(
              Finding.Kind.NO_EFFECT,
              4,
              number,
              span,
              "The line has no effect any more, dropping.",
              true));
    }
    unbound.add(
        new Finding(
            Finding.Kind.JUMP,
            3,
            number,
            span,
            "GOTO=\"" + target + "\" has no matching label, ignoring.",
            idle));
    return standing;
  }
}
