package org.daxpolicy.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.daxpolicy.compile.Artifacts;
import org.daxpolicy.compile.Delivery;
import org.daxpolicy.machine.HostCapture;
import org.daxpolicy.machine.host.HostTree;
import org.daxpolicy.simulate.Installed;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Result;
import org.daxpolicy.text.Severity;
import org.daxpolicy.text.SourceFile;
import org.daxpolicy.text.SourceReader;
import org.daxpolicy.udev.ByteText;
import org.daxpolicy.udev.DiskTree;
import org.daxpolicy.udev.FileTree;
import org.daxpolicy.udev.RuleSet;
import org.daxpolicy.udev.RulesDirectories;
import org.daxpolicy.udev.RulesDirectories.Directory;
import org.daxpolicy.udev.RulesDirectories.Picked;
import org.daxpolicy.udev.TextTree;
import org.daxpolicy.udev.UdevVersion;

/**
 * What arguments would install together: a policy is compiled; a rules file counts as one of {@code
 * rules.d}; a directory is a {@code rules.d}, or, when it holds {@code etc/}, the root of a file
 * system, as {@code compile} writes it. What comes first has the higher priority: it hides files of
 * the same name in what comes later, as one of udev's own directories hides another.
 */
final class Installation {
  private final Inputs inputs;
  private final Console console;
  private final Delivery delivery;
  private final UdevVersion version;
  private final List<Directory> directories = new ArrayList<>();
  private final List<Diagnostic> found = new ArrayList<>();
  private Installed others = Installed.NOTHING;

  private Installation(Inputs inputs, Console console, Delivery delivery, UdevVersion version) {
    this.inputs = inputs;
    this.console = console;
    this.delivery = delivery;
    this.version = version;
  }

  /**
   * Gathers what arguments stand for.
   *
   * @param root the root of a file system, which comes last
   */
  static Result<Installation> of(
      Inputs inputs,
      Console console,
      List<String> arguments,
      Optional<String> root,
      Delivery delivery,
      UdevVersion version) {
    Installation files = new Installation(inputs, console, delivery, version);
    arguments.forEach(files::add);
    root.ifPresent(files::root);
    boolean failed = files.found.stream().anyMatch(d -> d.severity() == Severity.ERROR);
    return failed ? Result.failed(files.found) : Result.of(files, files.found);
  }

  private void add(String argument) {
    Path path = console.path(argument);
    if (Files.isDirectory(path)) {
      if (Files.isDirectory(path.resolve("etc"))) {
        tree(new DiskTree(path), argument, installed(path));
      } else {
        directory(new Directory(DiskTree.OWN, path.toAbsolutePath().toString(), argument));
      }
    } else if (argument.endsWith(".rules")) {
      rulesFile(path, argument);
    } else {
      policy(argument);
    }
  }

  private void directory(Directory directory) {
    FileTree tree = directory.tree();
    List<String> names = tree.resolve(directory.path()).map(tree::names).orElse(List.of());
    if (names.stream().noneMatch(name -> name.endsWith(".rules"))) {
      found.add(Inputs.nothing(directory.shown(), "`*.rules` file and no `etc/`"));
    }
    directories.add(directory);
  }

  private void root(String root) {
    FileTree tree = new DiskTree(console.path(root));
    boolean any =
        RulesDirectories.standard(tree, root, version).stream()
            .anyMatch(d -> tree.resolve(d.path()).flatMap(tree::node).isPresent());
    if (!any) {
      found.add(
          Inputs.nothing(root, "directory of rules")
              .help("give the root of a file system, as `/` or a mounted image"));
    }
    tree(tree, root, installed(console.path(root)));
  }

  private static Installed installed(Path root) {
    return new Installed(HostCapture.files(root));
  }

  private void rulesFile(Path path, String argument) {
    String name = path.getFileName().toString();
    TextTree tree = new TextTree();
    try {
      tree.file("/" + name, ByteText.of(Files.readAllBytes(path)));
    } catch (IOException e) {
      found.addAll(SourceReader.read(path, argument).diagnostics());
    }
    String shown = argument.substring(0, Math.max(0, argument.length() - name.length() - 1));
    directories.add(new Directory(tree, "/", shown.isEmpty() ? "." : shown));
  }

  private void policy(String argument) {
    Result<SourceFile> source = inputs.source(argument);
    found.addAll(source.diagnostics());
    if (source.value().isPresent()) {
      Result<Artifacts> artifacts =
          inputs.policies().compile(source.value().get(), delivery, console.today());
      found.addAll(artifacts.diagnostics());
      TextTree tree = new TextTree();
      artifacts
          .value()
          .ifPresent(
              made -> made.files().forEach((n, a) -> tree.file("/" + n, ByteText.of(a.text()))));
      tree(tree, argument, artifacts.value().map(Installed::of).orElse(Installed.NOTHING));
    }
  }

  /** What stands below a root: its rules by udev's own order, and all else the simulator reads. */
  private void tree(FileTree tree, String shown, Installed all) {
    directories.addAll(RulesDirectories.standard(tree, shown, version));
    others = all.withoutRules().plus(others);
  }

  /** A file's bytes; what they mean as text is nothing to udev. */
  private Optional<String> bytes(Picked picked) {
    try {
      String bytes = picked.read();
      if (bytes.length() <= SourceReader.LIMIT) {
        return Optional.of(bytes);
      }
      found.add(
          Diagnostic.of(Code.FILE_TOO_LARGE, "`" + picked.shown() + "` is larger than 16 MiB"));
    } catch (IOException e) {
      found.add(SourceReader.unreadableFile(picked.shown(), Inputs.reason(e)));
    }
    return Optional.empty();
  }

  /** The rules, bytes as they are. */
  Result<RuleSet> rules(UdevVersion read) {
    return RulesDirectories.read(directories, read);
  }

  /** Everything that would be installed. */
  Result<Installed> installed() {
    SortedMap<String, HostTree.Entry> rules = new TreeMap<>();
    for (Picked picked : RulesDirectories.pick(directories, version)) {
      bytes(picked)
          .ifPresent(
              bytes ->
                  rules.put(
                      "/etc/udev/rules.d/" + picked.name(),
                      new HostTree.Entry.File(Optional.of(bytes))));
    }
    boolean failed = found.stream().anyMatch(d -> d.severity() == Severity.ERROR);
    return failed
        ? Result.failed(found)
        : Result.of(others.plus(new Installed(new HostTree(rules))), List.of());
  }
}
