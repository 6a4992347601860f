package org.daxpolicy.language;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.daxpolicy.dax.Attribute;
import org.junit.jupiter.api.Test;

/** The reading of a policy that everything else is held against. */
final class PolicyMeaningTest {
  private static final long SEED = 7;

  private static boolean holds(String condition, Map<String, String> values) {
    String text = "policy \"p\"\nrule \"r\" when " + condition + " { keep }\notherwise keep\n";
    Policy policy = Corpus.load(Corpus.policy(text)).value().orElseThrow();
    return PolicyMeaning.decide(policy, of(values)).name().equals("r");
  }

  private static Function<Attribute, Optional<String>> of(Map<String, String> values) {
    return a -> Optional.ofNullable(values.get(a.name()));
  }

  @Test
  void everyComparisonWithAnAbsentAttributeIsFalse() {
    for (String operator : List.of("==", "!=", "<", "<=", ">", ">=")) {
      assertEquals(false, holds("target_node " + operator + " 1", Map.of()), operator);
    }
    assertEquals(false, holds("uuid != \"4ad009c3-485d-48eb-97c6-fd277cd6242a\"", Map.of()));
    assertEquals(false, holds("host.virt matches \"*\"", Map.of()));
    assertEquals(true, holds("not (target_node == 1)", Map.of()));
    assertEquals(true, holds("not present(target_node)", Map.of()));
  }

  @Test
  void anEmptyOrUnreadableValueCountsAsAbsent() {
    assertEquals(false, holds("present(host.virt)", Map.of("host.virt", "")));
    assertEquals(false, holds("present(size)", Map.of("size", "0x10")));
    assertEquals(false, holds("size != 3", Map.of("size", "lots")));
    assertEquals(true, holds("present(size)", Map.of("size", "16")));
  }

  @Test
  void unequalAsksForPresence() {
    assertEquals(true, holds("origin != cxl", Map.of("origin", "hmem")));
    assertEquals(false, holds("origin != cxl", Map.of("origin", "cxl")));
    assertEquals(true, holds("size != 3", Map.of("size", "4")));
  }

  @Test
  void numbersAreComparedInBaseUnitsHoweverTheyArePrinted() {
    assertEquals(
        true, holds("node.read_bandwidth >= 300GB/s", Map.of("node.read_bandwidth", "286103")));
    assertEquals(
        false, holds("node.read_bandwidth > 300GB/s", Map.of("node.read_bandwidth", "286102")));
    assertEquals(
        true,
        holds("resource in 0x1_0000_0000 .. 0x2_0000_0000", Map.of("resource", "0x140000000")));
    assertEquals(true, holds("size >= 16GiB", Map.of("size", "17179869184")));
    assertEquals(false, holds("size > 16GiB", Map.of("size", "17179869184")));
  }

  @Test
  void globsMatchTheWholeValueAsUdevDoes() {
    Map<String, String> value = Map.of("host.dmi.product", "R760 Mäx");
    assertEquals(true, holds("host.dmi.product matches \"R7[0-9]0*\"", value));
    assertEquals(false, holds("host.dmi.product matches \"R7\"", value));
    assertEquals(true, holds("host.dmi.product matches \"R760 M??x\"", value)); // ä is two bytes
  }

  @Test
  void theFirstRuleThatHoldsDecides() {
    String text =
        "policy \"p\"\nrule \"a\" when origin == cxl { keep }\nrule \"b\" when true { keep }\n"
            + "otherwise mode devdax\n";
    Policy policy = Corpus.load(Corpus.policy(text)).value().orElseThrow();
    assertEquals("a", PolicyMeaning.decide(policy, of(Map.of("origin", "cxl"))).name());
    assertEquals("b", PolicyMeaning.decide(policy, of(Map.of("origin", "pmem"))).name());
  }

  /** Conditions are built together with their value, told by other means. */
  private record Known(String text, boolean value) {}

  @Test
  void randomConditionsMeanWhatTheyWereBuiltToMean() {
    Random random = new Random(SEED);
    for (int i = 0; i < 300; i++) {
      Map<String, String> device = new HashMap<>();
      Integer node = random.nextInt(4) == 0 ? null : random.nextInt(6);
      if (node != null) {
        device.put("target_node", String.valueOf(node));
      }
      Known known = build(random, 4, Optional.ofNullable(node));
      assertEquals(known.value(), holds(known.text(), device), "seed " + SEED + ": " + known);
    }
  }

  private static Known build(Random random, int depth, Optional<Integer> node) {
    if (depth == 0) {
      return leaf(random, node);
    }
    Known a = build(random, depth - 1, node);
    Known b = build(random, depth - 1, node);
    return switch (random.nextInt(4)) {
      case 0 -> new Known("(" + a.text() + ") and (" + b.text() + ")", a.value() && b.value());
      case 1 -> new Known("(" + a.text() + ") or (" + b.text() + ")", a.value() || b.value());
      case 2 -> new Known("not (" + a.text() + ")", !a.value());
      default -> a;
    };
  }

  private static Known leaf(Random random, Optional<Integer> node) {
    int v = random.nextInt(6);
    return switch (random.nextInt(6)) {
      case 0 -> new Known("target_node == " + v, node.isPresent() && node.get() == v);
      case 1 -> new Known("target_node != " + v, node.isPresent() && node.get() != v);
      case 2 -> new Known("target_node < " + v, node.isPresent() && node.get() < v);
      case 3 ->
          new Known(
              "target_node in 1 .. " + (v + 1),
              node.isPresent() && node.get() >= 1 && node.get() <= v + 1);
      case 4 ->
          new Known(
              "target_node in { 0, " + (v + 1) + " }",
              node.isPresent() && (node.get() == 0 || node.get() == v + 1));
      default -> new Known("present(target_node)", node.isPresent());
    };
  }
}
