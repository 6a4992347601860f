package org.daxpolicy.machine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.daxpolicy.udev.DeviceTree;
import org.daxpolicy.udev.Sysfs;

/** Takes a sysfs tree apart into the devices that lay it out again. */
final class DeviceListing {
  private final Sysfs sysfs;
  private final Tree tree;
  private final SortedMap<String, DeviceTree.Device> found = new TreeMap<>();

  DeviceListing(Sysfs sysfs) {
    this.sysfs = sysfs;
    this.tree = new Tree(sysfs);
  }

  /** The devices, then directories with what else there is, sorted by path. */
  List<DeviceTree.Device> devices() {
    walk("/devices", Optional.empty());
    DeviceTree laidOut = new DeviceTree();
    found.values().forEach(laidOut::add);
    for (String top : sysfs.list("")) {
      if (!top.equals("devices")) {
        rest("/" + top, laidOut.sysfs());
      }
    }
    return List.copyOf(found.values());
  }

  private void walk(String directory, Optional<DeviceTree.Device> above) {
    boolean own = sysfs.entry(directory + "/uevent").isPresent() || isMember(directory);
    Optional<DeviceTree.Device> holder = own ? Optional.of(device(directory)) : above;
    for (String name : sysfs.list(directory)) {
      String path = directory + "/" + name;
      Sysfs.Entry entry = sysfs.entry(path).orElse(null);
      if (entry instanceof Sysfs.Entry.Directory) {
        walk(path, holder);
      } else if (entry != null && !(own && isOfLayout(name))) {
        put(holder.orElseGet(() -> plain(directory)), path, entry);
      }
    }
    if (sysfs.list(directory).isEmpty()) {
      plain(directory);
    }
  }

  private boolean isMember(String directory) {
    return tree.linkName(directory, "subsystem").isPresent();
  }

  private static boolean isOfLayout(String name) {
    return name.equals("uevent") || name.equals("subsystem") || name.equals("driver");
  }

  private DeviceTree.Device device(String path) {
    Optional<String> subsystem = tree.linkName(path, "subsystem");
    String home = target(path + "/subsystem");
    boolean bus =
        home.startsWith("/bus/")
            || (!home.startsWith("/class/") && !Subsystems.isClass(subsystem.orElse("")));
    Optional<Map<String, String>> uevent =
        sysfs.entry(path + "/uevent").map(e -> JsonDevices.variables(tree.content(e).orElse("")));
    DeviceTree.Device device =
        new DeviceTree.Device(
            path, subsystem, bus, tree.linkName(path, "driver"), Map.of(), Map.of(), uevent);
    found.put(path, device);
    return device;
  }

  /** A directory that is no device but has files of its own. */
  private DeviceTree.Device plain(String path) {
    return found.computeIfAbsent(
        path,
        p ->
            new DeviceTree.Device(
                p, Optional.empty(), true, Optional.empty(), Map.of(), Map.of(), Optional.empty()));
  }

  private void put(DeviceTree.Device holder, String path, Sysfs.Entry entry) {
    String name = path.substring(holder.devpath().length() + 1);
    if (entry instanceof Sysfs.Entry.Link link) {
      holder.links().put(name, link.target());
    } else {
      holder.attrs().put(name, tree.content(entry).map(DeviceListing::withoutNewline));
    }
  }

  /** What the devices alone do not lay out: drivers' files, parameters, directories. */
  private void rest(String directory, Sysfs laidOut) {
    for (String name : sysfs.list(directory)) {
      String path = directory + "/" + name;
      Sysfs.Entry entry = sysfs.entry(path).orElse(new Sysfs.Entry.Directory());
      if (entry instanceof Sysfs.Entry.Directory) {
        rest(path, laidOut);
      } else if (!laidOut.entry(path).equals(Optional.of(entry))) {
        put(plain(directory), path, entry);
      }
    }
    if (sysfs.list(directory).isEmpty() && laidOut.entry(directory).isEmpty()) {
      plain(directory);
    }
  }

  private String target(String link) {
    return sysfs.entry(link).orElse(null) instanceof Sysfs.Entry.Link found
        ? Tree.target(link, found.target()).orElse("")
        : "";
  }

  /** A newline is put back when the device is laid out, behind all but empty values. */
  private static String withoutNewline(String content) {
    boolean one = content.length() > 1 && content.endsWith("\n") && !content.endsWith("\n\n");
    return one ? content.substring(0, content.length() - 1) : content;
  }
}
