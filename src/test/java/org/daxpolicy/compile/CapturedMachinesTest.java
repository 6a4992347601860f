package org.daxpolicy.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.daxpolicy.Corpus;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.dax.Catalogue;
import org.daxpolicy.dax.Reach;
import org.daxpolicy.glob.NumberSet;
import org.daxpolicy.language.Condition;
import org.daxpolicy.language.Outcome;
import org.daxpolicy.language.Policy;
import org.daxpolicy.language.PolicyMeaning;
import org.daxpolicy.language.ValueSet;
import org.daxpolicy.machine.DeviceFacts;
import org.daxpolicy.machine.Machine;
import org.daxpolicy.machine.SnapshotReader;
import org.daxpolicy.udev.ByteText;
import org.daxpolicy.udev.Evaluator;
import org.daxpolicy.udev.Event;
import org.daxpolicy.udev.RuleSet;
import org.daxpolicy.udev.RulesFile;
import org.daxpolicy.udev.UdevVersion;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Rules on each attribute decide on every captured machine by what the machine had there. */
class CapturedMachinesTest {
  /** On no captured machine, or not told of it. */
  private static final Set<String> NOWHERE =
      Set.of(
          "region.uuid",
          "region.read_bandwidth",
          "region.write_bandwidth",
          "region.read_latency",
          "region.write_latency",
          "host.virt",
          "host.dmi.vendor",
          "host.dmi.product",
          "host.dmi.board");

  private static List<Machine> machines() {
    return Corpus.entries(Corpus.ROOT.resolve("machine")).stream()
        .filter(p -> p.toString().endsWith(".json"))
        .map(CapturedMachinesTest::read)
        .toList();
  }

  private static Machine read(Path path) {
    return SnapshotReader.read(path, path.toString()).value().orElseThrow();
  }

  @TestFactory
  Stream<DynamicTest> rulesDecideByWhatIsThere() {
    return machines().stream()
        .map(m -> DynamicTest.dynamicTest(m.source(), () -> decidesByWhatIsThere(m)));
  }

  private static void decidesByWhatIsThere(Machine machine) {
    for (Attribute attribute : Catalogue.all()) {
      if (!isTold(machine, attribute)) {
        continue; // what no snapshot tells cannot be decided by
      }
      for (Condition condition : conditions(machine, attribute)) {
        Policy policy =
            Generator.policyOf(
                "captured",
                List.of(Generator.rule("rule", condition, new Outcome.Keep(Optional.empty()))),
                new Outcome.Keep(Optional.empty()));
        Slug slug = Slug.of(policy.name()).orElseThrow();
        String text =
            ByteText.of(UdevRules.of(policy, Plan.of(policy), slug, Delivery.SYSTEMD).text());
        for (UdevVersion version : List.of(UdevVersion.OLDEST, UdevVersion.NEWEST)) {
          RuleSet rules = RuleSet.of(List.of(RulesFile.parse("95.rules", text, version)));
          for (String devpath : machine.daxDevices()) {
            DeviceFacts facts = DeviceFacts.of(machine, devpath);
            Event event =
                new Event(
                    machine.sysfs(), devpath, "change", Map.of(), machine.udevHost(), Map.of());
            assertEquals(
                PolicyMeaning.decide(policy, facts::printed).name(),
                Evaluator.evaluate(rules, event, version).properties().get(PropertyNames.RULE),
                () -> devpath + " udev " + version + " " + condition + "\n" + text);
          }
        }
      }
    }
  }

  /** Whether a snapshot has what rules ask of the host, so that they need not leave it open. */
  private static boolean isTold(Machine machine, Attribute attribute) {
    if (attribute.reach() instanceof Reach.KernelParameter) {
      return machine.host().commandLine().isPresent();
    }
    return !(attribute.reach() instanceof Reach.Constant)
        || (machine.host().architecture().isPresent() && attribute.name().equals("host.arch"));
  }

  /** Presence, and each value that a device of the machine has, both ways. */
  private static List<Condition> conditions(Machine machine, Attribute attribute) {
    List<Condition> all = new ArrayList<>();
    all.add(new Condition.Present(attribute, Generator.PLACE));
    Set<ValueSet> values = new HashSet<>();
    for (String devpath : machine.daxDevices()) {
      DeviceFacts.of(machine, devpath)
          .printed(attribute)
          .ifPresent(v -> values.addAll(sets(attribute, v)));
    }
    for (ValueSet set : values) {
      Condition test = new Condition.Test(attribute, set, Generator.PLACE);
      all.add(test);
      all.add(new Condition.Not(test, Generator.PLACE));
    }
    return all;
  }

  private static List<ValueSet> sets(Attribute attribute, String printed) {
    if (!attribute.type().numeric()) {
      return List.of(ValueSet.Texts.of(List.of(printed)));
    }
    BigInteger value = attribute.encoding().decode(printed).orElseThrow();
    return List.of(
        new ValueSet.Numbers(NumberSet.of(value)),
        new ValueSet.Numbers(NumberSet.atLeast(value.add(BigInteger.ONE))),
        new ValueSet.Numbers(NumberSet.atMost(value)));
  }

  @Test
  void everyAttributeIsSomewhere() {
    Set<String> seen = new HashSet<>();
    for (Machine machine : machines()) {
      for (String devpath : machine.daxDevices()) {
        DeviceFacts facts = DeviceFacts.of(machine, devpath);
        Catalogue.all().stream()
            .filter(a -> facts.printed(a).isPresent())
            .forEach(a -> seen.add(a.name()));
      }
    }
    for (Attribute attribute : Catalogue.all()) {
      assertEquals(
          !NOWHERE.contains(attribute.name()), seen.contains(attribute.name()), attribute.name());
    }
    assertTrue(machines().size() > 15);
  }
}
