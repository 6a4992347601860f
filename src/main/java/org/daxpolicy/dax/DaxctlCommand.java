package org.daxpolicy.dax;

import java.util.Optional;

/**
 * A daxctl command line for one device, as far as the model knows commands.
 *
 * @param verb what it does
 * @param device the device it names, without directory; {@code all} for every device
 * @param mode {@code -m}
 * @param noOnline {@code -N}
 * @param noMovable {@code --no-movable}
 * @param force {@code -f}
 * @param checkConfig {@code -C}
 */
public record DaxctlCommand(
    Verb verb,
    String device,
    Optional<Driver> mode,
    boolean noOnline,
    boolean noMovable,
    boolean force,
    boolean checkConfig) {

  /** The commands that are modelled. */
  public enum Verb {
    RECONFIGURE("reconfigure-device"),
    ONLINE("online-memory"),
    OFFLINE("offline-memory"),
    ENABLE("enable-device"),
    DISABLE("disable-device");

    private final String word;

    Verb(String word) {
      this.word = word;
    }

    /** As written on the command line. */
    public String word() {
      return word;
    }
  }

  /** Whether it acts on the device of this name. */
  public boolean names(String name) {
    return device.equals("all") || device.equals(name);
  }
}
