package org.daxpolicy.simulate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.daxpolicy.dax.DaxDeviceState;
import org.daxpolicy.dax.DaxctlModel.Branch;
import org.daxpolicy.dax.DaxctlModel.Transition;
import org.daxpolicy.dax.Driver;
import org.daxpolicy.dax.KernelModel;
import org.daxpolicy.dax.KernelSettings;
import org.daxpolicy.simulate.DeviceResult.EventResult;
import org.daxpolicy.simulate.DeviceResult.Step;
import org.daxpolicy.simulate.DeviceResult.Via;
import org.daxpolicy.udev.DeviceRecord;
import org.daxpolicy.udev.Evaluator;
import org.daxpolicy.udev.Event;
import org.daxpolicy.udev.Verdict;

/**
 * The events of one device, in the order udev gets them: each is judged by the rules, their work is
 * done, and what the work changes are further events.
 */
final class DeviceRun {
  private static final int MOST_EVENTS = 16;
  private static final Set<String> WORK = Set.of("add", "bind", "change", "unbind");

  private final Boot boot;
  private final ObservedDevice device;
  private final KernelModel.Boot start;
  private final EventView view;
  private final Deque<Pending> queue = new ArrayDeque<>();
  private final List<EventResult> events = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private final List<DaxDeviceState> alternatives = new ArrayList<>();
  private final Set<String> active = new HashSet<>();
  private final DeviceFindings findings;
  private final NodeHistory node = new NodeHistory();
  private DaxDeviceState state;
  private boolean autoOnlined;
  private EventView.Access access;
  private DeviceRecord record = DeviceRecord.NONE;

  private record Pending(String action, Optional<Driver> driver) {}

  private DeviceRun(
      Boot boot, ObservedDevice device, KernelModel.Boot start, DaxDeviceState first) {
    this.boot = boot;
    this.device = device;
    this.start = start;
    this.view = new EventView(boot, device);
    this.state = first;
    this.autoOnlined = first.memory().online() > 0;
    this.access = EventView.Access.NOT_YET.after(first);
    this.findings = new DeviceFindings(boot, device.name());
  }

