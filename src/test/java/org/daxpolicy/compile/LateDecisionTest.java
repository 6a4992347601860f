package org.daxpolicy.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.dax.Catalogue;
import org.daxpolicy.glob.NumberSet;
import org.daxpolicy.language.Condition;
import org.daxpolicy.language.Outcome;
import org.daxpolicy.language.Policy;
import org.daxpolicy.language.ValueSet;
import org.daxpolicy.udev.ByteText;
import org.daxpolicy.udev.DeviceRecord;
import org.daxpolicy.udev.Evaluator;
import org.daxpolicy.udev.Event;
import org.daxpolicy.udev.RuleSet;
import org.daxpolicy.udev.RulesFile;
import org.daxpolicy.udev.UdevVersion;
import org.daxpolicy.udev.Verdict;
import org.junit.jupiter.api.Test;

/**
 * A policy by latency through a device's life, as kernel 6.12 was seen to go: unbound on {@code
 * add}, bound to kmem with its node's attributes, made devdax with the node gone, triggered again.
 */
class LateDecisionTest {
  private static final Map<String, String> FAST = Map.of("access0/initiators/read_latency", "130");
  private static final String UNIT = "daxpolicy-by-latency-devdax@dax0.0.service";

  private final RuleSet rules =
      RuleSet.of(List.of(RulesFile.parse("95.rules", ByteText.of(text()), UdevVersion.NEWEST)));
  private final Map<String, String> stored = new HashMap<>();

  @Test
  void theDecisionOutlivesTheAttributesItWasMadeBy() {
    Verdict added = event("add", Optional.empty(), Map.of());
    assertEquals("otherwise", added.properties().get("DAXPOLICY_RULE"));
    assertNull(added.properties().get("SYSTEMD_WANTS"), "no work before anything is known");

    Verdict bound = event("bind", Optional.of("kmem"), FAST);
    assertEquals("fast", bound.properties().get("DAXPOLICY_RULE"));
    assertEquals(UNIT, bound.properties().get("SYSTEMD_WANTS"));

    Verdict unbound = event("unbind", Optional.empty(), Map.of());
    assertEquals("fast", unbound.properties().get("DAXPOLICY_RULE"));
    assertNull(unbound.properties().get("SYSTEMD_WANTS"));

    Verdict made = event("bind", Optional.of("device_dax"), Map.of());
    assertEquals("fast", made.properties().get("DAXPOLICY_RULE"));
    assertNull(made.properties().get("SYSTEMD_WANTS"), "the work is done");

    Verdict triggered = event("change", Optional.of("device_dax"), Map.of());
    assertEquals("fast", triggered.properties().get("DAXPOLICY_RULE"));
    assertNull(triggered.properties().get("SYSTEMD_WANTS"));
  }

  @Test
  void aFreshDecisionReplacesTheStoredOne() {
    event("bind", Optional.of("kmem"), FAST);
    Verdict slow =
        event("change", Optional.of("kmem"), Map.of("access0/initiators/read_latency", "900"));
    assertEquals("otherwise", slow.properties().get("DAXPOLICY_RULE"));
    assertEquals(
        "daxpolicy-by-latency-ram-movable@dax0.0.service", slow.properties().get("SYSTEMD_WANTS"));
    Verdict gone = event("change", Optional.of("device_dax"), Map.of());
    assertEquals("otherwise", gone.properties().get("DAXPOLICY_RULE"));
  }

  /** Works an event off, and keeps what udev would store of it. */
  private Verdict event(String action, Optional<String> driver, Map<String, String> node) {
    FakeMachine.Device device =
        new FakeMachine.Device(
            "dax0.0",
            FakeMachine.Kind.HMEM,
            Map.of("size", "1073741824", "target_node", "1"),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            driver);
    FakeMachine machine =
        new FakeMachine(
            node.isEmpty() ? Map.of() : Map.of(1, node),
            Map.of(),
            "quiet",
            "x86-64",
            "none",
            List.of(device));
    Event plain = machine.event(device, action);
    DeviceRecord record = new DeviceRecord(stored, List.of(), List.of(), List.of(), 0);
    Event event =
        new Event(
            plain.sysfs(),
            plain.devpath(),
            action,
            plain.environment(),
            plain.host(),
            Map.of(plain.devpath(), record));
    Verdict verdict = Evaluator.evaluate(rules, event, UdevVersion.NEWEST);
    stored.clear();
    verdict.properties().entrySet().stream()
        .filter(p -> p.getKey().startsWith("DAXPOLICY_"))
        .forEach(p -> stored.put(p.getKey(), p.getValue()));
    return verdict;
  }

  private static String text() {
    Condition fast =
        new Condition.Test(
            Catalogue.find("node.read_latency").orElseThrow(),
            new ValueSet.Numbers(NumberSet.atMost(BigInteger.valueOf(200))),
            Generator.PLACE);
    Policy policy =
        Generator.policyOf(
            "by latency",
            List.of(Generator.rule("fast", fast, new Outcome.DevDax(Optional.empty()))),
            new Outcome.SystemRam(Outcome.Online.MOVABLE));
    return Fixtures.text(
        Compiler.compile(policy, Delivery.SYSTEMD).value().orElseThrow(),
        "etc/udev/rules.d/95-daxpolicy-by-latency.rules");
  }
}
