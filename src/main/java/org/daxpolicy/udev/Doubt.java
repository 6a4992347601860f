package org.daxpolicy.udev;

/**
 * Something a rule asks for that nobody has told.
 *
 * @param file the rules file's name
 * @param line 1-based line of the rule, as that version counts it
 * @param term the term that asks, as written
 * @param subject what kind of thing it asks for
 * @param name which one: a command line after substitution, a path, an account, …
 */
public record Doubt(String file, int line, String term, Subject subject, String name) {
  /** What rules can ask for that a snapshot may not hold. */
  public enum Subject {
    /** What a program would do; named by its command line. */
    PROGRAM,
    /** What a command of udev itself would find; named by its command line. */
    BUILTIN,
    /** Whether a file outside sysfs is there and what it holds; named by its path. */
    FILE,
    /** The value of a sysctl; named by its path below {@code /proc/sys}. */
    SYSCTL,
    /** An option of the kernel's command line. */
    COMMAND_LINE,
    /** A fact about the host: {@code arch}, {@code virt} or {@code cvm}. */
    CONSTANT,
    /** Whether there is a user of this name or number. */
    USER,
    /** Whether there is a group of this name or number. */
    GROUP
  }
}
