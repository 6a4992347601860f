package org.daxpolicy.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a command is called, takes and tells of itself.
 *
 * <p>A command line that is complete and without mistakes is read by {@link StraightReading}. All
 * others, and all that ask for help, are picocli's: {@link PicocliModel} tells it the same. To load
 * picocli takes longer than to check a policy, and reading annotations of the same content, which
 * picocli does by reflection, as long again.
 */
final class Declaration {
  private final String name;
  private final String description;
  private final List<Taken<?>> options = new ArrayList<>();
  private final List<Operand> operands = new ArrayList<>();
  private List<String> footer = List.of();

  /** An option, the type of its values and where they go. */
  record Taken<T>(Option option, Class<T> type, Consumer<T> to) {}

  /**
   * An operand, or all that are left.
   *
   * @param label what stands for it in the help
   * @param description one line for the help
   * @param least how many there must be
   * @param many whether it takes all that follow
   * @param to where they go: exactly one, if it does not take many
   */
  record Operand(
      String label, String description, int least, boolean many, Consumer<List<String>> to) {}

  private Declaration(String name, String description) {
    this.name = name;
    this.description = description;
  }

  /** A command. */
  static Declaration of(String name, String description) {
    return new Declaration(name, description);
  }

  /** Takes an option; {@code to} gets its value, or its default if it is not given. */
  <T> Declaration option(Option option, Class<T> type, Consumer<T> to) {
    options.add(new Taken<>(option, type, to));
    return this;
  }

  /** Takes an option without a value. */
  Declaration option(Option flag, Consumer<Boolean> to) {
    return option(flag, Boolean.class, to);
  }

  /** Takes an option that may be given again; {@code to} gets all its values at once. */
  Declaration values(Option option, Consumer<List<String>> to) {
    return option(option, String[].class, given -> to.accept(List.of(given)));
  }

  /** Takes one operand; operands stand in the order they are declared in. */
  Declaration operand(String label, String description, Consumer<String> to) {
    operands.add(new Operand(label, description, 1, false, one -> to.accept(one.get(0))));
    return this;
  }

  /** Takes an operand that may be left out. */
  Declaration optionalOperand(String label, String description, Consumer<String> to) {
    operands.add(new Operand(label, description, 0, false, one -> to.accept(one.get(0))));
    return this;
  }

  /** Takes all operands that follow, at least so many. */
  Declaration operands(String label, int least, String description, Consumer<List<String>> to) {
    operands.add(new Operand(label, description, least, true, to));
    return this;
  }

  /** Ends the help with examples, and with what exit codes mean. */
  Declaration examples(String first, String second, String exitCodes) {
    footer = List.of("", "Examples:", "  " + first, "  " + second, "", "Exit codes: " + exitCodes);
    return this;
  }

  /** Puts lines between the options and the examples. */
  Declaration notes(List<String> lines) {
    List<String> all = new ArrayList<>(List.of(""));
    all.addAll(lines);
    all.addAll(footer);
    footer = List.copyOf(all);
    return this;
  }

  String name() {
    return name;
  }

  String description() {
    return description;
  }

  List<Taken<?>> options() {
    return options;
  }

  List<Operand> operands() {
    return operands;
  }

  List<String> footer() {
    return footer;
  }
}
