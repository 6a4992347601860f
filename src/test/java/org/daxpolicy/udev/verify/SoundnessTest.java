package org.daxpolicy.udev.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Span;
import org.daxpolicy.udev.DeviceTree;
import org.daxpolicy.udev.Evaluator;
import org.daxpolicy.udev.Event;
import org.daxpolicy.udev.Host;
import org.daxpolicy.udev.NameResolution;
import org.daxpolicy.udev.RuleSet;
import org.daxpolicy.udev.RulesFile;
import org.daxpolicy.udev.Sysfs;
import org.daxpolicy.udev.UdevVersion;
import org.junit.jupiter.api.Test;

/**
 * What the verifier claims of rules holds in the evaluator: rules that never apply never do, on any
 * of many devices, and terms that say nothing can be left out.
 */
class SoundnessTest {
  private static final long SEED = 20260607;
  private static final int ROUNDS = 300;
  private static final List<String> ACTIONS = List.of("add", "change", "remove", "bind");
  private static final List<String> VALUES =
      List.of(
          "a",
          "b",
          "ab",
          "a|b",
          "a*",
          "*a",
          "*b*",
          "?",
          "??",
          "[a]",
          "[!a]*",
          "a||b",
          "|",
          "",
          "?*",
          "*",
          "a |b",
          "add",
          "ad*",
          "a/b",
          "a!b",
          "/a",
          "/*",
          "/dev/a",
          "x ",
          "*[ab]",
          "change|remove",
          "add|changed",
          "b*|ab",
          "x");
  private static final List<String> KEYS =
      List.of(
          "ACTION",
          "ACTION",
          "KERNEL",
          "KERNEL",
          "SUBSYSTEM",
          "SUBSYSTEM",
          "DRIVER",
          "DEVPATH",
          "ENV{A}",
          "ENV{A}",
          "ATTR{a}",
          "ATTR{a}",
          "TAG",
          "TAG",
          "SYMLINK",
          "KERNELS",
          "SUBSYSTEMS",
          "DRIVERS",
          "ATTRS{a}",
          "TAGS",
          "CONST{arch}");

  private record Machine(Sysfs sysfs, String path) {}

  private final Random random = new Random(SEED);
  private final Map<Code, Integer> claims = new EnumMap<>(Code.class);

