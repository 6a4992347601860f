package org.daxpolicy.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.Vocabulary;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.daxpolicy.language.parser.DaxPolicyLexer;

/** Puts the tokens a parser would accept into words. */
final class Expected {
  private static final Map<Integer, String> TEXTS =
      Map.of(
          DaxPolicyLexer.POLICY, "a name in quotes",
          DaxPolicyLexer.RULE, "a rule name in quotes",
          DaxPolicyLexer.TEST, "a test name in quotes",
          DaxPolicyLexer.IMPORT, "a file name in quotes",
          DaxPolicyLexer.MACHINE, "a snapshot's file name in quotes",
          DaxPolicyLexer.BECAUSE, "a reason in quotes",
          DaxPolicyLexer.TICKET, "a ticket in quotes",
          DaxPolicyLexer.SYMLINK, "a path below /dev in quotes",
          DaxPolicyLexer.CMDLINE, "a kernel command line in quotes");

  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(DaxPolicyLexer.LET, "a name for the condition"),
          Map.entry(DaxPolicyLexer.MODE, "a mode such as `devdax`"),
          Map.entry(DaxPolicyLexer.NUMBER, "a mode such as `devdax`"),
          Map.entry(DaxPolicyLexer.REST, "a mode such as `devdax`"),
          Map.entry(DaxPolicyLexer.ONLINE, "`none`"),
          Map.entry(DaxPolicyLexer.PROTECT, "a protection such as `auto`"),
          Map.entry(DaxPolicyLexer.SECLABEL, "a security module such as `selinux`"),
          Map.entry(DaxPolicyLexer.ZONE, "`movable` or `normal`"),
          Map.entry(DaxPolicyLexer.WEIGHTS, "`auto`"),
          Map.entry(DaxPolicyLexer.DEMOTION, "`on` or `off`"),
          Map.entry(DaxPolicyLexer.EXPECT, "a device such as `dax0.0`"),
          Map.entry(DaxPolicyLexer.LPAREN, "an attribute"));

  private static final Map<Integer, String> NUMBERS =
      Map.ofEntries(
          Map.entry(DaxPolicyLexer.WEIGHTS, "a weight from 1 to 255"),
          Map.entry(DaxPolicyLexer.EXPIRES, "a date such as `2027-06-30`"),
          Map.entry(DaxPolicyLexer.EVERY, "a duration such as `10s`"),
          Map.entry(DaxPolicyLexer.RETRY, "a number of tries"),
          Map.entry(DaxPolicyLexer.KERNEL, "a version such as `6.12`"),
          Map.entry(DaxPolicyLexer.SYSTEMD, "a version such as `252`"),
          Map.entry(DaxPolicyLexer.DAXCTL, "a version such as `76`"),
          Map.entry(DaxPolicyLexer.GE, "a version such as `6.12`"),
          Map.entry(DaxPolicyLexer.NODES, "a node number"),
          Map.entry(DaxPolicyLexer.MODE, "permissions such as `0660`"),
          Map.entry(DaxPolicyLexer.SIZE, "a size such as `16GiB`"),
          Map.entry(DaxPolicyLexer.ALIGN, "an alignment such as `2MiB`"));

  /** What stands for the end of a statement. */
  static final String NEXT = "the next statement";

  private Expected() {}

  /**
   * Names for what may come, such as {@code `when`} or {@code a rule name in quotes}, in the order
   * of the token table.
   *
   * @param tokens the token types
   * @param previous the type of the token before
   */
  static List<String> names(IntervalSet tokens, int previous, Vocabulary vocabulary) {
    List<String> names = new ArrayList<>();
    boolean anyName = tokens.contains(DaxPolicyLexer.NAME);
    boolean soft = anyName && tokens.contains(DaxPolicyLexer.REGION_IDLE);
    boolean condition = tokens.contains(DaxPolicyLexer.NOT);
    boolean comparison = tokens.contains(DaxPolicyLexer.MATCHES);
    boolean clause = tokens.contains(DaxPolicyLexer.TICKET) && !anyName;
    boolean value =
        anyName && tokens.contains(DaxPolicyLexer.STRING) && tokens.contains(DaxPolicyLexer.NUMBER);
    for (int type : tokens.toArray()) {
      if (condition && startsCondition(type)
          || comparison && compares(type)
          || value && isValue(type)
          || clause && startsClause(type)
          || soft && type <= DaxPolicyLexer.ZONE && type != DaxPolicyLexer.NAME) {
        continue;
      }
      names.add(name(type, previous, vocabulary));
    }
    if (clause) {
      names.add(0, "a clause such as `mode devdax`");
    }
    if (condition) {
      names.add(0, "a condition");
    } else if (value) {
      names.add(0, "a value");
    }
    if (comparison) {
      names.add(0, "a comparison");
    }
    if (tokens.contains(DaxPolicyLexer.REST) && !soft && names.remove("a number")) {
      names.add(0, "a part's size such as `16GiB`");
    }
    if (previous == DaxPolicyLexer.ONLINE && tokens.contains(DaxPolicyLexer.KERNEL)) {
      names.add(0, "`movable`");
    }
    if (names.remove(NEXT)) {
      names.add(NEXT);
    }
    return names;
  }

  /** {@code a, b or c}. */
  static String list(List<String> names) {
    if (names.size() < 2) {
      return String.join("", names);
    }
    int last = names.size() - 1;
    return String.join(", ", names.subList(0, last)) + " or " + names.get(last);
  }

  private static String name(int type, int previous, Vocabulary vocabulary) {
    return switch (type) {
      case Token.EOF -> NEXT;
      case DaxPolicyLexer.STRING -> TEXTS.getOrDefault(previous, "a text in quotes");
      case DaxPolicyLexer.NAME -> NAMES.getOrDefault(previous, "a name");
      case DaxPolicyLexer.NUMBER -> NUMBERS.getOrDefault(previous, "a number");
      default -> {
        String literal = vocabulary.getLiteralName(type);
        yield literal == null
            ? vocabulary.getDisplayName(type)
            : "`" + literal.substring(1, literal.length() - 1) + "`";
      }
    };
  }

  private static boolean startsCondition(int type) {
    return switch (type) {
      case DaxPolicyLexer.NAME,
          DaxPolicyLexer.NOT,
          DaxPolicyLexer.LPAREN,
          DaxPolicyLexer.PRESENT,
          DaxPolicyLexer.TRUE,
          DaxPolicyLexer.FALSE ->
          true;
      default -> false;
    };
  }

  private static boolean startsClause(int type) {
    return switch (type) {
      case DaxPolicyLexer.WHEN,
          DaxPolicyLexer.MODE,
          DaxPolicyLexer.KEEP,
          DaxPolicyLexer.NODE,
          DaxPolicyLexer.BECAUSE,
          DaxPolicyLexer.TICKET,
          DaxPolicyLexer.EXPIRES,
          DaxPolicyLexer.PARTITION,
          DaxPolicyLexer.ALIGN,
          DaxPolicyLexer.SIZE,
          DaxPolicyLexer.MEMORY ->
          true;
      default -> false;
    };
  }

  private static boolean compares(int type) {
    return type >= DaxPolicyLexer.EQ && type <= DaxPolicyLexer.GT
        || type == DaxPolicyLexer.IN
        || type == DaxPolicyLexer.MATCHES;
  }

  private static boolean isValue(int type) {
    return switch (type) {
      case DaxPolicyLexer.NAME,
          DaxPolicyLexer.STRING,
          DaxPolicyLexer.NUMBER,
          DaxPolicyLexer.TRUE,
          DaxPolicyLexer.FALSE ->
          true;
      default -> false;
    };
  }
}
