package org.daxpolicy.simulate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.dax.KernelSettings.Presence;
import org.daxpolicy.dax.Module;
import org.daxpolicy.dax.Origin;
import org.daxpolicy.dax.Zone;
import org.daxpolicy.dax.kernel.Fate;
import org.daxpolicy.dax.kernel.Kernel;
import org.daxpolicy.dax.kernel.KernelLog;
import org.daxpolicy.dax.kernel.KernelLog.Subject;
import org.daxpolicy.dax.kernel.KernelLog.Uevent;
import org.daxpolicy.udev.DeviceRecord;
import org.daxpolicy.udev.RuleSet;

/**
 * The machine in one run: its kernel, udevd, systemd and what has happened. Whoever makes the
 * kernel do something calls {@link #heed} afterwards, so that udev hears of it.
 */
final class World {
  final Scenario scenario;
  final Fate fate;
  final Kernel kernel;
  final LiveSysfs sysfs;
  final Course course = new Course();
  final Map<String, DeviceRecord> records;
  final Udevd udevd;
  final Systemd systemd;

  /** The rules that udev goes by now. */
  private RuleSet rules;

  private boolean blocksLeftAlone;

  /** Whether the file that loads modules is taken for granted. */
  final boolean autoloadAssumed;

  private int heeded;

  World(Scenario scenario, Fate fate) {
    this.scenario = scenario;
    this.fate = fate;
    this.kernel = new Kernel(scenario.at().settings(), scenario.layout().firmware(), fate);
    this.sysfs = new LiveSysfs(scenario.machine().sysfs(), scenario.layout(), kernel);
    this.records = new HashMap<>(scenario.records());
    this.rules = scenario.rules();
    this.blocksLeftAlone = MemoryRules.leaveAlone(rules);
    this.autoloadAssumed = !scenario.texts().containsKey(Simulator.AUTOLOAD);
    this.systemd = new Systemd(this);
    this.udevd = new Udevd(this);
  }

  RuleSet rules() {
    return rules;
  }

  /** Whether the rules have nothing to do with memory blocks. */
  boolean leavesBlocksAlone() {
    return blocksLeftAlone;
  }

  /** Installs other rules on the running machine; events that are past do not come again. */
  void install(RuleSet others) {
    rules = others;
    blocksLeftAlone = MemoryRules.leaveAlone(others);
  }

  /** The whole scenario: the boot, then what is typed. */
  World run() {
    boot();
    scenario.script().forEach(this::type);
    return this;
  }

  /** From the kernel's start until nothing more happens. */
  World boot() {
    heed(false);
    for (String module : scenario.early()) {
      kernel.by("initramfs");
      Module.parse(module).ifPresent(m -> kernel.modprobe(m, false));
      heed(false);
    }
    systemd.startEnabled(true);
    coldplug();
    settle();
    kernel.explainUnbound();
    heed(true);
    systemd.startEnabled(false);
    settle();
    return this;
  }

  /**
   * Types a line at a terminal, and waits until all that follows from it is done.
   *
   * @return its exit status
   */
  int type(String line) {
    int status = Hands.atATerminal(this).type(line);
    settle();
    return status;
  }

  /** What systemd-udev-trigger does: an add event for every device that is there already. */
  private void coldplug() {
    kernel.aliases().forEach(udevd::plug);
    udevd.trigger("add", List.of());
    udevd.settle();
    kernel.by("kernel").assembleRegions();
    heed();
  }

  /** Lets udev and systemd work until there is nothing left to do. */
  void settle() {
    do {
      udevd.settle();
    } while (systemd.work());
  }

  /** Takes note of what the kernel did, and tells udev. */
  void heed() {
    heed(true);
  }

  /**
   * @param heard whether udev is there to hear of it
   */
  private void heed(boolean heard) {
    List<KernelLog.Entry> entries = kernel.log().entries();
    List<Uevent> uevents = new ArrayList<>();
    for (; heeded < entries.size(); heeded++) {
      KernelLog.Entry entry = entries.get(heeded);
      if (entry instanceof Uevent uevent) {
        note(uevent);
        uevents.add(uevent);
      } else if (entry instanceof KernelLog.Choice choice) {
        course.add(new Moment.Choice(choice.device(), choice.driver(), choice.why()));
      } else {
        notice((KernelLog.Notice) entry);
      }
    }
    if (heard) {
      udevd.hear(uevents);
    }
  }

  private void note(Uevent uevent) {
    Optional<Zone> zone = Optional.empty();
    if (uevent.subject() == Subject.MEMORY && uevent.action().equals("online")) {
      long block = Long.parseLong(uevent.name().substring("memory".length()));
      zone = kernel.zone(block);
      kernel.node(block).ifPresent(sysfs::memoryIsOnline);
    } else if (uevent.subject() == Subject.NODE && uevent.action().equals("remove")) {
      sysfs.nodeIsGone(Integer.parseInt(uevent.name().substring("node".length())));
    }
    course.add(
        new Moment.Uevents(
            uevent.actor(),
            uevent.action(),
            uevent.subject().subsystem(),
            List.of(shown(uevent)),
            uevent.driver(),
            zone));
  }

  /** Blocks of memory whose address nobody has told have no numbers. */
  private String shown(Uevent uevent) {
    return uevent.subject() == Subject.MEMORY
            && !scenario.layout().unplaced().isEmpty()
            && !isPlaced(uevent.name())
        ? Moment.Uevents.SOME_BLOCK
        : uevent.name();
  }

  private boolean isPlaced(String block) {
    long start = Long.parseLong(block.substring("memory".length())) * kernel.settings().blockSize();
    return scenario.layout().firmware().sources().stream()
        .filter(s -> s.start() <= start && start < s.start() + s.size())
        .allMatch(s -> scenario.layout().placed("dax" + s.id() + ".0"));
  }

  private void notice(KernelLog.Notice notice) {
    course.add(new Moment.Notice(notice.device(), notice.text()));
    Optional<Incident.Kind> kind =
        switch (notice.matter()) {
          case STUCK -> Optional.of(Incident.Kind.STUCK);
          case TRIMMED -> Optional.of(Incident.Kind.TRIMMED);
          case MEMMAP -> Optional.of(Incident.Kind.MEMMAP);
          case MEMORY -> Optional.empty();
        };
    kind.ifPresent(
        k ->
            course.incident(
                k, notice.device(), Incident.Cause.NONE, notice.text(), Optional.empty()));
  }

  /** While a command works on new memory of a device, udev may work its rules on the blocks. */
  void othersAct(String device) {
    heed();
    udevd.mayWorkBlocks(device);
  }

  /** Whether loading kmem for another device could come before work on this one. */
  boolean mayBeOvertaken(String device) {
    boolean unbound =
        kernel.device(device).filter(d -> d.driver().isEmpty() && d.range().size() > 0).isPresent();
    boolean loads =
        !kernel.has(Module.KMEM)
            && scenario.at().settings().kmem() == Presence.MODULE
            && scenario.layout().firmware().sources().size() > 1;
    return unbound && loads && udevd.loadsModules();
  }

  /** Where a device's region comes from. */
  Optional<Origin> origin(String device) {
    return Layout.region(device).map(scenario.layout().origins()::get);
  }
}
