package org.daxpolicy.dax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a daxctl command does to a device: the algorithms of {@code daxctl/device.c} (releases 76 to
 * 85), told in our own words, with the exit statuses seen on real kernels.
 */
public final class DaxctlModel {
  private static final int BUSY = 240;
  private static final int NOT_THERE = 250;
  private static final int ALREADY = 1;

  private final KernelSettings settings;
  private final KernelModel kernel;
  private final Grip grip;

  /**
   * @param settings the kernel it runs on
   * @param grip whether kernel-zone memory can be taken back
   */
  public DaxctlModel(KernelSettings settings, Grip grip) {
    this.settings = settings;
    this.kernel = new KernelModel(settings);
    this.grip = grip;
  }

  /** How firmly the kernel holds on to online memory of a kernel zone. */
  public enum Grip {
    /** Nothing can be said: both branches are kept. */
    UNKNOWN,
    /** Something was allocated there that cannot move. */
    PINNED
  }

  /** What happened to a device on the way; each is a uevent. */
  public enum Transition {
    UNBIND,
    BIND
  }

  /**
   * One way a command can end.
   *
   * @param exit the exit status; empty where it was not measured
   * @param after the device afterwards
   * @param transitions the dax device's uevents in order
   * @param sentence what happened, for people
   * @param reason why it failed
   */
  public record Branch(
      Optional<Integer> exit,
      DaxDeviceState after,
      List<Transition> transitions,
      String sentence,
      Reason reason) {
    public Branch {
      transitions = List.copyOf(transitions);
    }

    /** Whether it ended well, as daxctl sees it. */
    public boolean succeeded() {
      return reason == Reason.NONE;
    }
  }

  /** Why a command failed. */
  public enum Reason {
    /** It did not. */
    NONE,
    /** The auto-online policy makes daxctl refuse. */
    AUTO_ONLINE,
    /** Memory of a kernel zone cannot be taken back. */
    PINNED,
    /** Memory is online and the command does not force it. */
    ONLINE_MEMORY,
    /** The driver cannot be had. */
    NO_DRIVER,
    /** The device cannot be bound: no target node, no whole block, size 0. */
    UNFIT,
    /** The command does not apply to the device's mode. */
    NOT_APPLICABLE
  }

  /** Every way the command can end on a device it names, the hoped-for first; at least one. */
  public List<Branch> run(DaxctlCommand command, DaxDeviceState device) {
    return switch (command.verb()) {
      case RECONFIGURE -> reconfigure(command, device);
      case ONLINE -> List.of(onlineMemory(command, device));
      case OFFLINE -> offlineMemory(device);
      case ENABLE -> List.of(enable(device));
      case DISABLE -> List.of(disable(device));
    };
  }

  private List<Branch> reconfigure(DaxctlCommand command, DaxDeviceState device) {
    if (command.mode().isEmpty()) {
      return List.of(done(device, "no section of daxctl.conf matches: nothing is done"));
    }
    return switch (command.mode().get()) {
      case KMEM -> List.of(systemRam(command, device));
      case DEVICE_DAX -> leaveMemory(command, device, Driver.DEVICE_DAX);
      case FSDEV_DAX -> leaveMemory(command, device, Driver.FSDEV_DAX);
    };
  }

  private Branch systemRam(DaxctlCommand command, DaxDeviceState device) {
    boolean wantsControl = command.noOnline() || !command.noMovable();
    if (wantsControl && !command.force() && settings.policy().online()) {
      return failed(
          BUSY,
          device,
          Reason.AUTO_ONLINE,
          "daxctl refuses: the kernel's policy "
              + settings.policy().word()
              + " would online the memory by itself");
    }
    if (device.systemRam()) {
      return command.noOnline()
          ? done(device, "the device is system-ram already")
          : online(command, device, List.of());
    }
    List<Transition> steps = new ArrayList<>();
    if (device.driver().isPresent()) {
      steps.add(Transition.UNBIND);
    }
    if (!settings.kmem().available()) {
      return new Branch(
          Optional.empty(),
          device.unbound(),
          steps,
          "kmem is " + settings.kmem().word() + ": the device is left unbound",
          Reason.NO_DRIVER);
    }
    Optional<MemoryState> memory = kernel.added(device.range());
    if (memory.isEmpty()) {
      return new Branch(
          Optional.empty(),
          device.unbound(),
          steps,
          device.range().node().isEmpty()
              ? "kmem refuses a device without target_node: it is left unbound"
              : "kmem refuses less than one aligned memory block: the device is left unbound",
          Reason.UNFIT);
    }
    steps.add(Transition.BIND);
    DaxDeviceState bound = device.bound(Driver.KMEM).with(memory.get());
    return command.noOnline()
        ? new Branch(
            Optional.of(0), bound, steps, "kmem is bound, blocks are left alone", Reason.NONE)
        : online(command, bound, steps);
  }

