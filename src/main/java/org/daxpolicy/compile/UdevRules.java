package org.daxpolicy.compile;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.language.Policy;
import org.daxpolicy.language.Target.Protect;
import org.daxpolicy.udev.Operator;
import org.daxpolicy.udev.RuleText;

/**
 * The rules file: first what is not ours is sent away, then the first rule that applies is found,
 * then what it wants is said.
 *
 * <p>The decision is made on every event but remove, so that names and permissions of the node
 * never lapse; the work is wanted only where it can be done and is not done yet.
 */
final class UdevRules {
  /** udev cuts no value that is shorter than this. */
  private static final int LONGEST_PROPERTY = 480;

  private final Policy policy;
  private final Plan plan;
  private final Delivery delivery;
  private final Slug slug;
  private final PropertyNames names;
  private final RulesText out;
  private final Origins origins;
  private final List<Choice> all;
  private final int firstLate;
  private final Protect protect;

  private UdevRules(Policy policy, Plan plan, Slug slug, Delivery delivery) {
    this.policy = policy;
    this.plan = plan;
    this.slug = slug;
    this.delivery = delivery;
    this.all = plan.all();
    this.firstLate = plan.firstLate();
    this.protect = Protection.of(policy, plan).chosen();
    this.names = new PropertyNames(slug);
    this.origins = new Origins(policy);
    this.out = new RulesText(path(slug), origins);
  }

  /**
   * Where the file belongs. Behind 90-daxctl-device.rules, which daxctl ships: that file assigns
   * SYSTEMD_WANTS on {@code add} and would wipe out what an earlier file asked for.
   */
  static String path(Slug slug) {
    return "etc/udev/rules.d/95-daxpolicy-" + slug.text() + ".rules";
  }

  static RulesText of(Policy policy, Plan plan, Slug slug, Delivery delivery) {
    UdevRules rules = new UdevRules(policy, plan, slug, delivery);
    rules.write();
    return rules.out;
  }

  private void write() {
    Header.lines(policy, delivery).forEach(out::comment);
    out.blank();
    go("ACTION", Operator.MATCH, "remove", label("end"));
    go("SUBSYSTEM", Operator.NO_MATCH, "dax", label("end"));
    boolean works = all.stream().anyMatch(c -> !Work.all(c.rule()).isEmpty());
    if (works && delivery == Delivery.SYSTEMD) {
      out.blank();
      out.comment("On every event: a tag that lapses would take the device's unit away.");
      out.line(RuleText.line().term("TAG", Operator.ADD, "systemd"));
    }
    decide();
    for (int i = 0; i < all.size(); i++) {
      block(i);
    }
    out.serveAll();
    out.blank();
    out.line(RuleText.line().term("LABEL", Operator.ASSIGN, label("end")));
  }

  private void decide() {
    UdevConditions conditions = new UdevConditions(out, names, policy.target().nodes());
    for (int i = 0; i < plan.choices().size(); i++) {
      Choice choice = plan.choices().get(i);
      if (i == firstLate) {
        late(conditions);
      }
      out.blank();
      out.comment(origins.of(choice.rule(), false));
      out.serve(choice.rule());
      choice.steps().forEach(s -> conditions.write(s, label(choice)));
      out.serveAll();
    }
    if (!plan.choices().isEmpty()) {
      out.blank();
      out.line(RuleText.line().term("GOTO", Operator.ASSIGN, label(plan.rest())));
    }
  }

