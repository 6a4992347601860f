package org.daxpolicy.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.daxpolicy.compile.Artifacts;
import org.daxpolicy.compile.Compiler;
import org.daxpolicy.compile.Delivery;
import org.daxpolicy.language.Policy;
import org.daxpolicy.language.PolicyLoader;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Result;
import org.daxpolicy.text.SourceFile;
import org.junit.jupiter.api.Test;

/** What the compiler writes, booted. */
class CompiledPolicyTest {
  private static final String POLICY =
      """
      policy "pool"
      target { kernel 6.1 .. 7.3  nodes 0 .. 3  protect %s }
      rule "application" when target_node == 1 {
        mode devdax
        node { group "hpc" mode 0660 symlink "dax/app{instance}" }
      }
      otherwise mode system-ram { online movable }
      """;

  private static Simulation boot(String protect, Delivery delivery, String kernel, String online) {
    return bootPolicy(POLICY.formatted(protect), delivery, kernel, online);
  }

  private static Simulation bootNewest(
      String protect, Delivery delivery, String kernel, String online) {
    String policy = POLICY.formatted(protect).replace("6.1 .. 7.3", ">= 7.3");
    return bootPolicy(policy, delivery, kernel, online);
  }

  private static Simulation bootPolicy(
      String text, Delivery delivery, String kernel, String online) {
    return bootPolicy(text, delivery, kernel, online, List.of());
  }

  private static Simulation bootPolicy(
      String text, Delivery delivery, String kernel, String online, List<String> typed) {
    SourceFile file = new SourceFile("pool.daxpolicy", text);
    Result<Policy> policy =
        PolicyLoader.load(
            file,
            (from, path) -> {
              throw new AssertionError("no imports");
            });
    Result<Artifacts> artifacts = Compiler.compile(policy.value().orElseThrow(), delivery);
    assertTrue(artifacts.value().isPresent(), () -> artifacts.diagnostics().toString());
    return Simulator.run(
        Machines.hmem(kernel, online),
        Installed.of(artifacts.value().orElseThrow()),
        Given.NOTHING,
        typed);
  }

  private static void endsAsThePolicySays(Simulation simulation) {
    DeviceResult first = simulation.device("dax0.0").orElseThrow();
    assertEquals("devdax", first.after().orElseThrow().mode(), first.toString());
    assertEquals(Optional.of("application"), first.rule());
    assertEquals(Optional.of(0660), first.node().mode());
    assertEquals(Optional.of(1005), first.node().group());
    assertEquals(List.of("dax/app0"), first.node().symlinks());
    DeviceResult second = simulation.device("dax1.0").orElseThrow();
    assertEquals("8/8 movable", second.after().orElseThrow().memory().toString());
    assertEquals(Optional.of("otherwise"), second.rule());
    assertEquals(List.of(), simulation.allRisks());
    assertTrue(first.certain() && second.certain());
  }

  @Test
  void protectedPoliciesComeTrueOnEveryKernel() {
    for (Delivery delivery : List.of(Delivery.SYSTEMD, Delivery.RUN)) {
      for (String kernel : List.of("6.1.0", "6.12.107", "7.3.4")) {
        endsAsThePolicySays(boot("offline", delivery, kernel, "online"));
        endsAsThePolicySays(boot("movable", delivery, kernel, "online"));
        endsAsThePolicySays(boot("auto", delivery, kernel, "online"));
      }
    }
  }

  /** All that the script can read devices by, in one condition that holds. */
  @Test
  void theScriptMakesThePolicyTrueOnARunningHost() {
    String policy =
        """
        policy "pool"
        target { kernel 6.1 .. 7.3 nodes 0 .. 3 protect none }
        rule "application" when origin == hmem and size >= 1GiB and target_node == 1
            and host.arch == x86_64 and not host.virt == "xen" and instance == 0 {
          mode devdax
        }
        otherwise {
          mode system-ram { online movable }
          memory { demotion on }
        }
        """;
    for (String kernel : List.of("6.1.0", "6.12.107", "7.3.4")) {
      Simulation simulation =
          bootPolicy(
              policy,
              Delivery.SCRIPT,
              kernel,
              "offline",
              List.of("sh /usr/local/sbin/daxpolicy-pool.sh"));
      DeviceResult first = simulation.device("dax0.0").orElseThrow();
      DeviceResult second = simulation.device("dax1.0").orElseThrow();
      assertEquals(List.of(), simulation.allRisks(), kernel);
      assertEquals("devdax", first.after().orElseThrow().mode(), first.steps().toString());
      assertEquals("8/8 movable", second.after().orElseThrow().memory().toString(), kernel);
      assertEquals(Optional.of(true), simulation.placed().get(0).demotion(), kernel);
    }
  }

  @Test
  void kmemIsHeldBackUntilTheDevicesOfApplicationsAreSafe() {
    for (String kernel : List.of("6.1.0", "6.12.107", "7.3.4")) {
      for (String online : List.of("offline", "online", "online_kernel", "online_movable")) {
        endsAsThePolicySays(boot("hold", Delivery.SYSTEMD, kernel, online));
      }
    }
  }

  @Test
  void emptyRegionsGetTheirMemoryBack() {
    for (Delivery delivery : List.of(Delivery.SYSTEMD, Delivery.RUN)) {
      for (String kernel : List.of("6.1.0", "6.12.107", "7.3.4")) {
        endsAsThePolicySays(boot("idle", delivery, kernel, "offline"));
      }
    }
  }

  @Test
  void stateSaysTheZoneWhateverTheKernelOnlined() {
    for (Delivery delivery : List.of(Delivery.SYSTEMD, Delivery.RUN)) {
      for (String online : List.of("offline", "online_movable")) {
        endsAsThePolicySays(bootNewest("state", delivery, "7.3.4", online));
      }
    }
  }

  @Test
  void withoutProtectionTheDiceAreReported() {
    Simulation unit = boot("none", Delivery.SYSTEMD, "6.12.107", "online");
    assertEquals(
        List.of(
            Code.MEMORY_MAY_BE_PINNED, Code.OUTCOME_MISSED, Code.OUTCOME_MISSED, Code.KERNEL_ZONE),
        unit.allRisks().stream().map(Diagnostic::code).toList());
    assertEquals("system-ram", unit.device("dax0.0").orElseThrow().after().orElseThrow().mode());
    DeviceResult run =
        boot("none", Delivery.RUN, "6.12.107", "online").device("dax0.0").orElseThrow();
    assertEquals("devdax", run.after().orElseThrow().mode());
    assertEquals("system-ram", run.alternatives().get(0).mode());
  }
}