  private Branch online(DaxctlCommand command, DaxDeviceState device, List<Transition> steps) {
    MemoryState memory = device.memory();
    if (memory.online() == memory.total()) {
      return new Branch(
          Optional.of(0), device, steps, "all memory blocks are online already", Reason.NONE);
    }
    return new Branch(
        Optional.of(0),
        device.with(memory.bringOnline(wantedZone(command))),
        steps,
        "memory blocks are brought online in a " + wantedZone(command).word() + " zone",
        Reason.NONE);
  }

  private Zone wantedZone(DaxctlCommand command) {
    return command.noMovable()
        ? kernel.zone(OnlinePolicy.ONLINE).orElse(Zone.KERNEL)
        : Zone.MOVABLE;
  }

  private List<Branch> leaveMemory(DaxctlCommand command, DaxDeviceState device, Driver wanted) {
    if (device.driver().equals(Optional.of(wanted))) {
      return List.of(done(device, "the device is in the wanted mode already"));
    }
    if (device.memory().online() > 0) {
      if (!command.force()) {
        return List.of(
            failed(
                BUSY,
                device,
                Reason.ONLINE_MEMORY,
                "memory blocks are online and -f is not given: daxctl changes nothing"));
      }
      List<Branch> branches = new ArrayList<>();
      for (Branch offline : takeBack(device)) {
        branches.add(offline.succeeded() ? rebind(offline.after(), wanted) : offline);
      }
      return branches;
    }
    return List.of(rebind(device, wanted));
  }

  private Branch rebind(DaxDeviceState device, Driver wanted) {
    List<Transition> steps = new ArrayList<>();
    if (device.driver().isPresent()) {
      steps.add(Transition.UNBIND);
    }
    if (device.range().size() == 0) {
      return new Branch(
          Optional.of(NOT_THERE),
          device.unbound(),
          steps,
          "a device of size 0 cannot be enabled",
          Reason.UNFIT);
    }
    if (wanted == Driver.DEVICE_DAX && !settings.deviceDax().available()) {
      return new Branch(
          Optional.empty(),
          device.unbound(),
          steps,
          "device_dax is " + settings.deviceDax().word() + ": the device is left unbound",
          Reason.NO_DRIVER);
    }
    steps.add(Transition.BIND);
    return new Branch(
        Optional.of(0), device.bound(wanted), steps, wanted.sysfsName() + " is bound", Reason.NONE);
  }

  /** Takes all online blocks offline; in a kernel zone that may fail at the first pinned one. */
  private List<Branch> takeBack(DaxDeviceState device) {
    Branch free =
        done(
            device.with(MemoryState.offline(device.memory().total())),
            "memory blocks are taken offline");
    if (device.memory().zone().equals(Optional.of(Zone.MOVABLE))) {
      return List.of(free);
    }
    Branch stuck =
        failed(
            BUSY,
            device,
            Reason.PINNED,
            "memory of a kernel zone is pinned: blocks stay online, some perhaps offline");
    return grip == Grip.PINNED ? List.of(stuck) : List.of(free, stuck);
  }

  private Branch onlineMemory(DaxctlCommand command, DaxDeviceState device) {
    if (!device.systemRam()) {
      return notApplicable(device, "there is no memory to bring online in mode " + device.mode());
    }
    return device.memory().online() == device.memory().total()
        ? already(device, "all memory blocks are online already")
        : online(command, device, List.of());
  }

  private List<Branch> offlineMemory(DaxDeviceState device) {
    if (!device.systemRam()) {
      return List.of(
          notApplicable(device, "there is no memory to take offline in mode " + device.mode()));
    }
    return device.memory().online() == 0
        ? List.of(already(device, "all memory blocks are offline already"))
        : takeBack(device);
  }

  private Branch enable(DaxDeviceState device) {
    if (device.systemRam()) {
      return notApplicable(device, "a system-ram device is not enabled or disabled");
    }
    return device.driver().isPresent()
        ? new Branch(
            Optional.empty(), device, List.of(), "the device is enabled already", Reason.NONE)
        : rebind(device, Driver.DEVICE_DAX);
  }

  private Branch disable(DaxDeviceState device) {
    if (device.systemRam()) {
      return notApplicable(device, "a system-ram device is not enabled or disabled");
    }
    return device.driver().isPresent()
        ? new Branch(
            Optional.of(0),
            device.unbound(),
            List.of(Transition.UNBIND),
            "the device is unbound",
            Reason.NONE)
        : new Branch(
            Optional.empty(), device, List.of(), "the device is disabled already", Reason.NONE);
  }

  private static Branch done(DaxDeviceState device, String sentence) {
    return new Branch(Optional.of(0), device, List.of(), sentence, Reason.NONE);
  }

  private static Branch already(DaxDeviceState device, String sentence) {
    return new Branch(Optional.of(ALREADY), device, List.of(), sentence, Reason.NONE);
  }

  private static Branch notApplicable(DaxDeviceState device, String sentence) {
    return failed(NOT_THERE, device, Reason.NOT_APPLICABLE, sentence);
  }

  private static Branch failed(int exit, DaxDeviceState device, Reason reason, String sentence) {
    return new Branch(Optional.of(exit), device, List.of(), sentence, reason);
  }
}
