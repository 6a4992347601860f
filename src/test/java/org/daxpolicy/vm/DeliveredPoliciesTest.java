package org.daxpolicy.vm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.daxpolicy.compile.Artifacts;
import org.daxpolicy.compile.Compiler;
import org.daxpolicy.compile.Delivery;
import org.daxpolicy.language.Policy;
import org.daxpolicy.language.PolicyLoader;
import org.daxpolicy.machine.HostCapture;
import org.daxpolicy.machine.Machine;
import org.daxpolicy.machine.SnapshotReader;
import org.daxpolicy.simulate.DeviceResult;
import org.daxpolicy.simulate.Given;
import org.daxpolicy.simulate.Installed;
import org.daxpolicy.simulate.Simulation;
import org.daxpolicy.simulate.Simulator;
import org.daxpolicy.text.Result;
import org.daxpolicy.text.SourceFile;
import org.daxpolicy.vm.VirtualMachine.Memory;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Compiled policies on real kernels. Each machine boots once as it comes and hands over a snapshot;
 * the simulator says from it what a policy's files will do; then the machine boots with those files
 * and hands over another. Every device has to end in a way that was foretold, and where only one
 * was, in that. {@code -Dvm.scenarios=REGEX} picks some.
 */
@Tag("vm")
class DeliveredPoliciesTest {
  private static final Path BOOTS = Path.of("target/vm-boots").toAbsolutePath();
  private static final String MAKE_NAMESPACE =
      "ndctl create-namespace -f -m devdax -e namespace0.0\n";
  private final Map<String, Machine> unchanged = new LinkedHashMap<>();

  @TestFactory
  Stream<DynamicTest> endOnRealKernelsAsSimulated() throws IOException {
    Optional<Images> images = Images.made();
    if (images.isEmpty()) {
      System.err.println("SKIPPED: nothing to boot; `.ci/vm-images` downloads and unpacks it");
    }
    assumeTrue(images.isPresent(), "`.ci/vm-images` was not run");
    return VmScenario.all().stream()
        .filter(s -> s.name().matches(System.getProperty("vm.scenarios", ".*")))
        .map(s -> DynamicTest.dynamicTest(s.name(), () -> compare(images.get(), s)));
  }

  private void compare(Images images, VmScenario scenario) throws IOException {
    Machine before = unchanged(images, scenario);
    Artifacts artifacts = artifacts(scenario, before);
    Path guest = boot(images, scenario, artifacts);
    Machine after = machine(guest);
    List<String> typed =
        scenario.delivery() == Delivery.SCRIPT ? scripts(artifacts) : List.<String>of();
    Simulation simulation =
        Simulator.run(before, Installed.of(artifacts), given(before, scenario.parameters()), typed);
    assertEquals(scenario.wanted().keySet(), names(after), "devices, see " + guest);
    assertEquals(foretold(simulation), names(after), "devices, see " + guest);
    for (String devpath : after.daxDevices()) {
      Ending observed = Ending.observed(after, devpath, guest);
      String name = name(devpath);
      String said = name + " of " + scenario.name() + ", see " + guest;
      String wanted = scenario.wanted().getOrDefault(name, "");
      assertTrue(wanted.equals("?") || wanted.equals(observed.mode()), said + ": " + observed);
      DeviceResult device = simulation.device(name).orElseThrow();
      List<Ending> foretold = new ArrayList<>();
      device.endings().forEach(state -> foretold.add(Ending.simulated(device, state)));
      assertTrue(foretold.contains(observed), said + ": " + observed + ", not of " + foretold);
    }
    Optional<Boolean> demotion =
        Ending.text(after, "/kernel/mm/numa/demotion_enabled").map(Boolean::valueOf);
    assertTrue(
        simulation.placed().stream().anyMatch(p -> p.demotion().equals(demotion)),
        "demotion of " + scenario.name() + ": " + demotion);
  }

  private static String name(String devpath) {
    return devpath.substring(devpath.lastIndexOf('/') + 1);
  }

