package org.daxpolicy.udev;

import java.util.Optional;
import org.daxpolicy.text.Span;

/**
 * One term of a rule line, understood.
 *
 * @param kind what it does
 * @param key the key as written
 * @param attribute what stands in braces
 * @param operator the operator that counts, after what udev assumes for unfitting ones
 * @param value the value, unquoted
 * @param template the value as what is substituted in it
 * @param pattern the compiled value of a comparing match
 * @param number an id, mode, mask, priority or flag, by kind
 * @param text the term as written, continuation lines joined
 * @param line 1-based physical line it begins on
 * @param span where it stands in the file
 */
public record Token(
    TokenKind kind,
    String key,
    Optional<String> attribute,
    Operator operator,
    String value,
    Template template,
    Optional<ValuePattern> pattern,
    int number,
    String text,
    int line,
    Span span) {

  /** The pattern of a comparing match. */
  ValuePattern compared() {
    return pattern.orElseThrow();
  }

  /** The attribute of a key that cannot be without one. */
  public String name() {
    return attribute.orElse("");
  }

  /** Whether an outcome of comparing suits the operator. */
  boolean wants(boolean matched) {
    return (operator == Operator.MATCH) == matched;
  }
}
