package org.daxpolicy.simulate;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.daxpolicy.dax.kernel.Errno;
import org.daxpolicy.simulate.DeviceResult.Ending;
import org.daxpolicy.simulate.DeviceResult.Step;
import org.daxpolicy.simulate.DeviceResult.Via;
import org.daxpolicy.simulate.shell.Computer;
import org.daxpolicy.simulate.shell.NotUnderstood;
import org.daxpolicy.simulate.shell.Shell;
import org.daxpolicy.simulate.systemd.UnitName;
import org.daxpolicy.udev.Host.ProgramResult;
import org.daxpolicy.udev.Sysfs;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's hands on the machine: udev's worker, a unit, a person. Runs programs, writes files.
 */
final class Hands implements Computer {
  private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "ash", "busybox");
  private static final int NOT_FOUND = 127;
  static final int FAILED = 1;
  private static final int KILLED = 137;

  /** {@code timeout} does not understand its arguments. */
  private static final int REFUSED = 125;

  final World world;
  final String actor;
  final Incident.Cause cause;
  final Optional<String> device;
  final Deadline deadline;
  private final SysfsPort port;

  /**
   * @param actor who works, for the kernel's log
   * @param cause what led to the work
   * @param device the device whose event led to it
   * @param deadline how long it may take
   */
  Hands(
      World world, String actor, Incident.Cause cause, Optional<String> device, Deadline deadline) {
    this.world = world;
    this.actor = actor;
    this.cause = cause;
    this.device = device;
    this.deadline = deadline;
    this.port = new SysfsPort(world.kernel, world.scenario.layout());
  }

  /** A person, after the boot. */
  static Hands atATerminal(World world) {
    return new Hands(world, "shell", Incident.Cause.NONE, Optional.empty(), Deadline.none());
  }

  /** Who works. */
  Via via() {
    return cause.via();
  }

  /** The same at another command. */
  Hands with(String command) {
    return new Hands(
        world,
        actor,
        new Incident.Cause(cause.verdict(), via(), cause.unit(), command),
        device,
        deadline);
  }

  // ---- ways in

  /** Runs a line of a shell; its exit status. */
  int type(String line) {
    return with(line).script(line, List.of());
  }

  /**
   * Runs a program.
   *
   * @param ofUdev whether udev runs it, which searches no PATH
   * @return the exit status
   */
  int run(List<String> words, boolean ofUdev) {
    if (ofUdev && !words.get(0).startsWith("/")) {
      return relative(words);
    }
    try {
      return run(words).exit();
    } catch (NotUnderstood e) {
      return notUnderstood(e);
    } catch (Killed e) {
      return killed(e);
    }
  }

  /** A rule's PROGRAM: what it does is done; empty if nobody knows what it does. */
  Optional<ProgramResult> ask(List<String> words) {
    String program = name(words.get(0));
    if (program.equals("systemd-escape")) {
      return escape(words);
    }
    if (!words.contains("daxctl") && !String.join(" ", words).contains("daxctl")) {
      return Optional.empty();
    }
    world.course.incident(
        Incident.Kind.PROGRAM, device.orElse(""), cause, String.join(" ", words), Optional.empty());
    return Optional.of(new ProgramResult(run(words, true), ""));
  }

  private static Optional<ProgramResult> escape(List<String> words) {
    Optional<String> template =
        words.stream()
            .filter(w -> w.startsWith("--template="))
            .map(w -> w.substring("--template=".length()))
            .findFirst();
    String text = words.get(words.size() - 1);
    boolean plain =
        words.subList(1, words.size() - 1).stream()
            .allMatch(w -> w.equals("-p") || w.equals("--path") || w.startsWith("--template="));
    if (!plain || text.startsWith("-")) {
      return Optional.empty();
    }
    String escaped = UnitName.escape(text);
    return Optional.of(
        new ProgramResult(
            0, template.map(t -> t.replace("@.", "@" + escaped + ".")).orElse(escaped) + "\n"));
  }

  /** A rule's assignment to an attribute. */
  void assign(String path, String value) {
    Optional<Errno> error = write(path, value, "`" + value + "` is written to " + name(path));
    error.filter(e -> !e.ok()).ifPresent(e -> refused(path, value, e));
  }

  // ---- programs

  static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private int relative(List<String> words) {
    String line = String.join(" ", words);
    if (line.contains("daxctl")) {
      world.course.incident(
          Incident.Kind.RELATIVE_PROGRAM, device.orElse(""), cause, words.get(0), Optional.empty());
      step(
          line,
          Optional.empty(),
          List.of("udev finds no such program in /usr/lib/udev and runs nothing"));
    }
    return NOT_FOUND;
  }

  @Override
  public Done run(List<String> words) throws NotUnderstood, Killed {
    if (words.isEmpty()) {
      throw new NotUnderstood("a command without a program");
    }
    String program = name(words.get(0));
    List<String> rest = words.subList(1, words.size());
    if (SHELLS.contains(program)) {
      return shell(rest);
    }
    return switch (program) {
      case "daxctl" -> Done.with(new DaxTools(this).daxctl(rest));
      case "modprobe", "insmod" -> Done.with(new DaxTools(this).modprobe(rest));
      case "env" -> run(rest.stream().dropWhile(w -> w.contains("=")).toList());
      case "nice", "ionice", "stdbuf", "chronic" -> run(behindOptions(rest, "n", "c"));
      case "flock" -> behindFirst(behindOptions(rest, "w", "E"));
      case "timeout" -> timeout(rest);
      case "systemd-run" -> Done.with(new ServiceTools(this).systemdRun(rest));
      case "systemctl" -> Done.with(new ServiceTools(this).systemctl(rest));
      case "udevadm" -> Done.with(new ServiceTools(this).udevadm(rest));
      case "sleep", "echo", "true", "false", "printf", "test" -> Shell.command(words, this);
      case "uname" -> HostTools.uname(rest, world.scenario);
      case "systemd-detect-virt" -> HostTools.virtualization(rest, world.scenario);
      default -> other(words);
    };
  }

  /** A script that is installed, or a program that has nothing to do with dax devices. */
  private Done other(List<String> words) throws NotUnderstood, Killed {
    Optional<String> text = world.scenario.installed().tree().text(words.get(0));
    if (text.filter(t -> t.matches("(?s)#!\\s*/(?:usr/)?bin/(?:env )?(?:ba|da)?sh\\b.*"))
        .isPresent()) {
      return Shell.run(text.get(), words.subList(1, words.size()), Map.of(), this);
    }
    boolean aboutDax =
        words.stream().anyMatch(w -> w.contains("dax") || w.contains("/sys/devices/system/memory"));
    if (aboutDax
        && !Set.of("logger", "touch", "rm", "mkdir", "chmod", "chown", "ln")
            .contains(name(words.get(0)))) {
      throw new NotUnderstood("what `" + words.get(0) + "` does is not known");
    }
    return Done.WELL;
  }

  private Done shell(List<String> words) throws NotUnderstood, Killed {
    List<String> rest = words.stream().dropWhile(w -> w.matches("-[eux]+")).toList();
    if (rest.size() >= 2 && rest.get(0).matches("-[eux]*c")) {
      return Shell.run(
          rest.get(1), rest.subList(Math.min(3, rest.size()), rest.size()), Map.of(), this);
    }
    if (rest.isEmpty() || rest.get(0).startsWith("-")) {
      throw new NotUnderstood("how the shell is called");
    }
    Optional<String> text = world.scenario.installed().tree().text(rest.get(0));
    if (text.isEmpty()) {
      return other(rest);
    }
    return Shell.run(text.get(), rest.subList(1, rest.size()), Map.of(), this);
  }

  private int script(String text, List<String> arguments) {
    try {
      return Shell.run(text, arguments, Map.of(), this).exit();
    } catch (NotUnderstood e) {
      return notUnderstood(e);
    } catch (Killed e) {
      return killed(e);
    }
  }

  /** Words behind the options in front; the given letters take a value. */
  private static List<String> behindOptions(List<String> words, String... withValue) {
    int i = 0;
    while (i < words.size() && words.get(i).startsWith("-")) {
      i += List.of(withValue).contains(words.get(i).substring(1)) ? 2 : 1;
    }
    return words.subList(Math.min(words.size(), i), words.size());
  }

  /** The program behind the file of a lock, which is always free here. */
  private Done behindFirst(List<String> words) throws NotUnderstood, Killed {
    return run(words.isEmpty() ? words : words.subList(1, words.size()));
  }

  private Done timeout(List<String> words) throws NotUnderstood, Killed {
    Optional<TimeLimit> limit = TimeLimit.of(words);
    if (limit.isEmpty()) {
      step("timeout " + String.join(" ", words), Optional.of(REFUSED), List.of("it is refused"));
      return Done.with(REFUSED);
    }
    Deadline within = deadline.within(limit.get().seconds());
    try {
      return new Hands(world, actor, cause, device, within).run(limit.get().command());
    } catch (Killed e) {
      if (!within.passed()) {
        throw e;
      }
      int exit = limit.get().exit();
      step(
          String.join(" ", limit.get().command()),
          Optional.of(exit),
          List.of(e.getMessage() + ": it is ended"));
      return Done.with(exit);
    }
  }

  private int notUnderstood(NotUnderstood e) {
    world.course.incident(
        Incident.Kind.NOT_SIMULATED,
        device.orElse(""),
        cause,
        String.valueOf(e.getMessage()),
        Optional.empty());
    step(cause.command(), Optional.empty(), List.of("not simulated: " + e.getMessage()));
    return 0;
  }

  private int killed(Killed e) {
    world.course.incident(
        deadline.kind(),
        device.orElse(""),
        cause,
        String.valueOf(e.getMessage()),
        Optional.empty());
    step(cause.command(), Optional.empty(), List.of(e.getMessage() + ": it is killed"));
    return KILLED;
  }

  // ---- files

  @Override
  public void background(Background job) throws NotUnderstood, Killed {
    if (via() == Via.SHELL) {
      job.run();
      return;
    }
    world.course.incident(
        Incident.Kind.BACKGROUND,
        device.orElse(""),
        cause,
        via() == Via.UNIT ? "when the unit's command ends" : "when the event ends",
        Optional.empty());
    step(cause.command(), Optional.of(0), List.of("what it leaves in the background is killed"));
  }

  @Override
  public void sleep(double seconds) throws Killed {
    deadline.pass(seconds);
  }

  @Override
  public Optional<String> read(String path) {
    return path.startsWith("/sys/")
        ? Optional.ofNullable(
            entry(path) instanceof Sysfs.Entry.File f ? f.content().orElse(null) : null)
        : world.scenario.installed().tree().text(path);
  }

  private Sysfs.@Nullable Entry entry(String path) {
    return world.sysfs.entry(port.canonical(path)).orElse(null);
  }

  @Override
  public int write(String path, String text) {
    Optional<Errno> error = write(path, text.strip(), "echo " + text.strip() + " > " + path);
    error.filter(e -> !e.ok()).ifPresent(e -> refused(path, text.strip(), e));
    return error.map(e -> e.ok() ? 0 : FAILED).orElse(0);
  }

  private Optional<Errno> write(String path, String value, String command) {
    world.kernel.by(actor);
    Optional<Errno> error = port.write(path, value);
    world.heed();
    error.ifPresent(e -> step(command, Optional.empty(), List.of(e.ok() ? "done" : said(path, e))));
    return error;
  }

  private String said(String path, Errno error) {
    return error.text()
        + " ("
        + error.name()
        + ")"
        + port.missing(path).map(why -> "; " + why).orElse("");
  }

  private void refused(String path, String value, Errno error) {
    world.course.incident(
        Incident.Kind.WRITE,
        device.orElse(port.device(path).orElse("")),
        cause,
        "`" + value + "` to " + name(path) + ": " + said(path, error),
        Optional.empty());
  }

  @Override
  public List<String> list(String path) {
    return world.sysfs.list(port.canonical(path));
  }

  @Override
  public Optional<String> directory(String path) {
    Optional<String> target = path.startsWith("/sys/") ? target(path) : Optional.empty();
    String real =
        target.map(t -> Path.of(path).resolveSibling(t).normalize().toString()).orElse(path);
    return kind(real).filter(k -> k == 'd').map(k -> real);
  }

  @Override
  public Optional<Character> kind(String path) {
    if (!path.startsWith("/sys")) {
      return world.scenario.installed().tree().text(path).map(t -> 'f');
    }
    Sysfs.Entry entry = entry(path);
    if (entry == null) {
      return list(path).isEmpty() ? Optional.empty() : Optional.of('d');
    }
    return Optional.of(
        entry instanceof Sysfs.Entry.File ? 'f' : entry instanceof Sysfs.Entry.Link ? 'l' : 'd');
  }

  @Override
  public Optional<String> target(String path) {
    return entry(path) instanceof Sysfs.Entry.Link link
        ? Optional.of(link.target())
        : Optional.empty();
  }

  // ---- what is written down

  /** Writes a step down, for the timeline and for the device it works on. */
  void step(String command, Optional<Integer> exit, List<String> done) {
    Optional<String> on = device.or(() -> named(command));
    world.course.add(new Moment.Command(via(), cause.unit(), on, command, exit, done));
    on.ifPresent(
        d -> {
          Course.Story story = world.course.story(d);
          story.steps.add(
              new Step(
                  story.events.size() - 1,
                  via(),
                  cause.unit(),
                  command,
                  List.of(new Ending(exit, String.join("; ", done)))));
        });
  }

  /** The device a command line names. */
  private Optional<String> named(String command) {
    return List.of(command.split("[\\s/]+")).stream()
        .filter(w -> world.kernel.device(w).isPresent())
        .findFirst();
  }
}
