package org.daxpolicy.dax.daxctl;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.daxpolicy.dax.Driver;
import org.daxpolicy.dax.Module;
import org.daxpolicy.dax.Version;
import org.daxpolicy.dax.daxctl.DaxctlCommandLine.Parsed;
import org.daxpolicy.dax.kernel.Kernel;

/** A host's daxctl. */
public final class Daxctl {
  private static final int NOT_THERE = 250;

  private final Optional<Version> release;
  private final DaxctlConf conf;
  private final Function<String, Optional<String>> uuids;
  private final Consumer<String> others;
  private final Predicate<String> ends;

  /**
   * @param release its release; empty for the newest
   * @param conf its configuration
   * @param uuids the NVDIMM uuid of a device
   */
  public Daxctl(
      Optional<Version> release, DaxctlConf conf, Function<String, Optional<String>> uuids) {
    this(release, conf, uuids, device -> {}, device -> false);
  }

  /**
   * With somebody else at work.
   *
   * @param others called with the device's name where others may act on its new memory blocks
   * @param ends asked with the device's name before its memory is taken offline: whether somebody
   *     ends daxctl when half of it is
   */
  public Daxctl(
      Optional<Version> release,
      DaxctlConf conf,
      Function<String, Optional<String>> uuids,
      Consumer<String> others,
      Predicate<String> ends) {
    this.ends = ends;
    this.release = release;
    this.conf = conf;
    this.uuids = uuids;
    this.others = others;
  }

  /** A daxctl of a release, without configuration. */
  public static Daxctl of(Optional<Version> release) {
    return new Daxctl(release, DaxctlConf.NOTHING, d -> Optional.empty());
  }

  /** Why a command ended badly. */
  public enum Reason {
    /** The auto-online policy makes daxctl refuse. */
    AUTO_ONLINE,
    /** Memory of a kernel zone cannot be taken back. */
    PINNED,
    /** Memory is online and the command does not force it. */
    ONLINE_MEMORY,
    /** The driver cannot be had. */
    NO_DRIVER,
    /** The device cannot be bound: no target node, no whole block, size 0, memory left behind. */
    UNFIT,
    /** The command does not apply to the device's mode. */
    NOT_APPLICABLE,
    /** There is no space left in the region, or it cannot be divided. */
    NO_SPACE,
    /** The device is in use. */
    ACTIVE,
    /** Memory was to be brought online and was not. */
    NOT_ONLINED,
    /** Someone else brought it online, elsewhere than it was to be. */
    RACE,
    /** Nothing on the machine is called so. */
    NO_DEVICE,
    /** daxctl does not understand its arguments or its configuration. */
    ARGUMENTS
  }

  /**
   * What went wrong on a device.
   *
   * @param device empty where no device is concerned
   * @param reason why
   * @param sentence for people
   */
  public record Trouble(String device, Reason reason, String sentence) {}

  /**
   * How a call ended.
   *
   * @param exit the exit status; empty if it is not known
   * @param steps what it did or said, in order
   * @param troubles what went wrong
   * @param modelled whether the model knows the command
   * @param killed whether somebody ended it before it was done
   */
  public record Ended(
      Optional<Integer> exit,
      List<String> steps,
      List<Trouble> troubles,
      boolean modelled,
      boolean killed) {
    public Ended {
      steps = List.copyOf(steps);
      troubles = List.copyOf(troubles);
    }

    static Ended refused(int exit, String why) {
      return new Ended(
          Optional.of(exit),
          List.of(why),
          exit == 0 ? List.of() : List.of(new Trouble("", Reason.ARGUMENTS, why)),
          true,
          false);
    }
  }

  /**
   * Calls daxctl.
   *
   * @param arguments without the program's name
   */
  public Ended call(List<String> arguments, Kernel kernel) {
    Parsed parsed = DaxctlCommandLine.parse(arguments, release);
    if (parsed instanceof Parsed.Refused refused) {
      return Ended.refused(refused.exit(), "daxctl refuses its arguments: " + refused.why());
    }
    if (parsed instanceof Parsed.NotModelled unknown) {
      return new Ended(Optional.empty(), List.of(unknown.why()), List.of(), false, false);
    }
    return parsed instanceof Parsed.Known known
        ? run(known.command(), kernel)
        : new Ended(Optional.of(0), List.of(), List.of(), true, false);
  }

  private Ended run(DaxctlCommand given, Kernel kernel) {
    DaxctlCommand command = given;
    if (given.checkConfig()) {
      DaxctlConf.Choice choice =
          given.device().equals("all")
              ? new DaxctlConf.Choice.Nothing()
              : conf.of(given, uuids.apply(given.device()));
      if (choice instanceof DaxctlConf.Choice.Refused refused) {
        return Ended.refused(refused.exit(), refused.why());
      }
      if (!(choice instanceof DaxctlConf.Choice.Does does)) {
        return Ended.refused(0, "no section of daxctl.conf is about the device: nothing is done");
      }
      command = does.command();
    }
    DaxctlRun run = new DaxctlRun(command, kernel, rebinds(), others, ends);
    if (command.verb() == DaxctlCommand.Verb.CREATE) {
      return run.create();
    }
    List<String> meant = kernel.deviceNames().stream().filter(run::isFor).toList();
    if (meant.isEmpty()) {
      boolean forgiving = release.map(v -> v.atLeast(79)).orElse(true);
      String why = "there is no device `" + command.device() + "`";
      return new Ended(
          Optional.of(forgiving ? 0 : NOT_THERE),
          List.of(why),
          List.of(new Trouble(command.device(), Reason.NO_DEVICE, why)),
          true,
          false);
    }
    try {
      meant.forEach(run::on);
    } catch (DaxctlRun.Killed e) {
      return run.killed();
    }
    return run.ended();
  }

  /** From 85 on a device is unbound and bound again even where it is in the wanted mode. */
  private boolean rebinds() {
    return release.map(v -> v.atLeast(85)).orElse(false);
  }

  /** The module a driver comes in, for {@code -m}. */
  static Module module(Driver driver) {
    return Module.parse(driver.sysfsName()).orElseThrow();
  }
}
