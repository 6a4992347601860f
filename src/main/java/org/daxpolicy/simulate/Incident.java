package org.daxpolicy.simulate;

import java.util.Optional;
import org.daxpolicy.simulate.DeviceResult.Via;
import org.daxpolicy.udev.Verdict;

/**
 * Something that went wrong in one run.
 *
 * @param kind what
 * @param device the dax device it concerns; empty for the machine
 * @param cause what led to it
 * @param text in words
 * @param exit an exit status, where there is one
 */
record Incident(Kind kind, String device, Cause cause, String text, Optional<Integer> exit) {
  /** What went wrong. */
  enum Kind {
    /** daxctl refuses because the auto-online policy would act. */
    AUTO_ONLINE,
    /** Memory could not be taken back. */
    PINNED,
    /** daxctl failed otherwise. */
    DAXCTL,
    /** daxctl did not understand its arguments. */
    ARGUMENTS,
    /** A command is not modelled. */
    NOT_SIMULATED,
    /** RUN names a program without its path. */
    RELATIVE_PROGRAM,
    /** The unit that is wanted is not installed. */
    UNIT_MISSING,
    /** The unit's device unit is not active when it is to start. */
    DEVICE_UNIT_GONE,
    /** Work causes the events that start it, without end. */
    LOOP,
    /** udev kills a command because its event took too long. */
    EVENT_TIMEOUT,
    /** udev may kill a command: taking memory back takes long. */
    MAY_TIME_OUT,
    /** systemd kills a unit's command. */
    SERVICE_TIMEOUT,
    /** What RUN left in the background is killed. */
    BACKGROUND,
    /** A write to sysfs is refused. */
    WRITE,
    /** A command waits for the event it runs in. */
    WAITS_FOR_ITSELF,
    /** PROGRAM changes a device. */
    PROGRAM,
    /** Memory was left online by an unbinding. */
    STUCK,
    /** Part of the device is not used. */
    TRIMMED,
    /** memmap_on_memory is asked for in vain. */
    MEMMAP
  }

  /**
   * What led to an incident.
   *
   * @param verdict what the rules decided on the event that asked for the work; empty for work that
   *     no event asked for
   * @param via who did it
   * @param unit the unit
   * @param command the command line
   */
  record Cause(Optional<Verdict> verdict, Via via, Optional<String> unit, String command) {
    static final Cause NONE = new Cause(Optional.empty(), Via.SHELL, Optional.empty(), "");
  }
}
