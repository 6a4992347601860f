package org.daxpolicy.simulate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.daxpolicy.simulate.DeviceResult.Via;
import org.daxpolicy.simulate.Udevd.DaxEvent;
import org.daxpolicy.simulate.systemd.UnitFile;
import org.daxpolicy.simulate.systemd.UnitName;
import org.daxpolicy.udev.Verdict;

/**
 * systemd, as far as dax devices make it start services (systemd.device, systemd.service): the
 * devices' own units, what they want, and services of the boot.
 */
final class Systemd {
  private static final Set<String> UDEV =
      Set.of("systemd-udevd.service", "systemd-udev-trigger.service");
  private static final String SHIPPED = "daxdev-reconfigure@";

  private final World world;
  private final Set<String> plugged = new HashSet<>();
  private final Map<String, Set<String>> wanted = new HashMap<>();
  private final Set<String> active = new HashSet<>();
  private final Deque<Job> jobs = new ArrayDeque<>();
  private int nameless;

  /** Whether the services of the boot that wait for udev have been asked for. */
  private boolean bootBegun;

  /** A unit that is to start. */
  private record Job(
      UnitName unit,
      UnitFile file,
      String why,
      Optional<Verdict> verdict,
      Optional<String> device) {}

  Systemd(World world) {
    this.world = world;
  }

  /** Hears of an event after udev is done with it. */
  void heard(DaxEvent event, Verdict verdict) {
    String device = event.device();
    boolean there =
        verdict.currentTags().contains("systemd")
            && !"0".equals(verdict.properties().get("SYSTEMD_READY"))
            && !event.action().equals("remove");
    if (!there) {
      plugged.remove(device);
      wanted.remove(device);
      return;
    }
    Set<String> wants = new LinkedHashSet<>();
    for (String word : verdict.properties().getOrDefault("SYSTEMD_WANTS", "").split("\\s+")) {
      if (!word.isEmpty()) {
        wants.add(word);
      }
    }
    boolean fresh = plugged.add(device);
    Set<String> before = wanted.getOrDefault(device, Set.of());
    for (String unit : wants) {
      if (fresh || !before.contains(unit) || !active.contains(unit)) {
        want(instance(unit, device), event, verdict);
      }
    }
    wanted.put(device, wants);
  }

  /** A template without instance gets the device's path in sysfs. */
  private String instance(String unit, String device) {
    UnitName name = new UnitName(unit);
    return unit.contains("@.")
        ? unit.replace(
            "@.", "@" + UnitName.escape("/sys" + world.scenario.layout().devpath(device)) + ".")
        : name.text();
  }

  private void want(String unit, DaxEvent event, Verdict verdict) {
    UnitName name = new UnitName(unit);
    Optional<UnitFile> file = file(name);
    String why = event.action() + " of " + event.device() + " wants it";
    if (file.isEmpty()) {
      boolean masked =
          world.scenario.units().masked().contains(name.text())
              || world.scenario.units().masked().contains(name.file());
      world.course.add(
          new Moment.Unit(unit, masked ? "it is masked" : "there is no such unit", false));
      if (!masked) {
        world.course.incident(
            Incident.Kind.UNIT_MISSING,
            event.device(),
            new Incident.Cause(Optional.of(verdict), Via.UNIT, Optional.of(unit), ""),
            unit,
            Optional.empty());
      }
      return;
    }
    start(new Job(name, file.get(), why, Optional.of(verdict), Optional.of(event.device())));
  }

  /** Whether a unit comes with daxctl, and distributions forget it. */
  static boolean shipped(String unit) {
    return unit.startsWith(SHIPPED);
  }

  private Optional<UnitFile> file(UnitName name) {
    Map<String, String> texts = world.scenario.units().texts();
    return Optional.ofNullable(texts.get(name.text()))
        .or(() -> Optional.ofNullable(texts.get(name.file())))
        .map(UnitFile::parse);
  }

  private void start(Job job) {
    boolean queued = jobs.stream().anyMatch(j -> j.unit().equals(job.unit()));
    if (!active.contains(job.unit().text()) && !queued) {
      jobs.add(job);
    }
  }

  /**
   * Services of the boot.
   *
   * @param beforeUdev those that are ordered before udev, or the others
   */
  void startEnabled(boolean beforeUdev) {
    bootBegun = !beforeUdev;
    for (String unit : world.scenario.installed().enabled()) {
      UnitName name = new UnitName(unit);
      file(name)
          .filter(f -> !UDEV.contains(unit) && !f.commands(name).isEmpty())
          .filter(f -> f.before().stream().anyMatch(UDEV::contains) == beforeUdev)
          .ifPresent(
              f ->
                  start(new Job(name, f, "it starts at boot", Optional.empty(), Optional.empty())));
    }
    while (beforeUdev && work()) {
      // udev is not there yet; what they cause waits for it
    }
  }

