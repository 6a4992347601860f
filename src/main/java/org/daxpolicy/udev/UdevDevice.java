package org.daxpolicy.udev;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A device as udev sees it in sysfs. What was read once is remembered. */
final class UdevDevice {
  private final Devices devices;
  private final String devpath;
  private final Map<String, String> uevent;
  private final String name;
  private final boolean hasNumber;
  private final boolean isInterface;
  private final Map<String, Known<Optional<String>>> attributes = new HashMap<>();
  private @Nullable Optional<String> linkedSubsystem;
  private @Nullable String subsystem;
  private @Nullable String driver;
  private @Nullable Optional<UdevDevice> parent;
  private @Nullable Prospects prospects;

  /**
   * @param devpath its path without {@code /sys}
   * @param uevent the variables of its uevent, DEVNAME as a path below {@code /dev}
   */
  UdevDevice(Devices devices, String devpath, Map<String, String> uevent) {
    this.devices = devices;
    this.devpath = devpath;
    this.uevent = uevent;
    this.name = SysfsPaths.lastName(devpath).replace('!', '/');
    this.hasNumber = isPositive("MAJOR");
    this.isInterface = isPositive("IFINDEX");
  }

  private boolean isPositive(String key) {
    return Numbers.unsigned(uevent.getOrDefault(key, "")).orElse(0L) > 0;
  }

  String devpath() {
    return devpath;
  }

  Map<String, String> uevent() {
    return uevent;
  }

  /** The kernel's name, with the slashes sysfs writes as {@code !}. */
  String name() {
    return name;
  }

  /** The digits at the end of the name; none if there is nothing before them. */
  String number() {
    int start = name.length();
    while (start > 0 && ByteText.isDigit(name.charAt(start - 1))) {
      start--;
    }
    return start == 0 ? "" : name.substring(start);
  }

  Optional<String> linkedSubsystem() {
    if (linkedSubsystem == null) {
      linkedSubsystem = SysfsPaths.linkName(devices.sysfs(), devpath + "/subsystem");
    }
    return linkedSubsystem;
  }

  String subsystem() {
    if (subsystem == null) {
      subsystem = linkedSubsystem().orElseGet(this::impliedSubsystem);
    }
    return subsystem;
  }

  private String impliedSubsystem() {
    if (devpath.startsWith("/module/")) {
      return "module";
    }
    if (devpath.contains("/drivers/") || devpath.endsWith("/drivers")) {
      return "drivers";
    }
    if (devpath.startsWith("/class/") || devpath.startsWith("/bus/")) {
      return "subsystem";
    }
    return uevent.getOrDefault("SUBSYSTEM", "");
  }

  /** The bound driver, "" if none. */
  String driver() {
    if (driver == null) {
      driver = SysfsPaths.linkName(devices.sysfs(), devpath + "/driver").orElse("");
    }
    return driver;
  }

  /** The device node's path, if it has one. */
  Optional<String> node() {
    return Optional.ofNullable(uevent.get("DEVNAME"));
  }

  /** The mode a text asks for, in any base C knows. */
  static Optional<Integer> mode(String text) {
    return Numbers.unsigned(text).filter(n -> n <= 07777).map(Long::intValue);
  }

  /** The mode the kernel asks for its node. */
  Optional<Integer> mode() {
    return Optional.ofNullable(uevent.get("DEVMODE")).flatMap(UdevDevice::mode);
  }

  /** The owner or group the kernel asks for its node, by the name of the variable. */
  Optional<Integer> account(String variable) {
    return Optional.ofNullable(uevent.get(variable)).flatMap(Numbers::unsigned).map(Long::intValue);
  }

  boolean hasNumber() {
    return hasNumber;
  }

  boolean isInterface() {
    return isInterface;
  }

  /** Whether udev's database can have no entry for it; from 258 on a number is name enough. */
  boolean isNameless() {
    boolean numbered = devices.version().atLeast(258) && (hasNumber || isInterface);
    return subsystem().isEmpty() && !numbered;
  }

  /** The rules worth trying on its events. */
  Prospects prospects() {
    if (prospects == null) {
      prospects = new Prospects(this, devices.version());
    }
    return prospects;
  }

  /** The nearest directory above that is a device. */
  Optional<UdevDevice> parent() {
    if (parent == null) {
      parent = devices.above(devpath);
    }
    return parent;
  }

  /** An attribute as sysfs has it, without newlines at its end. */
  Known<Optional<String>> attribute(String attribute) {
    Known<Optional<String>> value = attributes.get(attribute);
    if (value == null) {
      value = Known.of(load(attribute));
      attributes.put(attribute, value);
    }
    return value;
  }

  private Optional<String> load(String attribute) {
    Sysfs sysfs = devices.sysfs();
    String path = devpath + "/" + attribute;
    boolean link =
        attribute.equals("driver") || attribute.equals("subsystem") || attribute.equals("module");
    if (link && sysfs.entry(path).orElse(null) instanceof Sysfs.Entry.Link) {
      return SysfsPaths.linkName(sysfs, path);
    }
    // releases before 258 neither follow a link at the end nor read what the mode forbids
    boolean follows = devices.version().atLeast(258);
    if (attribute.endsWith("/") && !(follows && SysfsPaths.tidy(attribute).equals("uevent"))) {
      // what has a slash behind it must be a directory
      return Optional.empty();
    }
    Optional<String> place = SysfsPaths.resolve(sysfs, path, follows);
    if (place.flatMap(sysfs::entry).orElse(null) instanceof Sysfs.Entry.File file
        && (follows || (file.mode() & 0400) != 0)) {
      return file.content().map(UdevDevice::line);
    }
    return Optional.empty();
  }

  private static String line(String content) {
    int nul = content.indexOf(0);
    return ByteText.chomp(nul < 0 ? content : content.substring(0, nul));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof UdevDevice device && device.devpath.equals(devpath);
  }

  @Override
  public int hashCode() {
    return devpath.hashCode();
  }

  @Override
  public String toString() {
    return devpath;
  }
}
