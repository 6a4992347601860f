package org.daxpolicy.lift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.daxpolicy.compile.Delivery;
import org.daxpolicy.language.TestFile;
import org.daxpolicy.machine.Machine;
import org.daxpolicy.machine.SnapshotReader;
import org.daxpolicy.testing.PolicyFiles;
import org.daxpolicy.testing.TestOutcome;
import org.daxpolicy.testing.TestRunner;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Result;
import org.daxpolicy.text.SourceFile;
import org.daxpolicy.text.SourceReader;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A starting policy has no findings, compiles, and passes its tests, whatever the machines. */
class StartingPolicyTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 6, 1);

  @TempDir static Path work;

  @TestFactory
  Stream<DynamicTest> everySnapshotGivesAPolicyWithoutFindingsThatPassesItsTests()
      throws IOException {
    List<Path> all = snapshots();
    assertTrue(all.size() > 80, "only " + all.size());
    return all.stream()
        .map(p -> DynamicTest.dynamicTest(p.toString(), () -> check(List.of(p), p.toString())));
  }

  @TestFactory
  Stream<DynamicTest> soDoPairsOfThem() throws IOException {
    List<Path> all = snapshots();
    List<DynamicTest> tests = new ArrayList<>();
    // neighbours are much the same, others are not
    for (int distance : List.of(1, 29)) {
      for (int i = 0; i + distance < all.size(); i += 3) {
        List<Path> pair = List.of(all.get(i), all.get(i + distance));
        tests.add(DynamicTest.dynamicTest(pair.toString(), () -> check(pair, pair.toString())));
      }
    }
    return tests.stream();
  }

  /** What can be read of all there is; some of the error corpus cannot, on purpose. */
  private static List<Path> snapshots() throws IOException {
    List<Path> found = new ArrayList<>();
    for (String root : List.of("src/test/corpus", "examples")) {
      try (Stream<Path> all = Files.walk(Path.of(root))) {
        all.filter(p -> p.toString().endsWith(".json"))
            .filter(p -> !p.toString().contains("expected") && !p.toString().contains("generated"))
            .filter(p -> SnapshotReader.read(p, p.toString()).value().isPresent())
            .sorted()
            .forEach(found::add);
      }
    }
    return found;
  }

  private static void check(List<Path> snapshots, String at) throws IOException {
    Map<String, Machine> machines = new LinkedHashMap<>();
    List<StartingTest.Subject> subjects = new ArrayList<>();
    for (Path path : snapshots) {
      Machine machine = SnapshotReader.read(path, path.toString()).value().orElseThrow();
      machines.put(path.toString(), machine);
      subjects.add(
          new StartingTest.Subject(
              path.toString(), machine, Optional.of(path.toAbsolutePath().toString())));
    }
    String policy = StartingPolicy.of("site", machines);
    String tests = StartingTest.of(policy, "policy.daxpolicy", subjects);
    assertEquals(policy, StartingPolicy.of("site", machines));
    Files.writeString(work.resolve("policy.daxpolicy"), policy);
    Files.writeString(work.resolve("policy.daxtest"), tests);
    PolicyFiles files = new PolicyFiles(work);
    SourceFile source = read("policy.daxpolicy");
    assertEquals(
        List.of(),
        files.check(source, TODAY).diagnostics().stream().map(Diagnostic::headline).toList(),
        at + "\n" + policy);
    assertTrue(files.compile(source, Delivery.SYSTEMD, TODAY).value().isPresent(), at);
    TestRunner runner = new TestRunner(work, TODAY);
    Result<TestFile> loaded = runner.load(read("policy.daxtest"));
    assertEquals(
        List.of(),
        loaded.diagnostics().stream().map(Diagnostic::headline).toList(),
        at + "\n" + tests);
    Result<List<TestOutcome>> outcomes = runner.run(loaded.value().orElseThrow(), name -> true);
    assertEquals(List.of(), outcomes.diagnostics());
    for (TestOutcome outcome : outcomes.value().orElseThrow()) {
      assertTrue(outcome.passed(), () -> at + "\n" + outcome + "\n" + policy + tests);
    }
  }

  private static SourceFile read(String name) {
    return SourceReader.read(work.resolve(name), name).value().orElseThrow();
  }
}
