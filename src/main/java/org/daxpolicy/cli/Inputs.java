package org.daxpolicy.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.daxpolicy.compile.Artifacts;
import org.daxpolicy.compile.Artifacts.Artifact;
import org.daxpolicy.compile.Delivery;
import org.daxpolicy.machine.Machine;
import org.daxpolicy.machine.SnapshotReader;
import org.daxpolicy.simulate.Installed;
import org.daxpolicy.testing.PolicyFiles;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Result;
import org.daxpolicy.text.SourceFile;
import org.daxpolicy.text.SourceReader;
import org.daxpolicy.udev.RulesDirectories;
import org.daxpolicy.udev.UdevVersion;

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
   * What arguments would install together: a policy is compiled; a rules file counts as one of
   * {@code rules.d}; a directory is a {@code rules.d}, or, when it holds {@code etc/}, a tree as
   * {@code compile} writes it. An earlier argument hides files of the same name in later ones.
   */
  Result<Installed> installed(List<String> arguments, Delivery delivery, UdevVersion version) {
    List<Diagnostic> found = new ArrayList<>();
    Installed all = Installed.NOTHING;
    for (String argument : arguments) {
      Result<Installed> one = installed(argument, delivery, version);
      found.addAll(one.diagnostics());
      if (one.value().isEmpty()) {
        return Result.failed(found);
      }
      all = one.value().get().plus(all);
    }
    return Result.of(all, found);
  }

  private Result<Installed> installed(String argument, Delivery delivery, UdevVersion version) {
    Path path = console.path(argument);
    if (Files.isDirectory(path)) {
      return Files.isDirectory(path.resolve("etc"))
          ? tree(path, argument)
          : rulesDirectory(path, argument, version);
    }
    Result<SourceFile> source = source(argument);
    if (source.value().isEmpty()) {
      return Result.failed(source.diagnostics());
    }
    SourceFile file = source.value().get();
    if (argument.endsWith(".rules")) {
      SortedMap<String, String> rules =
          new TreeMap<>(Map.of(path.getFileName().toString(), file.text()));
      return Result.of(new Installed(rules, new TreeMap<>(), new TreeMap<>(), ""), List.of());
    }
    Result<Artifacts> artifacts = policies.compile(file, delivery, console.today());
    return new Result<>(artifacts.value().map(Installed::of), artifacts.diagnostics());
  }

  private Result<Installed> rulesDirectory(Path path, String argument, UdevVersion version) {
    SortedMap<String, String> rules = new TreeMap<>();
    List<Diagnostic> found = new ArrayList<>();
    for (RulesDirectories.Picked picked : RulesDirectories.pick(List.of(path), version)) {
      Result<SourceFile> file = SourceReader.read(picked.path(), argument + "/" + picked.name());
      found.addAll(file.diagnostics());
      file.value().ifPresent(f -> rules.put(picked.name(), f.text()));
    }
    if (rules.isEmpty() && found.isEmpty()) {
      found.add(nothing(argument, "`*.rules` file and no `etc/`"));
    }
    return found.isEmpty()
        ? Result.of(new Installed(rules, new TreeMap<>(), new TreeMap<>(), ""), found)
        : Result.failed(found);
  }

  private static Result<Installed> tree(Path root, String argument) {
    SortedMap<String, Artifact> files = new TreeMap<>();
    List<Diagnostic> found = new ArrayList<>();
    try (Stream<Path> all = Files.walk(root.resolve("etc"))) {
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        String name = root.relativize(file).toString();
        Result<SourceFile> source = SourceReader.read(file, argument + "/" + name);
        found.addAll(source.diagnostics());
        source.value().ifPresent(s -> files.put(name, new Artifact(s.text(), false)));
      }
    } catch (IOException e) {
      found.add(SourceReader.unreadableFile(argument, String.valueOf(e.getMessage())));
    }
    return found.isEmpty()
        ? Result.of(Installed.of(new Artifacts(files)), found)
        : Result.failed(found);
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

  private static Diagnostic nothing(String argument, String what) {
    return Diagnostic.of(Code.NO_INPUT_FOUND, "`" + argument + "` holds no " + what);
  }

  /** The udev a machine has, as far as the models go; the newest if it is not told. */
  static UdevVersion udev(Optional<Integer> asked, Machine machine) {
    return asked
        .or(() -> machine.host().systemdVersion().map(v -> v.parts().get(0)))
        .map(UdevVersion::new)
        .orElse(UdevVersion.NEWEST);
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
