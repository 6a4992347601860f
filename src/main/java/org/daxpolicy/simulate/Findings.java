package org.daxpolicy.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.daxpolicy.dax.DaxDeviceState;
import org.daxpolicy.dax.Zone;
import org.daxpolicy.simulate.DeviceResult.Via;
import org.daxpolicy.simulate.systemd.UnitName;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Severity;

/** What may go wrong with one device. A finding is made once, however often it comes up. */
final class Findings {
  private static final String WANTS = "ENV{SYSTEMD_WANTS}";

  private final Risks risks;
  private final String name;
  private final long blockSize;
  private final List<Diagnostic> found = new ArrayList<>();

  Findings(Risks risks, String name, long blockSize) {
    this.risks = risks;
    this.name = name;
    this.blockSize = blockSize;
  }

  private void add(Diagnostic finding) {
    boolean known =
        found.stream()
            .anyMatch(f -> f.code() == finding.code() && f.headline().equals(finding.headline()));
    if (!known) {
      found.add(finding);
    }
  }

  private Diagnostic at(Incident incident, Code code, String headline) {
    return incident.cause().via() == Via.UNIT
        ? risks.at(incident.cause().verdict(), code, headline, WANTS, "RUN", "PROGRAM")
        : risks.at(incident.cause().verdict(), code, headline, "RUN", "ATTR", "PROGRAM", WANTS);
  }

  /** A finding at the line that wants a unit: among several, one that mentions it. */
  private Diagnostic wanting(Incident incident, Code code, String headline) {
    String unit = incident.text();
    int end = unit.indexOf('@') < 0 ? unit.lastIndexOf('.') : unit.indexOf('@');
    return incident
        .cause()
        .verdict()
        .flatMap(v -> Trace.mentioning(v, unit.substring(0, Math.max(0, end)), WANTS))
        .map(l -> risks.at(l.file(), l.line(), code, headline))
        .orElseGet(() -> Diagnostic.of(code, headline));
  }

  private static String line(Incident incident) {
    return "`" + incident.cause().command() + "`";
  }

  private static String who(Incident incident) {
    return incident
        .cause()
        .unit()
        .map(u -> "unit `" + u + "`")
        .orElse(incident.cause().via().word());
  }

  /**
   * Something that went wrong.
   *
   * @param certain whether it goes wrong however lucky one is
   */
  void incident(Incident incident, boolean certain) {
    switch (incident.kind()) {
      case AUTO_ONLINE -> autoOnline(incident);
      case PINNED -> pinned(incident, certain);
      case DAXCTL, ARGUMENTS -> failed(incident, certain);
      case NOT_SIMULATED ->
          add(
              at(
                      incident,
                      Code.NOT_SIMULATED,
                      line(incident) + " is not simulated: " + incident.text())
                  .note("what it does to `" + name + "` is missing from the result"));
      case RELATIVE_PROGRAM ->
          add(
              at(
                      incident,
                      Code.RELATIVE_PROGRAM,
                      "RUN names `"
                          + incident.text()
                          + "` without its path, and udev does not find it")
                  .note("udev looks for such a program in /usr/lib/udev only")
                  .help("write `/usr/bin/" + incident.text() + "`"));
      case UNIT_MISSING -> unitMissing(incident);
      case DEVICE_UNIT_GONE -> deviceUnitGone(incident);
      case LOOP -> loop(incident);
      case EVENT_TIMEOUT, SERVICE_TIMEOUT -> {
        if (certain) {
          timeout(incident);
        } else {
          mayTimeOut(incident);
        }
      }
      case MAY_TIME_OUT -> mayTimeOut(incident);
      case BACKGROUND ->
          add(
              at(
                      incident,
                      Code.BACKGROUND_KILLED,
                      line(incident) + " leaves work on `" + name + "` in the background")
                  .note("it is killed " + incident.text() + ", and nobody is told")
                  .help("let a unit do it: `ENV{SYSTEMD_WANTS}`, or `systemd-run --no-block`"));
      case WRITE ->
          add(
              at(incident, Code.WRITE_REFUSED, "the kernel refuses " + incident.text())
                  .note(
                      switch (incident.cause().via()) {
                        case RULE ->
                            "`" + name + "` stays as it is, and udev says so in its debug log only";
                        case RUN, SHELL -> "what the command was to do behind it may be missing";
                        case UNIT -> "the unit ends as failed, and what is behind it is not done";
                      }));
      case WAITS_FOR_ITSELF ->
          add(
              at(
                      incident,
                      Code.WAITS_FOR_ITSELF,
                      line(incident) + " waits for the event it runs in")
                  .note(
                      "`udevadm settle` returns when no event is left; this one is, until udev kills it")
                  .help("let a unit wait, not RUN"));
      case PROGRAM ->
          add(
              at(incident, Code.WORK_IN_PROGRAM, "PROGRAM works on `" + name + "`")
                  .note("udev asks programs while it works the rules; all rules behind it wait")
                  .help("let RUN or a unit do it"));
      case STUCK ->
          add(
              Diagnostic.of(
                      Code.MEMORY_STUCK, "memory of `" + name + "` is left online without a driver")
                  .note("it serves as system memory until reboot; the device cannot be bound again")
                  .help("take it offline first: `daxctl offline-memory " + name + "`"));
      case TRIMMED ->
          add(
              Diagnostic.of(Code.BLOCKS_TRIMMED, "kmem does not use all of `" + name + "`")
                  .note(incident.text()));
      case MEMMAP ->
          add(
              Diagnostic.of(
                      Code.MEMMAP_IGNORED,
                      "the page descriptors of `" + name + "` lie in other memory")
                  .note(incident.text())
                  .help("boot with `memory_hotplug.memmap_on_memory=1`"));
    }
  }

