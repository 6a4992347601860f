package org.daxpolicy.cli;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.IGetter;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Declarations as picocli wants them. */
final class PicocliModel {
  private PicocliModel() {}

  /** A command with all it declares, and {@code --help} and {@code --version}. */
  static CommandSpec of(Object command, Declaration declaration) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name(declaration.name());
    spec.versionProvider(PicocliModel::version);
    spec.usageMessage()
        .description(declaration.description())
        .footer(declaration.footer().toArray(String[]::new));
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
    declaration.options().forEach(taken -> spec.addOption(option(taken)));
    int place = 0;
    for (Declaration.Operand operand : declaration.operands()) {
      spec.addPositional(positional(operand, place++));
    }
    return spec;
  }

  /** A command with all it declares, or a group with its commands. */
  static CommandLine line(Command command) {
    if (command instanceof Group group) {
      CommandSpec spec = of(incomplete(group), group.declaration());
      spec.usageMessage().synopsisSubcommandLabel("COMMAND");
      CommandLine line = new CommandLine(spec);
      group.commands().forEach((name, one) -> line.addSubcommand(name, line(one.get())));
      return line;
    }
    return new CommandLine(of(command, ((Common) command).complete()));
  }

  private static Runnable incomplete(Group group) {
    return () -> {
      throw new UsageException(group.incomplete());
    };
  }

  /** The program without its commands. */
  static CommandSpec program() {
    CommandSpec spec =
        of(
            new Object(),
            Declaration.of(
                "daxpolicy",
                "Compiles policies for device-dax memory (HBM, CXL, persistent memory) to udev rules,"
                    + " systemd units and daxctl invocations, and judges rules on snapshots of"
                    + " machines."));
    spec.usageMessage()
        .synopsisSubcommandLabel("COMMAND")
        .footerHeading("%nExit codes:%n")
        .footer(
            "  0   ran; nothing found at or above --fail-on",
            "  1   ran and found something: findings, failed tests, differences",
            "  2   could not run: usage, unreadable or malformed input",
            "  70  a bug of daxpolicy: please report it");
    return spec;
  }

  private static <T> OptionSpec option(Declaration.Taken<T> taken) {
    Option option = taken.option();
    Slot<T> slot = new Slot<>(taken.to());
    OptionSpec.Builder builder =
        OptionSpec.builder(option.names().toArray(String[]::new))
            .description(option.description())
            .required(option.required())
            .type(option.takesValue() ? taken.type() : boolean.class)
            .getter(slot)
            .setter(slot);
    if (option.takesValue()) {
      builder.paramLabel(option.label());
    }
    if (!option.arity().isEmpty()) {
      builder.arity(option.arity());
    }
    if (!option.defaultValue().isEmpty()) {
      builder.defaultValue(option.defaultValue());
    }
    return builder.build();
  }

  private static PositionalParamSpec positional(Declaration.Operand operand, int place) {
    PositionalParamSpec.Builder builder =
        PositionalParamSpec.builder()
            .paramLabel(operand.label())
            .description(operand.description())
            .required(operand.least() > 0);
    if (operand.many()) {
      Slot<List<String>> slot = new Slot<>(operand.to());
      return builder
          .index(place + "..*")
          .arity(operand.least() + "..*")
          .type(List.class)
          .auxiliaryTypes(String.class)
          .getter(slot)
          .setter(slot)
          .build();
    }
    Slot<String> slot = new Slot<>(value -> operand.to().accept(List.of(value)));
    if (operand.least() == 0) {
      builder.arity("0..1");
    }
    return builder
        .index(String.valueOf(place))
        .type(String.class)
        .getter(slot)
        .setter(slot)
        .build();
  }

  private static String[] version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return new String[] {"daxpolicy " + (version == null ? "(unpackaged)" : version)};
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
