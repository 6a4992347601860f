package org.daxpolicy.cli;

import picocli.CommandLine.Command;

/** {@code daxpolicy udev}: rules files by themselves. */
@Command(
    name = "udev",
    mixinStandardHelpOptions = true,
    description = "Works on udev rules of any origin.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  daxpolicy udev eval --help",
      "",
      "Exit codes: those of the command."
    },
    subcommands = UdevEvalCommand.class)
final class UdevCommand implements Runnable {
  @picocli.CommandLine.Spec
  picocli.CommandLine.Model.@org.jspecify.annotations.Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec != null) {
      throw new picocli.CommandLine.ParameterException(
          spec.commandLine(), "`udev` needs a command: eval");
    }
  }
}
