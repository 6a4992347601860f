package org.daxpolicy.compile;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.daxpolicy.dax.Version;
import org.daxpolicy.language.Outcome;
import org.daxpolicy.language.Policy;
import org.daxpolicy.language.Target;
import org.daxpolicy.language.Target.Protect;

/**
 * How a device is kept from being onlined beyond recall before the policy decides.
 *
 * @param chosen what the policy says where it says it; never AUTO
 * @param why for people; empty where there is nothing to explain
 */
record Protection(Protect chosen, String why) {
  /** The kernel with the attribute {@code state}. */
  static final Version STATE_SINCE = Version.of(7, 3);

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
    return late(policy, plan);
  }

  /** Memory has to be online for a while, which is what `offline`, `hold` and `idle` prevent. */
  private static Protection late(Policy policy, Plan plan) {
    if (onlinedOutside(plan).isEmpty()) {
      return new Protection(
          Protect.MOVABLE,
          "rules read what firmware tells of a node, which appears only once its memory has"
              + " been online; `offline` would keep it away");
    }
    String outside =
        "rules read what appears only once memory has been online, which rules `offline` out,"
            + " and some want memory outside the movable zone, which rules `movable` out";
    return policy.target().kernel().low().compareTo(STATE_SINCE) >= 0 && leftOffline(plan).isEmpty()
        ? new Protection(
            Protect.STATE, outside + "; every kernel of the target can unplug a device as a whole")
        : new Protection(Protect.NONE, outside);
  }

  /** What {@code auto} does not take although it may hold, and why. */
  static String passedOver(Target target) {
    String state =
        target.kernel().low().compareTo(STATE_SINCE) >= 0
            ? "`state` takes memory back whole or not at all, and not at all is still a failure"
            : "`state` needs kernel " + STATE_SINCE + " on all of them";
    return "of the others, `hold` needs kmem as a module, which a target does not say; `idle`"
        + " reaches soft-reserved memory only; "
        + state;
  }

  /** What a policy calls it. */
  String word() {
    return chosen.name().toLowerCase(Locale.ROOT);
  }

  /** Rules with work to do. */
  static List<Policy.Rule> works(Plan plan) {
    return plan.all().stream().map(Choice::rule).filter(r -> !Work.all(r).isEmpty()).toList();
  }

  /** Rules with an outcome that the protection prevents. */
  List<Policy.Rule> defeated(Plan plan) {
    return switch (chosen) {
      case MOVABLE -> onlinedOutside(plan);
      case STATE -> leftOffline(plan);
      case AUTO, HOLD, OFFLINE, IDLE, NONE -> List.of();
    };
  }

  /** Rules that want memory which is not online in the movable zone. */
  private static List<Policy.Rule> onlinedOutside(Plan plan) {
    return memory(plan, online -> online != Outcome.Online.MOVABLE);
  }

  private static List<Policy.Rule> leftOffline(Plan plan) {
    return memory(plan, online -> online == Outcome.Online.NONE);
  }

  /** Rules that make memory of a device, with what they say of onlining. */
  static List<Policy.Rule> memory(Plan plan, Predicate<Outcome.Online> which) {
    return works(plan).stream()
        .filter(
            r ->
                r.outcome().each().stream()
                    .anyMatch(o -> o instanceof Outcome.SystemRam ram && which.test(ram.online())))
        .toList();
  }

  /** The kernel parameter it takes; none for NONE. */
  Optional<String> parameter() {
    return switch (chosen) {
      case OFFLINE -> Optional.of("memhp_default_state=offline");
      case MOVABLE -> Optional.of("memhp_default_state=online_movable");
      case IDLE -> Optional.of("dax_hmem.region_idle=1");
      case NONE, AUTO, STATE, HOLD -> Optional.empty();
    };
  }

  /** The files it takes by path; empty where none are needed. */
  SortedMap<String, String> files(Policy policy, Plan plan, Slug slug, Delivery delivery) {
    SortedMap<String, String> files = new TreeMap<>();
    if (parameter().isPresent()) {
      files.putAll(boot(policy, slug, delivery));
    }
    if (chosen == Protect.IDLE) {
      files.putAll(Idle.files(policy, slug, delivery));
    }
    if (chosen == Protect.HOLD) {
      files.putAll(Hold.files(policy, slug, delivery, !memory(plan, online -> true).isEmpty()));
    }
    return files;
  }

  private Map<String, String> boot(Policy policy, Slug slug, Delivery delivery) {
    Map<String, Object> model =
        Map.of(
            "header", Header.lines(policy, delivery),
            "why", why.replace("`", ""),
            "parameter", parameter().orElseThrow(),
            "protection", word());
    return Map.of(
        "etc/default/grub.d/daxpolicy-" + slug.text() + ".cfg", Templates.fill(TEMPLATE, model));
  }
}
