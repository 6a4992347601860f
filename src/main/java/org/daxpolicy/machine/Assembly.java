package org.daxpolicy.machine;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.daxpolicy.udev.DeviceRecord;
import org.daxpolicy.udev.DeviceTree;
import org.daxpolicy.udev.MemorySysfs;

/** Puts a machine together while a snapshot is read. */
final class Assembly {
  private static final int MOST_SHARED = 1 << 16;
  private static final int LONGEST_SHARED = 64;

  private final DeviceTree tree = new DeviceTree();
  private final Map<String, DeviceRecord> records = new LinkedHashMap<>();
  private final Set<String> daxDevices = new HashSet<>();
  private final Map<String, String> shared = new HashMap<>();
  private HostFacts host = HostFacts.UNKNOWN;

  /** Lays out one more device. */
  void add(DeviceTree.Device device) {
    tree.add(device);
    if (device.subsystem().equals(Optional.of("dax")) && device.uevent().isPresent()) {
      daxDevices.add(device.devpath());
    }
  }

  /** What udev's database remembers of a device. */
  void record(String devpath, DeviceRecord record) {
    records.put(devpath, record);
  }

  void host(HostFacts facts) {
    host = facts;
  }

  /** A tree to put files into that are no device's. */
  MemorySysfs sysfs() {
    return tree.sysfs();
  }

  /** Names a dax device that was laid out by its files. */
  void daxDevice(String devpath) {
    daxDevices.add(devpath);
  }

  /** The same string for equal short ones: names and many values come again and again. */
  String share(String text) {
    if (text.length() > LONGEST_SHARED || shared.size() >= MOST_SHARED) {
      return shared.getOrDefault(text, text);
    }
    String known = shared.putIfAbsent(text, text);
    return known == null ? text : known;
  }

  Machine machine(String source) {
    return new Machine(
        source,
        host,
        tree.sysfs(),
        new TreeMap<>(records),
        daxDevices.stream().sorted(DevicePath.NATURAL).toList());
  }
}
