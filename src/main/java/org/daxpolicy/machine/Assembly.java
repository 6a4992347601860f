package org.daxpolicy.machine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.daxpolicy.udev.DeviceRecord;
import org.daxpolicy.udev.DeviceTree;
import org.daxpolicy.udev.MemorySysfs;

/**
 * Puts a machine together while a snapshot is read. Of a large snapshot only memory devices and
 * their ancestors are kept, with what rules ask of ancestors; of others all.
 */
final class Assembly {
  /** So much of a snapshot, roughly in bytes, is kept whatever it is. */
  private static final long ROOM = 24L << 20;

  /** More of memory devices, or of what may be their ancestors, than this is refused. */
  private static final long MOST = 96L << 20;

  private static final int MOST_SHARED = 1 << 16;
  private static final int LONGEST_SHARED = 64;

  /** A device, and what udev remembers of it. */
  private record Held(DeviceTree.Device device, Optional<DeviceRecord> record) {}

  private final DeviceTree tree = new DeviceTree();
  private final Map<String, DeviceRecord> records = new LinkedHashMap<>();
  private final Set<String> daxDevices = new HashSet<>();
  private final Map<String, String> shared = new HashMap<>();
  private final List<Held> held = new ArrayList<>();
  private final Map<String, PackedDevice> aside = new HashMap<>();
  private final Set<String> ancestors = new HashSet<>();
  private HostFacts host = HostFacts.UNKNOWN;
  private boolean sifting;
  private long kept;
  private long packed;
  private long leftOut;

  /** Lays out one more device. */
  void add(DeviceTree.Device device, Optional<DeviceRecord> record) throws Snapshot.TooLarge {
    Held one = new Held(device, record);
    if (sifting) {
      sift(one);
      return;
    }
    held.add(one);
    kept += cost(device);
    if (kept > ROOM) {
      kept = 0;
      sifting = true;
      for (Held earlier : held) {
        sift(earlier);
      }
      held.clear();
    }
  }

  private void sift(Held one) throws Snapshot.TooLarge {
    DeviceTree.Device device = one.device();
    String path = device.devpath();
    if (Relevance.isWanted(path, device.subsystem().orElse("")) || ancestors.contains(path)) {
      layOut(one);
      kept += cost(device);
      for (String up = DevicePath.parent(path); !up.isEmpty(); up = DevicePath.parent(up)) {
        if (!ancestors.add(up)) {
          break;
        }
        PackedDevice parent = aside.remove(up);
        if (parent != null) {
          layOut(new Held(parent.unpack(up), Optional.empty()));
        }
      }
    } else {
      PackedDevice small = PackedDevice.of(device);
      aside.put(path, small);
      packed += small.bytes().length + path.length() + 2 * LONGEST_SHARED;
    }
    if (kept + packed > MOST) {
      throw new Snapshot.TooLarge(MOST);
    }
  }

  /** Roughly the bytes of memory it takes. */
  private static long cost(DeviceTree.Device device) {
    long cost = device.devpath().length() + 500L;
    for (Map.Entry<String, Optional<String>> attr : device.attrs().entrySet()) {
      cost += attr.getKey().length() + attr.getValue().orElse("").length() + 100;
    }
    for (Map.Entry<String, String> variable :
        device.uevent().orElse(Collections.emptyMap()).entrySet()) {
      cost += variable.getKey().length() + variable.getValue().length();
    }
    return cost;
  }

  private void layOut(Held one) {
    DeviceTree.Device device = one.device();
    tree.add(device);
    one.record().ifPresent(record -> record(device.devpath(), record));
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

  /** Lays out what waits for the rest of a snapshot. */
  void finish() {
    held.forEach(this::layOut);
    held.clear();
    leftOut += aside.size();
    aside.clear();
  }

  Machine machine(String source) {
    finish();
    return new Machine(
        source,
        leftOut == 0
            ? host
            : host.withUnread(
                "left out: " + leftOut + " devices that have nothing to do with memory"),
        tree.sysfs(),
        new TreeMap<>(records),
        daxDevices.stream().sorted(DevicePath.NATURAL).toList());
  }
}
