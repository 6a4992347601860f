package org.daxpolicy.compile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.dax.Reach;
import org.daxpolicy.language.Busy;
import org.daxpolicy.language.MemoryUse;
import org.daxpolicy.language.Outcome;
import org.daxpolicy.language.Policy;

/**
 * A shell script that makes the policy true on a running host, once, for the devices that are
 * there. It decides with {@code case} patterns, which are the patterns of udev.
 */
final class HostScript {
  private final Plan plan;
  private final Policy policy;
  private final Origins origins;
  private final Map<String, Integer> values = new LinkedHashMap<>();
  private final List<Map<String, Object>> reads = new ArrayList<>();
  private final Map<String, Integer> probes = new LinkedHashMap<>();
  private final List<Map<String, Object>> tests = new ArrayList<>();

  private HostScript(Policy policy, Plan plan) {
    this.policy = policy;
    this.plan = plan;
    this.origins = new Origins(policy);
  }

  static String path(Slug slug) {
    return "usr/local/sbin/daxpolicy-" + slug.text() + ".sh";
  }

  static String of(Policy policy, Plan plan) {
    return Templates.fill("script/host.sh.ftl", new HostScript(policy, plan).model());
  }

  private Map<String, Object> model() {
    List<String> steps = new ArrayList<>();
    int facts = 0;
    for (Choice choice : plan.choices()) {
      steps.add("# " + origins.of(choice.rule(), false));
      for (Step step : choice.steps()) {
        facts = Math.max(facts, step.fact().orElse(-1) + 1);
        steps.add(step(step, choice.number()));
      }
    }
    List<Map<String, Object>> outcomes = new ArrayList<>();
    List<Choice> all = plan.all();
    int firstLate = plan.firstLate();
    for (int i = 0; i < all.size(); i++) {
      outcomes.add(outcome(all.get(i), i >= firstLate));
    }
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("header", Header.lines(policy, Delivery.SCRIPT));
    model.put("reads", reads);
    model.put("tests", tests);
    model.put("kinds", reads.stream().map(r -> r.get("kind")).distinct().toList());
    List<Integer> numbers = new ArrayList<>();
    for (int i = 1; i <= facts; i++) {
      numbers.add(i);
    }
    model.put("facts", numbers.stream().map(HostScript::text).toList());
    model.put("steps", steps);
    model.put("rest", text(plan.rest().number()));
    model.put("outcomes", outcomes);
    model.put("weighs", isUsed(plan, use -> use.weights().isPresent()));
    model.put("demotes", isUsed(plan, use -> use.demotion().isPresent()));
    model.put("works", !Protection.works(plan).isEmpty());
    model.put("divides", all.stream().anyMatch(c -> Division.of(c.rule()).isPresent()));
    return model;
  }

  private static boolean isUsed(Plan plan, Predicate<MemoryUse> said) {
    return plan.all().stream()
        .flatMap(c -> Work.all(c.rule()).stream())
        .map(Work::use)
        .anyMatch(said);
  }

  private static String text(int n) {
    return String.format(Locale.ROOT, "%d", n);
  }

  private String step(Step step, int number) {
    String condition =
        step.literals().stream().map(this::literal).collect(Collectors.joining(" && "));
    return step.fact().isPresent()
        ? "if " + condition + "; then fact_" + (step.fact().getAsInt() + 1) + "=1; fi"
        : "if " + condition + "; then choice=" + number + "; return; fi";
  }

  private String literal(Step.Literal literal) {
    if (literal instanceof Step.Literal.Asks asks) {
      return "[ \"$fact_" + (asks.fact() + 1) + "\" = 1 ]";
    }
    Step.Literal.Holds holds = (Step.Literal.Holds) literal;
    return (holds.positive() ? "" : "! ") + "test_" + test(holds.probe());
  }

