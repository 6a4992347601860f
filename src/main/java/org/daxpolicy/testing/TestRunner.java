package org.daxpolicy.testing;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.daxpolicy.compile.Artifacts;
import org.daxpolicy.compile.Compiler;
import org.daxpolicy.compile.Delivery;
import org.daxpolicy.dax.Version;
import org.daxpolicy.language.Expectation;
import org.daxpolicy.language.Policy;
import org.daxpolicy.language.PolicyMeaning;
import org.daxpolicy.language.TestCase;
import org.daxpolicy.language.TestFile;
import org.daxpolicy.language.TestFileLoader;
import org.daxpolicy.machine.DeviceFacts;
import org.daxpolicy.machine.Machine;
import org.daxpolicy.machine.SnapshotReader;
import org.daxpolicy.simulate.DeviceResult;
import org.daxpolicy.simulate.Given;
import org.daxpolicy.simulate.Installed;
import org.daxpolicy.simulate.Simulation;
import org.daxpolicy.simulate.Simulator;
import org.daxpolicy.testing.TestOutcome.Failure;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Result;
import org.daxpolicy.text.Severity;
import org.daxpolicy.text.SourceFile;
import org.daxpolicy.text.SourceReader;
import org.daxpolicy.text.Span;

/**
 * Runs {@code .daxtest} files: the policy is compiled, its files are installed on each test's
 * machine, the machine is simulated, and what comes out is compared with what the test expects.
 */
public final class TestRunner {
  private final Path directory;
  private final LocalDate today;
  private final PolicyFiles policies;
  private final Map<String, Result<Machine>> machines = new HashMap<>();
  private final Map<String, Coverage> coverages = new TreeMap<>();

  /**
   * @param directory what relative names are relative to
   * @param today for rules that expire
   */
  public TestRunner(Path directory, LocalDate today) {
    this.directory = directory;
    this.today = today;
    this.policies = new PolicyFiles(directory);
  }

  /** The tests of a file whose names are wanted, not run. */
  public Result<TestFile> load(SourceFile file) {
    return TestFileLoader.load(file);
  }

  /** Runs the wanted tests of a file, in textual order. */
  public Result<List<TestOutcome>> run(TestFile file, Predicate<String> wanted) {
    List<Diagnostic> found = new ArrayList<>();
    Result<SourceFile> source = policies.read(file.file(), file.policy());
    found.addAll(source.diagnostics());
    if (source.value().isEmpty()) {
      return Result.failed(found);
    }
    Result<Artifacts> compiled = policies.compile(source.value().get(), Delivery.SYSTEMD, today);
    found.addAll(
        compiled.diagnostics().stream().filter(d -> d.severity() == Severity.ERROR).toList());
    if (compiled.value().isEmpty()) {
      return Result.failed(found);
    }
    List<TestOutcome> outcomes = new ArrayList<>();
    for (TestCase test : file.tests()) {
      if (wanted.test(test.name())) {
        Result<Machine> machine = machine(file.file(), test.machine());
        if (machine.value().isEmpty()) {
          found.addAll(machine.diagnostics());
        } else {
          outcomes.add(
              one(file, test, machine.value().get(), Installed.of(compiled.value().get())));
        }
      }
    }
    return Result.of(outcomes, found);
  }

  /** Shows the devices of the wanted tests to the coverage of the policy they test. */
  public void cover(TestFile file, Predicate<String> wanted) {
    Result<SourceFile> source = policies.read(file.file(), file.policy());
    Optional<Policy> policy = source.value().flatMap(s -> policies.load(s).value());
    if (policy.isEmpty()) {
      return;
    }
    Coverage coverage =
        coverages.computeIfAbsent(
            source.value().map(SourceFile::name).orElse(""), n -> new Coverage(policy.get()));
    for (TestCase test : file.tests()) {
      Optional<Machine> machine =
          wanted.test(test.name())
              ? machine(file.file(), test.machine()).value()
              : Optional.empty();
      machine.ifPresent(m -> show(given(m, test), coverage));
    }
  }

  private static void show(Machine machine, Coverage coverage) {
    for (String device : machine.daxDevices()) {
      coverage.see(DeviceFacts.of(machine, device)::printed);
    }
  }

  /** The machine with the command line a test gives it; nothing else given is read by policies. */
  private static Machine given(Machine machine, TestCase test) {
    return test.given()
        .commandLine()
        .map(line -> machine.with(machine.host().withCommandLine(line)))
        .orElse(machine);
  }

  /** What the tests so far have seen, by policy. */
  public List<Coverage> coverages() {
    return List.copyOf(coverages.values());
  }

