package org.daxpolicy.language;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Result;
import org.daxpolicy.text.SourceFile;
import org.daxpolicy.text.Span;
import org.jspecify.annotations.Nullable;

/**
 * Loads a test file. Conditions of {@code expect all where} speak of attributes; the policy's named
 * conditions are not seen here, since a test must not follow the policy's own mistakes.
 */
public final class TestFileLoader {
  private static final Pattern DEVICE = Pattern.compile("dax[0-9]{1,9}\\.[0-9]{1,9}");

  private final List<Diagnostic> found = new ArrayList<>();
  private final Quota quota = new Quota(found);
  private final Findings findings;
  private final Map<String, Span> names = new HashMap<>();
  private Syntax.@Nullable Text policy;

  private TestFileLoader(SourceFile file) {
    this.findings = new Findings(file, found);
  }

  /**
   * Loads a test file; the policy and the machines it names are not read.
   *
   * @return the tests if there is no error, and all findings in the order of the source
   */
  public static Result<TestFile> load(SourceFile file) {
    return new TestFileLoader(file).run(file);
  }

  private Result<TestFile> run(SourceFile file) {
    ParsedFile<Syntax.TestStatement> parsed = ParsedFile.test(file, found, quota);
    List<TestCase> tests = new ArrayList<>();
    for (Syntax.TestStatement statement : parsed.statements()) {
      if (statement instanceof Syntax.TestedPolicy p) {
        policy(p);
      } else if (statement instanceof Syntax.Test t && !quota.isSpent(file, t.name().span())) {
        tests.add(test(t));
      }
    }
    Syntax.Text tested = policy;
    if (tested == null && parsed.complete() && !quota.hasLeftOut()) {
      found.add(
          Diagnostic.at(
                  Code.MISSING_TESTED_POLICY,
                  file,
                  Span.at(0),
                  "the file does not say what it tests")
              .help("begin with `policy \"name.daxpolicy\"`"));
    }
    List<Diagnostic> sorted = found.stream().sorted(Diagnostic.ORDER).toList();
    Result<TestFile> failed = Result.failed(sorted);
    return failed.hasErrors() || tested == null
        ? failed
        : Result.of(new TestFile(file, tested.value(), tested.span(), tests), sorted);
  }

  private void policy(Syntax.TestedPolicy p) {
    Syntax.Text earlier = policy;
    if (earlier != null) {
      findings.add(
          findings
              .at(Code.REPEATED_HEADER, p.span(), "the file names two policies")
              .related(findings.file(), earlier.span(), "first here")
              .help("write one test file for each"));
      return;
    }
    findings.checkText(p.path(), "a policy's file name");
    policy = p.path();
  }

  private TestCase test(Syntax.Test t) {
    findings.checkText(t.name(), "a test's name");
    Span earlier = names.putIfAbsent(t.name().value(), t.name().span());
    if (earlier != null) {
      findings.add(
          findings
              .at(
                  Code.DUPLICATE_TEST,
                  t.name().span(),
                  "a test `" + t.name().value() + "` exists already")
              .related(findings.file(), earlier, "here"));
    }
    Syntax.Text machine = machine(t);
    List<Expectation> expectations = new ArrayList<>();
    t.expectations().forEach(e -> expectations.add(expectation(e)));
    if (expectations.isEmpty()) {
      findings.add(
          findings
              .at(Code.TEST_WITHOUT_EXPECTATION, t.name().span(), "this test expects nothing")
              .help("add `expect dax0.0 { mode devdax }` or `expect no warnings`"));
    }
    return new TestCase(
        t.name().value(),
        t.name().span(),
        machine.value(),
        machine.span(),
        new GivenBinder(findings).bind(t.given()),
        expectations,
        t.span());
  }

  private Syntax.Text machine(Syntax.Test t) {
    if (t.machines().isEmpty()) {
      findings.add(
          findings
              .at(Code.TEST_WITHOUT_MACHINE, t.name().span(), "this test has no machine")
              .help("name a snapshot: `machine \"snapshots/xeon-max.json\"`"));
      return t.name();
    }
    Syntax.Text machine = t.machines().get(0);
    findings.checkText(machine, "the name of a snapshot");
    if (t.machines().size() > 1) {
      findings.add(
          findings
              .at(
                  Code.REPEATED_CLAUSE,
                  t.machines().get(1).span(),
                  "a test runs on one machine only")
              .related(findings.file(), machine.span(), "first here")
              .help("write a second test"));
    }
    return machine;
  }

  private Expectation expectation(Syntax.Expects e) {
    if (e instanceof Syntax.Nothing n) {
      return n.what().text().equals("warnings")
          ? new Expectation.NoWarnings(n.span())
          : new Expectation.NoErrors(n.span());
    }
    Syntax.Claims c = (Syntax.Claims) e;
    List<Expectation.Claim> claims = new ClaimBinder(findings).bind(c.claims(), c.span());
    if (c.device().isPresent()) {
      Syntax.Word device = c.device().get();
      if (!DEVICE.matcher(device.text()).matches()) {
        findings.add(
            findings
                .at(
                    Code.MALFORMED_DEVICE_NAME,
                    device.span(),
                    "`" + device.text() + "` is no name of a dax device")
                .help("names look like `dax0.0`; `all where …` speaks of several"));
      }
      return new Expectation.OfDevice(device.text(), claims, c.span());
    }
    Optional<Condition> where =
        c.where()
            .map(
                w ->
                    new ConditionBinder(findings, (word, f) -> Optional.empty(), List.of())
                        .bind(w));
    return new Expectation.OfAll(where, claims, c.span());
  }
}
