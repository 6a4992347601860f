package org.daxpolicy.compile;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.dax.Catalogue;
import org.daxpolicy.dax.Encoding;
import org.daxpolicy.dax.Version;
import org.daxpolicy.glob.NumberSet;
import org.daxpolicy.language.Busy;
import org.daxpolicy.language.Condition;
import org.daxpolicy.language.DeviceNode;
import org.daxpolicy.language.MemoryUse;
import org.daxpolicy.language.Outcome;
import org.daxpolicy.language.Partition;
import org.daxpolicy.language.Policy;
import org.daxpolicy.language.Reasons;
import org.daxpolicy.language.Target;
import org.daxpolicy.language.ValueSet;
import org.daxpolicy.text.Place;
import org.daxpolicy.text.SourceFile;
import org.daxpolicy.text.Span;

/** Machines and policies at random, from one seed, with values that meet often. */
final class Generator {
  static final Span NOWHERE = new Span(0, 1);
  static final SourceFile FILE = new SourceFile("policy.daxpolicy", "#\n");
  static final Place PLACE = new Place(FILE, NOWHERE);

  private static final String[] SIZES = {
    "0", "1", "9", "10", "4096", "1073741824", "68719476736", "137438953472", "18446744073709551615"
  };
  private static final String[] HEX = {
    "0x0", "0x9", "0xa", "0xf", "0x10", "0x40000000", "0x1000000000", "0xffffffffffffffff"
  };
  private static final String[] TEXTS = {
    "Example Corp.",
    "a*b",
    "a",
    "b?",
    "[x]",
    "back\\slash\\",
    "quo\"te",
    "100%",
    "$kernel",
    "é",
    "two  spaces",
    "a|b",
    "|",
    "||*|",
    "it's",
    "~",
    "#1",
    "a;b&c",
    "!",
    "-",
    "a\tb",
    "]",
    "^x",
    "(none)",
    "{1}",
    "`x`"
  };

  private final Random random;

