package org.daxpolicy.compile;

import java.util.ArrayList;
import java.util.List;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.dax.Version;
import org.daxpolicy.language.Outcome;
import org.daxpolicy.language.Policy;
import org.daxpolicy.language.Target;
import org.daxpolicy.language.Target.Protect;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;

/** What the protection of a policy is, where it does not reach, and what it prevents. */
final class ProtectionFindings {
  /** The kernel from which on soft-reserved and CXL memory starts as system memory. */
  private static final Version KMEM_BY_DEFAULT = Version.of(6, 3);

  private final Policy policy;
  private final Plan plan;
  private final Target target;
  private final Protection protection;
  private final List<Diagnostic> found = new ArrayList<>();

  private ProtectionFindings(Policy policy, Plan plan) {
    this.policy = policy;
    this.plan = plan;
    this.target = policy.target();
    this.protection = Protection.of(policy, plan);
  }

  static List<Diagnostic> of(Policy policy, Plan plan) {
    ProtectionFindings findings = new ProtectionFindings(policy, plan);
    if (!Protection.works(plan).isEmpty()) {
      findings.protection();
    }
    return findings.found;
  }

  private void protection() {
    switch (target.protect()) {
      case AUTO ->
          found.add(
              at(Code.PROTECTION_CHOSEN, "`protect auto` is " + word() + " for this policy")
                  .note(protection.why())
                  .note(Protection.passedOver(target)));
      case STATE -> state();
      case HOLD ->
          found.add(
              at(Code.PROTECTION_LIMIT, "`protect hold` needs kmem as a module")
                  .note(
                      "a kernel with CONFIG_DEV_DAX_KMEM=y takes no notice of it, and once kmem is"
                          + " loaded it takes devices that appear later at once")
                  .help("`protect offline` holds for these too"));
      case IDLE -> idle();
      case OFFLINE, MOVABLE, NONE -> {}
    }
    late();
    defeated();
    if (protection.chosen() == Protect.NONE) {
      unprotected();
    }
  }

  private void state() {
    if (target.kernel().low().compareTo(Protection.STATE_SINCE) < 0) {
      Diagnostic finding =
          at(
                  Code.PROTECTION_OUTSIDE_TARGET,
                  "`protect state` does not hold on every kernel of the target")
              .note(
                  "devices have the attribute `state` from kernel "
                      + Protection.STATE_SINCE
                      + " on, the target begins with "
                      + target.kernel().low())
              .help(
                  "say `kernel >= " + Protection.STATE_SINCE + "` in `target`, or `protect auto`");
      found.add(target.pointAt(Target.Part.KERNEL, finding));
      return;
    }
    found.add(
        at(Code.PROTECTION_LIMIT, "`protect state` takes memory back whole or not at all")
            .note(
                "the memory is online before the rule runs, and one page the kernel put there keeps"
                    + " all of it online")
            .help("`protect offline` keeps such pages away"));
  }

  private void idle() {
    found.add(
        at(Code.PROTECTION_LIMIT, "`protect idle` reaches soft-reserved memory only")
            .note(
                "regions of CXL memory and of NVDIMMs come up as they do without it, and every"
                    + " soft-reserved region comes up empty, also those the policy keeps")
            .help("`protect offline` reaches all of them"));
    for (Policy.Rule rule : Protection.memory(plan, online -> online != Outcome.Online.KERNEL)) {
      found.add(
          Diagnostic.at(
                  Code.ONLINING_LEFT_TO_KERNEL,
                  rule.place(),
                  "`protect idle` leaves it to the kernel how memory of rule `"
                      + rule.name()
                      + "` is onlined")
              .note(
                  "a kernel that onlines by itself does so when the device becomes system-ram,"
                      + " before daxctl can say how")
              .help("use `protect offline`"));
    }
  }

  private void late() {
    boolean away =
        switch (target.protect()) {
          case OFFLINE, HOLD, IDLE -> true;
          case AUTO, STATE, MOVABLE, NONE -> false;
        };
    if (away && plan.readsLate()) {
      Choice late = plan.choices().get(plan.firstLate());
      String name =
          late.attributes().filter(Choice::late).map(Attribute::name).findFirst().orElseThrow();
      found.add(
          at(
                  Code.LATE_UNDER_OFFLINE,
                  "`protect " + protection.word() + "` keeps `" + name + "` from appearing")
              .related(late.rule().place(), "this rule reads it")
              .note("the kernel publishes it when the node's memory first comes online")
              .help("use `protect movable`, which onlines memory so that it can be taken back"));
    }
  }

  private void defeated() {
    for (Policy.Rule rule : protection.defeated(plan)) {
      Diagnostic finding =
          Diagnostic.at(
                  Code.PROTECTION_DEFEATS_OUTCOME,
                  rule.place(),
                  "`protect "
                      + protection.word()
                      + "` prevents the outcome of rule `"
                      + rule.name()
                      + "`")
              .note(
                  protection.chosen() == Protect.STATE
                      ? "the attribute `state` takes every online type, and does not take `offline`"
                      : "every block is online in the movable zone before the rule runs, and daxctl"
                          + " moves no block from one zone to another")
              .help("use `protect offline`");
      found.add(target.pointAt(Target.Part.PROTECT, finding));
    }
  }

  private void unprotected() {
    boolean kmem = target.kernel().high().map(h -> h.compareTo(KMEM_BY_DEFAULT) >= 0).orElse(true);
    if (!kmem) {
      return;
    }
    for (Policy.Rule rule : Protection.works(plan)) {
      if (Division.of(rule).isPresent() || Work.all(rule).stream().anyMatch(Work::devdax)) {
        found.add(
            Diagnostic.at(
                    Code.UNPROTECTED,
                    rule.place(),
                    "rule `" + rule.name() + "` takes memory back that nothing protects")
                .note(
                    "from kernel 6.3 on the memory is online before the rule runs, and one page the"
                        + " kernel put there makes daxctl fail with exit code 240")
                .help("use `protect offline`, `protect movable` or `protect auto`"));
      }
    }
  }

  /** At the policy's own words; where it says nothing of protection, at its name. */
  private Diagnostic at(Code code, String headline) {
    return Diagnostic.at(code, target.place(Target.Part.PROTECT).orElse(policy.place()), headline);
  }

  private String word() {
    return "`" + protection.word() + "`";
  }
}
