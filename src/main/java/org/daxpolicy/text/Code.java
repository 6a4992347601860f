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
  LATE_ATTRIBUTE(301, Severity.NOTE, "an attribute exists only once memory has been online"),
  NEWER_ATTRIBUTE(302, Severity.WARNING, "an attribute is newer than some kernels of the target"),
  NODE_RANGE_ASSUMED(303, Severity.WARNING, "the target does not say which nodes there are"),
  PROTECTION_NOT_AVAILABLE(304, Severity.ERROR, "a protection is not available in this version"),
  UNPROTECTED(305, Severity.WARNING, "memory is taken back without protection"),
  PROTECTION_DEFEATS_OUTCOME(306, Severity.ERROR, "the protection prevents an outcome"),
  PROTECTION_CHOSEN(307, Severity.NOTE, "which protection `auto` has become"),
  LATE_UNDER_OFFLINE(308, Severity.WARNING, "the protection keeps an attribute from appearing"),
  TRAILING_SPACE(309, Severity.WARNING, "a text that ends in white space never matches"),
  ZERO_SIZE(310, Severity.NOTE, "a comparison holds for the size 0 of a device being created"),
  // ---- 04 compilation
  UNNAMEABLE_POLICY(401, Severity.ERROR, "a policy's name gives no file name"),
  CONF_CANNOT_SAY(402, Severity.ERROR, "daxctl.conf cannot express a rule"),
  RUN_CANNOT_RETRY(403, Severity.ERROR, "a command in udev's worker cannot be tried again"),
  RUN_TIMEOUT(404, Severity.WARNING, "a command in udev's worker may be killed"),
  VALUE_NOT_EXPRESSIBLE(405, Severity.ERROR, "a value cannot be written in a rule"),
  VALUE_TOO_LONG(406, Severity.ERROR, "a value is too long for a rule"),
  NODE_NOT_DELIVERED(407, Severity.WARNING, "a delivery does not set up device nodes"),
  RESERVED_PARAMETER(408, Severity.ERROR, "a kernel parameter has the name of a udev property"),
// ---- 05 machine snapshots
// ---- 06 udev rules
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