  private void autoOnline(Incident incident) {
    add(
        at(
                incident,
                Code.AUTO_ONLINE_REFUSED,
                "daxctl refuses to make `" + name + "` system-ram and exits with 240")
            .note(incident.text())
            .help(
                "add `-f`, or boot with `memhp_default_state=offline` so that daxctl chooses the"
                    + " zone"));
  }

  private void pinned(Incident incident, boolean certain) {
    String headline =
        certain
            ? who(incident) + " fails with 240: memory of `" + name + "` is pinned"
            : who(incident) + " may fail with 240: memory of `" + name + "` may be pinned";
    Diagnostic finding =
        at(incident, Code.MEMORY_MAY_BE_PINNED, headline)
            .note(
                "the memory came online in a kernel zone before "
                    + line(incident)
                    + " ran; then "
                    + incident.text());
    if (certain) {
      finding =
          finding.note(
              "by the time a unit runs, the kernel has put objects there that cannot be moved;"
                  + " trying again does not help");
    }
    add(
        finding.help(
            "boot with `memhp_default_state=offline` or `online_movable`, or `protect` the"
                + " policy"));
  }

  private void failed(Incident incident, boolean certain) {
    String status =
        incident.exit().map(e -> e == 0 ? " does nothing" : " fails with " + e).orElse(" fails");
    add(
        at(
                incident,
                Code.COMMAND_FAILS,
                line(incident) + (certain ? "" : " perhaps") + status + " on `" + name + "`")
            .note(incident.text()));
  }

  private void unitMissing(Incident incident) {
    String unit = incident.text();
    if (Systemd.shipped(unit)) {
      add(
          wanting(
                  incident,
                  Code.SHIPPED_UNIT_MISSING,
                  "the rule that comes with daxctl wants `" + unit + "`, which is not installed")
              .note("so daxctl.conf has no effect on `" + name + "`; nobody is told")
              .help("nothing, unless daxctl.conf is to be used"));
      return;
    }
    add(
        wanting(
                incident,
                Code.UNIT_MISSING,
                "`" + name + "` wants `" + unit + "`, and there is no such unit")
            .note("systemd ignores a wanted unit that does not exist: nothing is done, nobody told")
            .help("install `" + new UnitName(unit).file() + "` with the rules"));
  }

  private void deviceUnitGone(Incident incident) {
    add(
        at(
                incident,
                Code.DEVICE_UNIT_GONE,
                who(incident) + " does not start: `" + incident.text() + "` is not active by then")
            .note("the event behind the one that wants the unit does not tag the device `systemd`")
            .help("set `TAG+=\"systemd\"` on every event but remove, or leave out `BindsTo=`"));
  }

  private void loop(Incident incident) {
    add(
        at(
                incident,
                Code.WORK_LOOPS,
                "the work on `" + name + "` starts itself again, " + incident.text())
            .note("binding and unbinding are events too, and the rules ask for work on them")
            .help("want the work only where it is not done yet: `ENV{DRIVER}!=\"device_dax\"`"));
  }

