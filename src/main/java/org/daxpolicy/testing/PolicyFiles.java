package org.daxpolicy.testing;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.daxpolicy.check.Checks;
import org.daxpolicy.compile.Artifacts;
import org.daxpolicy.compile.Compiler;
import org.daxpolicy.compile.Delivery;
import org.daxpolicy.language.ImportResolver;
import org.daxpolicy.language.Policy;
import org.daxpolicy.language.PolicyLoader;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Result;
import org.daxpolicy.text.Severity;
import org.daxpolicy.text.SourceFile;
import org.daxpolicy.text.SourceReader;
import org.daxpolicy.text.Suppressions;

/** Policies on disk: loading with imports, checking and compiling, with suppressions applied. */
public final class PolicyFiles {
  private final Function<String, Result<SourceFile>> files;

  /**
   * @param directory what relative names are relative to
   */
  public PolicyFiles(Path directory) {
    this(name -> SourceReader.read(directory.resolve(name), name));
  }

  /**
   * @param files reads a file by its name
   */
  public PolicyFiles(Function<String, Result<SourceFile>> files) {
    this.files = files;
  }

  /** Loads a policy; suppressions are applied by whoever has all its findings. */
  public Result<Policy> load(SourceFile main) {
    return PolicyLoader.load(main, resolver());
  }

  /** Loads a policy and checks it: everything there is to say without a delivery. */
  public Result<Policy> check(SourceFile main, LocalDate today) {
    Result<Policy> loaded = load(main);
    List<Diagnostic> found = new ArrayList<>(loaded.diagnostics());
    Optional<Policy> policy = loaded.value();
    policy.ifPresent(p -> found.addAll(Checks.run(p, today)));
    policy.ifPresent(p -> found.addAll(Compiler.findings(p)));
    List<SourceFile> files = policy.map(Policy::files).orElse(List.of(main));
    return new Result<>(policy, Suppressions.apply(files, found));
  }

  /** Loads, checks and compiles a policy; no artifacts if there is an error. */
  public Result<Artifacts> compile(SourceFile main, Delivery delivery, LocalDate today) {
    Result<Policy> loaded = load(main);
    List<Diagnostic> found = new ArrayList<>(loaded.diagnostics());
    Optional<Artifacts> artifacts = Optional.empty();
    if (loaded.value().isPresent() && !loaded.hasErrors()) {
      Policy policy = loaded.value().get();
      found.addAll(Checks.run(policy, today));
      Result<Artifacts> compiled = Compiler.compile(policy, delivery);
      found.addAll(compiled.diagnostics());
      artifacts = compiled.value();
    }
    List<SourceFile> files = loaded.value().map(Policy::files).orElse(List.of(main));
    List<Diagnostic> remaining = Suppressions.apply(files, found);
    boolean failed = remaining.stream().anyMatch(d -> d.severity() == Severity.ERROR);
    return new Result<>(failed ? Optional.empty() : artifacts, remaining);
  }

  private ImportResolver resolver() {
    return (from, path) -> read(from, path);
  }

  /** Reads a file that another one names, relative to that one. */
  Result<SourceFile> read(SourceFile from, String path) {
    try {
      return files.apply(sibling(from, path));
    } catch (InvalidPathException e) {
      return Result.failed(List.of(SourceReader.unreadableFile(path, "it is no file name")));
    }
  }

  /**
   * The name of a file that another one names.
   *
   * @throws InvalidPathException if it is no file name
   */
  static String sibling(SourceFile from, String path) {
    Path parent = from.name().equals("<stdin>") ? null : Path.of(from.name()).getParent();
    return (parent == null ? Path.of(path) : parent.resolve(path)).normalize().toString();
  }
}
