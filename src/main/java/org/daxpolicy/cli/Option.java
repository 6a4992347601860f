package org.daxpolicy.cli;

import java.util.List;

/**
 * An option of a command.
 *
 * @param names with their dashes, the short one first
 * @param label what stands for its value in the help; empty for an option without a value
 * @param required whether the command cannot do without
 * @param arity how many values may follow it, {@code 1} or {@code 1..*}; empty for one or none
 * @param defaultValue the value if it is not given, as it would be written; empty for none
 * @param description one line for the help
 */
record Option(
    List<String> names,
    String label,
    boolean required,
    String arity,
    String defaultValue,
    String description) {

  /** An option without a value. */
  static Option flag(String... names) {
    return new Option(List.of(names), "", false, "", "", "");
  }

  /** An option with a value. */
  static Option value(String label, String... names) {
    return new Option(List.of(names), label, false, "", "", "");
  }

  /** The same option, which the command can do without or not. */
  Option required(boolean is) {
    return new Option(names, label, is, arity, defaultValue, description);
  }

  /** The same option with how many values may follow it. */
  Option arity(String values) {
    return new Option(names, label, required, values, defaultValue, description);
  }

  /** The same option with a value for lines without it. */
  Option defaultValue(String value) {
    return new Option(names, label, required, arity, value, description);
  }

  /** The same option with its line of the help. */
  Option description(String text) {
    return new Option(names, label, required, arity, defaultValue, text);
  }

  boolean takesMany() {
    return arity.endsWith("*");
  }

  boolean takesValue() {
    return !label.isEmpty();
  }
}
