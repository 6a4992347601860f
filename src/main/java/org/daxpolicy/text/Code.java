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
  // ---- 07 simulation risks
  MEMORY_MAY_BE_PINNED(701, Severity.WARNING, "memory that is online may not be taken back"),
  AUTO_ONLINE_REFUSED(702, Severity.ERROR, "the auto-online policy makes daxctl refuse"),
  UNIT_MISSING(703, Severity.ERROR, "rules want a unit that is not installed"),
  WORK_LOOPS(704, Severity.ERROR, "work causes the event that starts it again"),
  BELOW_ONE_BLOCK(705, Severity.WARNING, "a device holds no whole memory block"),
  NO_TARGET_NODE(706, Severity.WARNING, "a device has no target node"),
  SIZE_ZERO(707, Severity.WARNING, "a device the rules decide on has size 0"),
  RULE_ONLINES_MEMORY(708, Severity.WARNING, "a rule onlines every memory block"),
  LEFT_UNBOUND(709, Severity.WARNING, "a device ends without a driver"),
  KERNEL_ZONE(710, Severity.NOTE, "memory in a kernel zone is rarely given back"),
  RELATIVE_PROGRAM(711, Severity.ERROR, "RUN names daxctl without its path"),
  OUTCOME_MISSED(712, Severity.WARNING, "a device does not end as its rule says"),
  NOT_SIMULATED(713, Severity.NOTE, "a command is not simulated"),
  COMMAND_FAILS(714, Severity.WARNING, "a daxctl command fails"),
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
