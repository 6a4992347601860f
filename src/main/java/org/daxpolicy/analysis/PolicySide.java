package org.daxpolicy.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.language.DeviceNode;
import org.daxpolicy.language.Policy;

/** What a policy makes of each device, as clauses. */
final class PolicySide implements Side {
  private static final Map<String, Fact> PLACEHOLDERS =
      Map.of(
          "{region}", new Fact.OfParent("dax_region/id"),
          "{target_node}", new Fact.Own("target_node"));

  private final Meaning meaning;
  private final boolean busy;

  private PolicySide(Meaning meaning, boolean busy) {
    this.meaning = meaning;
    this.busy = busy;
  }

  /** Announces what a policy asks. */
  static PolicySide announce(Policy policy, Space space, boolean busy) {
    List<Policy.Rule> rules = new ArrayList<>(policy.rules());
    rules.add(policy.otherwise());
    for (Policy.Rule rule : rules) {
      for (Map.Entry<String, Fact> placeholder : PLACEHOLDERS.entrySet()) {
        if (templates(rule).stream().anyMatch(t -> t.contains(placeholder.getKey()))) {
          space.need(placeholder.getValue());
        }
      }
    }
    return new PolicySide(Meaning.announce(policy, space), busy);
  }

  private static List<String> templates(Policy.Rule rule) {
    Optional<DeviceNode> node = rule.outcome().deviceNode();
    return List.of(
        node.flatMap(DeviceNode::symlink).orElse(""), node.flatMap(DeviceNode::tag).orElse(""));
  }

  @Override
  public Differences.Clauses clauses(Treatments treatments) {
    FirstMatch decision = meaning.decision();
    int[] conditions = new int[decision.size()];
    int[] ends = new int[decision.size()];
    for (int i = 0; i < ends.length; i++) {
      conditions[i] = decision.condition(i);
      ends[i] = end(meaning.rule(i), treatments);
    }
    return new Differences.Clauses(conditions, ends);
  }

  /** A name is given only where all that stands in it is there. */
  private int end(Policy.Rule rule, Treatments treatments) {
    Treatment whole = Treatment.of(rule, busy);
    List<String> templates = templates(rule);
    int link = named(templates.get(0));
    int tag = named(templates.get(1));
    Diagrams diagrams = meaning.space().diagrams();
    return diagrams.ite(
        link,
        diagrams.ite(tag, answer(whole, treatments), answer(whole.without("tag"), treatments)),
        diagrams.ite(
            tag,
            answer(whole.without("symlink"), treatments),
            answer(whole.without("symlink").without("tag"), treatments)));
  }

  private static int answer(Treatment treatment, Treatments treatments) {
    return Diagrams.answer(treatments.place(treatment));
  }

  private int named(String template) {
    int there = Diagrams.TRUE;
    for (Map.Entry<String, Fact> placeholder : PLACEHOLDERS.entrySet()) {
      if (template.contains(placeholder.getKey())) {
        there =
            meaning.space().diagrams().and(there, meaning.space().present(placeholder.getValue()));
      }
    }
    return there;
  }

  @Override
  public Optional<Policy.Rule> rule(int clause) {
    return Optional.of(meaning.rule(clause));
  }
}
