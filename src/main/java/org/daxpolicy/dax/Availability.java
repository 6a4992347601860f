package org.daxpolicy.dax;

import java.util.Optional;

/**
 * When an attribute can be read.
 *
 * @param since the first kernel that has it; empty if all in scope do
 * @param from from which event of the device on it tells the truth
 */
public record Availability(Optional<Version> since, From from) {
  /** Stages of a device's life, earliest first. */
  public enum From {
    /** From the device's {@code add} on. */
    ADD,
    /**
     * From {@code add} on, but 0 on the {@code add} of a device made by {@code create-device};
     * right from {@code bind} on.
     */
    ADD_BUT_ZERO_WHEN_CREATED,
    /**
     * Only once {@code kmem} has added the memory and it has come online for the first time since
     * boot: from {@code bind} with DRIVER=kmem on, until it is removed. Then it is gone until the
     * next boot. Seen on 6.1 and 6.12.
     */
    MEMORY_ADDED
  }

  public static final Availability ALWAYS = new Availability(Optional.empty(), From.ADD);
}
