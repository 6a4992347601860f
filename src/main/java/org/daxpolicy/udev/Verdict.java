package org.daxpolicy.udev;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What a rule set decides on one event. Lists are sorted where udev leaves the order open.
 *
 * @param properties all properties after the rules
 * @param tags sticky tags
 * @param currentTags current tags
 * @param symlinks links without {@code /dev/}
 * @param linkPriority 0 unless set
 * @param owner numeric id; empty where no rule set it
 * @param group numeric id; empty where no rule set it
 * @param mode permission bits; empty where no rule set them
 * @param name the name of a network interface, where a rule set it
 * @param run queued commands in order
 * @param seclabels security labels in order
 * @param attributeWrites sysfs writes in order
 * @param sysctlWrites sysctl writes in order
 * @param diagnostics messages of reading and evaluating
 * @param trace what became of every line that was looked at
 */
public record Verdict(
    SortedMap<String, String> properties,
    List<String> tags,
    List<String> currentTags,
    List<String> symlinks,
    int linkPriority,
    Optional<Integer> owner,
    Optional<Integer> group,
    Optional<Integer> mode,
    Optional<String> name,
    List<Command> run,
    List<SecurityLabel> seclabels,
    List<Write> attributeWrites,
    List<Write> sysctlWrites,
    List<Message> diagnostics,
    List<LineTrace> trace) {

  /**
   * A queued command.
   *
   * @param builtin whether a builtin rather than a program
   * @param command the command line
   */
  public record Command(boolean builtin, String command) {}

  /** A security label: the module ({@code selinux}, {@code smack}) and the label. */
  public record SecurityLabel(String module, String label) {}

  /** A write: where (an absolute path, {@code /sys/…} or {@code /proc/sys/…}) and what. */
  public record Write(String path, String value) {}

  /**
   * A message of the reader or the evaluator.
   *
   * @param level syslog level: 3 error, 4 warning, 5 notice, 7 debug
   * @param file the rules file's name
   * @param line 1-based, as that version counts it
   * @param text the words
   */
  public record Message(int level, String file, int line, String text) {}

  /** How a term ended. */
  public enum Truth {
    TRUE,
    FALSE,
    /** Depends on something the snapshot does not tell. */
    UNKNOWN
  }

  /**
   * What became of one line.
   *
   * @param file the rules file's name
   * @param line 1-based number of the line's first physical line
   * @param skipped whether it was not looked at (its class does not apply, or a GOTO jumped over
   *     it)
   * @param terms the terms in the order udev evaluates them, up to the first that failed
   * @param outcome whether all matches held
   */
  public record LineTrace(
      String file, int line, boolean skipped, List<TermTrace> terms, Truth outcome) {}

  /**
   * What became of one term.
   *
   * @param text the term as written, {@code ATTR{size}=="1*"}
   * @param device the devpath it was tried on; for parent matches the one that matched, or else the
   *     last tried
   * @param actual the value that was compared; empty when it does not exist
   * @param outcome how it ended; assignments are TRUE
   */
  public record TermTrace(String text, String device, Optional<String> actual, Truth outcome) {}
}