  /** The decision for what can be read only while the device's memory is there. */
  private void late(UdevConditions conditions) {
    List<Attribute> read =
        plan.choices().stream()
            .flatMap(Choice::attributes)
            .filter(Choice::late)
            .collect(Collectors.toMap(Attribute::name, a -> a, (a, b) -> a, TreeMap::new))
            .values()
            .stream()
            .toList();
    Set<String> said = new TreeSet<>();
    read.forEach(a -> said.add(a.name()));
    out.blank();
    out.comment("What follows reads " + String.join(", ", said) + ".");
    out.comment(
        "These files appear when the device's memory first comes online under kmem, and go");
    out.comment("with the last memory of their node. A decision made while they were there is");
    out.comment("stored and stands while they are not: making the device devdax removes them, and");
    out.comment("must not turn the decision round. It is forgotten with the device or at reboot.");
    for (Attribute attribute : read) {
      conditions.prepare(attribute);
      out.line(
          RuleText.line()
              .term("ENV", names.copy(attribute), Operator.MATCH, "?*")
              .term("ENV", names.known(), Operator.ASSIGN, "1"));
    }
    out.line(
        RuleText.line()
            .term("ENV", names.known(), Operator.NO_MATCH, "1")
            .term("IMPORT", "db", Operator.MATCH, names.decided()));
    for (Choice choice : all.subList(firstLate, all.size())) {
      out.line(
          RuleText.line()
              .term("ENV", names.known(), Operator.NO_MATCH, "1")
              .term("ENV", names.decided(), Operator.MATCH, token(choice.rule()))
              .term("GOTO", Operator.ASSIGN, label(choice)));
    }
  }

  private void block(int index) {
    Choice choice = all.get(index);
    Policy.Rule rule = choice.rule();
    boolean last = index == plan.choices().size();
    out.serveAll();
    out.blank();
    out.comment(origins.of(rule, rule == policy.otherwise()));
    reasons(rule);
    out.serve(rule);
    if (!plan.choices().isEmpty()) {
      out.line(RuleText.line().term("LABEL", Operator.ASSIGN, label(choice)));
    }
    RuleText told =
        RuleText.line()
            .term("ENV", PropertyNames.RULE, Operator.ASSIGN, property(rule.name()))
            .term("ENV", PropertyNames.OUTCOME, Operator.ASSIGN, Work.word(rule.outcome()));
    Division.of(rule)
        .ifPresent(d -> told.term("ENV", PropertyNames.PARTITION, Operator.ASSIGN, d.shapes()));
    out.line(told);
    boolean late = index >= firstLate;
    if (late) {
      out.line(
          RuleText.line()
              .term("ENV", names.known(), Operator.MATCH, "1")
              .term("ENV", names.decided(), Operator.ASSIGN, token(rule)));
    }
    new Wants(out, slug, delivery, protect, names).write(rule, late);
    if (!last) {
      out.line(RuleText.line().term("GOTO", Operator.ASSIGN, label("end")));
    }
  }

  private void reasons(Policy.Rule rule) {
    rule.reasons().because().ifPresent(b -> out.comment("because: " + b));
    rule.reasons().ticket().ifPresent(t -> out.comment("ticket: " + t));
    rule.reasons().expires().ifPresent(e -> out.comment("expires: " + e));
  }

  private void go(String key, Operator operator, String value, String label) {
    out.line(RuleText.line().term(key, operator, value).term("GOTO", Operator.ASSIGN, label));
  }

  private String label(Choice choice) {
    return label(choice.rule() == policy.otherwise() ? "otherwise" : "rule_" + choice.number());
  }

  private String label(String what) {
    return "daxpolicy_" + slug.text().replace('-', '_') + "_" + what;
  }

  /**
   * A rule's name as a property's value. udev refuses control characters and long values; a name
   * that has to be changed for it is told from others by its digest.
   */
  private static String property(String name) {
    return Wants.literal(shown(name));
  }

  /** What a rule is called in the property that names it. */
  static String label(Policy.Rule rule) {
    return shown(rule.name());
  }

  private static String shown(String name) {
    String safe =
        name.codePoints()
            .map(c -> Character.isISOControl(c) ? ' ' : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    int end = safe.length();
    while (Wants.literal(safe.substring(0, end)).getBytes(StandardCharsets.UTF_8).length
        > LONGEST_PROPERTY) {
      end = safe.offsetByCodePoints(end, -1);
    }
    String whole = safe.substring(0, end);
    return whole.equals(name) ? whole : whole + " #" + Digest.of(name).substring(0, 8);
  }

  /** A name for a rule that is safe to be matched literally. */
  static String token(Policy.Rule rule) {
    String readable = Slug.of(rule.name()).map(Slug::text).orElse("rule");
    return readable + "-" + Digest.of(rule.name()).substring(0, 8);
  }
}