  @Test
  void whatIsClaimedOfRulesHoldsOnDevices() {
    List<Machine> machines = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      machines.add(machine());
    }
    for (int round = 0; round < ROUNDS; round++) {
      String rules = rules();
      UdevVersion version = new UdevVersion(random.nextBoolean() ? 262 : 254);
      for (Diagnostic finding : findings(rules, version)) {
        judge(rules, finding, machines, version);
      }
    }
    for (Code code :
        List.of(
            Code.RULE_IMPOSSIBLE_VALUE,
            Code.RULE_CONTRADICTION,
            Code.RULE_UNREACHABLE,
            Code.RULE_EXCLUDED_EARLIER,
            Code.RULE_REDUNDANT_TERM,
            Code.RULE_ALWAYS_HOLDS)) {
      assertTrue(claims.getOrDefault(code, 0) >= 5, code + " is hardly claimed: " + claims);
    }
  }

  private void judge(
      String rules, Diagnostic finding, List<Machine> machines, UdevVersion version) {
    Span span = finding.primary().orElseThrow().span();
    claims.merge(finding.code(), 1, Integer::sum);
    switch (finding.code()) {
      case RULE_CONTRADICTION, RULE_EXCLUDED_EARLIER ->
          neverApplies(rules, line(rules, span), 1, machines, version);
      case RULE_IMPOSSIBLE_VALUE -> {
        if (finding.headline().endsWith("can never hold")) {
          neverApplies(rules, line(rules, span), 1, machines, version);
        }
      }
      case RULE_UNREACHABLE -> {
        String more = finding.headline().replaceFirst(".* and (\\d+) more .*", "$1");
        int count = more.matches("\\d+") ? 1 + Integer.parseInt(more) : 1;
        neverApplies(rules, line(rules, span), count, machines, version);
      }
      case RULE_REDUNDANT_TERM, RULE_ALWAYS_HOLDS -> {
        if (!finding.headline().startsWith("the alternative")) {
          String without = rules.substring(0, span.start()) + rules.substring(span.end());
          for (Machine machine : machines) {
            for (String action : ACTIONS) {
              assertEquals(
                  applied(rules, machine, action, version),
                  applied(without, machine, action, version),
                  () -> "seed " + SEED + " " + finding.headline() + "\n" + rules);
            }
          }
        }
      }
      default -> {}
    }
  }

  private static void neverApplies(
      String rules, int line, int count, List<Machine> machines, UdevVersion version) {
    for (Machine machine : machines) {
      for (String action : ACTIONS) {
        TreeSet<String> applied = applied(rules, machine, action, version);
        for (int i = line; i < line + count; i++) {
          String mark = "R" + i;
          assertFalse(
              applied.contains(mark),
              () -> "seed " + SEED + ": " + mark + " applies on " + action + "\n" + rules);
        }
      }
    }
  }

  /** The marks of the rules that apply. */
  private static TreeSet<String> applied(
      String rules, Machine machine, String action, UdevVersion version) {
    RuleSet set = RuleSet.of(List.of(RulesFile.parse("50-t.rules", rules, version)));
    Event event = new Event(machine.sysfs(), machine.path(), action, Map.of(), host(), Map.of());
    TreeSet<String> marks =
        new TreeSet<>(Evaluator.evaluate(set, event, version).properties().keySet());
    marks.removeIf(name -> !name.matches("R\\d+"));
    return marks;
  }

  private static List<Diagnostic> findings(String rules, UdevVersion version) {
    RulesFile file = RulesFile.strictly("50-t.rules", rules, version, host(), NameResolution.EARLY);
    return Verifier.verify(List.of(file)).get(0).findings();
  }

  private static Host host() {
    return new Host(
        Optional.of("x86-64"),
        Optional.of("none"),
        Optional.of("none"),
        Optional.of(""),
        Map.of("root", 0, "daemon", 1),
        Map.of("root", 0, "daemon", 1),
        Map.of(),
        Map.of());
  }

  private static int line(String rules, Span span) {
    return (int) rules.substring(0, span.start()).chars().filter(c -> c == '\n').count();
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private String rules() {
    StringBuilder rules = new StringBuilder();
    int lines = 2 + random.nextInt(6);
    boolean guarded = random.nextBoolean();
    String guard = any(List.of("ACTION", "KERNEL", "SUBSYSTEM", "DRIVER"));
    for (int i = 0; i < lines; i++) {
      int terms = random.nextBoolean() ? 1 : random.nextInt(4);
      String key = guarded && random.nextBoolean() ? guard : any(KEYS);
      if (guarded && i < 2) {
        rules.append(guard).append(random.nextBoolean() ? "==\"" : "!=\"");
        rules.append(any(VALUES)).append("\", GOTO=\"l0\", ");
        terms = 0;
      }
      for (int t = 0; t < terms; t++) {
        String of = random.nextInt(3) > 0 ? key : any(KEYS);
        String operator = random.nextInt(3) == 0 ? "!=" : "==";
        rules.append(of).append(operator).append('"').append(any(VALUES)).append("\", ");
      }
      if (i > 0 && random.nextInt(3) == 0) {
        rules.append("LABEL=\"l").append(random.nextInt(2)).append("\", ");
      }
      if (random.nextInt(3) == 0) {
        rules.append("GOTO=\"l").append(random.nextInt(2)).append("\", ");
      }
      if (random.nextInt(4) == 0) {
        rules.append("TAG+=\"").append(any(List.of("a", "b", "ab"))).append("\", ");
      }
      if (random.nextInt(6) == 0) {
        rules.append("SYMLINK+=\"").append(any(List.of("a", "b", "ab"))).append("\", ");
      }
      rules.append("ENV{R").append(i).append("}=\"1\"\n");
    }
    if (guarded || random.nextBoolean()) {
      rules.append("LABEL=\"l").append(guarded ? 0 : random.nextInt(2)).append("\"\n");
    }
    return rules.toString();
  }

  private Machine machine() {
    DeviceTree tree = new DeviceTree();
    String last = "/devices/b/ab/" + any(List.of("a", "a", "b", "ab", "a!b", "x"));
    for (String path : List.of("/devices/b", "/devices/b/ab", last)) {
      Map<String, Optional<String>> attributes = new LinkedHashMap<>();
      if (random.nextBoolean()) {
        attributes.put("a", Optional.of(any(List.of("", "a", "b", "ab", "x ", "a ", "x"))));
      }
      Map<String, String> properties = new LinkedHashMap<>();
      if (random.nextBoolean()) {
        properties.put("A", any(List.of("a", "b", "ab", "", "x ", "add")));
      }
      if (random.nextBoolean()) {
        properties.putAll(Map.of("MAJOR", "10", "MINOR", "1", "DEVNAME", "a"));
      }
      tree.add(
          new DeviceTree.Device(
              path,
              random.nextInt(4) == 0
                  ? Optional.empty()
                  : Optional.of(any(List.of("a", "b", "ab", "x"))),
              true,
              random.nextBoolean() ? Optional.empty() : Optional.of(any(List.of("a", "b", "x"))),
              attributes,
              Map.of(),
              Optional.of(properties)));
    }
    return new Machine(tree.sysfs(), last);
  }
}
