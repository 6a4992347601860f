package org.daxpolicy.dax.kernel;

/**
 * Something that may go one way or the other.
 *
 * @param kind what may happen
 * @param device the dax device it happens to
 */
public record Uncertainty(Kind kind, String device) {
  /** What may happen. */
  public enum Kind {
    /** The kernel has put something that cannot move into online memory of a kernel zone. */
    PINNED,
    /** Taking memory back takes longer than somebody gives, who then ends the command. */
    TIMES_OUT,
    /** Another event's loading of modules comes before a command that was to come first. */
    OVERTAKEN,
    /** A command comes before the rules have worked on new memory blocks. */
    RULES_LATE,
    /** The rules have worked on new memory blocks before the command that added them goes on. */
    RULES_EARLY
  }
}
