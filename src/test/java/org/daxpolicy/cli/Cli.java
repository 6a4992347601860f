package org.daxpolicy.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs commands in this process, with a fixed date and an empty environment. */
public final class Cli {
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  private Cli() {}

  /** What a command did. */
  public record Run(int exit, String out, String err) {
    /** Both streams. */
    public String all() {
      return out + err;
    }
  }

  /** Runs a command in a directory with nothing on standard input. */
  public static Run run(Path directory, String... args) {
    return runWith(directory, "", args);
  }

  /** Runs a command in a directory with a text on standard input. */
  public static Run runWith(Path directory, String input, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, false, StandardCharsets.UTF_8),
            Map.of(),
            directory,
            false,
            false,
            LocalDate.of(2026, 11, 23));
    int exit = Main.run(args, console);
    return new Run(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** A command as the corpus writes it, {@code $ daxpolicy … < FILE}, and what it did. */
  public static String transcript(String command) throws IOException {
    String[] line = command.substring("$ daxpolicy".length()).split(" < ");
    String input = line.length > 1 ? Files.readString(Path.of(line[1])) : "";
    Run run = runWith(Path.of(""), input, words(line[0]));
    return command
        + "\nexit "
        + run.exit()
        + "\n--- stdout\n"
        + run.out()
        + "--- stderr\n"
        + run.err();
  }

  /** Splits a command line at blanks; single quotes group. */
  public static String[] words(String line) {
    List<String> words = new ArrayList<>();
    Matcher m = WORD.matcher(line);
    while (m.find()) {
      words.add(m.group(1) != null ? m.group(1) : m.group(2));
    }
    return words.toArray(String[]::new);
  }
}
