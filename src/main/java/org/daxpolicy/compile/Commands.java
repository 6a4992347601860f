package org.daxpolicy.compile;

import java.util.ArrayList;
import java.util.List;
import org.daxpolicy.language.MemoryUse;
import org.daxpolicy.language.Outcome;
import org.daxpolicy.language.Target.Protect;

/**
 * The command line that does a piece of work. It reads the same in a unit and in a udev rule but
 * for the device's name: in both, {@code $$} is a dollar sign.
 */
final class Commands {
  private static final String DEVICES = "/sys/bus/dax/devices/";

  private static final String WEIGHTS = "/sys/kernel/mm/mempolicy/weighted_interleave/";
  private static final String DEMOTION = "/sys/kernel/mm/numa/demotion_enabled";

  private Commands() {}

  /** All of the work in one line, each part only once the one before it has succeeded. */
  static String whole(Work work, Protect protect, String device) {
    List<String> then = then(work.use(), device);
    if (then.isEmpty()) {
      return line(work, protect, device);
    }
    String first =
        protect == Protect.STATE
            ? plugged(work, device)
            : daxctl(String.join(" ", work.arguments()), device);
    return shell(first + " && " + String.join(" && ", then));
  }

  /** Lines for what is to be made of the memory once it is online; none where nothing is said. */
  static List<String> after(Work work, String device) {
    return then(work.use(), device).stream().map(Commands::shell).toList();
  }

  /** The node is the device's own; firmware numbers nodes as it likes. */
  private static List<String> then(MemoryUse use, String device) {
    List<String> then = new ArrayList<>();
    use.weights()
        .ifPresent(
            w ->
                then.add(
                    w instanceof MemoryUse.Weights.Of of
                        ? "read -r node <"
                            + DEVICES
                            + device
                            + "/target_node && echo "
                            + of.weight()
                            + " >"
                            + WEIGHTS
                            + "node$$node"
                        : "echo true >" + WEIGHTS + "auto"));
    use.demotion().ifPresent(on -> then.add("echo " + on + " >" + DEMOTION));
    return then;
  }

  private static String shell(String script) {
    return "/bin/sh -c '" + script + "'";
  }

  /**
   * The line that makes the device what it is to be.
   *
   * @param device how the device is named there: {@code %i} in a unit, {@code %k} in a rule
   */
  static String line(Work work, Protect protect, String device) {
    if (protect != Protect.STATE) {
      return daxctl(String.join(" ", work.arguments()), device);
    }
    return shell(work.devdax() ? unplugged(device) : plugged(work, device));
  }

  private static String daxctl(String arguments, String device) {
    return "/usr/bin/daxctl " + arguments + " " + device;
  }

  /**
   * All memory or none is given up, then kmem lets go. daxctl could not do the latter: it counts
   * the blocks of a node that may be gone with its last memory. Nor is it told {@code -f}, which
   * would take blocks offline one by one.
   */
  private static String unplugged(String device) {
    String state = DEVICES + device + "/state";
    return "test ! -e "
        + state
        + " || { echo unplugged >"
        + state
        + " && echo "
        + device
        + " >/sys/bus/dax/drivers/kmem/unbind; } && exec "
        + daxctl("reconfigure-device -m devdax", device);
  }

  /** The attribute changes between online types only by way of {@code unplugged}. */
  private static String plugged(Work work, String device) {
    String bound = daxctl("reconfigure-device -m system-ram -N -f", device);
    Outcome.Online online = ((Outcome.SystemRam) work.outcome()).online();
    if (online == Outcome.Online.NONE) {
      return "exec " + bound;
    }
    String state = DEVICES + device + "/state";
    String wanted = online == Outcome.Online.MOVABLE ? "online_movable" : "online_kernel";
    return bound
        + " && read -r was <"
        + state
        + " && { test $$was = "
        + wanted
        + " || { test $$was = unplugged || echo unplugged >"
        + state
        + "; } && echo "
        + wanted
        + " >"
        + state
        + "; }";
  }
}
