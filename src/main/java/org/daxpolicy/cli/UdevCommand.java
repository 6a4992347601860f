package org.daxpolicy.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** {@code daxpolicy udev}: rules files by themselves. */
final class UdevCommand {
  private UdevCommand() {}

  static Group group() {
    Map<String, Supplier<Command>> commands = new LinkedHashMap<>();
    commands.put("eval", UdevEvalCommand::new);
    commands.put("verify", UdevVerifyCommand::new);
    return new Group(
        Declaration.of("udev", "Works on udev rules of any origin.")
            .examples(
                "daxpolicy udev eval --help",
                "daxpolicy udev verify 60-hbm.rules",
                "those of the command."),
        commands);
  }
}
