package org.daxpolicy.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/** Reads any command line, tells what is wrong with it, and answers {@code --help}. */
final class PicocliReading {
  private final Console console;
  private final PrintWriter out;
  private final PrintWriter err;

  private PicocliReading(Console console) {
    this.console = console;
    this.out = writer(console.out());
    this.err = writer(console.err());
  }

  /** Runs the command that a line asks for, or says why there is none. */
  static int run(Map<String, Supplier<Command>> commands, List<String> line, Console console) {
    return new PicocliReading(console).run(commands, line);
  }

  private int run(Map<String, Supplier<Command>> commands, List<String> line) {
    CommandLine all = new CommandLine(PicocliModel.program());
    String asked = line.isEmpty() ? "" : line.get(0);
    // making all of them is slow, and needed only for what speaks of all of them
    commands.forEach(
        (name, command) -> {
          if (!commands.containsKey(asked) || name.equals(asked)) {
            all.addSubcommand(name, PicocliModel.line(command.get()));
          }
        });
    connect(all);
    all.setOut(out);
    all.setErr(err);
    all.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
    all.setCaseInsensitiveEnumValuesAllowed(true);
    all.setUsageHelpAutoWidth(false);
    all.setUsageHelpWidth(100);
    all.setParameterExceptionHandler((e, words) -> usage(e));
    all.setExecutionExceptionHandler((e, failed, result) -> failure(e, failed));
    int exit = Exit.COULD_NOT_RUN;
    if (line.isEmpty()) {
      all.usage(err);
    } else {
      exit = all.execute(line.toArray(String[]::new));
    }
    out.flush();
    err.flush();
    return exit;
  }

  /** Ties all commands to the world outside. */
  private void connect(CommandLine line) {
    if (line.getCommand() instanceof Common command) {
      command.connect(console);
    }
    line.getSubcommands().values().forEach(this::connect);
  }

  private int usage(ParameterException e) {
    err.println("daxpolicy: " + e.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
    err.println("Try `" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help`.");
    return Exit.COULD_NOT_RUN;
  }

  private int failure(Exception e, CommandLine failed) {
    return e instanceof UsageException
        ? usage(new ParameterException(failed, String.valueOf(e.getMessage())))
        : Main.bug(e, console);
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, false, StandardCharsets.UTF_8);
  }
}
