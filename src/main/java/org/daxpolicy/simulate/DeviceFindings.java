package org.daxpolicy.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.daxpolicy.dax.DaxDeviceState;
import org.daxpolicy.dax.DaxctlModel.Branch;
import org.daxpolicy.dax.Zone;
import org.daxpolicy.simulate.DeviceResult.EventResult;
import org.daxpolicy.simulate.DeviceResult.Via;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Severity;
import org.daxpolicy.udev.Verdict;

/** What may go wrong with one device. A finding is made once, however often it comes up. */
final class DeviceFindings {
  private final Boot boot;
  private final String name;
  private final List<Diagnostic> found = new ArrayList<>();

  DeviceFindings(Boot boot, String name) {
    this.boot = boot;
    this.name = name;
  }

  private void add(Diagnostic finding) {
    boolean known =
        found.stream()
            .anyMatch(f -> f.code() == finding.code() && f.headline().equals(finding.headline()));
    if (!known) {
      found.add(finding);
    }
  }

  private Diagnostic at(Verdict verdict, Via via, Code code, String headline) {
    Diagnostic wanted =
        boot.risks().at(verdict, via == Via.UNIT ? "ENV{SYSTEMD_WANTS}" : "RUN", code, headline);
    return wanted.primary().isPresent() ? wanted : boot.risks().at(verdict, "RUN", code, headline);
  }

  void loops(List<EventResult> events) {
    Verdict last = events.get(events.size() - 1).verdict();
    add(
        at(
                last,
                last.run().stream().anyMatch(c -> !c.builtin()) ? Via.RUN : Via.UNIT,
                Code.WORK_LOOPS,
                "the work on `" + name + "` starts itself again, " + events.size() + " events long")
            .note("binding and unbinding are events too, and the rules ask for work on them")
            .help("want the work only where it is not done yet: `ENV{DRIVER}!=\"device_dax\"`"));
  }

  void missing(Verdict verdict, UnitName unit) {
    add(
        at(
                verdict,
                Via.UNIT,
                Code.UNIT_MISSING,
                "`" + name + "` wants `" + unit.text() + "`, and there is no such unit")
            .note("systemd ignores a wanted unit that does not exist: nothing is done, nobody told")
            .help("install `" + unit.file() + "` with the rules"));
  }

  void relative(Verdict verdict, String program) {
    add(
        at(
                verdict,
                Via.RUN,
                Code.RELATIVE_PROGRAM,
                "RUN names `" + program + "` without its path, and udev does not find it")
            .note("udev looks for such a program in /usr/lib/udev only")
            .help("write `/usr/bin/" + program + "`"));
  }

  void notSimulated(Verdict verdict, Via via, String line, String why) {
    add(
        at(verdict, via, Code.NOT_SIMULATED, "`" + line + "` is not simulated: " + why)
            .note("what it does to `" + name + "` is missing from the result"));
  }

  void refused(Verdict verdict, Via via, String line, Daxctl.Call call) {
    if (!call.simulated()) {
      notSimulated(verdict, via, line, call.sentence());
    } else if (!call.exit().equals(Optional.of(0))) {
      failed(verdict, via, line, call.exit(), call.sentence());
    }
  }

  private void failed(
      Verdict verdict, Via via, String line, Optional<Integer> exit, String sentence) {
    String status = exit.map(e -> " with " + e).orElse("");
    add(
        at(verdict, via, Code.COMMAND_FAILS, "`" + line + "` fails" + status + " on `" + name + "`")
            .note(sentence));
  }

  /** A command on the device has ended in one of these ways. */
  void ended(
      Verdict verdict,
      Via via,
      Optional<String> unit,
      String line,
      List<Branch> branches,
      boolean retried) {
    for (Branch branch : branches) {
      switch (branch.reason()) {
        case NONE, UNFIT -> {}
        case PINNED -> pinned(verdict, via, unit, line, branches.size() > 1, retried);
        case AUTO_ONLINE ->
            add(
                at(
                        verdict,
                        via,
                        Code.AUTO_ONLINE_REFUSED,
                        "daxctl refuses to make `" + name + "` system-ram and exits with 240")
                    .note(branch.sentence())
                    .help(
                        "add `-f`, or boot with `memhp_default_state=offline` so that daxctl"
                            + " chooses the zone"));
        case ONLINE_MEMORY, NO_DRIVER, NOT_APPLICABLE ->
            failed(verdict, via, line, branch.exit(), branch.sentence());
      }
    }
  }

