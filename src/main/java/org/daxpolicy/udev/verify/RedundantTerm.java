package org.daxpolicy.udev.verify;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.daxpolicy.glob.GlobLanguage;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.udev.RuleLine;
import org.daxpolicy.udev.Token;
import org.daxpolicy.udev.ValuePattern;

/** A match that holds whenever another of its rule does, or an alternative within another. */
final class RedundantTerm implements RulesCheck {
  /** Alternatives of one value that are compared with each other. */
  private static final int MOST = 200;

  @Override
  public void run(RulesView rules, Consumer<Diagnostic> found) {
    for (RuleLine rule : rules.rules()) {
      for (List<Token> group : Contradiction.groups(rule).values()) {
        implied(rules, group, found);
      }
      for (Token token : rule.tokens()) {
        token.pattern().ifPresent(pattern -> alternative(rules, token, pattern, found));
      }
    }
  }

  private static void implied(RulesView rules, List<Token> group, Consumer<Diagnostic> found) {
    Languages languages = rules.course().languages();
    Set<Token> spared = new HashSet<>();
    for (Token weak : group) {
      for (Token strong : group) {
        if (weak != strong
            && !spared.contains(strong)
            && !Pairs.areAlike(weak, strong)
            && implies(strong, weak, languages)
            && !AlwaysHolds.alwaysHolds(weak, languages)) {
          spared.add(weak);
          found.accept(
              rules
                  .related(
                      rules.at(
                          Code.RULE_REDUNDANT_TERM,
                          weak,
                          "`" + rules.shown(weak) + "` says nothing that another term does not"),
                      strong,
                      "whenever this holds, the other does")
                  .help("take the weaker one out, unless it is there for readers"));
          break;
        }
      }
    }
  }

  private static boolean implies(Token strong, Token weak, Languages languages) {
    boolean many = Subject.of(weak).isMany();
    boolean positive = weak.pattern().get().wanted();
    if (many && strong.pattern().get().wanted() != positive) {
      return false;
    }
    Optional<GlobLanguage> some = many ? languages.compared(strong) : languages.accepted(strong);
    Optional<GlobLanguage> more = many ? languages.compared(weak) : languages.accepted(weak);
    if (some.isEmpty() || more.isEmpty() || some.get().isEmpty()) {
      return false;
    }
    return many && !positive ? some.get().includes(more.get()) : more.get().includes(some.get());
  }

  private static void alternative(
      RulesView rules, Token token, ValuePattern pattern, Consumer<Diagnostic> found) {
    boolean compares =
        pattern.type() == ValuePattern.Type.GLOB || pattern.type() == ValuePattern.Type.PLAIN;
    List<String> pieces = pattern.pieces();
    if (!compares || pieces.size() < 2 || pieces.size() > MOST) {
      return;
    }
    for (int i = 0; i < pieces.size(); i++) {
      for (int j = 0; j < pieces.size(); j++) {
        if (i != j && isWithin(pattern, pieces.get(i), pieces.get(j), i > j)) {
          found.accept(
              rules.at(
                  Code.RULE_REDUNDANT_TERM,
                  token,
                  "the alternative `"
                      + rules.source().readable(pieces.get(i))
                      + "` is within `"
                      + rules.source().readable(pieces.get(j))
                      + "`"));
          return;
        }
      }
    }
  }

  private static boolean isWithin(
      ValuePattern pattern, String piece, String other, boolean behind) {
    if (pattern.type() == ValuePattern.Type.PLAIN && !pattern.foldsCase()) {
      return behind && piece.equals(other);
    }
    Optional<GlobLanguage> some = Alternatives.language(pattern, piece);
    Optional<GlobLanguage> more = Alternatives.language(pattern, other);
    return some.isPresent()
        && more.isPresent()
        && more.get().includes(some.get())
        && (behind || !some.get().includes(more.get()));
  }
}
