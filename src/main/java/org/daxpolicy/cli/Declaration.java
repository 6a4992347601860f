package org.daxpolicy.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.IGetter;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * What a command is called, takes and tells of itself.
 *
 * <p>Picocli can read the same from annotations, by reflection and with a proxy class made for each
 * annotation; that takes longer than checking a policy does.
 */
final class Declaration {
  private final CommandSpec spec;

  private Declaration(CommandSpec spec) {
    this.spec = spec;
  }

  /** A command with {@code --help} and {@code --version}. */
  static Declaration of(Object command, String name, String description) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name(name);
    spec.usageMessage().description(description);
    spec.versionProvider(new Main.Version());
    spec.addOption(
        OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .description("Show this help message and exit.")
            .build());
    spec.addOption(
        OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .description("Print version information and exit.")
            .build());
    return new Declaration(spec);
  }

  /** More of a command that is declared elsewhere. */
  static Declaration more(CommandSpec spec) {
    return new Declaration(spec);
  }

  /** An option without a value. */
  static OptionSpec.Builder flag(String... names) {
    return OptionSpec.builder(names);
  }

  /** An option with a value; {@code label} stands for it in the help. */
  static OptionSpec.Builder value(String label, String... names) {
    return OptionSpec.builder(names).paramLabel(label);
  }

  /** Takes an option; {@code to} gets its value, or its default if it is not given. */
  <T> Declaration option(OptionSpec.Builder option, Class<T> type, Consumer<T> to) {
    Slot<T> slot = new Slot<>(to);
    spec.addOption(option.type(type).getter(slot).setter(slot).build());
    return this;
  }

  /** Takes an option without a value. */
  Declaration option(OptionSpec.Builder flag, Consumer<Boolean> to) {
    return option(flag, boolean.class, to);
  }

  /** Takes one operand; operands stand in the order they are declared in. */
  Declaration operand(String label, String description, Consumer<String> to) {
    return one(PositionalParamSpec.builder().required(true), label, description, to);
  }

  /** Takes an operand that may be left out. */
  Declaration optionalOperand(String label, String description, Consumer<String> to) {
    return one(PositionalParamSpec.builder().arity("0..1"), label, description, to);
  }

  private Declaration one(
      PositionalParamSpec.Builder operand, String label, String description, Consumer<String> to) {
    int place = spec.positionalParameters().size();
    operand.index(String.valueOf(place)).type(String.class);
    return add(operand, label, description, new Slot<>(to));
  }

  /** Takes all operands that follow, at least so many. */
  Declaration operands(String label, int least, String description, Consumer<List<String>> to) {
    int first = spec.positionalParameters().size();
    PositionalParamSpec.Builder operands =
        PositionalParamSpec.builder()
            .index(first + "..*")
            .arity(least + "..*")
            .required(least > 0)
            .type(List.class)
            .auxiliaryTypes(String.class);
    return add(operands, label, description, new Slot<>(to));
  }

  private Declaration add(
      PositionalParamSpec.Builder operands, String label, String description, Slot<?> slot) {
    spec.addPositional(
        operands.paramLabel(label).description(description).getter(slot).setter(slot).build());
    return this;
  }

  /** Ends the help with examples, and with what exit codes mean. */
  Declaration examples(String first, String second, String exitCodes) {
    spec.usageMessage()
        .footer("", "Examples:", "  " + first, "  " + second, "", "Exit codes: " + exitCodes);
    return this;
  }

  /** Puts lines between the options and the examples. */
  Declaration notes(List<String> lines) {
    List<String> footer = new ArrayList<>(List.of(""));
    footer.addAll(lines);
    footer.addAll(List.of(spec.usageMessage().footer()));
    spec.usageMessage().footer(footer.toArray(String[]::new));
    return this;
  }

  /** The declaration as picocli wants it. */
  CommandSpec spec() {
    return spec;
  }

  /** Holds a value for picocli, which asks for lists again to add to them, and passes it on. */
  private static final class Slot<T> implements IGetter, ISetter {
    private final Consumer<T> to;
    private @Nullable Object value;

    Slot(Consumer<T> to) {
      this.to = to;
    }

    @Override
    @SuppressWarnings("unchecked") // picocli checks the type that the argument declares
    public <V> @Nullable V get() {
      return (V) value;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <V> @Nullable V set(@Nullable V given) {
      Object before = value;
      value = given;
      if (given != null) {
        to.accept((T) given);
      }
      return (V) before;
    }
  }
}
