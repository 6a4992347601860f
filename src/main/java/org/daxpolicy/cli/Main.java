package org.daxpolicy.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The program: parses the command line, calls one command, ends with its exit code. */
public final class Main {
  /**
   * The commands in the order of the help, made only when they are needed: reflection on all of
   * them costs a start.
   */
  private static final Map<String, Supplier<Object>> COMMANDS = commands();

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
  }

  /**
   * Runs one command in this process.
   *
   * @param args the command line without the program's name
   * @param console the world outside
   * @return the exit code
   */
  public static int run(String[] args, Console console) {
    PrintWriter out = writer(console.out());
    PrintWriter err = writer(console.err());
    CommandLine line = new CommandLine(declaration());
    COMMANDS.forEach(
        (name, command) -> {
          if (args.length == 0 || !COMMANDS.containsKey(args[0]) || args[0].equals(name)) {
            line.addSubcommand(name, line(command.get()));
          }
        });
    join(line, console);
    line.setOut(out);
    line.setErr(err);
    line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpAutoWidth(false);
    line.setUsageHelpWidth(100);
    line.setParameterExceptionHandler(Main::usage);
    line.setExecutionExceptionHandler((e, failed, result) -> bug(e, console));
    int exit;
    try {
      exit = args.length == 0 ? noCommand(line) : line.execute(args);
    } catch (StackOverflowError | OutOfMemoryError | RuntimeException e) {
      exit = bug(e, console);
    }
    out.flush();
    err.flush();
    console.out().flush();
    console.err().flush();
    if (console.out().checkError() && exit == Exit.CLEAN) {
      return Exit.COULD_NOT_RUN;
    }
    return exit;
  }

  private static Map<String, Supplier<Object>> commands() {
    Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("check", CheckCommand::new);
    commands.put("compile", CompileCommand::new);
    commands.put("simulate", SimulateCommand::new);
    commands.put("why", WhyCommand::new);
    commands.put("test", TestCommand::new);
    commands.put("udev", UdevCommand::new);
    commands.put("attributes", AttributesCommand::new);
    commands.put("explain", ExplainCommand::new);
    return commands;
  }

  private static CommandSpec declaration() {
    CommandSpec spec =
        Declaration.of(
                new Main(),
                "daxpolicy",
                "Compiles policies for device-dax memory (HBM, CXL, persistent memory) to udev rules,"
                    + " systemd units and daxctl invocations, and judges rules on snapshots of"
                    + " machines.")
            .spec();
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

  /** A command as picocli runs it. */
  static CommandLine line(Object command) {
    if (command instanceof UdevCommand group) {
      return group.line();
    }
    return command instanceof Common common
        ? new CommandLine(common.declaration().<Object>map(Declaration::spec).orElse(command))
        : new CommandLine(command);
  }

  /** Gives all commands what every command takes. */
  private static void join(CommandLine line, Console console) {
    if (line.getCommand() instanceof Common common) {
      common.join(line.getCommandSpec(), console);
    }
    line.getSubcommands().values().forEach(sub -> join(sub, console));
  }

  private static int noCommand(CommandLine line) {
    line.usage(line.getErr());
    return Exit.COULD_NOT_RUN;
  }

  private static int usage(ParameterException e, String[] args) {
    CommandLine line = e.getCommandLine();
    PrintWriter err = line.getErr();
    err.println("daxpolicy: " + e.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
    err.println("Try `" + line.getCommandSpec().qualifiedName() + " --help`.");
    return Exit.COULD_NOT_RUN;
  }

  private static int bug(Throwable e, Console console) {
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

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, false, StandardCharsets.UTF_8);
  }

  /** Answers {@code --version}. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"daxpolicy " + (version == null ? "(unpackaged)" : version)};
    }
  }

  static {
    // picocli's own codes agree with ours for usage errors; this holds them to it
    assert ExitCode.USAGE == Exit.COULD_NOT_RUN;
  }
}