  private void pinned(
      Verdict verdict,
      Via via,
      Optional<String> unit,
      String line,
      boolean mayWork,
      boolean retried) {
    String who = unit.map(u -> "unit `" + u + "`").orElse(via == Via.RUN ? "RUN" : "the unit");
    String headline =
        mayWork
            ? who + " may fail with 240: memory of `" + name + "` may be pinned"
            : who + " fails with 240: memory of `" + name + "` is pinned";
    Diagnostic finding =
        at(verdict, via, Code.MEMORY_MAY_BE_PINNED, headline)
            .note("the memory came online in a kernel zone before `" + line + "` ran");
    if (!mayWork) {
      finding =
          finding.note(
              "by the time a unit runs, the kernel has put objects there that cannot be moved"
                  + (retried ? "; trying again does not help" : ""));
    }
    add(
        finding.help(
            "boot with `memhp_default_state=offline` or `online_movable`, or `protect` the"
                + " policy"));
  }

  /** All findings, with those that only the end shows. */
  List<Diagnostic> atTheEnd(
      DaxDeviceState before,
      DaxDeviceState after,
      Optional<String> rule,
      Optional<String> outcome,
      boolean worked) {
    boolean decided = worked || outcome.map(o -> !o.equals("keep")).orElse(false);
    if (after.range().size() == 0) {
      if (decided) {
        add(
            boot.risks()
                .of(Code.SIZE_ZERO, "`" + name + "` has size 0, so nothing can be made of it")
                .note("so `dax_hmem.region_idle=1` makes it, and daxctl destroy-device")
                .help("create a device in its region: `daxctl create-device`"));
      }
    } else if (after.driver().isEmpty()) {
      unbound(before, after);
    }
    boolean explained = found.stream().anyMatch(f -> f.severity().atLeast(Severity.WARNING));
    if (!explained && outcome.isPresent() && !reached(after, outcome.get())) {
      add(
          boot.risks()
              .of(
                  Code.OUTCOME_MISSED,
                  "`" + name + "` ends as " + told(after) + ", not as `" + outcome.get() + "`")
              .note(rule.map(r -> "rule `" + r + "` decided on it").orElse("so the rules say")));
    }
    if (outcome.map(o -> o.startsWith("system-ram")).orElse(!before.memory().equals(after.memory()))
        && after.memory().zone().map(z -> z != Zone.MOVABLE).orElse(false)) {
      add(
          boot.risks()
              .of(Code.KERNEL_ZONE, "memory of `" + name + "` is online in a kernel zone")
              .note("whatever the kernel puts there may keep it from going offline until reboot"));
    }
    return List.copyOf(found);
  }

  private void unbound(DaxDeviceState before, DaxDeviceState after) {
    if (after.range().node().isEmpty()) {
      add(
          boot.risks()
              .of(Code.NO_TARGET_NODE, "`" + name + "` has no target node, so kmem refuses it")
              .note("firmware gives its range no proximity domain")
              .help(
                  "ask the vendor for firmware whose SRAT covers the range, or use it as devdax"));
      return;
    }
    if (after.range().blocks(boot.at().settings().blockSize()) == 0) {
      add(
          boot.risks()
              .of(Code.BELOW_ONE_BLOCK, "`" + name + "` holds no whole memory block")
              .note(
                  "kmem rounds its range inwards to blocks of "
                      + (boot.at().settings().blockSize() >> 20)
                      + "MiB and refuses what is left")
              .help("make the device larger, or use it as devdax"));
      return;
    }
    add(
        boot.risks()
            .of(Code.LEFT_UNBOUND, "`" + name + "` ends without a driver")
            .note(
                before.driver().isEmpty() && before.equals(after)
                    ? "the kernel binds none, and the rules do not either"
                    : "a command took its driver away and none took its place")
            .help("`daxctl enable-device " + name + "` binds device_dax"));
  }

  private static boolean reached(DaxDeviceState after, String outcome) {
    return switch (outcome) {
      case "devdax" -> after.mode().equals("devdax");
      case "system-ram movable" ->
          after.systemRam() && after.memory().zone().equals(Optional.of(Zone.MOVABLE));
      case "system-ram kernel" ->
          after.systemRam() && after.memory().zone().equals(Optional.of(Zone.KERNEL));
      case "system-ram none" -> after.systemRam() && after.memory().online() == 0;
      default -> true;
    };
  }

  private static String told(DaxDeviceState state) {
    return state.systemRam()
        ? "system-ram with " + state.memory() + " blocks online"
        : state.mode();
  }
}
