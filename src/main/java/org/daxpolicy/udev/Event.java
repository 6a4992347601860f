package org.daxpolicy.udev;

import java.util.Map;

/**
 * One uevent to be judged.
 *
 * @param sysfs the tree as it is while the event is processed
 * @param devpath the device's path without {@code /sys}
 * @param action {@code add remove change move online offline bind unbind}
 * @param environment variables of the uevent beside ACTION, DEVPATH and SUBSYSTEM; empty to take
 *     the device's {@code uevent} file, as {@code udevadm test} does
 * @param host facts about the host
 * @param records the udev database, by devpath
 */
public record Event(
    Sysfs sysfs,
    String devpath,
    String action,
    Map<String, String> environment,
    Host host,
    Map<String, DeviceRecord> records) {
  public Event {
    environment = Map.copyOf(environment);
    records = Map.copyOf(records);
  }
}
