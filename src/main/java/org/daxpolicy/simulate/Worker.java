package org.daxpolicy.simulate;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.dax.Driver;
import org.daxpolicy.dax.Module;
import org.daxpolicy.dax.kernel.Uncertainty;
import org.daxpolicy.simulate.DeviceResult.EventResult;
import org.daxpolicy.simulate.DeviceResult.Via;
import org.daxpolicy.simulate.Udevd.DaxEvent;
import org.daxpolicy.simulate.systemd.Words;
import org.daxpolicy.udev.DeviceRecord;
import org.daxpolicy.udev.Evaluator;
import org.daxpolicy.udev.Event;
import org.daxpolicy.udev.Host.ProgramResult;
import org.daxpolicy.udev.Verdict;

/** udev's worker on one event of a dax device: the rules first, then one RUN entry a step. */
final class Worker {
  private final World world;
  private final DaxEvent event;
  private final Course.Story story;
  private final Deque<Verdict.Command> commands = new ArrayDeque<>();
  private final Deadline deadline;
  private Optional<Verdict> verdict = Optional.empty();

  Worker(World world, DaxEvent event) {
    this.world = world;
    this.event = event;
    this.story = world.course.story(event.device());
    this.deadline = Deadline.ofEvent(world.scenario.at().eventTimeout());
  }

  String device() {
    return event.device();
  }

  /** Whether a program is still to run. */
  boolean hasWork() {
    return commands.stream().anyMatch(c -> !c.builtin());
  }

  /** Does the next thing; whether there is more. */
  boolean step() {
    if (verdict.isEmpty()) {
      verdict = Optional.of(evaluate());
      write(verdict.get());
    } else if (!commands.isEmpty()) {
      run(verdict.get(), commands.remove());
    }
    if (!commands.isEmpty()) {
      return true;
    }
    world.systemd.heard(event, verdict.get());
    return false;
  }

  // ---- the rules

  private Verdict evaluate() {
    Map<String, String> environment = environment();
    String devpath = world.scenario.layout().devpath(event.device());
    Map<String, DeviceRecord> records = new HashMap<>(world.records);
    records.put(devpath, story.record);
    Event asked =
        new Event(
            world.sysfs, devpath, event.action(), environment, world.scenario.at().host(), records);
    Verdict decided =
        Evaluator.evaluate(
            world.rules(), asked, world.scenario.at().udev(), Simulator.EVALUATION, this::program);
    decided = world.autoloadAssumed ? Simulator.withoutAutoload(decided) : decided;
    story.events.add(
        new EventResult(event.action(), event.driver().map(Driver::sysfsName), decided));
    story.record =
        event.action().equals("remove") ? DeviceRecord.NONE : recorded(decided, environment);
    story.node.after(decided);
    commands.addAll(decided.run());
    world.course.add(
        new Moment.Rules(
            event.action(),
            event.device(),
            Trace.changing(
                decided,
                "RUN",
                "ENV{SYSTEMD_WANTS}",
                "ATTR",
                "OWNER",
                "GROUP",
                "MODE",
                "SYMLINK")));
    return decided;
  }

  /** What the kernel tells: the device's uevent file, but no driver except on bind. */
  private Map<String, String> environment() {
    Map<String, String> variables = new HashMap<>();
    String uevent =
        new SysfsFiles(world.sysfs)
            .text(world.scenario.layout().devpath(event.device()) + "/uevent")
            .orElse("DEVNAME=" + event.device() + "\nMODALIAS=dax:t0");
    uevent
        .lines()
        .filter(l -> l.contains("="))
        .forEach(
            l -> variables.put(l.substring(0, l.indexOf('=')), l.substring(l.indexOf('=') + 1)));
    variables.remove("DRIVER");
    if (event.action().equals("unbind")) {
      variables.remove("MODALIAS");
    }
    if (event.synthetic()) {
      variables.put("SYNTH_UUID", "0");
    }
    variables.put("SEQNUM", Integer.toString(story.events.size() + 1));
    event.driver().ifPresent(d -> variables.put("DRIVER", d.sysfsName()));
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

  /** A program that a rule asks runs at once, and what it does is done. */
  private Optional<ProgramResult> program(String command) {
    return hands(Via.RULE, Optional.empty(), command).ask(Words.of(command));
  }

  private Hands hands(Via via, Optional<Verdict> decided, String command) {
    return new Hands(
        world,
        "event " + story.events.size() + " of " + event.device(),
        new Incident.Cause(decided, via, Optional.empty(), command),
        Optional.of(event.device()),
        deadline);
  }

  private void write(Verdict decided) {
    for (Verdict.Write write : decided.attributeWrites()) {
      hands(Via.RULE, verdict.or(() -> Optional.of(decided)), "")
          .assign(write.path(), write.value());
    }
  }

  // ---- RUN

  private void run(Verdict decided, Verdict.Command command) {
    List<String> words = Words.of(command.command());
    if (command.builtin()) {
      load(decided, words);
      return;
    }
    boolean works = command.command().contains("daxctl");
    if (works
        && world.mayBeOvertaken(event.device())
        && world.fate.befalls(new Uncertainty(Uncertainty.Kind.OVERTAKEN, event.device()))) {
      world.kernel.by("another event").loadAlias("dax:t0");
      world.heed();
    }
    hands(Via.RUN, Optional.of(decided), command.command()).run(words, true);
  }

  /** {@code kmod load}: what carries the device's alias, or what is named. */
  private void load(Verdict decided, List<String> words) {
    if (!words.get(0).equals("kmod") || words.size() < 2 || !words.get(1).equals("load")) {
      return;
    }
    world.kernel.by("event " + story.events.size() + " of " + event.device());
    if (words.size() == 2) {
      world.kernel.loadAlias(decided.properties().getOrDefault("MODALIAS", ""));
    }
    for (String name : words.subList(2, words.size())) {
      Optional<Module> module = Module.parse(name);
      module.ifPresent(m -> world.kernel.modprobe(m, true));
      if (module.isEmpty()) {
        world.kernel.loadAlias(name);
      }
    }
    world.heed();
  }
}
