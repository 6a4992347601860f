package org.daxpolicy.udev.verify;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.udev.RuleLine;
import org.daxpolicy.udev.Token;
import org.daxpolicy.udev.TokenKind;
import org.daxpolicy.udev.UdevVersion;
import org.daxpolicy.udev.ValuePattern;

/**
 * Two matches of a rule that udevadm takes to exclude each other. It is mistaken about keys with
 * several values and about commands that may turn out otherwise the second time.
 */
final class ConflictingTerms implements UdevadmCheck {
  @Override
  public Optional<Diagnostic> check(RulesView rules, int index) {
    return find(rules.rules().get(index), rules.version())
        .map(pair -> finding(rules, pair.get(0), pair.get(1)));
  }

  /** The first pair udevadm objects to. */
  static Optional<List<Token>> find(RuleLine rule, UdevVersion version) {
    return Pairs.first(rule, (a, b) -> Pairs.areOpposite(a, b) || exclude(a, b, version));
  }

  private static Diagnostic finding(RulesView rules, Token first, Token second) {
    Diagnostic finding =
        rules.at(
            Code.RULE_CONFLICTING_TERMS,
            second,
            "`" + rules.shown(second) + "` conflicts with another term of the rule");
    Diagnostic related = rules.related(finding, first, "the other term");
    boolean opposite = Pairs.areOpposite(first, second);
    boolean many = Subject.of(first).isMany();
    if (!first.kind().isMatch() || first.pattern().isEmpty()) {
      return related
          .note("it is looked at twice, and could turn out otherwise the second time")
          .help("look once, and let a second rule decide on the other case");
    }
    if (many && !opposite) {
      return related
          .note("a device has several of these, so both could hold; udevadm objects all the same")
          .help("let a rule with the first term set a property, and match it beside the second");
    }
    if (first.kind().isParentMatch()) {
      return related
          .note("all parent matches of a rule must hold on one and the same device")
          .help("ask for the second parent in a rule of its own, and pass on with a property");
    }
    return related
        .note("the rule can never apply")
        .help("write alternatives into one value: `\"a|b\"`");
  }

  /** Whether two matches of the same sense accept nothing in common, as udevadm sees it. */
  private static boolean exclude(Token a, Token b, UdevVersion version) {
    if (a.pattern().isEmpty() || b.pattern().isEmpty() || !Pairs.haveOneSubject(a, b)) {
      return false;
    }
    ValuePattern one = a.pattern().get();
    ValuePattern other = b.pattern().get();
    boolean comparable =
        one.wanted()
            && other.wanted()
            && one.type() == other.type()
            && !one.orEmpty()
            && !other.orEmpty()
            && !one.foldsCase()
            && !other.foldsCase()
            && !(Pairs.isAttribute(a.kind()) && one.trims() != other.trims())
            && !hidesTrimming(a.kind(), one, version);
    if (!comparable) {
      return false;
    }
    return switch (one.type()) {
      case PLAIN -> areDisjoint(one.pieces(), other.pieces());
      case GLOB -> beginDifferently(one.pieces(), other.pieces());
      default -> false;
    };
  }

  /** From 257 on udevadm no longer compares attributes that are trimmed. */
  private static boolean hidesTrimming(TokenKind kind, ValuePattern pattern, UdevVersion version) {
    return version.atLeast(257) && Pairs.isAttribute(kind) && pattern.trims();
  }

  private static boolean areDisjoint(List<String> some, List<String> others) {
    Set<String> both = new HashSet<>(some);
    both.retainAll(others);
    return both.isEmpty();
  }

  private static boolean beginDifferently(List<String> some, List<String> others) {
    return some.stream()
        .map(ConflictingTerms::literalBeginning)
        .allMatch(
            a ->
                others.stream()
                    .map(ConflictingTerms::literalBeginning)
                    .noneMatch(b -> a.startsWith(b) || b.startsWith(a)));
  }

  private static String literalBeginning(String glob) {
    int end = 0;
    while (end < glob.length() && "*?[".indexOf(glob.charAt(end)) < 0) {
      end++;
    }
    return glob.substring(0, end);
  }
}
