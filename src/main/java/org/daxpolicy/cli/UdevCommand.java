package org.daxpolicy.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** {@code daxpolicy udev}: rules files by themselves. */
final class UdevCommand implements Runnable {
  private final CommandLine line;

  UdevCommand() {
    CommandSpec spec =
        Declaration.of(this, "udev", "Works on udev rules of any origin.")
            .examples(
                "daxpolicy udev eval --help",
                "daxpolicy udev verify 60-hbm.rules",
                "those of the command.")
            .spec();
    spec.usageMessage().synopsisSubcommandLabel("COMMAND");
    line = new CommandLine(spec);
    line.addSubcommand("eval", Main.line(new UdevEvalCommand()));
    line.addSubcommand("verify", Main.line(new UdevVerifyCommand()));
  }

  CommandLine line() {
    return line;
  }

  @Override
  public void run() {
    String commands = String.join(", ", line.getSubcommands().keySet());
    throw new ParameterException(line, "`udev` needs a command: " + commands);
  }
}
