package org.daxpolicy.dax;

import java.util.Arrays;
import java.util.Optional;

/** A driver of the dax bus. */
public enum Driver {
  /** Character device for applications; mode {@code devdax}. */
  DEVICE_DAX("device_dax"),
  /** System memory; mode {@code system-ram}. */
  KMEM("kmem"),
  /** For famfs, since kernel 7.1; bound only by name. */
  FSDEV_DAX("fsdev_dax");

  private final String sysfsName;

  Driver(String sysfsName) {
    this.sysfsName = sysfsName;
  }

  /** Its name below {@code /sys/bus/dax/drivers}. */
  public String sysfsName() {
    return sysfsName;
  }

  /** The driver of this sysfs name. */
  public static Optional<Driver> parse(String name) {
    return Arrays.stream(values()).filter(d -> d.sysfsName.equals(name)).findFirst();
  }
}
