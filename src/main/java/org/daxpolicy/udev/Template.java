package org.daxpolicy.udev;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A value with its substitutions told apart from its literal text.
 *
 * @param parts literals and variables in order, up to the first that cannot be read
 * @param problem the first thing wrong with the value
 */
public record Template(List<Part> parts, Optional<Problem> problem) {
  /** A stretch of a value. */
  public sealed interface Part {
    /** Text that stands for itself. */
    record Literal(String text) implements Part {}

    /** {@code $name{attribute}}. */
    record Reference(Variable variable, Optional<String> attribute) implements Part {}
  }

  /**
   * Something wrong with a value.
   *
   * @param character 1-based, where udev points
   * @param hint what is wrong, in udev's words
   */
  public record Problem(int character, String hint) {}

  /**
   * What can be substituted, in the order in which names are tried: a name is recognized by its
   * beginning, so {@code $identity} is {@code $id} and {@code entity}.
   */
  public enum Variable {
    DEVNODE("devnode", 'N'),
    TEMPNODE("tempnode", 'N'),
    ATTR("attr", 's'),
    SYSFS("sysfs", 's'),
    ENV("env", 'E'),
    KERNEL("kernel", 'k'),
    NUMBER("number", 'n'),
    DRIVER("driver", 'd'),
    DEVPATH("devpath", 'p'),
    ID("id", 'b'),
    MAJOR("major", 'M'),
    MINOR("minor", 'm'),
    RESULT("result", 'c'),
    PARENT("parent", 'P'),
    NAME("name", 'D'),
    LINKS("links", 'L'),
    ROOT("root", 'r'),
    SYS("sys", 'S');

    private final String word;
    private final char letter;

    Variable(String word, char letter) {
      this.word = word;
      this.letter = letter;
    }

    /** The name behind a dollar sign. */
    public String word() {
      return word;
    }

    boolean needsAttribute() {
      return this == ATTR || this == SYSFS || this == ENV;
    }
  }

  private static final int LONGEST_ATTRIBUTE = 1023;
  private static final String BAD_TYPE = "invalid substitution type";

  public Template {
    parts = List.copyOf(parts);
  }

  /** The text of a value in which nothing is to be substituted. */
  Optional<String> literal() {
    if (parts.isEmpty()) {
      return Optional.of("");
    }
    return parts.size() == 1 && parts.get(0) instanceof Part.Literal only
        ? Optional.of(only.text())
        : Optional.empty();
  }

  /** Reads a value; it never fails, but what cannot be read ends it. */
  public static Template of(String text) {
    return new Scanner(text).scan();
  }

  /** What is wrong with a value, as the reader checks it. */
  static Optional<Problem> problem(String text) {
    return text.indexOf('$') < 0 && text.indexOf('%') < 0 ? Optional.empty() : of(text).problem();
  }

  /** Whether a value holds a sign that begins substitutions. */
  public static boolean hasSubstitution(String text) {
    return text.indexOf('$') >= 0 || text.indexOf('%') >= 0;
  }

  private static final class Scanner {
    private final String text;
    private final List<Part> parts = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();
    private Optional<Problem> problem = Optional.empty();
    private int position;

    Scanner(String text) {
      this.text = text;
    }

    Template scan() {
      boolean readable = true;
      while (readable && position < text.length()) {
        char c = text.charAt(position);
        if (c != '$' && c != '%') {
          literal.append(c);
          position++;
        } else if (text.startsWith(String.valueOf(c), position + 1)) {
          literal.append(c);
          position += 2;
        } else {
          readable = variable(c);
        }
      }
      flush();
      return new Template(parts, problem);
    }

    /** Reads a variable; false if nothing behind it counts any more. */
    private boolean variable(char sign) {
      int start = position;
      Variable variable = find(sign);
      if (variable == null) {
        trouble(start, BAD_TYPE);
        literal.append(sign);
        position++;
        return true;
      }
      position += sign == '$' ? variable.word.length() + 1 : 2;
      Optional<String> attribute = Optional.empty();
      if (text.startsWith("{", position)) {
        int close = text.indexOf('}', position);
        int length = close - position - 1;
        if (close < 0 || length == 0 || length > LONGEST_ATTRIBUTE) {
          trouble(start, BAD_TYPE);
          return false;
        }
        attribute = Optional.of(text.substring(position + 1, close));
        position = close + 1;
      }
      if (variable.needsAttribute() && attribute.isEmpty()) {
        trouble(position, "attribute value missing");
        return false;
      }
      if (variable == Variable.RESULT && attribute.flatMap(WordIndex::of).isEmpty()) {
        attribute.ifPresent(a -> trouble(position, "attribute value not a valid number"));
      }
      flush();
      parts.add(new Part.Reference(variable, attribute));
      return true;
    }

    private @org.jspecify.annotations.Nullable Variable find(char sign) {
      for (Variable variable : Variable.values()) {
        boolean named =
            sign == '$'
                ? text.startsWith(variable.word, position + 1)
                : text.startsWith(String.valueOf(variable.letter), position + 1);
        if (named) {
          return variable;
        }
      }
      return null;
    }

    private void trouble(int at, String hint) {
      if (problem.isEmpty()) {
        problem = Optional.of(new Problem(at + 1, hint));
      }
    }

    private void flush() {
      if (literal.length() > 0) {
        parts.add(new Part.Literal(literal.toString()));
        literal.setLength(0);
      }
    }
  }

  /**
   * What {@code %c{N}} asks for.
   *
   * @param index 1-based number of the word; 0 for all
   * @param onward whether the words behind it are wanted too
   */
  record WordIndex(long index, boolean onward) {
    static Optional<WordIndex> of(String attribute) {
      boolean onward = attribute.endsWith("+");
      String digits = onward ? attribute.substring(0, attribute.length() - 1) : attribute;
      return Numbers.unsigned(digits).map(n -> new WordIndex(n, onward));
    }
  }
}
