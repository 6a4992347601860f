package org.daxpolicy.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.daxpolicy.language.Busy;
import org.daxpolicy.language.Policy;
import org.daxpolicy.language.Target;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;

/** What the way of delivery cannot carry. */
final class DeliveryFindings {
  private DeliveryFindings() {}

  static List<Diagnostic> of(Policy policy, Plan plan, Delivery delivery) {
    List<Diagnostic> found = new ArrayList<>(protection(policy, plan, delivery));
    found.addAll(
        switch (delivery) {
          case SYSTEMD -> List.of();
          case RUN -> run(plan);
          case CONF -> DaxctlConf.findings(policy, plan);
          case SCRIPT -> script(plan);
        });
    return found;
  }

  /** A protection that is more than a kernel parameter needs rules or units of its own. */
  private static List<Diagnostic> protection(Policy policy, Plan plan, Delivery delivery) {
    Protection protection = Protection.of(policy, plan);
    boolean carried =
        switch (protection.chosen()) {
          case STATE, IDLE -> delivery == Delivery.SYSTEMD || delivery == Delivery.RUN;
          case HOLD ->
              delivery == Delivery.SYSTEMD
                  || delivery == Delivery.RUN && Protection.memory(plan, online -> true).isEmpty();
          case AUTO, OFFLINE, MOVABLE, NONE -> true;
        };
    if (carried) {
      return List.of();
    }
    String how = "`--deliver " + delivery.name().toLowerCase(Locale.ROOT) + "`";
    return List.of(
        Diagnostic.at(
                Code.PROTECTION_NOT_DELIVERED,
                policy.target().place(Target.Part.PROTECT).orElse(policy.place()),
                how + " cannot carry `protect " + protection.word() + "`")
            .note(
                delivery == Delivery.RUN
                    ? "daxctl loads no module that is held back, and a command in udev's worker"
                        + " cannot wait until it is there"
                    : "it takes rules and units, and this delivery has none")
            .help("use `--deliver systemd`, or `protect offline`"));
  }

  private static List<Diagnostic> run(Plan plan) {
    List<Diagnostic> found = new ArrayList<>();
    for (Policy.Rule rule : Protection.works(plan)) {
      if (Division.of(rule).isPresent()) {
        found.add(
            Diagnostic.at(
                    Code.DIVISION_NOT_DELIVERED,
                    rule.place(),
                    "`--deliver run` cannot divide regions as rule `" + rule.name() + "` says")
                .note(
                    "that takes several commands one after the other, and udev kills all of them"
                        + " when they take longer than an event may")
                .help("use `--deliver systemd`"));
      } else if (rule.busy() instanceof Busy.Retry) {
        found.add(
            Diagnostic.at(
                    Code.RUN_CANNOT_RETRY,
                    rule.place(),
                    "`--deliver run` cannot try rule `" + rule.name() + "` again")
                .note("udev runs a command once, and kills what it leaves behind")
                .help("use `--deliver systemd`, or leave `when busy` out"));
      }
    }
    Protection.works(plan).stream()
        .filter(r -> found.isEmpty())
        .limit(1)
        .forEach(
            rule ->
                found.add(
                    Diagnostic.at(
                            Code.RUN_TIMEOUT,
                            rule.place(),
                            "udev kills `daxctl` when it takes longer than the event timeout")
                        .note(
                            "that is 180 seconds unless udev.conf says otherwise; taking many"
                                + " gigabytes offline may take longer, and a killed command leaves"
                                + " the memory partly offline")
                        .help("use `--deliver systemd`, whose unit has half an hour")));
    return found;
  }

  private static List<Diagnostic> script(Plan plan) {
    return plan.all().stream()
        .map(Choice::rule)
        .filter(r -> r.outcome().each().stream().anyMatch(o -> o.deviceNode().isPresent()))
        .map(
            r ->
                Diagnostic.at(
                        Code.NODE_NOT_DELIVERED,
                        r.place(),
                        "the script does not set up the device node of rule `" + r.name() + "`")
                    .note("udev makes device nodes and would undo what a script does to them")
                    .help("use `--deliver systemd` or `--deliver run`"))
        .toList();
  }
}
