package org.daxpolicy.udev;

import java.util.Optional;
import org.daxpolicy.text.Span;

/**
 * What the reader has to say of a place in a rules file.
 *
 * @param kind which sort of trouble
 * @param level syslog level: 3 error, 4 warning, 5 notice
 * @param line the line's number as that release counts it
 * @param span the place, in bytes
 * @param text the words, udev's own where udev has some
 * @param dropped whether the rule is dropped for it
 */
public record Finding(Kind kind, int level, int line, Span span, String text, boolean dropped) {
  /** What stands in double quotes within the words. */
  public Optional<String> quoted() {
    int open = text.indexOf('"');
    int close = text.lastIndexOf('"');
    return open >= 0 && close > open
        ? Optional.of(text.substring(open + 1, close))
        : Optional.empty();
  }

  /** The sorts of trouble. */
  public enum Kind {
    /** A line is too long for udev to read any of the file; it names no line then. */
    FILE_DISCARDED,
    LINE_TOO_LONG,
    UNFINISHED_CONTINUATION,
    SYNTAX,
    UNKNOWN_KEY,
    ATTRIBUTE,
    OPERATOR,
    ASSUMED_OPERATOR,
    CASE_PREFIX,
    SUBSTITUTION,
    NUMBER,
    UNKNOWN_BUILTIN,
    UNKNOWN_OPTION,
    USELESS_NAME,
    RESERVED_PROPERTY,
    ACCOUNT,
    /** An account of a person owns a device node; udevadm says so and still passes the file. */
    PERSONAL_ACCOUNT,
    SUBSYSTEM_ALIAS,
    DEVICE_LINK,
    PARENT_DIRECTORY,
    JUMP,
    NO_EFFECT,
    ORDER,
    DELIMITER
  }
}
