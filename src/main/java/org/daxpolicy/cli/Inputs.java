package org.daxpolicy.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.daxpolicy.machine.Machine;
import org.daxpolicy.machine.SnapshotReader;
import org.daxpolicy.testing.PolicyFiles;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Result;
import org.daxpolicy.text.SourceFile;
import org.daxpolicy.text.SourceReader;

/** Turns arguments into what the services work on. */
final class Inputs {
  private static final String STDIN = "-";

  private final Console console;
  private final PolicyFiles policies;

  Inputs(Console console) {
    this.console = console;
    this.policies = new PolicyFiles(console.directory());
  }

  /** Where policies are read from. */
  PolicyFiles policies() {
    return policies;
  }

  /** The source an argument names; {@code -} is standard input. */
  Result<SourceFile> source(String given) {
    if (!given.equals(STDIN)) {
      return SourceReader.read(console.path(given), given);
    }
    try {
      return SourceReader.read(console.in(), "<stdin>");
    } catch (IOException e) {
      return Result.failed(
          List.of(SourceReader.unreadableFile("<stdin>", String.valueOf(e.getMessage()))));
    }
  }

  /** A machine. */
  Result<Machine> machine(String given) {
    if (!given.equals(STDIN)) {
      return SnapshotReader.read(console.path(given), given);
    }
    try {
      return SnapshotReader.read(console.in(), "<stdin>");
    } catch (IOException e) {
      return Result.failed(
          List.of(SourceReader.unreadableFile("<stdin>", String.valueOf(e.getMessage()))));
    }
  }

  /**
   * The files an argument stands for: itself, or all files below a directory whose names have the
   * ending, sorted.
   */
  Result<List<String>> files(String argument, String ending) {
    Path path = console.path(argument);
    if (!Files.isDirectory(path)) {
      return Result.of(List.of(argument), List.of());
    }
    try (Stream<Path> all = Files.walk(path)) {
      List<String> names =
          all.filter(p -> p.toString().endsWith(ending) && Files.isRegularFile(p))
              .map(
                  p ->
                      Path.of(argument)
                          .resolve(path.relativize(p).toString())
                          .normalize()
                          .toString())
              .sorted()
              .toList();
      return names.isEmpty()
          ? Result.failed(List.of(nothing(argument, "`*" + ending + "` file")))
          : Result.of(names, List.of());
    } catch (IOException | java.io.UncheckedIOException e) {
      return Result.failed(
          List.of(SourceReader.unreadableFile(argument, String.valueOf(e.getMessage()))));
    }
  }

  /** The finding that an argument stands for nothing. */
  static Diagnostic nothing(String argument, String what) {
    return Diagnostic.of(Code.NO_INPUT_FOUND, "`" + argument + "` holds no " + what);
  }

  /** Why reading failed, in words. */
  static String reason(IOException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  /** The devpath a user means: a path with or without {@code /sys}, or the name of a dax device. */
  static Result<String> device(Machine machine, String given) {
    String path = given.startsWith("/sys/") ? given.substring(4) : given;
    Optional<String> found =
        path.startsWith("/")
            ? Optional.of(path).filter(p -> machine.sysfs().entry(p).isPresent())
            : machine.daxDevices().stream().filter(d -> d.endsWith("/" + path)).findFirst();
    if (found.isPresent()) {
      return Result.of(found.get(), List.of());
    }
    List<String> names =
        machine.daxDevices().stream().map(d -> d.substring(d.lastIndexOf('/') + 1)).toList();
    return Result.failed(
        List.of(
            Diagnostic.of(Code.NO_INPUT_FOUND, "the machine has no device `" + given + "`")
                .help(
                    names.isEmpty()
                        ? "it has no dax device at all"
                        : "its dax devices are " + String.join(", ", names))));
  }
}