  Generator(long seed) {
    random = new Random(seed);
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private String pick(String... from) {
    return from[random.nextInt(from.length)];
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  FakeMachine machine(int devices) {
    Map<Integer, Map<String, String>> nodes = new TreeMap<>();
    for (int n = 0; n < 6; n++) {
      Map<String, String> files = new HashMap<>();
      if (chance(70)) {
        for (String f :
            List.of("read_bandwidth", "write_bandwidth", "read_latency", "write_latency")) {
          files.put(
              "access0/initiators/" + f, pick("0", "9", "100", "130", "350", "1024", "204800"));
          files.put(
              "access1/initiators/" + f, pick("0", "9", "100", "130", "350", "1024", "204800"));
        }
      }
      nodes.put(n, files);
    }
    Map<String, String> dmi = new HashMap<>();
    for (String f : List.of("sys_vendor", "product_name", "board_name")) {
      if (chance(80)) {
        dmi.put(f, pick(TEXTS) + pick("", "", "  ", "\t"));
      }
    }
    String commandLine =
        "root=/dev/x "
            + pick(
                "",
                "memhp_default_state",
                "memhp_default_state=",
                "memhp_default_state=a*b",
                "memhp_default_state=a memhp_default_state=100%")
            + " quiet";
    List<FakeMachine.Device> all = new ArrayList<>();
    for (int i = 0; i < devices; i++) {
      all.add(device(i));
    }
    return new FakeMachine(
        nodes, dmi, commandLine, pick("x86-64", "arm64"), pick("none", "kvm"), all);
  }

  private FakeMachine.Device device(int index) {
    Map<String, String> own = new HashMap<>();
    own.put("size", pick(SIZES));
    own.put("align", pick("4096", "2097152", "1073741824"));
    own.put("numa_node", pick("-1", "0", "1", "-2147483648", "2147483647"));
    own.put("resource", pick(HEX));
    if (chance(80)) {
      own.put("target_node", pick("0", "1", "2", "3", "4", "5"));
    }
    if (chance(50)) {
      own.put("mapping0/end", pick(HEX));
      own.put("memmap_on_memory", pick("0", "1"));
    }
    Map<String, String> region = new HashMap<>();
    if (chance(80)) {
      region.put("uuid", pick("", "3c0a2b3e-5d6f-4a7b-8c9d-0e1f2a3b4c5d"));
      region.put("mode", pick("ram", "pmem", "none", "ram "));
      region.put("size", pick(HEX));
      region.put("resource", pick(HEX));
      region.put("interleave_ways", pick("1", "2", "4", "16"));
      region.put("interleave_granularity", pick("256", "4096"));
    }
    if (chance(50)) {
      for (String f :
          List.of("read_bandwidth", "write_bandwidth", "read_latency", "write_latency")) {
        region.put("access0/" + f, pick("0", "99", "100", "130", "30000"));
      }
    }
    Map<String, String> window = new HashMap<>();
    window.put("size", pick(HEX));
    window.put("start", pick(HEX));
    window.put("interleave_ways", pick("1", "2", "3"));
    if (chance(50)) {
      window.put("qos_class", pick("-1", "0", "12"));
    }
    Map<String, String> nd =
        chance(80)
            ? Map.of(
                "uuid",
                pick(
                    "4ad009c3-485d-48eb-97c6-fd277cd6242a", "0ad009c3-485d-48eb-97c6-fd277cd6242b"))
            : Map.of();
    String instance = pick("0", "1", "10", "19");
    Map<String, String> daxRegion = new HashMap<>();
    daxRegion.put("dax_region/id", pick("0", "1", "19"));
    daxRegion.put("dax_region/size", pick(SIZES));
    daxRegion.put("dax_region/align", pick("4096", "2097152", "1073741824"));
    if (chance(60)) {
      daxRegion.put("dax_region/available_size", pick(SIZES));
    }
    return new FakeMachine.Device(
        "dax"
            + (index == 0 ? pick("0", "1", "10", "100", "2147483647") : 1000 + index)
            + "."
            + instance,
        pick(List.of(FakeMachine.Kind.values())),
        own,
        region,
        window,
        nd,
        daxRegion,
        chance(70) ? Optional.of(pick("kmem", "device_dax")) : Optional.empty());
  }

  Policy policy(int rules) {
    List<Policy.Rule> all = new ArrayList<>();
    Condition shared = condition(3);
    for (int i = 0; i < rules; i++) {
      Condition condition = condition(4);
      if (chance(30)) {
        condition =
            chance(50)
                ? new Condition.And(List.of(condition, shared), PLACE)
                : new Condition.Or(List.of(shared, new Condition.Not(condition, PLACE)), PLACE);
      }
      all.add(rule("rule \"" + i + "\" \\", condition, outcome()));
    }
    return policyOf("Random policy", all, new Outcome.Keep(Optional.empty()));
  }

  static Policy policyOf(String name, List<Policy.Rule> rules, Outcome otherwise) {
    Target target =
        new Target(
            new Target.Range(Version.of(6, 9), Optional.empty()),
            Target.DEFAULT.systemd(),
            Target.DEFAULT.daxctl(),
            new Target.Nodes(0, 5),
            Target.Protect.AUTO,
            Map.of(Target.Part.NODES, PLACE));
    return new Policy(
        name,
        Optional.empty(),
        Optional.empty(),
        target,
        rules,
        rule("otherwise", new Condition.Constant(true, PLACE), otherwise),
        PLACE,
        List.of(FILE));
  }

  static Policy.Rule rule(String name, Condition condition, Outcome outcome) {
    return new Policy.Rule(
        name, condition, outcome, new Busy.Keep(), Reasons.NONE, FILE, NOWHERE, NOWHERE);
  }

  private Outcome outcome() {
    return chance(15) ? partition() : single();
  }

  /** Parts of sizes that conditions may ask for too. */
  private Partition partition() {
    List<Partition.Part> parts = new ArrayList<>();
    int fixed = 1 + random.nextInt(3);
    for (int i = 0; i < fixed; i++) {
      Optional<Long> align = chance(25) ? Optional.of(1L << 30) : Optional.empty();
      long size = (1L + random.nextInt(64)) << 30;
      parts.add(new Partition.Part(Optional.of(size), align, part(), Optional.empty()));
    }
    if (chance(50)) {
      parts.add(new Partition.Part(Optional.empty(), Optional.empty(), part(), Optional.empty()));
    }
    return new Partition(parts);
  }

  private Outcome part() {
    Outcome part = single();
    return part instanceof Outcome.Keep ? new Outcome.DevDax(node()) : part;
  }

  private Optional<DeviceNode> node() {
    return chance(50)
        ? Optional.of(
            new DeviceNode(
                Optional.empty(),
                Optional.of("0"),
                Optional.of(0660),
                Optional.of("part{region}-{instance}"),
                Optional.empty(),
                Optional.empty()))
        : Optional.empty();
  }

  private Outcome single() {
    return switch (random.nextInt(3)) {
      case 0 -> new Outcome.Keep(Optional.empty());
      case 1 -> new Outcome.DevDax(Optional.empty());
      default -> new Outcome.SystemRam(Outcome.Online.MOVABLE, use());
    };
  }

  private MemoryUse use() {
    Optional<MemoryUse.Weights> weights =
        chance(30)
            ? Optional.of(new MemoryUse.Weights.Of(1 + random.nextInt(255)))
            : Optional.empty();
    return new MemoryUse(weights, chance(30) ? Optional.of(true) : Optional.empty());
  }

  private Condition condition(int depth) {
    int kind = random.nextInt(depth == 0 ? 2 : 6);
    return switch (kind) {
      case 0 -> test(pick(Catalogue.all()));
      case 1 ->
          chance(85)
              ? test(pick(Catalogue.all()))
              : chance(80)
                  ? new Condition.Present(pick(Catalogue.all()), PLACE)
                  : new Condition.Constant(chance(50), PLACE);
      case 2, 3 -> new Condition.And(operands(depth), PLACE);
      case 4 -> new Condition.Or(operands(depth), PLACE);
      default -> new Condition.Not(condition(depth - 1), PLACE);
    };
  }

  private List<Condition> operands(int depth) {
    List<Condition> operands = new ArrayList<>();
    for (int i = 0; i < 2 + random.nextInt(2); i++) {
      operands.add(condition(depth - 1));
    }
    if (chance(20)) {
      Attribute a = pick(Catalogue.all());
      operands.set(0, new Condition.Present(a, PLACE));
      operands.set(1, new Condition.Not(test(a), PLACE));
    }
    return operands;
  }

  private Condition test(Attribute attribute) {
    if (attribute.encoding().form() != Encoding.Form.TEXT) {
      return new Condition.Test(attribute, new ValueSet.Numbers(numbers(attribute)), PLACE);
    }
    if (attribute.type() == Attribute.Type.STRING && chance(40)) {
      String glob =
          pick(
              "*",
              "?",
              "a*",
              "*b*",
              "[!a]*",
              "[^a-z]*",
              "?*",
              "??*",
              "dax*.0",
              "dax1?.*",
              "*[[:digit:]]",
              "\\[x\\]",
              "[]x]*",
              "*[%$]*",
              "* *",
              "[a",
              "*\\\\*",
              "a",
              "\\a",
              "a\\");
      return new Condition.Test(attribute, new ValueSet.Matching(glob), PLACE);
    }
    TreeSet<String> values = new TreeSet<>();
    for (int i = 0; i < 1 + random.nextInt(3); i++) {
      values.add(text(attribute));
    }
    return new Condition.Test(attribute, new ValueSet.Texts(values), PLACE);
  }

  private String text(Attribute attribute) {
    if (!attribute.words().isEmpty()) {
      return pick(List.copyOf(attribute.words().values()));
    }
    return switch (attribute.name()) {
      case "uuid" -> pick("4ad009c3-485d-48eb-97c6-fd277cd6242a", "1");
      case "region.uuid" -> pick("3c0a2b3e-5d6f-4a7b-8c9d-0e1f2a3b4c5d", "1");
      case "name" -> pick("dax0.0", "dax10.0", "dax100.10");
      case "host.virt" -> pick("none", "kvm");
      default -> pick(TEXTS);
    };
  }

  private NumberSet numbers(Attribute attribute) {
    BigInteger a = number(attribute);
    return switch (random.nextInt(6)) {
      case 0 -> NumberSet.of(a);
      case 1 -> NumberSet.atLeast(a);
      case 2 -> NumberSet.atMost(a);
      case 3 -> NumberSet.of(a).complement();
      case 4 -> NumberSet.between(a, number(attribute));
      default -> NumberSet.of(a).union(NumberSet.atLeast(number(attribute)));
    };
  }

  private BigInteger number(Attribute attribute) {
    String printed =
        switch (attribute.encoding().form()) {
          case HEX, BARE_HEX -> pick(HEX);
          case SIGNED_DECIMAL -> pick("-1", "0", "1", "12", "-2147483648", "2147483647");
          default ->
              pick(pick(SIZES), pick("0", "1", "2", "3", "10", "100", "130", "350", "204800"));
        };
    BigInteger value =
        attribute
            .encoding()
            .decode(printed)
            .orElseGet(() -> BigInteger.valueOf(random.nextInt(1000)));
    return value.add(BigInteger.valueOf(random.nextInt(3) - 1));
  }
}
