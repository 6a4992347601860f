package org.daxpolicy.udev.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.daxpolicy.glob.GlobLanguage;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.udev.RuleLine;
import org.daxpolicy.udev.Token;

/** Matches of a rule on one thing that no value satisfies together. */
final class Contradiction implements RulesCheck {
  /** Matches of one rule on one thing that are worth comparing. */
  private static final int MOST = 50;

  @Override
  public void run(RulesView rules, Consumer<Diagnostic> found) {
    Languages languages = rules.course().languages();
    for (RuleLine rule : rules.rules()) {
      if (ConflictingTerms.find(rule, rules.version()).isPresent()) {
        continue;
      }
      for (List<Token> group : groups(rule).values()) {
        List<Token> core = core(group, languages);
        if (core.size() > 1) {
          found.accept(finding(rules, core));
        }
      }
    }
  }

  /** The comparing matches of a rule by what they look at. */
  static Map<Subject, List<Token>> groups(RuleLine rule) {
    Map<Subject, List<Token>> groups = new LinkedHashMap<>();
    for (Token token : rule.tokens()) {
      if (token.pattern().isPresent()) {
        groups.computeIfAbsent(Subject.of(token), s -> new ArrayList<>()).add(token);
      }
    }
    groups.values().removeIf(group -> group.size() > MOST);
    return groups;
  }

  private static Diagnostic finding(RulesView rules, List<Token> core) {
    Token last = core.get(core.size() - 1);
    Diagnostic finding =
        rules.at(
            Code.RULE_CONTRADICTION,
            last,
            "`" + rules.shown(last) + "` cannot hold together with the rule's other matches");
    for (Token other : core.subList(0, core.size() - 1)) {
      finding = rules.related(finding, other, "excludes it");
    }
    if (last.kind().isParentMatch()) {
      finding = finding.note("all parent matches of a rule must hold on one and the same device");
    }
    return finding.help("the rule never applies: take one of them out, or write `\"a|b\"`");
  }

  /** Matches that exclude each other, as few as can be told, as they are written; or none. */
  private static List<Token> core(List<Token> group, Languages languages) {
    if (group.size() < 2 || !exclude(group, languages)) {
      return List.of();
    }
    List<Token> core = new ArrayList<>(group);
    for (Token token : group) {
      List<Token> fewer = new ArrayList<>(core);
      fewer.removeIf(t -> t == token);
      if (exclude(fewer, languages)) {
        core = fewer;
      }
    }
    core.sort((a, b) -> Integer.compare(a.span().start(), b.span().start()));
    return core;
  }

  private static boolean exclude(List<Token> tokens, Languages languages) {
    if (tokens.isEmpty()) {
      return false;
    }
    if (Subject.of(tokens.get(0)).isMany()) {
      return excludeMany(tokens, languages);
    }
    GlobLanguage left = languages.domain(tokens.get(0)).values();
    for (Token token : tokens) {
      left = languages.accepted(token).flatMap(left::intersect).orElse(left);
    }
    return left.isEmpty();
  }

  /** Of several values one must be wanted by some match that no other match refuses. */
  private static boolean excludeMany(List<Token> tokens, Languages languages) {
    GlobLanguage refused = GlobLanguage.NONE;
    for (Token token : tokens) {
      if (!token.pattern().get().wanted()) {
        refused = languages.compared(token).flatMap(refused::union).orElse(refused);
      }
    }
    for (Token token : tokens) {
      Optional<GlobLanguage> compared = languages.compared(token);
      if (token.pattern().get().wanted()
          && compared.isPresent()
          && refused.includes(compared.get())) {
        return true;
      }
    }
    return false;
  }
}
