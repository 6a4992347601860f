package org.daxpolicy.udev;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.text.Span;

/** Binds each GOTO to the first LABEL of its name further down. */
final class JumpBinder {
  private final UdevVersion version;
  private final List<Finding> unbound = new ArrayList<>();

  private JumpBinder(UdevVersion version) {
    this.version = version;
  }

  /** The rules that remain, each with where its jump leads; reports jumps that lead nowhere. */
  static List<RuleLine> bind(List<RuleLine> rules, UdevVersion version, List<Finding> findings) {
    JumpBinder binder = new JumpBinder(version);
    List<RuleLine> bound = binder.bind(rules);
    Collections.reverse(binder.unbound);
    findings.addAll(binder.unbound);
    return bound;
  }

  private List<RuleLine> bind(List<RuleLine> rules) {
    Map<String, RuleLine> next = new HashMap<>();
    Map<RuleLine, RuleLine> leads = new IdentityHashMap<>();
    List<RuleLine> kept = new ArrayList<>();
    for (int i = rules.size() - 1; i >= 0; i--) {
      RuleLine rule = rules.get(i);
      Optional<RuleLine> to = rule.target().map(next::get);
      if (rule.hasJump() && to.isEmpty()) {
        rule = withoutJump(rule);
      }
      if (!rule.hasEffect()) {
        continue;
      }
      RuleLine standing = rule;
      to.ifPresent(t -> leads.put(standing, t));
      rule.label().ifPresent(label -> next.put(label, standing));
      kept.add(rule);
    }
    Collections.reverse(kept);
    Map<RuleLine, Integer> places = new IdentityHashMap<>();
    for (int i = 0; i < kept.size(); i++) {
      places.put(kept.get(i), i);
    }
    List<RuleLine> result = new ArrayList<>();
    for (RuleLine rule : kept) {
      RuleLine to = leads.get(rule);
      result.add(to == null ? rule : rule.jumping(places.getOrDefault(to, -1)));
    }
    return result;
  }

  /** A rule that did nothing but jump loses its terms; as a label it may stay. */
  private RuleLine withoutJump(RuleLine rule) {
    RuleLine standing = rule.standing();
    Span span = rule.span();
    int number = rule.number(version);
    boolean idle = !standing.acts();
    if (idle) {
      unbound.add(
          new Finding(
              Finding.Kind.NO_EFFECT,
              4,
              number,
              span,
              "The line has no effect any more, dropping.",
              true));
    }
    unbound.add(
        new Finding(
            Finding.Kind.JUMP,
            3,
            number,
            span,
            "GOTO=\"" + rule.target().orElse("") + "\" has no matching label, ignoring.",
            idle));
    return idle ? standing.emptied() : standing;
  }
}
