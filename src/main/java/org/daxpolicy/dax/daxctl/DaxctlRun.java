package org.daxpolicy.dax.daxctl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.daxpolicy.dax.DaxDeviceState;
import org.daxpolicy.dax.Driver;
import org.daxpolicy.dax.OnlinePolicy;
import org.daxpolicy.dax.Zone;
import org.daxpolicy.dax.daxctl.Daxctl.Ended;
import org.daxpolicy.dax.daxctl.Daxctl.Reason;
import org.daxpolicy.dax.daxctl.Daxctl.Trouble;
import org.daxpolicy.dax.kernel.Errno;
import org.daxpolicy.dax.kernel.Kernel;
import org.daxpolicy.dax.kernel.Kernel.Loaded;

/** One run of one command: the algorithms of {@code daxctl/device.c}, told in our own words. */
final class DaxctlRun {
  private static final int ALREADY = 1;

  private final DaxctlCommand command;
  private final Consumer<String> others;
  private final Predicate<String> ends;
  private final Kernel kernel;
  private final boolean rebinds;
  private final List<String> steps = new ArrayList<>();
  private final List<Trouble> troubles = new ArrayList<>();
  private int exit;

  /**
   * @param rebinds whether a devdax device that is to be devdax is bound anew
   */
  DaxctlRun(
      DaxctlCommand command,
      Kernel kernel,
      boolean rebinds,
      Consumer<String> others,
      Predicate<String> ends) {
    this.ends = ends;
    this.command = command;
    this.others = others;
    this.kernel = kernel;
    this.rebinds = rebinds;
  }

  /** Somebody has ended daxctl in the middle of its work. */
  static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;

