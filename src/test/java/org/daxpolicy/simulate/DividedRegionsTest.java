package org.daxpolicy.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.daxpolicy.compile.Artifacts;
import org.daxpolicy.compile.Compiler;
import org.daxpolicy.compile.Delivery;
import org.daxpolicy.language.Policy;
import org.daxpolicy.language.PolicyLoader;
import org.daxpolicy.text.Result;
import org.daxpolicy.text.SourceFile;
import org.junit.jupiter.api.Test;

/** Regions are divided as policies say, once, and nobody else's division is touched. */
class DividedRegionsTest {
  private static final String TWO =
      """
      policy "parts"
      target { kernel 6.1 .. 7.3 nodes 0 .. 7 protect %s }
      rule "two" when origin == hmem {
        partition { 512MiB devdax  rest system-ram { online movable } }
      }
      otherwise keep
      """;

  private static final String THREE =
      """
      policy "parts"
      target { kernel 6.1 .. 7.3 nodes 0 .. 7 }
      rule "three" when origin == hmem {
        partition { 512MiB devdax  256MiB devdax  rest devdax }
      }
      otherwise keep
      """;

  private static final String UNIT =
      "systemctl start daxpolicy-parts-partition-512MiB-256MiB-rest@0.service";

  private static Artifacts compiled(String text) {
    Result<Policy> policy =
        PolicyLoader.load(
            new SourceFile("parts.daxpolicy", text),
            (from, path) -> {
              throw new AssertionError("no imports");
            });
    Result<Artifacts> artifacts = Compiler.compile(policy.value().orElseThrow(), Delivery.SYSTEMD);
    assertTrue(artifacts.value().isPresent(), () -> artifacts.diagnostics().toString());
    return artifacts.value().orElseThrow();
  }

  private static Simulation run(Artifacts files, String kernel, String online, String... script) {
    return Simulator.run(
        Machines.hmem(kernel, online), Installed.of(files), Given.NOTHING, List.of(script));
  }

  /** Name, mode and MiB of all devices of region 0. */
  private static List<String> region(Simulation simulation) {
    return simulation.devices().stream()
        .filter(d -> d.name().startsWith("dax0.") && d.after().isPresent())
        .map(
            d ->
                d.name()
                    + " "
                    + d.after().get().mode()
                    + " "
                    + (d.after().get().range().size() >> 20))
        .toList();
  }

  private static final List<String> HALVES = List.of("dax0.0 devdax 512", "dax0.1 system-ram 512");

  private static void halved(Simulation simulation) {
    assertEquals(HALVES, region(simulation));
    DeviceResult rest = simulation.device("dax0.1").orElseThrow();
    assertEquals("4/4 movable", rest.after().orElseThrow().memory().toString());
    assertEquals(Optional.of("two"), rest.rule());
    assertEquals(List.of(), simulation.allRisks());
    assertTrue(simulation.devices().stream().allMatch(DeviceResult::certain));
  }

  @Test
  void regionsAreDividedUnderEveryProtectionThatHolds() {
    for (String kernel : List.of("6.1.0", "6.12.107", "7.3.4")) {
      for (String online : List.of("offline", "online", "online_movable")) {
        halved(run(compiled(TWO.formatted("auto")), kernel, online));
        halved(run(compiled(TWO.formatted("movable")), kernel, online));
        halved(run(compiled(TWO.formatted("hold")), kernel, online));
      }
      halved(run(compiled(TWO.formatted("idle")), kernel, "offline"));
    }
    String newest = TWO.replace("6.1 .. 7.3", ">= 7.3").formatted("state");
    halved(run(compiled(newest), "7.3.4", "online_movable"));
  }

  @Test
  void nothingIsDividedTwice() {
    Simulation simulation =
        run(
            compiled(TWO.formatted("auto")),
            "6.12.107",
            "online",
            "udevadm trigger --action=change",
            "systemctl start daxpolicy-parts-partition-512MiB-rest@0.service");
    assertEquals(HALVES, region(simulation));
    List<String> made =
        simulation.devices().stream()
            .flatMap(d -> d.steps().stream())
            .map(DeviceResult.Step::command)
            .filter(c -> c.contains("create-device -r 0"))
            .toList();
    assertEquals(1, made.size(), made.toString());
  }

  /** The units alone: nothing starts them but who is told to. */
  private static Artifacts units() {
    TreeMap<String, Artifacts.Artifact> files = new TreeMap<>(compiled(THREE).files());
    files.keySet().removeIf(f -> !f.startsWith("etc/systemd/system/"));
    return new Artifacts(files);
  }

  private static Simulation begun(String first, String second) {
    return run(
        units(),
        "6.12.107",
        "offline",
        "daxctl reconfigure-device -m devdax -f dax0.0",
        "daxctl disable-device dax0.0",
        "daxctl reconfigure-device -s " + first + " dax0.0",
        "daxctl enable-device dax0.0",
        "daxctl create-device -r 0 -s " + second,
        UNIT);
  }

  @Test
  void aDivisionThatFailedHalfwayIsBroughtToAnEnd() {
    assertEquals(
        List.of("dax0.0 devdax 512", "dax0.1 devdax 256", "dax0.2 devdax 256"),
        region(begun("512M", "256M")));
  }

  @Test
  void aDivisionOfSomebodyElseIsLeftAlone() {
    assertEquals(List.of("dax0.0 devdax 256", "dax0.1 devdax 128"), region(begun("256M", "128M")));
  }
}
