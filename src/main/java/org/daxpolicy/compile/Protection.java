package org.daxpolicy.compile;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.language.Outcome;
import org.daxpolicy.language.Policy;
import org.daxpolicy.language.Target.Protect;

/**
 * How a device is kept from being onlined beyond recall before the policy decides.
 *
 * @param chosen OFFLINE, MOVABLE or NONE; what the policy says where it says it
 * @param why for people; empty where there is nothing to explain
 */
record Protection(Protect chosen, String why) {
  static final String TEMPLATE = "boot/grub.cfg.ftl";

  /** The protection of a policy; {@code auto} takes the strongest that holds. */
  static Protection of(Policy policy, Plan plan) {
    Protect asked = policy.target().protect();
    if (works(plan).isEmpty()) {
      return new Protection(Protect.NONE, "no rule changes a device");
    }
    if (asked != Protect.AUTO) {
      return new Protection(asked, "the policy says so");
    }
    if (!plan.readsLate()) {
      return new Protection(
          Protect.OFFLINE,
          "memory that was never online is always taken back, on every kernel of the target");
    }
    return defeated(plan).isEmpty()
        ? new Protection(
            Protect.MOVABLE,
            "rules read what firmware tells of a node, which appears only once its memory has"
                + " been online; `offline` would keep it away")
        : new Protection(
            Protect.NONE,
            "rules read what appears only once memory has been online, which rules `offline` out,"
                + " and some want memory outside the movable zone, which rules `movable` out");
  }

  /** Rules with work to do. */
  static List<Policy.Rule> works(Plan plan) {
    return plan.all().stream().map(Choice::rule).filter(r -> Work.of(r).isPresent()).toList();
  }

  /** Rules whose outcome onlining everything as movable prevents. */
  static List<Policy.Rule> defeated(Plan plan) {
    return works(plan).stream()
        .filter(
            r ->
                r.outcome() instanceof Outcome.SystemRam ram
                    && ram.online() != Outcome.Online.MOVABLE)
        .toList();
  }

  /** The kernel parameter it takes; none for NONE. */
  Optional<String> parameter() {
    return switch (chosen) {
      case OFFLINE -> Optional.of("memhp_default_state=offline");
      case MOVABLE -> Optional.of("memhp_default_state=online_movable");
      case NONE, AUTO, STATE, HOLD, IDLE -> Optional.empty();
    };
  }

  /** The boot drop-in by path; empty where none is needed. */
  Map<String, String> files(Policy policy, Slug slug, Delivery delivery) {
    if (parameter().isEmpty()) {
      return Map.of();
    }
    Map<String, Object> model =
        Map.of(
            "header", Header.lines(policy, delivery),
            "why", why.replace("`", ""),
            "parameter", parameter().orElseThrow(),
            "offline", chosen == Protect.OFFLINE);
    return Map.of(
        "etc/default/grub.d/daxpolicy-" + slug.text() + ".cfg", Templates.fill(TEMPLATE, model));
  }
}
