package org.daxpolicy.udev;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.daxpolicy.text.Span;

/**
 * One rule.
 *
 * @param firstLine 1-based number of its first physical line
 * @param lastLine 1-based number of its last physical line
 * @param offset where it begins in the file
 * @param end where it ends in the file
 * @param tokens its terms, in the order udev works them off
 * @param label what GOTO may jump to
 * @param target where a GOTO of this rule leads
 * @param jump the index, among the file's rules, of the one GOTO leads to; -1 without
 */
public record RuleLine(
    int firstLine,
    int lastLine,
    int offset,
    int end,
    List<Token> tokens,
    Optional<String> label,
    Optional<String> target,
    int jump) {
  /** The number of an OWNER or GROUP token that names nobody, which unsets the field. */
  public static final int NOBODY = -1;

  /** The number of an OWNER or GROUP token whose name nothing is known of; no account has it. */
  public static final int UNTOLD = 65535;

  public RuleLine {
    tokens = List.copyOf(tokens);
  }

  RuleLine jumping(int index) {
    return new RuleLine(firstLine, lastLine, offset, end, tokens, label, target, index);
  }

  RuleLine standing() {
    return new RuleLine(firstLine, lastLine, offset, end, tokens, label, Optional.empty(), -1);
  }

  /** The bare label that remains of a rule without effect. */
  RuleLine emptied() {
    return new RuleLine(firstLine, lastLine, offset, end, List.of(), label, Optional.empty(), -1);
  }

  /** Where it stands in the file, in bytes. */
  public Span span() {
    return new Span(offset, Math.max(offset, end));
  }

  /** The line's number as that release counts it in messages. */
  public int number(UdevVersion version) {
    return version.atLeast(258) ? firstLine : lastLine;
  }

  public boolean hasJump() {
    return target.isPresent();
  }

  /** Whether the rule names a network interface. */
  public boolean names() {
    return has(k -> k == TokenKind.NAME);
  }

  /** Whether the rule changes the device node or its links. */
  public boolean touchesNode() {
    return has(
        k ->
            switch (k) {
              case SYMLINK, OWNER_LATE, OWNER_ID, GROUP_LATE, GROUP_ID, MODE_LATE, MODE_BITS ->
                  true;
              default -> false;
            });
  }

  /** Whether the rule prepares nodes at udev's start. */
  public boolean preparesNode() {
    return has(k -> k == TokenKind.OPTION_STATIC_NODE);
  }

  /** Whether the rule does something to any event, node or not. */
  public boolean updates() {
    return has(
        k ->
            switch (k) {
              case PROGRAM,
                  IMPORT_FILE,
                  IMPORT_PROGRAM,
                  IMPORT_BUILTIN,
                  IMPORT_DB,
                  IMPORT_CMDLINE,
                  IMPORT_PARENT ->
                  true;
              case NAME,
                  SYMLINK,
                  OWNER_LATE,
                  OWNER_ID,
                  GROUP_LATE,
                  GROUP_ID,
                  MODE_LATE,
                  MODE_BITS,
                  OPTION_STATIC_NODE ->
                  false;
              default -> !k.isMatch();
            });
  }

  /** Whether the rule does something beside jumping and being jumped to. */
  boolean acts() {
    return names() || touchesNode() || preparesNode() || updates();
  }

  /** Whether the rule does anything at all. */
  boolean hasEffect() {
    return hasJump() || label.isPresent() || acts();
  }

  private boolean has(Predicate<TokenKind> kind) {
    return tokens.stream().map(Token::kind).anyMatch(kind);
  }
}
