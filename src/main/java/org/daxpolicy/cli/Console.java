package org.daxpolicy.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * Everything outside that a command may touch, so that tests can run commands in process.
 *
 * @param in standard input
 * @param out standard output, for data
 * @param err standard error, for talk
 * @param environment environment variables
 * @param directory what relative paths are relative to
 * @param outIsTerminal whether colours make sense on standard output
 * @param errIsTerminal whether colours make sense on standard error
 * @param today the date in UTC, for rules that expire: they do so everywhere at once
 */
public record Console(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    Path directory,
    boolean outIsTerminal,
    boolean errIsTerminal,
    LocalDate today) {

  /**
   * The process's own streams. Which of them are terminals the launcher tells in the property
   * {@code daxpolicy.terminal}: Java cannot ask for each stream.
   */
  static Console system() {
    String terminals = System.getProperty("daxpolicy.terminal", "");
    return new Console(
        System.in,
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8),
        new PrintStream(new FileOutputStream(FileDescriptor.err), false, StandardCharsets.UTF_8),
        System.getenv(),
        Path.of(""),
        terminals.contains("1"),
        terminals.contains("2"),
        LocalDate.now(ZoneOffset.UTC));
  }

  /** A path as the user gave it, resolved against {@link #directory}. */
  Path path(String given) {
    return directory.resolve(given);
  }
}
