package org.daxpolicy.cli;

import java.util.Map;
import java.util.function.Supplier;

/**
 * Commands that share a first word.
 *
 * @param declaration what the help says of the group
 * @param commands the commands by name, in the order of the help
 */
record Group(Declaration declaration, Map<String, Supplier<Command>> commands) implements Command {
  /** What is wrong with a line that ends at the group. */
  String incomplete() {
    return "`" + declaration.name() + "` needs a command: " + String.join(", ", commands.keySet());
  }
}
