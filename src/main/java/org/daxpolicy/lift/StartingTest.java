package org.daxpolicy.lift;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.daxpolicy.compile.Artifacts;
import org.daxpolicy.compile.Compiler;
import org.daxpolicy.compile.Delivery;
import org.daxpolicy.dax.DaxDeviceState;
import org.daxpolicy.language.Policy;
import org.daxpolicy.language.PolicyLoader;
import org.daxpolicy.language.Spelling;
import org.daxpolicy.machine.Machine;
import org.daxpolicy.simulate.DeviceResult;
import org.daxpolicy.simulate.Given;
import org.daxpolicy.simulate.Installed;
import org.daxpolicy.simulate.Simulation;
import org.daxpolicy.simulate.Simulator;
import org.daxpolicy.text.Result;
import org.daxpolicy.text.Severity;
import org.daxpolicy.text.SourceFile;
import org.daxpolicy.udev.ByteText;

/** Tests to begin with: that each device of each machine ends as it does under a policy now. */
public final class StartingTest {
  /**
   * A machine to test on.
   *
   * @param label what the test is called
   * @param path where the snapshot is, seen from the test file; none if it is in no file
   */
  public record Subject(String label, Machine machine, Optional<String> path) {}

  private final Installed installed;
  private final StringBuilder out = new StringBuilder();
  private final Set<String> names = new HashSet<>();

  private StartingTest(Installed installed) {
    this.installed = installed;
  }

  /**
   * The tests' text.
   *
   * @param policy the policy's text, which has no errors
   * @param path where the policy is, seen from the test file
   */
  public static String of(String policy, String path, List<Subject> subjects) {
    Policy loaded =
        PolicyLoader.load(new SourceFile(path, policy), (from, to) -> Result.failed(List.of()))
            .value()
            .orElseThrow();
    Artifacts artifacts = Compiler.compile(loaded, Delivery.SYSTEMD).value().orElseThrow();
    StartingTest test = new StartingTest(Installed.of(artifacts));
    test.out.append("policy ").append(Spelling.quoted(path)).append('\n');
    subjects.forEach(test::subject);
    return test.out.toString();
  }

  private void subject(Subject subject) {
    out.append('\n');
    if (subject.path().isEmpty()) {
      out.append("# ").append(PlainText.of(subject.label())).append(" is in no file\n");
      return;
    }
    Simulation simulation = Simulator.run(subject.machine(), installed, Given.NOTHING);
    List<String> expected = new ArrayList<>();
    for (DeviceResult device : simulation.devices()) {
      claims(device).ifPresent(c -> expected.add("expect " + device.name() + " { " + c + " }"));
    }
    if (expected.isEmpty()
        && simulation.allRisks().stream().noneMatch(r -> r.severity() == Severity.ERROR)) {
      expected.add("expect no errors");
    }
    if (expected.isEmpty()) {
      out.append("# ").append(PlainText.of(subject.label())).append(" has no dax device\n");
      return;
    }
    String base = PlainText.of(subject.label());
    String name = base;
    for (int n = 2; !names.add(name); n++) {
      name = base + " (" + n + ")";
    }
    out.append("test ").append(Spelling.quoted(name)).append(" {\n");
    out.append("  machine ").append(Spelling.quoted(subject.path().get())).append('\n');
    expected.forEach(e -> out.append("  ").append(e).append('\n'));
    out.append("}\n");
  }

  /** What is certain of a device. */
  private static Optional<String> claims(DeviceResult device) {
    List<String> claims = new ArrayList<>();
    device.rule().map(ByteText::readable).ifPresent(r -> claims.add("rule " + Spelling.quoted(r)));
    certain(device, DaxDeviceState::mode)
        .filter(m -> !m.equals("famfs"))
        .ifPresent(m -> claims.add("mode " + m));
    certain(device, StartingTest::zone)
        .filter(z -> !z.isEmpty())
        .ifPresent(z -> claims.add("zone " + z));
    return claims.isEmpty() ? Optional.empty() : Optional.of(String.join("  ", claims));
  }

  private static String zone(DaxDeviceState state) {
    return state
        .memory()
        .zone()
        .map(
            z ->
                switch (z) {
                  case MOVABLE -> "movable";
                  case KERNEL -> "normal";
                  case MIXED -> "";
                })
        .orElse("");
  }

  private static Optional<String> certain(
      DeviceResult device, Function<DaxDeviceState, String> said) {
    Optional<String> after = device.after().map(said);
    return after.filter(a -> device.alternatives().stream().allMatch(s -> said.apply(s).equals(a)));
  }
}