  /** Someone asks for a unit by name. */
  boolean start(String unit, String why) {
    UnitName name = new UnitName(unit.contains(".") ? unit : unit + ".service");
    Optional<UnitFile> file = file(name);
    file.ifPresent(f -> start(new Job(name, f, why, Optional.empty(), Optional.empty())));
    return file.isPresent();
  }

  /**
   * {@code systemd-run}: a service of its own for one command.
   *
   * @param name what it is to be called; systemd finds a name if nobody says
   * @param properties settings of the service; without a type it is simple
   */
  void run(
      Optional<String> name,
      List<UnitFile.Setting> properties,
      List<String> words,
      Incident.Cause cause,
      Optional<String> device) {
    String unit = name.orElseGet(() -> "run-u" + ++nameless + ".service");
    List<UnitFile.Setting> settings = new ArrayList<>(properties);
    settings.add(new UnitFile.Setting("Service", "ExecStart", UnitFile.quoted(words)));
    UnitFile file = new UnitFile(settings);
    start(new Job(new UnitName(unit), file, "systemd-run", cause.verdict(), device));
  }

  /** Does the next job; whether there was one. */
  boolean work() {
    if (jobs.isEmpty()) {
      return false;
    }
    Optional<Job> next = jobs.stream().filter(j -> !waits(j)).findFirst();
    if (next.isEmpty() && !bootBegun) {
      return false;
    }
    Job job = next.orElse(jobs.element());
    jobs.remove(job);
    work(job);
    return true;
  }

  /** Whether a unit is ordered behind one that is still to start. */
  private boolean waits(Job job) {
    boolean boot =
        !bootBegun
            && job.file().after().stream().anyMatch(world.scenario.installed().enabled()::contains);
    return boot
        || jobs.stream()
            .filter(other -> other != job)
            .anyMatch(
                other ->
                    job.file().after().contains(other.unit().text())
                        || other.file().before().contains(job.unit().text()));
  }

  private void work(Job job) {
    String unit = job.unit().text();
    Optional<String> gone =
        job.file().needs(job.unit()).stream().filter(this::isGoneDevice).findFirst();
    if (gone.isPresent()) {
      String why = "`" + gone.get() + "` is not active";
      world.course.add(new Moment.Unit(unit, why, false));
      world.course.incident(
          Incident.Kind.DEVICE_UNIT_GONE,
          job.device().orElse(""),
          new Incident.Cause(job.verdict(), Via.UNIT, Optional.of(unit), ""),
          gone.get(),
          Optional.empty());
      return;
    }
    Optional<String> unmet =
        job.file().wantedPaths(job.unit()).stream().filter(p -> !met(p)).findFirst();
    if (unmet.isPresent()) {
      world.course.add(
          new Moment.Unit(unit, "its condition `" + unmet.get() + "` does not hold", false));
      return;
    }
    for (UnitFile.Command condition : job.file().conditions(job.unit())) {
      if (fails(job, condition)) {
        world.course.add(
            new Moment.Unit(unit, "its command of ExecCondition= does not succeed", false));
        return;
      }
    }
    world.course.add(new Moment.Unit(unit, job.why(), true));
    // a service gets a memory cgroup, which the kernel makes objects for on every node
    if (world.scenario.at().cgroups()) {
      world.kernel.by("unit " + unit).allocateEverywhere();
    }
    boolean failed = !commands(job);
    if (!failed && job.file().remains()) {
      active.add(unit);
    }
  }

  private boolean commands(Job job) {
    for (UnitFile.Command command : job.file().commands(job.unit())) {
      if (fails(job, command)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a command ends the unit: a dash forgives failure, and not that the time passes. */
  private boolean fails(Job job, UnitFile.Command command) {
    Deadline deadline =
        Deadline.ofService(job.file().timeout(command, world.scenario.at().startTimeout()));
    Hands hands =
        new Hands(
            world,
            "unit " + job.unit().text(),
            new Incident.Cause(
                job.verdict(),
                Via.UNIT,
                Optional.of(job.unit().text()),
                String.join(" ", command.words())),
            job.device(),
            deadline);
    int status = hands.run(command.words(), false);
    return deadline.passed() || status != 0 && !command.mayFail();
  }

  /** Whether a unit is that of a dax device and not active. */
  private boolean isGoneDevice(String unit) {
    if (!unit.endsWith(".device")) {
      return false;
    }
    String path = UnitName.unescape(unit.substring(0, unit.length() - ".device".length()));
    String device = path.substring(path.lastIndexOf('/') + 1);
    return Layout.region(device).isPresent() && !plugged.contains(device);
  }

  /** Conditions on sysfs are looked up; what else there is on the host is taken for granted. */
  private boolean met(String condition) {
    boolean negated = condition.startsWith("!");
    String path = condition.replaceFirst("^[|!]+", "");
    if (!path.startsWith("/sys/")) {
      return true;
    }
    return negated == world.sysfs.entry(path.substring("/sys".length())).isEmpty();
  }
}