  private int test(Probe probe) {
    Integer known = probes.get(probe.key());
    if (known != null) {
      return known;
    }
    int number = probes.size() + 1;
    probes.put(probe.key(), number);
    String patterns =
        probe.pieces().stream()
            .map(p -> probe.exact() ? ShellText.quote(p) : ShellText.pattern(p))
            .collect(Collectors.joining("|"));
    tests.add(
        Map.of(
            "number", text(number),
            "attribute", probe.attribute().name(),
            "value", text(value(probe.attribute())),
            "patterns", patterns));
    return number;
  }

  private int value(Attribute attribute) {
    return values.computeIfAbsent(
        attribute.name(),
        name -> {
          List<String> read = read(attribute.reach());
          reads.add(
              Map.of(
                  "number",
                  text(reads.size() + 1),
                  "attribute",
                  name,
                  "kind",
                  read.get(0),
                  "call",
                  read.get(0)
                      + read.stream()
                          .skip(1)
                          .map(w -> " " + ShellText.quote(w))
                          .collect(Collectors.joining())));
          return reads.size();
        });
  }

  /** The function that reads an attribute and its arguments. */
  private static List<String> read(Reach reach) {
    if (reach instanceof Reach.Own own) {
      return List.of("own", own.file());
    }
    if (reach instanceof Reach.Parent parent) {
      return List.of("own", "../" + parent.file());
    }
    if (reach instanceof Reach.Name name) {
      return List.of("part", name.part().name().toLowerCase(Locale.ROOT));
    }
    if (reach instanceof Reach.Ancestor a) {
      return List.of(
          "ancestor", a.subsystem(), a.devtype().orElse(""), a.driver().orElse(""), a.file());
    }
    if (reach instanceof Reach.TargetNode node) {
      return List.of("node", node.file());
    }
    if (reach instanceof Reach.Fixed fixed) {
      return List.of("fixed", fixed.subsystem(), fixed.kernel(), fixed.file());
    }
    if (reach instanceof Reach.Constant constant) {
      return List.of("constant", constant.key());
    }
    return reach instanceof Reach.KernelParameter p
        ? List.of("parameter", p.parameter().replace('-', '_'))
        : List.of("origin");
  }

  /** Calls of the script's own functions. */
  private static List<String> use(MemoryUse use) {
    List<String> calls = new ArrayList<>();
    use.weights().ifPresent(w -> calls.add("weigh " + w.word()));
    use.demotion().ifPresent(d -> calls.add("demote " + d));
    return calls;
  }

  private static Map<String, Object> outcome(Choice choice, boolean late) {
    Policy.Rule rule = choice.rule();
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("number", text(choice.number()));
    model.put("rule", ShellText.quote(Origins.comment(rule.name())));
    model.put("late", late);
    List<Map<String, Object>> parts = new ArrayList<>();
    for (Outcome part : rule.outcome().each()) {
      parts.add(part(part, rule.busy(), text(parts.size())));
    }
    Optional<Division> division = Division.of(rule);
    if (division.isPresent()) {
      model.put("parts", parts);
      model.put("division", division(division.get()));
    } else {
      model.putAll(parts.get(0));
    }
    return model;
  }

  private static Map<String, Object> part(Outcome outcome, Busy busy, String instance) {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("instance", instance);
    model.put("outcome", Work.word(outcome));
    Work.of(outcome, busy)
        .ifPresent(
            w -> {
              model.put("arguments", String.join(" ", w.arguments()));
              model.put("use", use(w.use()));
              model.put("devdax", w.devdax());
              model.putAll(tries(busy));
            });
    return model;
  }

  private static Map<String, Object> division(Division division) {
    Map<String, Object> model = new LinkedHashMap<>(tries(division.busy()));
    model.put("least", Long.toString(division.partition().least()));
    model.put("shapes", division.shapes());
    model.put("first", division.partition().parts().get(0).shape());
    return model;
  }

  private static Map<String, Object> tries(Busy busy) {
    return Map.of(
        "tries", text(busy instanceof Busy.Retry r ? r.times() + 1 : 1),
        "seconds", text(busy instanceof Busy.Retry r ? r.seconds() : 0));
  }
}