  private void timeout(Incident incident) {
    boolean event = incident.kind() == Incident.Kind.EVENT_TIMEOUT;
    add(
        at(
                incident,
                event ? Code.EVENT_TIMEOUT : Code.SERVICE_TIMEOUT,
                who(incident) + " is killed while it works on `" + name + "`")
            .note(line(incident) + ": " + incident.text())
            .help(
                event
                    ? "let a unit do it: `ENV{SYSTEMD_WANTS}`"
                    : "set `TimeoutStartSec=` to what it needs"));
  }

  private void mayTimeOut(Incident incident) {
    add(
        at(
                incident,
                Code.MAY_TIME_OUT,
                who(incident) + " may be killed before memory of `" + name + "` is offline")
            .note(incident.text() + "; about 1 GiB a second was seen, used memory takes longer")
            .help(
                incident.cause().command().matches("(?s).*\\btimeout\\b.*")
                    ? "give `timeout` minutes"
                    : incident.cause().via() == Via.UNIT
                        ? "set `TimeoutStartSec=` to minutes"
                        : "let a unit do it: `ENV{SYSTEMD_WANTS}`"));
  }

  /** What was found so far. */
  List<Diagnostic> all() {
    return List.copyOf(found);
  }

  // ---- what only the end shows

  /** All findings, with those that only the end shows. */
  List<Diagnostic> atTheEnd(
      Optional<DaxDeviceState> before,
      DaxDeviceState after,
      List<DaxDeviceState> alternatives,
      Optional<String> rule,
      Optional<String> outcome,
      boolean worked) {
    boolean decided = worked || outcome.map(o -> !o.equals("keep")).orElse(false);
    if (after.range().size() == 0) {
      if (decided) {
        add(
            Diagnostic.of(Code.SIZE_ZERO, "`" + name + "` has size 0, so nothing can be made of it")
                .note("so `dax_hmem.region_idle=1` makes it, and daxctl destroy-device")
                .help("create a device in its region: `daxctl create-device`"));
      }
    } else if (after.driver().isEmpty()) {
      unbound(before, after);
    }
    if (outcome.isPresent()) {
      missed(after, alternatives, rule, outcome.get());
    }
    boolean wantsMemory =
        outcome
            .map(o -> o.startsWith("system-ram"))
            .orElse(!before.map(DaxDeviceState::memory).equals(Optional.of(after.memory())));
    if (wantsMemory && after.memory().zone().map(z -> z != Zone.MOVABLE).orElse(false)) {
      add(
          Diagnostic.of(Code.KERNEL_ZONE, "memory of `" + name + "` is online in a kernel zone")
              .note("whatever the kernel puts there may keep it from going offline until reboot"));
    }
    return List.copyOf(found);
  }

  private void missed(
      DaxDeviceState after,
      List<DaxDeviceState> alternatives,
      Optional<String> rule,
      String outcome) {
    String because = rule.map(r -> "rule `" + r + "` decided on it").orElse("so the rules say");
    if (!reached(after, outcome)) {
      add(
          Diagnostic.of(
                  Code.OUTCOME_MISSED,
                  "`" + name + "` ends as " + told(after) + ", not as `" + outcome + "`")
              .note(because));
      return;
    }
    Optional<DaxDeviceState> other =
        alternatives.stream().filter(a -> !reached(a, outcome)).findFirst();
    boolean explained = found.stream().anyMatch(f -> f.severity().atLeast(Severity.WARNING));
    if (other.isPresent() && !explained) {
      add(
          Diagnostic.of(
                  Code.OUTCOME_MISSED,
                  "`" + name + "` may end as " + told(other.get()) + ", not as `" + outcome + "`")
              .note(because));
    }
  }

  private void unbound(Optional<DaxDeviceState> before, DaxDeviceState after) {
    if (after.range().node().isEmpty()) {
      add(
          Diagnostic.of(
                  Code.NO_TARGET_NODE, "`" + name + "` has no target node, so kmem refuses it")
              .note("firmware gives its range no proximity domain")
              .help(
                  "ask the vendor for firmware whose SRAT covers the range, or use it as devdax"));
      return;
    }
    if (after.range().blocks(blockSize) == 0) {
      add(
          Diagnostic.of(Code.BELOW_ONE_BLOCK, "`" + name + "` holds no whole memory block")
              .note(
                  "kmem rounds its range inwards to blocks of "
                      + (blockSize >> 20)
                      + "MiB and refuses what is left")
              .help("make the device larger, or use it as devdax"));
      return;
    }
    add(
        Diagnostic.of(Code.LEFT_UNBOUND, "`" + name + "` ends without a driver")
            .note(
                before.equals(Optional.of(after))
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
