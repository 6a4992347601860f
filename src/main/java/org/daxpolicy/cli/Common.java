package org.daxpolicy.cli;

import static org.daxpolicy.cli.Option.flag;
import static org.daxpolicy.cli.Option.value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.daxpolicy.report.DiagnosticJson;
import org.daxpolicy.report.DiagnosticText;
import org.daxpolicy.report.Json;
import org.daxpolicy.report.Palette;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Severity;
import org.jspecify.annotations.Nullable;

/** The options every command takes, and how a command ends. */
abstract non-sealed class Common implements Command, java.util.concurrent.Callable<Integer> {
  /** Output formats. */
  enum Format {
    text,
    json
  }

  /** When to colour. */
  enum Colour {
    auto,
    always,
    never
  }

  /** From which severity on findings make a command fail. */
  enum FailOn {
    error,
    warning,
    note,
    style,
    never
  }

  Format format = Format.text;
  Colour colour = Colour.auto;

  /** Empty if the line does not say. */
  Optional<FailOn> failOn = Optional.empty();

  boolean quiet;
  boolean verbose;

  private @Nullable Console console;

  /** What the command is called and takes of its own. */
  abstract Declaration declaration();

  /** What the command takes, and what every command takes. */
  final Declaration complete() {
    return declaration()
        .option(
            value("FORMAT", "--format")
                .defaultValue("text")
                .description("how results are printed: ${COMPLETION-CANDIDATES}"),
            Format.class,
            given -> format = given)
        .option(
            value("WHEN", "--color")
                .defaultValue("auto")
                .description("colours: ${COMPLETION-CANDIDATES}; auto honours NO_COLOR"),
            Colour.class,
            given -> colour = given)
        .option(
            value("SEVERITY", "--fail-on")
                .description("exit 1 on findings from here on: ${COMPLETION-CANDIDATES}"),
            FailOn.class,
            given -> failOn = Optional.of(given))
        .option(
            flag("-q", "--quiet").description("no notes and no summary"), given -> quiet = given)
        .option(flag("-v", "--verbose").description("say more"), given -> verbose = given);
  }

  /** Ties the command to the world outside. */
  final void connect(Console outside) {
    console = outside;
  }

  /** The world outside. */
  final Console console() {
    return Objects.requireNonNull(console);
  }

  /** From which severity on findings make the command fail. */
  final FailOn failOn() {
    return failOn.orElse(FailOn.error);
  }

  /** Ends with a usage error. */
  final void misused(String message) {
    throw new UsageException(message);
  }

  final Palette outPalette() {
    return palette(console().outIsTerminal());
  }

  final Palette errPalette() {
    return palette(console().errIsTerminal());
  }

  private Palette palette(boolean terminal) {
    boolean paint =
        switch (colour) {
          case always -> true;
          case never -> false;
          case auto ->
              terminal
                  && console().environment().getOrDefault("NO_COLOR", "").isEmpty()
                  && !"dumb".equals(console().environment().get("TERM"));
        };
    return paint ? Palette.ANSI : Palette.PLAIN;
  }

  /** Prints data on standard output. */
  final void print(String text) {
    console().out().print(text);
  }

  /** Prints talk on standard error, unless quiet. */
  final void say(String text) {
    if (!quiet) {
      console().err().println(text);
    }
  }

  /**
   * Ends a command that could not do its work: prints the findings on standard error (as JSON on
   * standard output where that format was asked for).
   *
   * @return the exit code: {@link Exit#COULD_NOT_RUN} if an input could not be read, else by the
   *     findings
   */
  final int end(List<Diagnostic> diagnostics) {
    return end(diagnostics, new LinkedHashMap<>());
  }

  /** Ends a command with findings and, for JSON, further members of the object that is printed. */
  final int end(List<Diagnostic> diagnostics, Map<String, Object> members) {
    List<Diagnostic> shown = new ArrayList<>(diagnostics);
    shown.removeIf(d -> quiet && !d.severity().atLeast(Severity.WARNING) && !fails(d));
    if (format == Format.json) {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("schema", 1);
      tree.putAll(members);
      tree.put("diagnostics", DiagnosticJson.trees(shown));
      print(Json.pretty(tree));
    } else {
      DiagnosticText text = new DiagnosticText(errPalette());
      for (Diagnostic d : shown) {
        console().err().println(text.render(d));
      }
      if (verbose) {
        shown.stream()
            .map(d -> d.code().id())
            .distinct()
            .sorted()
            .forEach(id -> console().err().println("more on it: daxpolicy explain " + id));
      }
    }
    return exitCode(diagnostics);
  }

  /** The exit code that findings call for. */
  final int exitCode(List<Diagnostic> diagnostics) {
    if (diagnostics.stream().anyMatch(Common::couldNotRun)) {
      return Exit.COULD_NOT_RUN;
    }
    return diagnostics.stream().anyMatch(this::fails) ? Exit.FOUND : Exit.CLEAN;
  }

  private boolean fails(Diagnostic d) {
    return switch (failOn()) {
      case never -> false;
      case error -> d.severity().atLeast(Severity.ERROR);
      case warning -> d.severity().atLeast(Severity.WARNING);
      case note -> d.severity().atLeast(Severity.NOTE);
      case style -> true;
    };
  }

  private static boolean couldNotRun(Diagnostic d) {
    return d.severity() == Severity.ERROR
        && (d.code() == Code.UNREADABLE_FILE
            || d.code() == Code.NOT_UTF8
            || d.code() == Code.FILE_TOO_LARGE
            || d.code() == Code.CANNOT_WRITE
            || d.code() == Code.NO_INPUT_FOUND
            || d.code() == Code.NO_ACCOUNTS
            || d.code().id().startsWith("DX05"));
  }

  /** {@code 1 error, 2 warnings}; empty if there are no findings. */
  static String count(List<Diagnostic> diagnostics) {
    List<String> parts = new ArrayList<>();
    for (Severity severity :
        List.of(Severity.ERROR, Severity.WARNING, Severity.NOTE, Severity.STYLE)) {
      long n = diagnostics.stream().filter(d -> d.severity() == severity).count();
      if (n > 0) {
        boolean one = n == 1 || severity == Severity.STYLE;
        parts.add(n + " " + severity.word() + (one ? "" : "s"));
      }
    }
    return String.join(", ", parts);
  }
}
