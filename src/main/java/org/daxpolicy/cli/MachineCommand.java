package org.daxpolicy.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** {@code daxpolicy machine}: snapshots by themselves. */
final class MachineCommand {
  private MachineCommand() {}

  static Group group() {
    Map<String, Supplier<Command>> commands = new LinkedHashMap<>();
    commands.put("show", MachineShowCommand::new);
    commands.put("diff", MachineDiffCommand::new);
    commands.put("anonymize", MachineAnonymizeCommand::new);
    return new Group(
        Declaration.of("machine", "Shows, compares and anonymizes snapshots of machines.")
            .examples(
                "daxpolicy machine show host.json",
                "daxpolicy machine diff before.json after.json",
                "those of the command."),
        commands);
  }
}
