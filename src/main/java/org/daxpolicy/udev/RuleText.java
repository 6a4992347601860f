package org.daxpolicy.udev;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes rule lines. The only place that knows how a value is quoted: whoever makes rules hands
 * over keys, operators and values and never joins strings.
 */
public final class RuleText {
  private final List<String> terms = new ArrayList<>();

  /** An empty line. */
  public static RuleText line() {
    return new RuleText();
  }

  /**
   * Appends a term without attribute. The value is taken as udev will see it: globs and
   * substitutions keep their meaning.
   */
  public RuleText term(String key, Operator operator, String value) {
    terms.add(key + operator.symbol() + quote(value));
    return this;
  }

  /** Appends a term with an attribute. */
  public RuleText term(String key, String attribute, Operator operator, String value) {
    terms.add(key + "{" + attribute + "}" + operator.symbol() + quote(value));
    return this;
  }

  /** The finished line, without newline. */
  public String text() {
    return String.join(", ", terms);
  }

  /**
   * Quotes a value: plain where that can carry it, as an {@code e"…"} string where it holds what
   * plain strings cannot (a trailing backslash, control characters).
   */
  public static String quote(String value) {
    StringBuilder plain = new StringBuilder("\"");
    boolean escape = value.endsWith("\\");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      escape |=
          c < 0x20
              || c == 0x7f
              || (c == '\\' && i + 1 < value.length() && value.charAt(i + 1) == '"');
      plain.append(c == '"' ? "\\\"" : String.valueOf(c));
    }
    return escape ? escaped(value) : plain.append('"').toString();
  }

  private static String escaped(String value) {
    StringBuilder text = new StringBuilder("e\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < 0x20 || c == 0x7f) {
        text.append("\\x")
            .append(Character.forDigit(c >> 4, 16))
            .append(Character.forDigit(c & 15, 16));
      } else {
        text.append(c);
      }
    }
    return text.append('"').toString();
  }
}
