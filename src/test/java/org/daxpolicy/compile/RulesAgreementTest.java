package org.daxpolicy.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.dax.Catalogue;
import org.daxpolicy.language.Outcome;
import org.daxpolicy.language.Partition;
import org.daxpolicy.language.Policy;
import org.daxpolicy.language.PolicyMeaning;
import org.daxpolicy.udev.ByteText;
import org.daxpolicy.udev.Evaluator;
import org.daxpolicy.udev.RuleSet;
import org.daxpolicy.udev.RulesFile;
import org.daxpolicy.udev.UdevVersion;
import org.daxpolicy.udev.Verdict;
import org.junit.jupiter.api.Test;

/** The rules decide on every device what the policy means. */
class RulesAgreementTest {
  private static final int POLICIES = 260;
  private static final Attribute INSTANCE = Catalogue.find("instance").orElseThrow();

  @Test
  void emittedRulesDecideAsThePolicyMeans() {
    TreeSet<String> chosen = new TreeSet<>();
    for (long seed = 1; seed <= POLICIES; seed++) {
      Generator generator = new Generator(seed);
      Policy policy = generator.policy(1 + (int) (seed % 5));
      FakeMachine machine = generator.machine(3);
      String text = rules(policy);
      for (UdevVersion version : List.of(UdevVersion.OLDEST, UdevVersion.NEWEST)) {
        RuleSet rules = RuleSet.of(List.of(RulesFile.parse("95.rules", text, version)));
        for (FakeMachine.Device device : machine.devices()) {
          Policy.Rule meant = PolicyMeaning.decide(policy, a -> machine.value(device, a));
          Verdict verdict = Evaluator.evaluate(rules, machine.event(device, "bind"), version);
          String at = "seed " + seed + " " + device + " udev " + version + "\n" + text;
          assertEquals(meant.name(), verdict.properties().get(PropertyNames.RULE), () -> at);
          Outcome outcome = outcome(meant, machine.value(device, INSTANCE).orElseThrow());
          assertEquals(
              Work.word(outcome), verdict.properties().get(PropertyNames.OUTCOME), () -> at);
          assertEquals(
              List.of(),
              verdict.diagnostics().stream().filter(d -> d.level() < 5).toList(),
              () -> at);
          chosen.add(meant.name());
        }
      }
    }
    assertTrue(chosen.size() > 4, () -> "the devices hardly tell the rules apart: " + chosen);
  }

  @Test
  void everyLabelAndPropertyOfTheRulesIsUsed() {
    for (long seed = 1; seed <= 100; seed++) {
      String text = rules(new Generator(seed).policy(4));
      long s = seed;
      text.lines()
          .filter(l -> !l.startsWith("#"))
          .forEach(
              line -> {
                for (String label : found(line, "LABEL=\"([^\"]*)\"")) {
                  assertTrue(text.contains("GOTO=\"" + label + "\""), s + ": " + line);
                }
                for (String property : found(line, "ENV\\{(\\.[^}]*)\\}=\"")) {
                  assertTrue(
                      text.contains("ENV{" + property + "}==")
                          || text.contains("ENV{" + property + "}!="),
                      s + ": " + line);
                }
              });
    }
  }

  /** A partition makes of a device what it says of the part with the device's number. */
  private static Outcome outcome(Policy.Rule rule, String instance) {
    return rule.outcome() instanceof Partition partition
        ? partition.of(Integer.parseInt(instance))
        : rule.outcome();
  }

  private static List<String> found(String line, String regex) {
    return Pattern.compile(regex).matcher(line).results().map(r -> r.group(1)).toList();
  }

  private static String rules(Policy policy) {
    Slug slug = Slug.of(policy.name()).orElseThrow();
    return ByteText.of(UdevRules.of(policy, Plan.of(policy), slug, Delivery.SYSTEMD).text());
  }
}
