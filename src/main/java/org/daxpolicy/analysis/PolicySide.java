package org.daxpolicy.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.language.Busy;
import org.daxpolicy.language.DeviceNode;
import org.daxpolicy.language.Outcome;
import org.daxpolicy.language.Partition;
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
    new RegionParts(space).need(policy);
    for (Policy.Rule rule : rules) {
      for (Map.Entry<String, Fact> placeholder : PLACEHOLDERS.entrySet()) {
        if (rule.outcome().each().stream()
            .flatMap(o -> templates(o).stream())
            .anyMatch(t -> t.contains(placeholder.getKey()))) {
          space.need(placeholder.getValue());
        }
      }
    }
    return new PolicySide(Meaning.announce(policy, space), busy);
  }

  private static List<String> templates(Outcome outcome) {
    Optional<DeviceNode> node = outcome.deviceNode();
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

  private int end(Policy.Rule rule, Treatments treatments) {
    Optional<Busy> counted = busy ? Optional.of(rule.busy()) : Optional.empty();
    if (!(rule.outcome() instanceof Partition partition)) {
      return end(rule.outcome(), counted, treatments);
    }
    Diagrams diagrams = meaning.space().diagrams();
    RegionParts parts = new RegionParts(meaning.space());
    int nothing = answer(Treatment.NOTHING, treatments);
    int end = nothing;
    for (int i = partition.parts().size() - 1; i >= 0; i--) {
      int part = end(partition.of(i), counted, treatments);
      if (i == 0) {
        List<String> shown = partition.parts().stream().map(Partition.Part::shown).toList();
        int undivided =
            diagrams.ite(
                parts.divisible(partition),
                answer(Treatment.divided(shown, counted), treatments),
                nothing);
        part = diagrams.ite(parts.divided(partition), part, undivided);
      }
      end = diagrams.ite(parts.is(i), part, end);
    }
    return end;
  }

  /** A name is given only where all that stands in it is there. */
  private int end(Outcome outcome, Optional<Busy> counted, Treatments treatments) {
    Treatment whole = Treatment.of(outcome, counted);
    List<String> templates = templates(outcome);
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
