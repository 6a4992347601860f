package org.daxpolicy.compile;

import org.daxpolicy.language.Outcome;
import org.daxpolicy.language.Target.Protect;

/**
 * The command line that does a piece of work. It reads the same in a unit and in a udev rule but
 * for the device's name: in both, {@code $$} is a dollar sign.
 */
final class Commands {
  private static final String DEVICES = "/sys/bus/dax/devices/";

  private Commands() {}

  /**
   * The line.
   *
   * @param device how the device is named there: {@code %i} in a unit, {@code %k} in a rule
   */
  static String line(Work work, Protect protect, String device) {
    if (protect != Protect.STATE) {
      return daxctl(String.join(" ", work.arguments()), device);
    }
    return "/bin/sh -c '" + (work.devdax() ? unplugged(device) : plugged(work, device)) + "'";
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