    Killed() {
      super(null, null, false, false);
    }
  }

  Ended ended() {
    return new Ended(Optional.of(exit), steps, troubles, true, false);
  }

  /** The same where it was {@linkplain Killed ended} before it was done. */
  Ended killed() {
    return new Ended(Optional.empty(), steps, troubles, true, true);
  }

  /** Whether the command is about a device. */
  boolean isFor(String device) {
    int region = Integer.parseInt(device.substring("dax".length(), device.indexOf('.')));
    return command.region().map(r -> r == region).orElse(true) && command.names(device);
  }

  /** Acts on one device; of several that fail, the last decides the exit status. */
  void on(String device) {
    int status =
        switch (command.verb()) {
          case RECONFIGURE -> reconfigure(device);
          case ONLINE -> systemRam(device) ? online(device) : notMemory(device);
          case OFFLINE -> systemRam(device) ? offline(device) : notMemory(device);
          case ENABLE -> systemRam(device) ? notDevdax(device) : enable(device, Driver.DEVICE_DAX);
          case DISABLE -> systemRam(device) ? notDevdax(device) : disable(device);
          case DESTROY -> destroy(device);
          case CREATE -> throw new IllegalStateException("create-device names no device");
        };
    if (status != 0) {
      exit = status;
    }
  }

  private DaxDeviceState state(String device) {
    return kernel.device(device).orElseThrow();
  }

  private boolean systemRam(String device) {
    return state(device).systemRam();
  }

  private int fail(String device, Reason reason, Errno error, String sentence) {
    steps.add(sentence);
    troubles.add(new Trouble(device, reason, sentence));
    return error.exit();
  }

  private int notMemory(String device) {
    return fail(
        device,
        Reason.NOT_APPLICABLE,
        Errno.ENXIO,
        "memory of a device in mode " + state(device).mode() + " cannot be onlined or offlined");
  }

  private int notDevdax(String device) {
    return fail(
        device,
        Reason.NOT_APPLICABLE,
        Errno.ENXIO,
        "a system-ram device is not enabled or disabled");
  }

  // ---- reconfigure-device

  private int reconfigure(String device) {
    if (command.align().isPresent() && command.align().get() > 0) {
      Errno error = kernel.setAlign(device, command.align().get());
      if (!error.ok()) {
        return fail(device, shape(error), Errno.ENXIO, "setting its align fails: " + error.text());
      }
      steps.add("align is set to " + command.align().get());
    }
    if (command.size().isPresent() && command.size().get() >= 0) {
      Errno error = kernel.setSize(device, command.size().get());
      if (!error.ok()) {
        return fail(device, shape(error), Errno.ENXIO, "setting its size fails: " + error.text());
      }
      steps.add("size is set to " + command.size().get());
      return 0;
    }
    if (command.mode().isEmpty()) {
      return fail(device, Reason.ARGUMENTS, Errno.EINVAL, "an unknown mode is asked for");
    }
    int status =
        switch (command.mode().get()) {
          case KMEM -> toMemory(device);
          case DEVICE_DAX -> toDevdax(device);
          case FSDEV_DAX -> toFamfs(device);
        };
    return status == ALREADY ? 0 : status;
  }

  private static Reason shape(Errno error) {
    return switch (error) {
      case EBUSY -> Reason.ACTIVE;
      case ENOSPC, EACCES -> Reason.NO_SPACE;
      default -> Reason.UNFIT;
    };
  }

  private int toMemory(String device) {
    boolean wantsControl = command.noOnline() || !command.noMovable();
    if (wantsControl && !command.force() && kernel.policy().online()) {
      return fail(
          device,
          Reason.AUTO_ONLINE,
          Errno.EBUSY,
          "daxctl refuses: the kernel's policy "
              + kernel.policy().word()
              + " would online the memory by itself");
    }
    if (!systemRam(device)) {
      if (state(device).driver().isPresent()) {
        disable(device);
      }
      int status = enable(device, Driver.KMEM);
      if (status != 0) {
        return status;
      }
    } else {
      steps.add("the device is system-ram already");
    }
    return command.noOnline() ? 0 : online(device);
  }

  private int toDevdax(String device) {
    Optional<Driver> driver = state(device).driver();
    if (driver.equals(Optional.of(Driver.KMEM))) {
      int status = leaveMemory(device);
      if (status != 0) {
        return status;
      }
    } else if (driver.isPresent() && !rebinds) {
      steps.add("the device is in the wanted mode already");
      return ALREADY;
    } else if (driver.isPresent()) {
      disable(device);
    }
    return enable(device, Driver.DEVICE_DAX);
  }

  private int toFamfs(String device) {
    if (systemRam(device)) {
      return fail(
          device,
          Reason.NOT_APPLICABLE,
          Errno.EINVAL,
          "a system-ram device has to become devdax before famfs");
    }
    if (state(device).driver().isPresent()) {
      disable(device);
    }
    return enable(device, Driver.FSDEV_DAX);
  }

  private int leaveMemory(String device) {
    if (command.force()) {
      int status = offline(device);
      if (status > ALREADY) {
        return status;
      }
    }
    if (online(blocks(device)) > 0) {
      return fail(
          device,
          Reason.ONLINE_MEMORY,
          Errno.EBUSY,
          "memory blocks are online and -f is not given: daxctl changes nothing");
    }
    return disable(device);
  }

  // ---- drivers

  private int enable(String device, Driver driver) {
    if (state(device).driver().isPresent()) {
      steps.add("the device is enabled already");
      return 0;
    }
    Loaded loaded = kernel.modprobe(Daxctl.module(driver), true);
    if (loaded == Loaded.FAILED) {
      return fail(
          device,
          Reason.NO_DRIVER,
          kernel.settings().presence(Daxctl.module(driver)).word().equals("forbidden")
              ? Errno.EPERM
              : Errno.ENOENT,
          driver.sysfsName() + " is " + word(driver) + ": the device is left unbound");
    }
    Errno error = Errno.OK;
    if (kernel.registered(driver)) {
      kernel.newId(driver, device);
      error = kernel.bind(driver, device);
    }
    if (state(device).driver().isPresent()) {
      steps.add(state(device).driver().get().sysfsName() + " is bound");
      return 0;
    }
    return loaded == Loaded.BLACKLISTED
        ? fail(
            device,
            Reason.NO_DRIVER,
            Errno.ENXIO,
            driver.sysfsName() + " is " + word(driver) + ": the device is left unbound")
        : fail(
            device,
            Reason.UNFIT,
            error.ok() ? Errno.ENXIO : error,
            unfit(device, driver) + ": the device is left unbound");
  }

  private String word(Driver driver) {
    return kernel.settings().presence(Daxctl.module(driver)).word();
  }

  private String unfit(String device, Driver driver) {
    if (state(device).range().size() == 0) {
      return "a device of size 0 cannot be enabled";
    }
    if (kernel.isStuck(device)) {
      return driver.sysfsName() + " cannot have memory that was left online";
    }
    return state(device).range().node().isEmpty()
        ? "kmem refuses a device without target_node"
        : "kmem refuses less than one aligned memory block";
  }

  private int disable(String device) {
    Optional<Driver> driver = state(device).driver();
    if (driver.isEmpty()) {
      steps.add("the device is disabled already");
      return 0;
    }
    kernel.removeId(driver.get(), device);
    kernel.unbind(driver.get(), device);
    steps.add(driver.get().sysfsName() + " is unbound");
    return 0;
  }

  // ---- memory

  /** daxctl takes a device's memory for one piece that begins where its first one does. */
  private List<Long> blocks(String device) {
    DaxDeviceState state = state(device);
    return kernel.blocks(state.range().start(), state.range().size());
  }

  private long online(List<Long> blocks) {
    return blocks.stream().filter(b -> kernel.zone(b).isPresent()).count();
  }

  private int online(String device) {
    others.accept(device);
    List<Long> blocks = blocks(device);
    if (online(blocks) == blocks.size()) {
      steps.add("all " + blocks.size() + " memory blocks are online already");
      return ALREADY;
    }
    others.accept(device);
    OnlinePolicy word = command.noMovable() ? OnlinePolicy.ONLINE : OnlinePolicy.ONLINE_MOVABLE;
    int done = 0;
    for (long block : blocks) {
      if (kernel.zone(block).isEmpty() && kernel.setBlock(block, word.word()).ok()) {
        done++;
      }
    }
    if (online(blocks) < blocks.size()) {
      return fail(
          device,
          Reason.NOT_ONLINED,
          Errno.ENXIO,
          (blocks.size() - online(blocks)) + " memory blocks could not be brought online");
    }
    Zone zone =
        blocks.stream().flatMap(b -> kernel.zone(b).stream()).reduce(Zone::with).orElseThrow();
    if (done == 0 && zone != Zone.MOVABLE && word == OnlinePolicy.ONLINE_MOVABLE) {
      return fail(
          device,
          Reason.RACE,
          Errno.EBUSY,
          "someone else brought the memory online in a "
              + zone.word()
              + " zone at the same time: daxctl warns of a race");
    }
    steps.add(done + " memory blocks are brought online in a " + zone.word() + " zone");
    return 0;
  }

  private int offline(String device) {
    List<Long> blocks = blocks(device);
    if (online(blocks) == 0) {
      steps.add("all " + blocks.size() + " memory blocks are offline already");
      return ALREADY;
    }
    boolean ended = ends.test(device);
    long half = online(blocks) / 2;
    int done = 0;
    for (long block : blocks) {
      if (kernel.zone(block).isEmpty()) {
        continue;
      }
      if (ended && done == half) {
        steps.add(online(blocks) + " of " + blocks.size() + " memory blocks stay online");
        throw new Killed();
      }
      Errno error = kernel.setBlock(block, "offline");
      if (!error.ok()) {
        return fail(
            device,
            Reason.PINNED,
            error,
            "a memory block is pinned: "
                + online(blocks)
                + " of "
                + blocks.size()
                + " memory blocks stay online");
      }
      done++;
    }
    steps.add(done + " memory blocks are taken offline");
    return 0;
  }

  // ---- create-device and destroy-device

  /** Makes a device in every region that is meant; the last region decides the exit status. */
  Ended create() {
    exit = Errno.ENXIO.exit();
    for (int region : kernel.regions()) {
      if (command.region().map(r -> r == region).orElse(true)) {
        exit = create(region);
      }
    }
    return ended();
  }

  private int create(int region) {
    String first = "dax" + region + ".0";
    Errno made = kernel.create(region);
    Optional<String> seed = kernel.seed(region);
    if (!made.ok() || seed.isEmpty()) {
      return fail(
          first,
          Reason.NO_SPACE,
          Errno.ENOSPC,
          made == Errno.EACCES
              ? "region " + region + " cannot be divided"
              : "region " + region + " has no space left");
    }
    String device = seed.get();
    long size = command.size().orElse(kernel.available(device));
    if (size <= 0) {
      return fail(device, Reason.NO_SPACE, Errno.ENOSPC, "region " + region + " has no space left");
    }
    if (command.align().isPresent()) {
      Errno error = kernel.setAlign(device, command.align().get());
      if (!error.ok()) {
        return fail(device, shape(error), Errno.ENXIO, "setting its align fails: " + error.text());
      }
    }
    Errno error = kernel.setSize(device, size);
    if (!error.ok()) {
      return fail(device, shape(error), Errno.ENXIO, "setting its size fails: " + error.text());
    }
    steps.add(device + " is created with " + size + " bytes");
    return enable(device, Driver.DEVICE_DAX);
  }

  private int destroy(String device) {
    if (state(device).driver().isPresent()) {
      if (!command.force()) {
        return fail(device, Reason.ACTIVE, Errno.ENXIO, "the device is in use and -f is not given");
      }
      disable(device);
    }
    Errno error = kernel.setSize(device, 0);
    if (!error.ok()) {
      return fail(device, shape(error), Errno.ENXIO, "setting its size fails: " + error.text());
    }
    int region = Integer.parseInt(device.substring(3, device.indexOf('.')));
    error = kernel.delete(region, device);
    if (device.endsWith(".0")) {
      steps.add("the device is empty now; the first of a region stays");
      return 0;
    }
    if (!error.ok()) {
      return fail(device, Reason.ACTIVE, error, "deleting it fails: " + error.text());
    }
    steps.add("the device is deleted");
    return 0;
  }
}
