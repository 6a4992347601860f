package org.daxpolicy.cli;

import static org.daxpolicy.cli.Option.flag;
import static org.daxpolicy.cli.Option.value;

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
import org.daxpolicy.report.CoverageReport;
import org.daxpolicy.report.TestReport;
import org.daxpolicy.testing.Coverage;
import org.daxpolicy.testing.Mutation;
import org.daxpolicy.testing.TestOutcome;
import org.daxpolicy.testing.TestRunner;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Result;
import org.daxpolicy.text.SourceFile;

/** {@code daxpolicy test}: runs test files. */
final class TestCommand extends Common {
  private List<String> paths = List.of();
  private Optional<String> run = Optional.empty();
  private boolean list;
  private boolean coverage;
  private boolean mutate;

  @Override
  Declaration declaration() {
    return Declaration.of(
            "test",
            "Runs .daxtest files: policies compiled, installed on snapshots, simulated, and held to expectations.")
        .operands(
            "PATH",
            0,
            "test files or directories (default: the current one)",
            given -> paths = given)
        .option(
            value("REGEX", "--run").description("only tests whose name has a match"),
            String.class,
            given -> run = Optional.of(given))
        .option(flag("--list").description("list the tests, run none"), given -> list = given)
        .option(
            flag("--coverage")
                .description("show the rules and terms that no device of a test has tried"),
            given -> coverage = given)
        .option(
            flag("--mutate")
                .description(
                    "show mistakes in operators, bounds and outcomes that no test notices"),
            given -> mutate = given)
        .examples(
            "daxpolicy test",
            "daxpolicy test examples --run 'flat mode'",
            "0 all passed; 1 a test failed or a file has mistakes; 2 a file cannot be read.");
  }

  @Override
  public Integer call() {
    Predicate<String> wanted = wanted();
    Inputs inputs = new Inputs(console());
    TestRunner runner = new TestRunner(console().directory(), console().today());
    List<Diagnostic> found = new ArrayList<>();
    List<TestOutcome> outcomes = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<TestFile> tested = new ArrayList<>();
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
          tested.add(file.value().get());
          if (coverage) {
            runner.cover(file.value().get(), wanted);
          }
        }
      }
    }
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("tests", list ? names : TestReport.trees(outcomes));
    List<Coverage.Sum> sums =
        runner.coverages().stream().map(Coverage::sum).flatMap(Optional::stream).toList();
    if (coverage) {
      members.put("coverage", CoverageReport.trees(sums));
    }
    List<Mutation.Sum> mutation = mutate ? runner.mutate(tested, wanted) : List.of();
    if (mutate) {
      members.put("mutation", CoverageReport.mutationTrees(mutation));
    }
    if (format == Format.text) {
      names.forEach(n -> print(n + "\n"));
      print(TestReport.text(outcomes, verbose, outPalette()));
      print(CoverageReport.text(sums, outPalette()));
      print(CoverageReport.mutation(mutation, outPalette()));
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
      throw new UsageException("--run takes a regular expression: " + e.getDescription());
    }
  }
}
