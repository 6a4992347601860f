package org.daxpolicy.text;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Every finding the program can report: its number, its usual severity and a title for lists. Each
 * has a page {@code explain/DXnnnn.md} and a bad and a good file in the error corpus; a test holds
 * the four together.
 *
 * <p>Numbers are grouped by the stage that reports them: 00 input and output, 01 syntax, 02 names,
 * types and meaning, 03 what a target can decide, 04 compilation, 05 machine snapshots, 06 udev
 * rules, 07 simulation risks, 08 tests.
 */
public enum Code {
  // ---- 00 input and output
  UNREADABLE_FILE(1, Severity.ERROR, "a file cannot be read"),
  NOT_UTF8(2, Severity.ERROR, "a file is not UTF-8 text"),
  FILE_TOO_LARGE(3, Severity.ERROR, "a file is larger than the program reads"),
  CANNOT_WRITE(4, Severity.ERROR, "an output file cannot be written"),
  NO_INPUT_FOUND(5, Severity.ERROR, "a directory holds no file of the kind asked for"),
  SUPPRESSION_WITHOUT_REASON(6, Severity.ERROR, "a suppression gives no reason"),
  UNUSED_SUPPRESSION(7, Severity.WARNING, "a suppression silences nothing"),
  UNKNOWN_CODE_IN_SUPPRESSION(8, Severity.ERROR, "a suppression names an unknown code"),
  // ---- 01 syntax
  // ---- 02 names, types and meaning
  // ---- 03 what a target can decide
  // ---- 04 compilation
  // ---- 05 machine snapshots
  // ---- 06 udev rules
  RULE_SYNTAX(601, Severity.ERROR, "a rule holds something that is no term"),
  RULE_UNKNOWN_KEY(602, Severity.ERROR, "a rule uses an unknown key"),
  RULE_OPERATOR(603, Severity.ERROR, "a key does not take the operator"),
  RULE_ATTRIBUTE(604, Severity.ERROR, "a key does not go with what stands in its braces"),
  RULE_UNBOUND_GOTO(605, Severity.ERROR, "a GOTO has no label below it"),
  RULE_WITHOUT_EFFECT(606, Severity.WARNING, "a rule has no effect"),
  RULE_TOO_LONG(607, Severity.ERROR, "a line is too long for udev"),
  RULE_ACCOUNT(608, Severity.ERROR, "OWNER or GROUP names nobody"),
  RULE_SUBSTITUTION(609, Severity.ERROR, "a substitution cannot be read"),
  RULE_VALUE(610, Severity.ERROR, "a key cannot take the value"),
  RULE_RESERVED_PROPERTY(611, Severity.ERROR, "a rule sets a property that belongs to udev"),
  RULE_ASSUMED_OPERATOR(612, Severity.WARNING, "udev takes an operator for another"),
  RULE_DISCOURAGED(613, Severity.WARNING, "a rule relies on something discouraged"),
  RULE_UNFINISHED(614, Severity.ERROR, "a rules file ends in the middle of a rule"),
  RULE_SECOND_ANCHOR(615, Severity.WARNING, "a rule has a second GOTO or LABEL"),
  RULE_CASE_PREFIX(616, Severity.ERROR, "a term cannot ignore letter case"),
// ---- 07 simulation risks
// ---- 08 tests
;

  private final int number;
  private final Severity severity;
  private final String title;

  Code(int number, Severity severity, String title) {
    this.number = number;
    this.severity = severity;
    this.title = title;
  }

  /** {@code DX} and four digits. */
  public String id() {
    return String.format(Locale.ROOT, "DX%04d", number);
  }

  /** The severity it has unless a stage says otherwise. */
  public Severity severity() {
    return severity;
  }

  /** A few words that name the finding in lists. */
  public String title() {
    return title;
  }

  /** The code with this id, in any letter case. */
  public static Optional<Code> byId(String id) {
    return Arrays.stream(values()).filter(c -> c.id().equalsIgnoreCase(id)).findFirst();
  }
}
