package org.daxpolicy.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.daxpolicy.analysis.Comparison;
import org.daxpolicy.language.Policy;
import org.daxpolicy.testing.PolicyFiles;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Result;
import org.daxpolicy.text.Severity;
import org.daxpolicy.text.SourceFile;
import org.daxpolicy.text.SourceReader;
import org.daxpolicy.udev.RulesFile;
import org.daxpolicy.udev.UdevVersion;

/** Turns arguments into what is compared: policies, or rules files in their place. */
final class Comparands {
  private final Console console;
  private final Inputs inputs;

  /** What keeps an argument from being read; only errors, as nobody asked for a check. */
  private final List<Diagnostic> found = new ArrayList<>();

  Comparands(Console console) {
    this.console = console;
    this.inputs = new Inputs(console);
  }

  List<Diagnostic> found() {
    return found;
  }

  /** A policy, or the rules of a file {@code *.rules} or of a directory. */
  Optional<Comparison.Subject> subject(String argument) {
    if (!argument.endsWith(".rules") && !Files.isDirectory(console.path(argument))) {
      return policy(argument).map(Comparison.Subject.OfPolicy::new);
    }
    RulesArguments rules =
        RulesArguments.read(List.of(argument), Optional.empty(), console, UdevVersion.NEWEST);
    rules.found().stream().filter(d -> d.severity() == Severity.ERROR).forEach(found::add);
    List<RulesFile> files = new ArrayList<>();
    for (RulesArguments.Content content : rules.contents()) {
      RulesFile file = RulesFile.parse(content.shown(), content.text(), UdevVersion.NEWEST);
      files.add(file);
    }
    if (files.isEmpty() && rules.found().isEmpty()) {
      found.add(Inputs.nothing(argument, "udev rules"));
    }
    return files.isEmpty() ? Optional.empty() : Optional.of(new Comparison.Subject.OfRules(files));
  }

  /** A policy of the file system, or on standard input. */
  Optional<Policy> policy(String argument) {
    return loaded(inputs.source(argument), inputs.policies());
  }

  /** A policy as a revision of the repository around it has it. */
  Optional<Policy> policy(String argument, String revision) {
    PolicyFiles files = new PolicyFiles(name -> show(name, revision));
    return loaded(show(revision + ":" + argument, revision), files);
  }

  private Optional<Policy> loaded(Result<SourceFile> source, PolicyFiles files) {
    found.addAll(source.diagnostics());
    if (source.value().isEmpty()) {
      return Optional.empty();
    }
    Result<Policy> policy = files.load(source.value().get());
    policy.diagnostics().stream().filter(d -> d.severity() == Severity.ERROR).forEach(found::add);
    return policy.hasErrors() ? Optional.empty() : policy.value();
  }

  /**
   * A file of a revision.
   *
   * @param name with the revision and a colon in front
   */
  private Result<SourceFile> show(String name, String revision) {
    Path path = Path.of(name.substring(revision.length() + 1));
    Path parent = path.getParent();
    Path directory = parent == null ? console.path(".") : console.path(parent.toString());
    Path file = path.getFileName();
    try {
      Process git =
          new ProcessBuilder("git", "show", revision + ":./" + file)
              .directory(directory.toAbsolutePath().toFile())
              .redirectErrorStream(false)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      byte[] bytes = git.getInputStream().readAllBytes();
      if (git.waitFor() != 0) {
        String why = "git has no such file at `" + revision + "`";
        return Result.failed(List.of(SourceReader.unreadableFile(path.toString(), why)));
      }
      return SourceReader.read(new ByteArrayInputStream(bytes), name);
    } catch (IOException e) {
      String why = "git cannot be asked: " + Inputs.reason(e);
      return Result.failed(List.of(SourceReader.unreadableFile(path.toString(), why)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      String why = "the wait for git was interrupted";
      return Result.failed(List.of(SourceReader.unreadableFile(path.toString(), why)));
    }
  }
}