  private static Set<String> names(Machine machine) {
    return machine.daxDevices().stream()
        .map(DeliveredPoliciesTest::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> foretold(Simulation simulation) {
    return simulation.devices().stream()
        .filter(d -> d.after().isPresent())
        .map(DeviceResult::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What somebody types to run what was delivered as a script. */
  private static List<String> scripts(Artifacts artifacts) {
    return artifacts.files().entrySet().stream()
        .filter(file -> file.getValue().executable())
        .map(file -> "sh /" + file.getKey())
        .toList();
  }

  /** The command line of the machine as it comes, and what the scenario adds. */
  private static Given given(Machine before, String parameters) {
    Given nothing = Given.NOTHING;
    return new Given(
        nothing.kernel(),
        nothing.systemd(),
        nothing.daxctl(),
        nothing.autoOnline(),
        before.host().commandLine().map(line -> line + " " + parameters),
        nothing.kmem(),
        nothing.regionIdle());
  }

  /** What is compiled, and what the scenario installs beside it. */
  private static Artifacts artifacts(VmScenario scenario, Machine before) throws IOException {
    String text =
        Files.readString(scenario.policy())
            .replace(VmScenario.NAMESPACE, namespace(before).orElse(""));
    SourceFile file = new SourceFile("policy.daxpolicy", text);
    Result<Policy> policy =
        PolicyLoader.load(
            file,
            (from, path) -> {
              throw new AssertionError("no imports");
            });
    Result<Artifacts> artifacts =
        Compiler.compile(policy.value().orElseThrow(), scenario.delivery());
    assertTrue(artifacts.value().isPresent(), () -> artifacts.diagnostics().toString());
    TreeMap<String, Artifacts.Artifact> all = new TreeMap<>(artifacts.value().get().files());
    scenario.files().forEach((path, t) -> all.put(path, new Artifacts.Artifact(t, false)));
    return new Artifacts(all);
  }

  /** The uuid of the NVDIMM namespace that a dax device is made of. */
  private static Optional<String> namespace(Machine machine) {
    return machine.daxDevices().stream()
        .flatMap(d -> Ending.text(machine, d.substring(0, d.lastIndexOf('/')) + "/uuid").stream())
        .findFirst();
  }

  /** The machine of a suite as it comes; an NVDIMM has a namespace by then. */
  private Machine unchanged(Images images, VmScenario scenario) throws IOException {
    String name = "unchanged-" + scenario.suite() + (scenario.nvdimm() ? "-nvdimm" : "");
    Machine known = unchanged.get(name);
    if (known == null) {
      if (scenario.nvdimm()) {
        Files.createDirectories(BOOTS);
        Files.deleteIfExists(content(scenario));
        Initramfs making = guest().file("observe/also", MAKE_NAMESPACE);
        new VirtualMachine(images, scenario.suite(), new Memory.Nvdimm(content(scenario), true))
            .boot(making, "", BOOTS.resolve(name + "-made"));
      }
      Path guest = machine(images, scenario).boot(guest(), "", BOOTS.resolve(name));
      known = machine(guest);
      assertEquals(images.release(scenario.suite()), known.host().kernel().orElse(""));
      unchanged.put(name, known);
    }
    return known;
  }

  private static VirtualMachine machine(Images images, VmScenario scenario) {
    Memory memory =
        scenario.nvdimm() ? new Memory.Nvdimm(content(scenario), false) : new Memory.SoftReserved();
    return new VirtualMachine(images, scenario.suite(), memory);
  }

  private static Path content(VmScenario scenario) {
    return BOOTS.resolve("nvdimm-" + scenario.suite());
  }

  private static Initramfs guest() throws IOException {
    return new Initramfs()
        .tree(Path.of("src/test/vm/guest"))
        .program("observe/run", Files.readString(Path.of("src/test/vm/guest/observe/run")))
        .program("observe/collect.sh", HostCapture.script());
  }

  private static Path boot(Images images, VmScenario scenario, Artifacts artifacts)
      throws IOException {
    Initramfs overlay = guest();
    StringBuilder parameters = new StringBuilder(scenario.parameters());
    for (Map.Entry<String, Artifacts.Artifact> file : artifacts.files().entrySet()) {
      overlay.file(file.getKey(), file.getValue().text());
      if (file.getKey().startsWith("etc/default/grub.d/")) {
        parameters.append(' ').append(bootParameters(file.getValue().text()));
      }
    }
    if (scenario.delivery() == Delivery.SCRIPT) {
      overlay.file("observe/also", String.join("\n", scripts(artifacts)) + "\n");
    }
    return machine(images, scenario)
        .boot(overlay, parameters.toString().strip(), BOOTS.resolve(scenario.name()));
  }

  /** What a boot loader's configuration makes of a file of ours: it is a shell that reads it. */
  private static String bootParameters(String text) throws IOException {
    Process shell = new ProcessBuilder("sh", "-c", text + "\necho \"$GRUB_CMDLINE_LINUX\"").start();
    return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  private static Machine machine(Path guest) {
    Result<Machine> read = SnapshotReader.read(guest.resolve("snapshot.tar"), "snapshot.tar");
    return read.value().orElseThrow(() -> new AssertionError(read.diagnostics().toString()));
  }
}
