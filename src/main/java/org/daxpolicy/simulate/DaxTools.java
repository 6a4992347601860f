package org.daxpolicy.simulate;

import java.util.List;
import java.util.Optional;
import org.daxpolicy.dax.DaxDeviceState;
import org.daxpolicy.dax.Module;
import org.daxpolicy.dax.daxctl.Daxctl;
import org.daxpolicy.dax.kernel.Kernel.Loaded;
import org.daxpolicy.dax.kernel.Uncertainty;
import org.daxpolicy.simulate.DeviceResult.Via;
import org.daxpolicy.simulate.shell.Computer.Killed;
import org.daxpolicy.simulate.shell.NotUnderstood;

/** The programs that work on dax devices and their drivers, as somebody runs them. */
final class DaxTools {
  private final Hands hands;

  DaxTools(Hands hands) {
    this.hands = hands;
  }

  /** {@code daxctl}; its exit status. */
  int daxctl(List<String> arguments) throws NotUnderstood, Killed {
    warnOfTime(arguments);
    Daxctl daxctl =
        new Daxctl(
            hands.world.scenario.at().daxctl(),
            hands.world.scenario.conf(),
            d ->
                new SysfsFiles(hands.world.sysfs)
                    .nvdimmUuid(hands.world.scenario.layout().devpath(d)),
            hands.world::othersAct,
            this::isEnded);
    hands.world.kernel.by(hands.actor);
    Daxctl.Ended ended = daxctl.call(arguments, hands.world.kernel);
    String line = ("daxctl " + String.join(" ", arguments)).strip();
    if (!ended.modelled()) {
      throw new NotUnderstood(String.join("; ", ended.steps()));
    }
    Hands shown =
        hands.via() == Via.SHELL || hands.cause.command().isEmpty() ? hands.with(line) : hands;
    hands.world.heed();
    shown.step(shown(line), ended.exit(), ended.steps());
    for (Daxctl.Trouble trouble : ended.troubles()) {
      Incident.Kind kind =
          switch (trouble.reason()) {
            case AUTO_ONLINE -> Incident.Kind.AUTO_ONLINE;
            case PINNED -> Incident.Kind.PINNED;
            case ARGUMENTS -> Incident.Kind.ARGUMENTS;
            default -> Incident.Kind.DAXCTL;
          };
      hands.world.course.incident(
          kind,
          trouble.device().isEmpty() ? hands.device.orElse("") : trouble.device(),
          hands.cause,
          trouble.sentence(),
          ended.exit());
    }
    if (ended.killed()) {
      hands.deadline.expire();
    }
    return ended.exit().orElse(0);
  }

  /** Whether somebody ends the command while it takes memory of a device back. */
  private boolean isEnded(String device) {
    return hands.deadline.mayPass(online(device))
        && hands.world.fate.befalls(new Uncertainty(Uncertainty.Kind.TIMES_OUT, device));
  }

  /** Bytes of a device's memory that are online. */
  private long online(String device) {
    DaxDeviceState state = hands.world.kernel.device(device).orElseThrow();
    return state.memory().online() * hands.world.kernel.settings().blockSize();
  }

  /** The line as it was written, where it was written whole. */
  private String shown(String line) {
    return hands.cause.command().endsWith(line) ? hands.cause.command() : line;
  }

  /** Taking back memory that is online takes time, which somebody may not give. */
  private void warnOfTime(List<String> arguments) {
    boolean offlines =
        arguments.contains("offline-memory")
            || (arguments.contains("-f") && arguments.contains("devdax"));
    if (!offlines) {
      return;
    }
    long online = 0;
    for (String name : hands.world.kernel.deviceNames()) {
      if (arguments.stream().anyMatch(a -> a.equals("all") || Hands.name(a).equals(name))) {
        online += online(name);
      }
    }
    if (hands.deadline.mayPass(online)) {
      hands.world.course.incident(
          Incident.Kind.MAY_TIME_OUT,
          hands.device.orElse(""),
          hands.cause,
          (online >> 30)
              + " GiB of online memory are to be taken back within "
              + hands.deadline.span(),
          Optional.empty());
    }
  }

  /** {@code modprobe}; its exit status. */
  int modprobe(List<String> words) {
    boolean obeys = words.contains("-b") || words.contains("--use-blacklist");
    boolean removes = words.contains("-r") || words.contains("--remove");
    int status = 0;
    for (String word : words) {
      Optional<Module> module =
          word.startsWith("-") || word.contains("=") ? Optional.empty() : Module.parse(word);
      if (module.isEmpty() || removes) {
        continue;
      }
      Loaded loaded = hands.world.kernel.by(hands.actor).modprobe(module.get(), obeys);
      hands.world.heed();
      hands.step(
          "modprobe " + word,
          Optional.of(loaded == Loaded.FAILED ? Hands.FAILED : 0),
          List.of(
              switch (loaded) {
                case NOW -> module.get().word() + " is loaded";
                case BEFORE -> module.get().word() + " is there already";
                case BLACKLISTED -> "a blacklist keeps " + module.get().word() + " out";
                case FAILED -> module.get().word() + " cannot be loaded";
              }));
      status = loaded == Loaded.FAILED ? Hands.FAILED : status;
    }
    return status;
  }
}
