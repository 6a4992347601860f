package org.daxpolicy.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.daxpolicy.language.TestCase;
import org.daxpolicy.language.TestFile;
import org.daxpolicy.report.TestReport;
import org.daxpolicy.testing.TestOutcome;
import org.daxpolicy.testing.TestRunner;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Result;
import org.daxpolicy.text.SourceFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code daxpolicy test}: runs test files. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description =
        "Runs .daxtest files: policies compiled, installed on snapshots, simulated, and held to expectations.",
    footer = {
      "",
      "Examples:",
      "  daxpolicy test",
      "  daxpolicy test examples --run 'flat mode'",
      "",
      "Exit codes: 0 all passed; 1 a test failed or a file has mistakes; 2 a file cannot be read."
    })
final class TestCommand extends Common {
  @Parameters(
      paramLabel = "PATH",
      arity = "0..*",
      description = "test files or directories (default: the current one)")
  List<String> paths = List.of();

  @Option(names = "--run", paramLabel = "REGEX", description = "only tests whose name has a match")
  Optional<String> run = Optional.empty();

  @Option(names = "--list", description = "list the tests, run none")
  boolean list;

  @Spec @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    Predicate<String> wanted = wanted();
    Inputs inputs = new Inputs(console());
    TestRunner runner = new TestRunner(console().directory(), console().today());
    List<Diagnostic> found = new ArrayList<>();
    List<TestOutcome> outcomes = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (String path : paths.isEmpty() ? List.of(".") : paths) {
      Result<List<String>> files = inputs.files(path, ".daxtest");
      found.addAll(files.diagnostics());
      for (String name : files.value().orElse(List.of())) {
        Result<SourceFile> source = inputs.source(name);
        found.addAll(source.diagnostics());
        Result<TestFile> file =
            source.value().isEmpty() ? Result.failed(List.of()) : runner.load(source.value().get());
        found.addAll(file.diagnostics());
        if (file.value().isEmpty() || file.hasErrors()) {
          continue;
        }
        if (list) {
          file.value().get().tests().stream()
              .map(TestCase::name)
              .filter(wanted)
              .forEach(t -> names.add(name + ": " + t));
        } else {
          Result<List<TestOutcome>> ran = runner.run(file.value().get(), wanted);
          found.addAll(ran.diagnostics());
          ran.value().ifPresent(outcomes::addAll);
        }
      }
    }
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("tests", list ? names : TestReport.trees(outcomes));
    if (format == Format.text) {
      names.forEach(n -> print(n + "\n"));
      print(TestReport.text(outcomes, verbose, outPalette()));
    }
    int exit = end(found, members);
    long failed = outcomes.stream().filter(o -> !o.passed()).count();
    if (!list) {
      say((outcomes.size() - failed) + " passed, " + failed + " failed");
    }
    return exit == Exit.CLEAN && failed > 0 ? Exit.FOUND : exit;
  }

  private Predicate<String> wanted() {
    try {
      return run.map(Pattern::compile).map(Pattern::asPredicate).orElse(name -> true);
    } catch (PatternSyntaxException e) {
      CommandSpec command = spec;
      if (command == null) {
        throw e;
      }
      throw new ParameterException(
          command.commandLine(), "--run takes a regular expression: " + e.getDescription());
    }
  }
}
