package org.daxpolicy.udev;

import org.daxpolicy.text.Span;

/**
 * What the reader has to say of a place in a rules file.
 *
 * @param kind which sort of trouble
 * @param level syslog level: 3 error, 4 warning, 5 notice
 * @param line the line's number as that release counts it
 * @param span the place, in bytes
 * @param text the words
 * @param dropped whether the rule is dropped for it
 */
record Finding(Kind kind, int level, int line, Span span, String text, boolean dropped) {
  /** The sorts of trouble. */
  enum Kind {
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
    VALUE,
    RESERVED_PROPERTY,
    ACCOUNT,
    DISCOURAGED,
    JUMP,
    NO_EFFECT
  }
}