  static DeviceResult of(Boot boot, int index) {
    ObservedDevice device = boot.observed().get(index);
    KernelModel.Boot start = boot.boots().get(index);
    if (start.state().isEmpty()) {
      return new DeviceResult(
          device.name(),
          device.devpath(),
          Optional.empty(),
          start.why(),
          List.of(),
          List.of(),
          Optional.empty(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          DeviceResult.Node.UNTOUCHED,
          List.of());
    }
    return new DeviceRun(boot, device, start, start.state().get()).run();
  }

  private DeviceResult run() {
    queue.add(new Pending("add", Optional.empty()));
    state.driver().ifPresent(d -> queue.add(new Pending("bind", Optional.of(d))));
    while (!queue.isEmpty()) {
      if (events.size() == MOST_EVENTS) {
        findings.loops(events);
        break;
      }
      process(queue.remove());
    }
    Optional<String> rule = property("DAXPOLICY_RULE");
    Optional<String> outcome =
        property("DAXPOLICY_OUTCOME").map(o -> o.replaceFirst("ram-", "ram "));
    DaxDeviceState before = start.state().orElseThrow();
    return new DeviceResult(
        device.name(),
        device.devpath(),
        Optional.of(before),
        start.why(),
        events,
        steps,
        Optional.of(state),
        alternatives.stream().distinct().filter(a -> !a.equals(state)).toList(),
        rule,
        outcome,
        node.node(),
        findings.atTheEnd(before, state, rule, outcome, !steps.isEmpty()));
  }

  private Optional<String> property(String name) {
    return Optional.ofNullable(events.get(events.size() - 1).verdict().properties().get(name));
  }

  /** On a hot {@code add} no driver is linked yet, unless it was there before any user space. */
  private Optional<Driver> linked(Pending pending) {
    boolean early =
        pending.action().equals("add")
            && steps.isEmpty()
            && boot.at().settings().kmem() != KernelSettings.Presence.BUILT_IN;
    return early ? Optional.empty() : state.driver();
  }

  private void process(Pending pending) {
    Map<String, String> environment = environment(pending);
    Map<String, DeviceRecord> records = new HashMap<>(boot.records());
    records.put(device.devpath(), record);
    Event event =
        new Event(
            view.at(state, linked(pending), access),
            device.devpath(),
            pending.action(),
            environment,
            boot.at().host(),
            records);
    Verdict verdict =
        Evaluator.evaluate(boot.rules(), event, boot.at().udev(), Simulator.EVALUATION);
    events.add(new EventResult(pending.action(), pending.driver().map(Driver::sysfsName), verdict));
    record = recorded(verdict, environment);
    node.after(verdict);
    if (WORK.contains(pending.action())) {
      work(verdict);
    }
  }

  private Map<String, String> environment(Pending pending) {
    Map<String, String> variables = new HashMap<>();
    new SysfsFiles(boot.sysfs())
        .text(device.devpath() + "/uevent")
        .ifPresent(
            t ->
                t.lines()
                    .filter(l -> l.contains("="))
                    .forEach(
                        l ->
                            variables.put(
                                l.substring(0, l.indexOf('=')), l.substring(l.indexOf('=') + 1))));
    variables.remove("DRIVER");
    if (pending.action().equals("unbind")) {
      variables.remove("MODALIAS");
    }
    variables.put("SEQNUM", Integer.toString(events.size() + 1));
    pending.driver().ifPresent(d -> variables.put("DRIVER", d.sysfsName()));
    return variables;
  }

  /** udev's database keeps what rules have set, not what the event brought. */
  private static DeviceRecord recorded(Verdict verdict, Map<String, String> environment) {
    Map<String, String> kept = new HashMap<>(verdict.properties());
    kept.keySet().removeIf(k -> k.startsWith(".") || environment.containsKey(k));
    List.of("ACTION", "DEVPATH", "SUBSYSTEM", "TAGS", "CURRENT_TAGS", "DEVLINKS")
        .forEach(kept::remove);
    return new DeviceRecord(
        kept, verdict.tags(), verdict.currentTags(), verdict.symlinks(), verdict.linkPriority());
  }

  private void work(Verdict verdict) {
    for (Verdict.Command command : verdict.run()) {
      if (!command.builtin()) {
        List<String> words = CommandLine.split(command.command());
        execute(verdict, Via.RUN, Optional.empty(), words, false);
      }
    }
    String wants = verdict.properties().getOrDefault("SYSTEMD_WANTS", "");
    boolean ready = !"0".equals(verdict.properties().get("SYSTEMD_READY"));
    if (verdict.currentTags().contains("systemd") && ready) {
      for (String unit : wants.strip().split("\\s+")) {
        if (!unit.isEmpty() && !active.contains(unit)) {
          start(verdict, new UnitName(unit));
        }
      }
    }
  }

  private void start(Verdict verdict, UnitName name) {
    Optional<String> text =
        Optional.ofNullable(boot.installed().units().get(name.text()))
            .or(() -> Optional.ofNullable(boot.installed().units().get(name.file())));
    if (text.isEmpty()) {
      findings.missing(verdict, name);
      return;
    }
    UnitFile unit = UnitFile.parse(text.get());
    for (UnitFile.Command command : unit.commands(name)) {
      boolean ok =
          execute(verdict, Via.UNIT, Optional.of(name.text()), command.words(), unit.restarts());
      if (!ok && !command.mayFail()) {
        return;
      }
    }
    if (unit.remains()) {
      active.add(name.text());
    }
  }

  /** Does one command; whether it succeeded, as far as is known. */
  private boolean execute(
      Verdict verdict, Via via, Optional<String> unit, List<String> words, boolean retried) {
    String line = String.join(" ", words);
    CommandLine.Meaning meaning = CommandLine.of(words, via == Via.RUN);
    if (meaning instanceof CommandLine.Meaning.Other) {
      return true;
    }
    if (meaning instanceof CommandLine.Meaning.Relative relative) {
      findings.relative(verdict, relative.program());
      step(via, unit, line, "udev finds no such program in /usr/lib/udev and runs nothing");
      return false;
    }
    if (!(meaning instanceof CommandLine.Meaning.Daxctl daxctl)) {
      findings.notSimulated(verdict, via, line, "only plain calls of daxctl are");
      step(via, unit, line, "not simulated");
      return true;
    }
    Via really = daxctl.ownUnit() ? Via.UNIT : via;
    Daxctl.Call call =
        new Daxctl(
                boot.at(),
                DaxctlConfiguration.parse(boot.installed().conf()),
                new SysfsFiles(boot.sysfs()).nvdimmUuid(device.devpath()))
            .call(daxctl.arguments(), state, really, autoOnlined);
    if (call.branches().isEmpty()) {
      step(via, unit, line, new DeviceResult.Ending(call.exit(), call.sentence()));
      findings.refused(verdict, really, line, call);
      return call.exit().equals(Optional.of(0));
    }
    steps.add(
        new Step(
            events.size() - 1,
            really,
            unit,
            line,
            call.branches().stream()
                .map(b -> new DeviceResult.Ending(b.exit(), b.sentence()))
                .toList()));
    findings.ended(verdict, really, unit, line, call.branches(), retried);
    return follow(call.branches());
  }

  /** Goes on along the hoped-for branch and remembers where the others end. */
  private boolean follow(List<Branch> branches) {
    branches.subList(1, branches.size()).forEach(b -> alternatives.add(b.after()));
    Branch branch = branches.get(0);
    boolean rebound = branch.transitions().contains(Transition.BIND);
    DaxDeviceState after = branch.after();
    if (rebound && after.systemRam() && after.memory().online() < after.memory().total()) {
      after = boot.memoryRules().onlined(after, new KernelModel(boot.at().settings()));
    }
    if (after.memory().online() == 0 || !after.memory().equals(state.memory())) {
      autoOnlined =
          rebound && after.memory().online() > 0 && boot.at().settings().policy().online();
    }
    for (Transition transition : branch.transitions()) {
      if (transition == Transition.UNBIND) {
        access = access.after(after.unbound());
        queue.add(new Pending("unbind", Optional.empty()));
      } else {
        queue.add(new Pending("bind", after.driver()));
      }
    }
    state = after;
    access = access.after(state);
    return branch.succeeded();
  }

  private void step(Via via, Optional<String> unit, String line, String sentence) {
    step(via, unit, line, new DeviceResult.Ending(Optional.empty(), sentence));
  }

  private void step(Via via, Optional<String> unit, String line, DeviceResult.Ending ending) {
    steps.add(new Step(events.size() - 1, via, unit, line, List.of(ending)));
  }
}
