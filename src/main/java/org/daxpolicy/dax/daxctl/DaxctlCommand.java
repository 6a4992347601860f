package org.daxpolicy.dax.daxctl;

import java.util.Optional;
import org.daxpolicy.dax.Driver;

/**
 * A daxctl command line, understood.
 *
 * @param verb what it does
 * @param device the device it names, without directory; {@code all} for every device; empty for
 *     {@code create-device}
 * @param mode {@code -m}
 * @param noOnline {@code -N}
 * @param noMovable {@code --no-movable}
 * @param force {@code -f}
 * @param checkConfig {@code -C}
 * @param region {@code -r}: only regions of this number
 * @param size {@code -s}, bytes; {@code -1} for a text that is no size
 * @param align {@code -a}, bytes; {@code -1} for a text that is no size
 */
public record DaxctlCommand(
    Verb verb,
    String device,
    Optional<Driver> mode,
    boolean noOnline,
    boolean noMovable,
    boolean force,
    boolean checkConfig,
    Optional<Integer> region,
    Optional<Long> size,
    Optional<Long> align) {

  /** The commands that change something. */
  public enum Verb {
    RECONFIGURE("reconfigure-device"),
    ONLINE("online-memory"),
    OFFLINE("offline-memory"),
    ENABLE("enable-device"),
    DISABLE("disable-device"),
    CREATE("create-device"),
    DESTROY("destroy-device");

    private final String word;

    Verb(String word) {
      this.word = word;
    }

    /** As written on the command line. */
    public String word() {
      return word;
    }
  }

  /** A command without options. */
  public static DaxctlCommand of(Verb verb, String device) {
    return new DaxctlCommand(
        verb,
        device,
        Optional.empty(),
        false,
        false,
        false,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Whether it acts on the device of this name. */
  public boolean names(String name) {
    return device.equals("all") || device.equals(name);
  }

  /** The same, acting on a mode as {@code daxctl.conf} says. */
  DaxctlCommand as(Driver wanted, boolean leavesOffline, boolean anyZone) {
    return new DaxctlCommand(
        verb,
        device,
        Optional.of(wanted),
        leavesOffline,
        anyZone,
        force,
        false,
        region,
        size,
        align);
  }
}
