package org.daxpolicy.udev;

import java.util.List;
import java.util.Optional;

/**
 * A rule and what is worth knowing of it before it is tried on an event.
 *
 * @param rule the rule
 * @param place where it stands
 * @param tokens its terms, in the order udev works them off
 * @param parents the index behind the last of its parent matches, which stand together; 0 if it has
 *     none
 * @param fixed those of its matches that end alike on all events of an action on devices of a
 *     subsystem, and of which trying the others first makes no difference
 * @param ofDevice those of its matches that end alike on all events of one device, as long as no
 *     attribute was written, and of which trying the others first makes no difference
 * @param updates whether it does something to any event, node or not
 * @param touchesNode whether it changes the device node or its links
 * @param names whether it names a network interface
 * @param untold the term that names an account nobody has told, in a release that drops the whole
 *     rule if there is none
 */
record RuleAtWork(
    RuleLine rule,
    Place place,
    List<Token> tokens,
    int parents,
    List<Token> fixed,
    List<Token> ofDevice,
    boolean updates,
    boolean touchesNode,
    boolean names,
    Optional<Token> untold) {

  static RuleAtWork of(RuleLine rule, String file, UdevVersion version) {
    return new RuleAtWork(
        rule,
        new Place(file, rule.number(version)),
        rule.tokens(),
        endOfParents(rule.tokens()),
        fixed(rule.tokens()),
        ofDevice(rule.tokens()),
        rule.updates(),
        rule.touchesNode(),
        rule.names(),
        version.atLeast(258)
            ? rule.tokens().stream().filter(RuleAtWork::isUntold).findFirst()
            : Optional.empty());
  }

  private static int endOfParents(List<Token> tokens) {
    int end = 0;
    for (int i = 0; i < tokens.size(); i++) {
      end = tokens.get(i).kind().isParentMatch() ? i + 1 : end;
    }
    return end;
  }

  /** Asking for a property can make others, so behind that a subsystem is looked at in its turn. */
  private static List<Token> fixed(List<Token> tokens) {
    boolean asks = tokens.stream().anyMatch(t -> t.kind() == TokenKind.MATCH_ENV);
    return tokens.stream()
        .filter(
            t ->
                t.kind() == TokenKind.MATCH_ACTION
                    || (t.kind() == TokenKind.MATCH_SUBSYSTEM && !asks))
        .toList();
  }

  /** Asking for properties and for the driver has consequences, and comes before attributes. */
  private static List<Token> ofDevice(List<Token> tokens) {
    boolean asks =
        tokens.stream()
            .anyMatch(t -> t.kind() == TokenKind.MATCH_ENV || t.kind() == TokenKind.MATCH_DRIVER);
    return tokens.stream()
        .filter(
            t ->
                t.kind() == TokenKind.MATCH_KERNEL
                    || t.kind() == TokenKind.MATCH_DEVPATH
                    || (t.kind() == TokenKind.MATCH_ATTR && !asks && isPlain(t.name())))
        .toList();
  }

  /** Whether a name of an attribute stands for itself. */
  private static boolean isPlain(String name) {
    return !name.startsWith("[") && !Template.hasSubstitution(name);
  }

  /** Whether the rule may match events of an action on devices of a subsystem. */
  boolean mayMatch(String action, String subsystem) {
    for (Token token : fixed) {
      String actual = token.kind() == TokenKind.MATCH_ACTION ? action : subsystem;
      if (!token.compared().holds(actual)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isUntold(Token token) {
    return token.number() == RuleLine.UNTOLD
        && (token.kind() == TokenKind.OWNER_ID || token.kind() == TokenKind.GROUP_ID);
  }

  int firstLine() {
    return rule.firstLine();
  }

  Optional<String> label() {
    return rule.label();
  }

  Optional<String> target() {
    return rule.target();
  }

  int jump() {
    return rule.jump();
  }

  boolean hasJump() {
    return rule.hasJump();
  }
}
