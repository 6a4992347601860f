package org.daxpolicy.machine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.udev.DeviceRecord;
import org.daxpolicy.udev.Host;
import org.daxpolicy.udev.Sysfs;

/**
 * A snapshot of a machine.
 *
 * @param source the file or directory it was read from, as the user named it
 * @param host facts about the host
 * @param sysfs its sysfs tree, as far as the snapshot holds it
 * @param records its udev database by devpath, as far as the snapshot holds it
 * @param daxDevices devpaths of its devices of subsystem {@code dax}, in natural order of their
 *     names (dax2.0 before dax10.0)
 */
public record Machine(
    String source,
    HostFacts host,
    Sysfs sysfs,
    Map<String, DeviceRecord> records,
    List<String> daxDevices) {
  public Machine {
    records = Map.copyOf(records);
    daxDevices = List.copyOf(daxDevices);
  }

  /** The same devices on another host. */
  public Machine with(HostFacts other) {
    return new Machine(source, other, sysfs, records, daxDevices);
  }

  /**
   * The host as rules see it. Where the snapshot tells no accounts there is root only; no program's
   * output is known, and of files only those the snapshot holds.
   */
  public Host udevHost() {
    return new Host(
        host.architecture(),
        host.virtualization(),
        Optional.empty(),
        host.commandLine(),
        host.users().isEmpty() ? Host.UNKNOWN.users() : host.users(),
        host.groups().isEmpty() ? Host.UNKNOWN.groups() : host.groups(),
        Map.of(),
        host.files().texts());
  }
}
