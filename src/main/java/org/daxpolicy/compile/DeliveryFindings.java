package org.daxpolicy.compile;

import java.util.ArrayList;
import java.util.List;
import org.daxpolicy.language.Busy;
import org.daxpolicy.language.Policy;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;

/** What the way of delivery cannot carry. */
final class DeliveryFindings {
  private DeliveryFindings() {}

  static List<Diagnostic> of(Policy policy, Plan plan, Delivery delivery) {
    return switch (delivery) {
      case SYSTEMD -> List.of();
      case RUN -> run(plan);
      case CONF -> DaxctlConf.findings(policy, plan);
      case SCRIPT -> script(plan);
    };
  }

  private static List<Diagnostic> run(Plan plan) {
    List<Diagnostic> found = new ArrayList<>();
    for (Policy.Rule rule : Protection.works(plan)) {
      if (rule.busy() instanceof Busy.Retry) {
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
        .filter(r -> r.outcome().deviceNode().isPresent())
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
