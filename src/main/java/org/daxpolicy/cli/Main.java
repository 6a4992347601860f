package org.daxpolicy.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SimpleTimeZone;
import java.util.TimeZone;
import java.util.function.Supplier;

/** The program: reads the command line, calls one command, ends with its exit code. */
public final class Main {
  /** The commands in the order of the help. */
  private static final Map<String, Supplier<Command>> COMMANDS = commands();

  private Main() {}

  /** The process: runs one command and exits with its code. */
  public static void main(String[] args) {
    travelLight();
    System.exit(run(args, Console.system()));
  }

  /** Keeps libraries from setting up at every start what no command uses. */
  static void travelLight() {
    System.setProperty("org.freemarker.loggerLibrary", "none");
    System.setProperty("picocli.converters.excludes", "java\\.(sql|time)\\..*");
    TimeZone.setDefault(new SimpleTimeZone(0, "UTC"));
  }

  /**
   * Runs one command in this process.
   *
   * @param args the command line without the program's name
   * @param console the world outside
   * @return the exit code
   */
  public static int run(String[] args, Console console) {
    int exit;
    try {
      exit = command(List.of(args), console);
    } catch (StackOverflowError | OutOfMemoryError | Exception e) {
      exit = bug(e, console);
    }
    console.out().flush();
    console.err().flush();
    if (console.out().checkError() && exit == Exit.CLEAN) {
      return Exit.COULD_NOT_RUN;
    }
    return exit;
  }

  private static int command(List<String> line, Console console) throws Exception {
    Optional<Common> ready = straight(COMMANDS, line);
    if (ready.isEmpty()) {
      return PicocliReading.run(COMMANDS, line, console);
    }
    Common command = ready.get();
    command.connect(console);
    try {
      return command.call();
    } catch (UsageException e) {
      List<String> name = line.subList(0, line.indexOf(command.declaration().name()) + 1);
      return usage(String.valueOf(e.getMessage()), "daxpolicy " + String.join(" ", name), console);
    }
  }

  /** The command with its values, if the line leaves no question. */
  private static Optional<Common> straight(
      Map<String, Supplier<Command>> commands, List<String> line) {
    Supplier<Command> maker = line.isEmpty() ? null : commands.get(line.get(0));
    if (maker == null) {
      return Optional.empty();
    }
    List<String> rest = line.subList(1, line.size());
    Command command = maker.get();
    if (command instanceof Group group) {
      return straight(group.commands(), rest);
    }
    Common common = (Common) command;
    return StraightReading.read(common.complete(), rest) ? Optional.of(common) : Optional.empty();
  }

  private static Map<String, Supplier<Command>> commands() {
    Map<String, Supplier<Command>> commands = new LinkedHashMap<>();
    commands.put("check", CheckCommand::new);
    commands.put("compile", CompileCommand::new);
    commands.put("simulate", SimulateCommand::new);
    commands.put("audit", AuditCommand::new);
    commands.put("why", WhyCommand::new);
    commands.put("test", TestCommand::new);
    commands.put("prove", ProveCommand::new);
    commands.put("diff", DiffCommand::new);
    commands.put("init", InitCommand::new);
    commands.put("import", ImportCommand::new);
    commands.put("udev", UdevCommand::group);
    commands.put("capture", CaptureCommand::new);
    commands.put("machine", MachineCommand::group);
    commands.put("attributes", AttributesCommand::new);
    commands.put("explain", ExplainCommand::new);
    return commands;
  }

  /** Ends a line that cannot be run. */
  static int usage(String message, String command, Console console) {
    console.err().println("daxpolicy: " + message);
    console.err().println("Try `" + command + " --help`.");
    return Exit.COULD_NOT_RUN;
  }

  /** Ends with a report for us. */
  static int bug(Throwable e, Console console) {
    console.err().println("daxpolicy: internal error: " + e);
    console
        .err()
        .println(
            "This is a bug of daxpolicy, not of your input. Please report it with the command line,");
    console.err().println("the files it read, and these lines:");
    StackTraceElement[] trace = e.getStackTrace();
    for (int i = 0; i < Math.min(12, trace.length); i++) {
      console.err().println("  at " + trace[i]);
    }
    return Exit.BUG;
  }
}
