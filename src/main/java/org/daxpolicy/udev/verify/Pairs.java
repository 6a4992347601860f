package org.daxpolicy.udev.verify;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.daxpolicy.udev.Operator;
import org.daxpolicy.udev.RuleLine;
import org.daxpolicy.udev.Token;
import org.daxpolicy.udev.TokenKind;
import org.daxpolicy.udev.ValuePattern;

/** How {@code udevadm verify} compares two terms of a rule. Measured with releases 254 to 262. */
final class Pairs {
  private Pairs() {}

  /** The first two terms, in the order udev works them off, that are so. */
  static Optional<List<Token>> first(RuleLine rule, BiPredicate<Token, Token> wanted) {
    List<Token> tokens = rule.tokens();
    for (int i = 0; i < tokens.size(); i++) {
      for (int j = i + 1; j < tokens.size(); j++) {
        Token a = tokens.get(i);
        Token b = tokens.get(j);
        // terms stand sorted by kind
        if (a.kind() != b.kind()) {
          break;
        }
        if (wanted.test(a, b)) {
          boolean written = a.span().start() <= b.span().start();
          return Optional.of(written ? List.of(a, b) : List.of(b, a));
        }
      }
    }
    return Optional.empty();
  }

  /** Whether two terms are equal but for the operator. */
  static boolean areAlike(Token a, Token b) {
    return haveOneSubject(a, b) && haveOneValue(a, b);
  }

  /** Whether two terms ask for, or do, the same with their values. */
  static boolean haveOneSense(Token a, Token b) {
    if (a.pattern().isPresent() && b.pattern().isPresent()) {
      return a.pattern().get().wanted() == b.pattern().get().wanted();
    }
    return a.operator() == b.operator();
  }

  /** Whether two terms are of one kind and name one thing. */
  static boolean haveOneSubject(Token a, Token b) {
    return a.kind() == b.kind()
        && switch (a.kind()) {
          case MATCH_ENV, MATCH_CONST, MATCH_ATTR, MATCH_SYSCTL, MATCH_ATTRS ->
              a.name().equals(b.name());
          case SECLABEL, ENV, ATTR, SYSCTL -> a.name().equals(b.name());
          case TEST -> a.number() == b.number() && isMasked(a) == isMasked(b);
          default -> true;
        };
  }

  private static boolean isMasked(Token test) {
    return !test.name().isEmpty();
  }

  private static boolean haveOneValue(Token a, Token b) {
    if (a.pattern().isPresent() && b.pattern().isPresent()) {
      return areOne(a, a.pattern().get(), b.pattern().get());
    }
    return switch (a.kind()) {
      case OWNER_ID, GROUP_ID -> a.number() == b.number() && isKnown(a, b);
      case MODE_BITS, OPTION_LINK_PRIORITY, OPTION_LOG_LEVEL -> a.number() == b.number();
      case OPTION_ESCAPE_NONE, OPTION_ESCAPE_REPLACE, OPTION_DB_PERSIST -> true;
      // nothing and "anything" are one and the same to a match that does not compare
      default -> a.value().equals(b.value()) || a.kind().isMatch() && isEmpty(a) && isEmpty(b);
    };
  }

  private static boolean isKnown(Token a, Token b) {
    return a.number() != RuleLine.UNTOLD || a.value().equals(b.value());
  }

  private static boolean isEmpty(Token token) {
    return token.value().isEmpty() || token.value().equals("?*");
  }

  private static boolean areOne(Token token, ValuePattern a, ValuePattern b) {
    if (a.type() != b.type()
        || a.orEmpty() != b.orEmpty()
        || a.foldsCase() != b.foldsCase()
        || isAttribute(token.kind()) && a.trims() != b.trims()) {
      return false;
    }
    boolean bare = a.type() == ValuePattern.Type.EMPTY || a.type() == ValuePattern.Type.SUBSYSTEM;
    return bare || new HashSet<>(a.pieces()).equals(new HashSet<>(b.pieces()));
  }

  static boolean isAttribute(TokenKind kind) {
    return kind == TokenKind.MATCH_ATTR || kind == TokenKind.MATCH_ATTRS;
  }

  /** Whether one of two matches wants what the other refuses. */
  static boolean areOpposite(Token a, Token b) {
    boolean matches =
        a.kind().isMatch()
            && (a.pattern().isPresent()
                || a.operator() == Operator.MATCH
                || a.operator() == Operator.NO_MATCH);
    return matches && areAlike(a, b) && !haveOneSense(a, b);
  }
}