  /**
   * Tries which mistakes in a policy none of the files' wanted tests would notice.
   *
   * @param files test files of any policies
   * @return by policy, those only whose tests pass
   */
  public List<Mutation.Sum> mutate(List<TestFile> files, Predicate<String> wanted) {
    Map<String, List<TestFile>> byPolicy = new TreeMap<>();
    Map<String, Policy> loaded = new HashMap<>();
    for (TestFile file : files) {
      Result<SourceFile> source = policies.read(file.file(), file.policy());
      Optional<Policy> policy = source.value().flatMap(s -> policies.load(s).value());
      if (policy.isPresent()) {
        String name = source.value().map(SourceFile::name).orElse("");
        byPolicy.computeIfAbsent(name, n -> new ArrayList<>()).add(file);
        loaded.put(name, policy.get());
      }
    }
    List<Mutation.Sum> sums = new ArrayList<>();
    byPolicy.forEach(
        (name, tests) -> {
          Policy policy = loaded.get(name);
          Predicate<Artifacts> passes = compiled -> passes(tests, wanted, compiled);
          if (policy != null
              && Compiler.compile(policy, Delivery.SYSTEMD).value().filter(passes).isPresent()) {
            sums.add(Mutation.of(policy, passes));
          }
        });
    return sums;
  }

  private boolean passes(List<TestFile> files, Predicate<String> wanted, Artifacts compiled) {
    Installed installed = Installed.of(compiled);
    for (TestFile file : files) {
      for (TestCase test : file.tests()) {
        Optional<Machine> machine =
            wanted.test(test.name())
                ? machine(file.file(), test.machine()).value()
                : Optional.empty();
        if (machine.isPresent() && !one(file, test, machine.get(), installed).passed()) {
          return false;
        }
      }
    }
    return true;
  }

  private static TestOutcome one(
      TestFile file, TestCase test, Machine machine, Installed installed) {
    Simulation simulation = Simulator.run(machine, installed, given(test.given()));
    List<Failure> failures = new ArrayList<>();
    Claims claims = new Claims(file.file(), machine, installed, simulation.placed(), failures);
    for (Expectation expectation : test.expectations()) {
      if (expectation instanceof Expectation.NoWarnings) {
        risks(file, expectation.span(), simulation, Severity.WARNING, "no warnings", failures);
      } else if (expectation instanceof Expectation.NoErrors) {
        risks(file, expectation.span(), simulation, Severity.ERROR, "no errors", failures);
      } else if (expectation instanceof Expectation.OfDevice of) {
        Optional<DeviceResult> device = simulation.device(of.device());
        if (device.isPresent()) {
          claims.check(device.get(), of.claims());
        } else {
          failures.add(
              new Failure(
                  file.file().position(of.span().start()),
                  of.device(),
                  "a device",
                  "no such device",
                  ""));
        }
      } else if (expectation instanceof Expectation.OfAll of) {
        all(file, of, simulation, machine, claims, failures);
      }
    }
    return new TestOutcome(file.file().name(), test.name(), List.copyOf(failures));
  }

  private static void all(
      TestFile file,
      Expectation.OfAll of,
      Simulation simulation,
      Machine machine,
      Claims claims,
      List<Failure> failures) {
    int matching = 0;
    for (DeviceResult device : simulation.devices()) {
      MadeDevice facts = new MadeDevice(machine, device);
      if (of.where().map(c -> PolicyMeaning.holds(c, facts::printed)).orElse(true)) {
        matching++;
        claims.check(device, of.claims());
      }
    }
    if (matching == 0) {
      failures.add(
          new Failure(
              file.file().position(of.span().start()),
              "all",
              "at least one device",
              "none",
              "an expectation about no device proves nothing"));
    }
  }

  private static void risks(
      TestFile file,
      Span span,
      Simulation simulation,
      Severity from,
      String expected,
      List<Failure> failures) {
    for (Diagnostic risk : simulation.allRisks()) {
      if (risk.severity().atLeast(from)) {
        failures.add(
            new Failure(
                file.file().position(span.start()),
                "the machine",
                expected,
                risk.severity().word() + "[" + risk.code().id() + "]: " + risk.headline(),
                String.join("; ", risk.notes())));
      }
    }
  }

  private static Given given(org.daxpolicy.language.Given g) {
    return new Given(
        g.kernel().flatMap(Version::parse),
        g.systemd().flatMap(Version::parse),
        g.daxctl().flatMap(Version::parse),
        g.autoOnline(),
        g.commandLine(),
        g.kmem(),
        g.regionIdle());
  }

  private Result<Machine> machine(SourceFile file, String path) {
    try {
      return machines.computeIfAbsent(
          PolicyFiles.sibling(file, path), n -> SnapshotReader.read(directory.resolve(n), n));
    } catch (InvalidPathException e) {
      return Result.failed(List.of(SourceReader.unreadableFile(path, "it is no file name")));
    }
  }
}
