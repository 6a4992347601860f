package org.daxpolicy.udev.verify;

import org.daxpolicy.udev.Token;
import org.daxpolicy.udev.TokenKind;

/**
 * What a match looks at. Matches of one rule on the same subject see the same value, since
 * assignments are worked off behind all matches.
 *
 * @param kind the key
 * @param name what stands in braces; empty for keys without
 * @param trimmed whether it is an attribute whose white space at the end is cut
 */
record Subject(TokenKind kind, String name, boolean trimmed) {
  static final Subject ACTION = new Subject(TokenKind.MATCH_ACTION, "", false);
  static final Subject SUBSYSTEM = new Subject(TokenKind.MATCH_SUBSYSTEM, "", false);

  static Subject of(Token token) {
    boolean trimmed =
        Pairs.isAttribute(token.kind()) && token.pattern().filter(p -> p.trims()).isPresent();
    return new Subject(token.kind(), token.name(), trimmed);
  }

  /** Whether it has several values, or none. */
  boolean isMany() {
    return switch (kind) {
      case MATCH_SYMLINK, MATCH_TAG, MATCH_TAGS -> true;
      default -> false;
    };
  }

  /** Whether a match fails, whatever its operator, where there is no such thing. */
  boolean mayBeMissing() {
    return Pairs.isAttribute(kind);
  }
}
