package org.daxpolicy.machine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.daxpolicy.udev.DeviceRecord;
import org.daxpolicy.udev.DeviceTree;
import org.jspecify.annotations.Nullable;

/**
 * A device of a listing. A listing has properties where sysfs has a {@code uevent} file, udev its
 * database and the kernel some attributes; they are told apart by their names.
 */
final class ListedDevice {
  /** The variables the kernel puts into uevent files; all others udev added. */
  private static final Set<String> KERNEL_VARIABLES =
      Set.of(
          "ABS",
          "BUSNUM",
          "DEVGID",
          "DEVMODE",
          "DEVNAME",
          "DEVNUM",
          "DEVTYPE",
          "DEVUID",
          "DISKSEQ",
          "DRIVER",
          "EV",
          "FF",
          "HID_ID",
          "HID_NAME",
          "HID_PHYS",
          "HID_UNIQ",
          "IFINDEX",
          "INTERFACE",
          "KEY",
          "LED",
          "MAJOR",
          "MINOR",
          "MODALIAS",
          "MSC",
          "NAME",
          "PARTN",
          "PARTNAME",
          "PARTUUID",
          "PCI_CLASS",
          "PCI_ID",
          "PCI_SLOT_NAME",
          "PCI_SUBSYS_ID",
          "PHYS",
          "PRODUCT",
          "PROP",
          "REL",
          "SND",
          "SW",
          "TYPE",
          "UNIQ");

  /** What {@code udevadm} prints of every device and is stored nowhere as a property. */
  private static final Set<String> DERIVED =
      Set.of(
          "ACTION",
          "CURRENT_TAGS",
          "DEVLINKS",
          "DEVPATH",
          "SEQNUM",
          "SUBSYSTEM",
          "TAGS",
          "UDEV_DATABASE_VERSION",
          "USEC_INITIALIZED");

  /** Subsystems whose devices print their devtype as an attribute too. */
  private static final Set<String> WITH_DEVTYPE = Set.of("cxl", "nd");

  private final String devpath;
  private final Map<String, String> properties = new LinkedHashMap<>();
  private final Map<String, Optional<String>> attrs = new LinkedHashMap<>();
  private final Map<String, String> sysfsLinks = new LinkedHashMap<>();
  private final List<String> links = new ArrayList<>();
  private final List<String> tags = new ArrayList<>();
  private Optional<String> subsystem = Optional.empty();
  private Optional<String> driver = Optional.empty();
  private Optional<String> node = Optional.empty();
  private Optional<String> number = Optional.empty();
  private int priority;

  ListedDevice(String devpath) {
    this.devpath = devpath;
  }

  void subsystem(String name) {
    subsystem = Optional.of(name);
  }

  void driver(String name) {
    driver = Optional.of(name);
  }

  /** The kind and numbers of its node: {@code c 252:0}. */
  void number(String value) {
    number = Optional.of(value.substring(value.indexOf(' ') + 1));
  }

  void node(String name) {
    node = Optional.of(name);
  }

  void link(String name) {
    links.add(name);
  }

  void tag(String name) {
    tags.add(name);
  }

  void priority(int value) {
    priority = value;
  }

  void property(String key, String value) {
    properties.put(key, value);
  }

  void attribute(String name, String value) {
    attrs.put(name, Optional.of(value));
  }

  void sysfsLink(String name, String target) {
    sysfsLinks.put(name, target);
  }

  /** Lays the device out, and what udev remembers of it. */
  void layOut(Assembly assembly) throws Snapshot.TooLarge {
    Map<String, String> uevent = new LinkedHashMap<>();
    Map<String, String> stored = new LinkedHashMap<>();
    properties.forEach(
        (key, value) -> {
          if (KERNEL_VARIABLES.contains(key)) {
            uevent.put(key, key.equals("DEVNAME") ? withoutDev(value) : value);
          } else if (!DERIVED.contains(key)) {
            stored.put(key, value);
          }
        });
    node.ifPresent(name -> uevent.putIfAbsent("DEVNAME", name));
    number.filter(n -> n.matches("\\d+:\\d+")).ifPresent(n -> numbers(uevent, n));
    driver.ifPresent(name -> uevent.putIfAbsent("DRIVER", name));
    DeviceRecord record =
        new DeviceRecord(
            stored, tags("TAGS", tags), tags("CURRENT_TAGS", List.of()), links(), priority);
    assembly.add(device(uevent), Optional.of(record).filter(r -> !r.equals(DeviceRecord.NONE)));
  }

  private DeviceTree.Device device(Map<String, String> uevent) {
    Optional<String> home =
        name(subsystem.or(() -> Optional.ofNullable(properties.get("SUBSYSTEM"))))
            .filter(s -> devpath.startsWith("/devices/"));
    Optional<String> linked = Optional.ofNullable(sysfsLinks.get("driver")).map(DevicePath::name);
    Optional<String> bound =
        name(linked.or(() -> driver).or(() -> Optional.ofNullable(properties.get("DRIVER"))));
    derived(home, uevent);
    return new DeviceTree.Device(
        devpath,
        home,
        !Subsystems.isClass(home.orElse("")),
        bound,
        attrs,
        sysfsLinks,
        Optional.of(uevent));
  }

  /** Attributes that the kernel prints alike: what the exported database does not hold of sysfs. */
  private void derived(Optional<String> home, Map<String, String> uevent) {
    if (WITH_DEVTYPE.contains(home.orElse(""))) {
      attribute("devtype", uevent.get("DEVTYPE"), attrs);
    }
    attribute("modalias", uevent.get("MODALIAS"), attrs);
    if (uevent.containsKey("MAJOR") && uevent.containsKey("MINOR")) {
      attribute("dev", uevent.get("MAJOR") + ":" + uevent.get("MINOR"), attrs);
    }
  }

  private static void attribute(
      String name, @Nullable String value, Map<String, Optional<String>> attrs) {
    if (value != null) {
      attrs.putIfAbsent(name, Optional.of(value));
    }
  }

  private static void numbers(Map<String, String> uevent, String number) {
    int colon = number.indexOf(':');
    uevent.putIfAbsent("MAJOR", number.substring(0, colon));
    uevent.putIfAbsent("MINOR", number.substring(colon + 1));
  }

  private List<String> tags(String property, List<String> otherwise) {
    String joined = properties.get(property);
    if (joined == null) {
      return otherwise;
    }
    return List.of(joined.split(":", -1)).stream().filter(t -> !t.isEmpty()).toList();
  }

  private List<String> links() {
    if (!links.isEmpty() || !properties.containsKey("DEVLINKS")) {
      return links.stream().map(ListedDevice::withoutDev).toList();
    }
    return List.of(properties.getOrDefault("DEVLINKS", "").split(" ", -1)).stream()
        .filter(l -> !l.isEmpty())
        .map(ListedDevice::withoutDev)
        .toList();
  }

  /** Only what can be a file's name. */
  private static Optional<String> name(Optional<String> name) {
    return name.filter(n -> DevicePath.isBelow(n) && !n.contains("/"));
  }

  private static String withoutDev(String path) {
    return path.startsWith("/dev/") ? path.substring("/dev/".length()) : path;
  }
}
