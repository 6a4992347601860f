package org.daxpolicy.simulate;

import java.util.List;
import java.util.Optional;
import org.daxpolicy.dax.Driver;
import org.daxpolicy.dax.Zone;
import org.daxpolicy.simulate.DeviceResult.Via;

/** Something that happens while the machine boots, in the order in which it happens. */
public sealed interface Moment {
  /**
   * Uevents of one kind in a row.
   *
   * @param actor on whose behalf the kernel worked
   * @param action {@code add}, {@code bind}, …
   * @param subsystem {@code SUBSYSTEM}
   * @param names kernel names, one an event
   * @param driver {@code DRIVER} of {@code bind}
   * @param zone where blocks came online
   */
  record Uevents(
      String actor,
      String action,
      String subsystem,
      List<String> names,
      Optional<String> driver,
      Optional<Zone> zone)
      implements Moment {
    /** A memory block whose number nobody can tell. */
    public static final String SOME_BLOCK = "memory?";

    public Uevents {
      names = List.copyOf(names);
    }
  }

  /**
   * A device got a driver, or none.
   *
   * @param device kernel name
   * @param driver empty if it got none
   * @param why a sentence
   */
  record Choice(String device, Optional<Driver> driver, String why) implements Moment {}

  /**
   * Something the kernel says of a device.
   *
   * @param device kernel name
   * @param text a sentence
   */
  record Notice(String device, String text) implements Moment {}

  /**
   * udev works the rules on an event.
   *
   * @param action of the event
   * @param name kernel name of its device
   * @param lines {@code file:line} of the rules that changed something or asked for work
   */
  record Rules(String action, String name, List<String> lines) implements Moment {
    public Rules {
      lines = List.copyOf(lines);
    }
  }

  /**
   * A unit starts, or cannot.
   *
   * @param unit its name
   * @param sentence who wants it, or why it does not start
   * @param started whether it starts
   */
  record Unit(String unit, String sentence, boolean started) implements Moment {}

  /**
   * A command.
   *
   * @param via who runs it
   * @param unit the unit; empty for others
   * @param device the device whose event led to it; empty if none did
   * @param command the command line
   * @param exit its exit status; empty if it is not known
   * @param steps what it did or said, in order
   */
  record Command(
      Via via,
      Optional<String> unit,
      Optional<String> device,
      String command,
      Optional<Integer> exit,
      List<String> steps)
      implements Moment {
    public Command {
      steps = List.copyOf(steps);
    }
  }
}
