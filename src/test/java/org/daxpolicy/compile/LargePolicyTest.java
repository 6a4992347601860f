package org.daxpolicy.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.dax.Catalogue;
import org.daxpolicy.glob.NumberSet;
import org.daxpolicy.language.Condition;
import org.daxpolicy.language.Outcome;
import org.daxpolicy.language.Policy;
import org.daxpolicy.language.ValueSet;
import org.daxpolicy.udev.ByteText;
import org.daxpolicy.udev.Evaluator;
import org.daxpolicy.udev.RuleSet;
import org.daxpolicy.udev.RulesFile;
import org.daxpolicy.udev.UdevVersion;
import org.junit.jupiter.api.Test;

/** Size and depth change nothing but the length of the output. */
class LargePolicyTest {
  private static final Attribute NAME = Catalogue.find("name").orElseThrow();
  private static final Attribute NODE = Catalogue.find("target_node").orElseThrow();
  private static final Attribute WAYS = Catalogue.find("region.interleave_ways").orElseThrow();

  @Test
  void aHundredThousandRulesCompile() {
    List<Policy.Rule> rules = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      rules.add(
          Generator.rule("r" + i, named("dax" + i + ".0"), new Outcome.Keep(Optional.empty())));
    }
    String text = rules(rules);
    assertTrue(text.contains("KERNEL==\"dax99999.0\", GOTO=\"daxpolicy_large_rule_100000\""));
  }

  @Test
  void tenThousandLevelsOfOrAndNotStayLinear() {
    Condition condition = node(0);
    for (int i = 1; i < 10_000; i++) {
      condition =
          switch (i % 3) {
            case 0 -> new Condition.And(List.of(node(i), condition), Generator.PLACE);
            case 1 -> new Condition.Or(List.of(node(i), condition), Generator.PLACE);
            default -> new Condition.Not(condition, Generator.PLACE);
          };
    }
    String text =
        rules(List.of(Generator.rule("deep", condition, new Outcome.Keep(Optional.empty()))));
    assertTrue(text.lines().count() < 60_000);
  }

  @Test
  void aDisjunctionOfConjunctionsOfDisjunctionsIsNotMultipliedOut() {
    List<Condition> factors = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      factors.add(new Condition.Or(List.of(node(2 * i), ways(2 * i + 1)), Generator.PLACE));
    }
    Condition condition = new Condition.And(factors, Generator.PLACE);
    String text =
        rules(List.of(Generator.rule("cnf", condition, new Outcome.Keep(Optional.empty()))));
    assertTrue(text.lines().count() < 200);
  }

  @Test
  void noLineIsLongerThanUdevReads() {
    TreeSet<String> names = new TreeSet<>();
    List<Condition> all = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      names.add("dax" + i + ".0");
      all.add(new Condition.Not(node(3 * i), Generator.PLACE));
    }
    all.add(new Condition.Test(NAME, new ValueSet.Texts(names), Generator.PLACE));
    for (int i = 0; i < 300; i++) {
      all.add(
          new Condition.Test(
              NAME, new ValueSet.Matching("*" + "[0-9a-z.]*".repeat(10 + i)), Generator.PLACE));
    }
    List<Policy.Rule> rules =
        List.of(
            Generator.rule(
                "long",
                new Condition.And(all, Generator.PLACE),
                new Outcome.Keep(Optional.empty())));
    String text = rules(rules);
    text.lines().forEach(l -> assertTrue(l.length() < 16_000, l));
    FakeMachine machine = new Generator(1).machine(1);
    FakeMachine.Device device =
        new FakeMachine.Device(
            "dax2999.0",
            FakeMachine.Kind.HMEM,
            Map.of("target_node", "1"),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            Optional.empty());
    FakeMachine with =
        new FakeMachine(machine.nodes(), machine.dmi(), "", "x86-64", "none", List.of(device));
    RuleSet read =
        RuleSet.of(List.of(RulesFile.parse("95.rules", ByteText.of(text), UdevVersion.NEWEST)));
    assertEquals(
        "otherwise",
        Evaluator.evaluate(read, with.event(device, "add"), UdevVersion.NEWEST)
            .properties()
            .get(PropertyNames.RULE));
  }

  private static Condition named(String name) {
    return new Condition.Test(NAME, ValueSet.Texts.of(List.of(name)), Generator.PLACE);
  }

  private static Condition node(int number) {
    return number(NODE, number);
  }

  private static Condition ways(int number) {
    return number(WAYS, number);
  }

  private static Condition number(Attribute attribute, int number) {
    return new Condition.Test(
        attribute, new ValueSet.Numbers(NumberSet.of(BigInteger.valueOf(number))), Generator.PLACE);
  }

  private static String rules(List<Policy.Rule> rules) {
    Policy policy = Generator.policyOf("large", rules, new Outcome.Keep(Optional.empty()));
    return UdevRules.of(policy, Plan.of(policy), new Slug("large"), Delivery.SYSTEMD).text();
  }
}
