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
 * @param owner numeric id, 32 bits without sign; empty where no rule set it
 * @param group numeric id, 32 bits without sign; empty where no rule set it
 * @param mode permission bits; empty where no rule set them
 * @param name the name of a network interface, where a rule set it
 * @param watch whether udev is to watch the node for writers that close it; empty without node
 * @param persistent whether the database entry outlives the change from the initrd to the system
 * @param run queued commands in order
 * @param seclabels security labels in order
 * @param attributeWrites sysfs writes in order
 * @param sysctlWrites sysctl writes in order
 * @param diagnostics messages of reading and evaluating
 * @param trace what became of every line that was looked at
 * @param unknown the parts that depend on what nobody has told; what the other fields hold is so
 *     whatever that is, except that properties which an import of unknown content may have changed
 *     are shown as they were before
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
    Optional<Boolean> watch,
    boolean persistent,
    List<Command> run,
    List<SecurityLabel> seclabels,
    List<Write> attributeWrites,
    List<Write> sysctlWrites,
    List<Message> diagnostics,
    List<LineTrace> trace,
    List<Unknown> unknown) {

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

  /** The parts a verdict has. */
  public enum Part {
    PROPERTY,
    TAG,
    CURRENT_TAG,
    SYMLINK,
    LINK_PRIORITY,
    OWNER,
    GROUP,
    MODE,
    NAME,
    WATCH,
    DB_PERSIST,
    RUN,
    SECLABEL,
    ATTRIBUTE_WRITE,
    SYSCTL_WRITE
  }

  /**
   * A part of the verdict that is not known.
   *
   * @param part which part
   * @param name which property, tag, link, command, label or write may be there: a property's name
   *     may be a glob; empty where that is not known either, or where there is but one
   * @param file the rules file whose rule may make it so
   * @param line that rule's line, as that version counts it; 0 if it is no rule
   * @param doubt what would have to be told
   */
  public record Unknown(Part part, String name, String file, int line, Doubt doubt) {}

  /** How a term ended. */
  public enum Truth {
    TRUE,
    FALSE,
    /** Depends on something the snapshot does not tell. */
    UNKNOWN
  }

  /** Whether a line was tried on the event, or why not. */
  public enum Reach {
    TRIED,
    /** It does nothing that such an event could need. */
    NOT_FOR_EVENT,
    /** A GOTO of an earlier line passed over it. */
    PASSED_OVER,
    /** An earlier line's failure ended the work on the event. */
    AFTER_END
  }

  /**
   * What became of one line.
   *
   * @param file the rules file's name
   * @param line 1-based number of the line's first physical line
   * @param reach whether it was looked at
   * @param terms the terms in the order udev evaluates them, up to the first that failed; of parent
   *     matches as they were on the device that matched, or else on the last tried
   * @param outcome whether all matches held
   * @param attempts the devices on which parent matches were tried, in order; empty without any
   * @param untried the terms that were not looked at, as written
   */
  public record LineTrace(
      String file,
      int line,
      Reach reach,
      List<TermTrace> terms,
      Truth outcome,
      List<Attempt> attempts,
      List<String> untried) {

    /** Whether it was not looked at. */
    public boolean skipped() {
      return reach != Reach.TRIED;
    }
  }

  /**
   * Parent matches on one device.
   *
   * @param device its devpath
   * @param terms the terms up to the first that failed
   */
  public record Attempt(String device, List<TermTrace> terms) {}

  /**
   * What became of one term.
   *
   * @param text the term as written, {@code ATTR{size}=="1*"}
   * @param device the devpath it was tried on; for parent matches the one that matched, or else the
   *     last tried
   * @param actual the value that was compared; empty when it does not exist
   * @param outcome how it ended; assignments are TRUE
   * @param changes what it changed
   */
  public record TermTrace(
      String text, String device, Optional<String> actual, Truth outcome, List<Change> changes) {}

  /**
   * A change a term made.
   *
   * @param what what it changed: {@code property A}, {@code tag t}, {@code mode}, …
   * @param before the value before; empty if there was none
   * @param after the value after; empty if there is none
   * @param known whether the value after is known
   */
  public record Change(
      String what, Optional<String> before, Optional<String> after, boolean known) {}
}
