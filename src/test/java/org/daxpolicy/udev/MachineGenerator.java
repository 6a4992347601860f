package org.daxpolicy.udev;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes machines up: chains of devices as deep as real ones, with directories between them that are
 * no devices, siblings, and names, attributes and variables weighted to what udev treats specially.
 */
final class MachineGenerator {
  /** Attributes every generated device can have. */
  static final List<String> ATTRIBUTES =
      List.of(
          "size",
          "target_node",
          "model",
          "vendor",
          "both",
          "trail",
          "spaces",
          "empty",
          "tabbed",
          "multi",
          "sub/inner",
          "sub/deep/x",
          "pipe",
          "lead",
          "hex",
          "long",
          "huge",
          "path",
          "binary",
          "nul",
          "dollar",
          "dev",
          "removable",
          "partition",
          "a:b",
          "with space",
          "uevent_x",
          "device");

  private static final List<String> VALUES =
      List.of(
          "0",
          "1",
          "17179869184",
          "4096",
          "0x1f",
          "-1",
          "8:1",
          "Foo  Bar",
          "Foo  Bar  ",
          " lead",
          "  ",
          "",
          "a|b",
          "x\ty",
          "l1\nl2",
          "l1\nl2\n\n",
          "a\r",
          "h\u00c3\u00a9llo",
          "\u00ff\u00fe",
          "a\u00ef\u00b7\u0090b",
          "a\u00ef\u00bf\u00bfb",
          "a\u00ed\u00a0\u0080b",
          "\u00c3",
          "\u00f0\u009f\u0098\u0080",
          "\u000b v \f",
          "v\0w",
          "$kernel %k",
          "a/b c$d%e?f,g;h'i",
          "..",
          "../../etc",
          "(x)&~!",
          "\\x20q\\x",
          "\"q\"",
          "yes",
          "OFFLINE",
          "dax0.0",
          "none",
          "x=y",
          "0660",
          "daemon",
          "disk",
          "t1",
          "x".repeat(510),
          "x".repeat(511),
          "x".repeat(512),
          "y ".repeat(300),
          "z".repeat(5000));

  private static final List<String> BUSES =
      List.of("dax", "platform", "pci", "usb", "scsi", "nd", "i2c", "hid");
  private static final List<String> CLASSES =
      List.of("block", "tty", "net", "input", "mem", "misc", "sound", "net");
  private static final List<String> DRIVERS =
      List.of("device_dax", "kmem", "hmem", "sd", "usb-storage", "my driver", "8250", "a:b");

  private final Dice dice;
  private final List<DeviceTree.Device> devices = new ArrayList<>();
  private int minor = 1;
  private int interfaces = 100;

  MachineGenerator(Dice dice) {
    this.dice = dice;
  }

  /** A machine of some ten devices. */
  List<DeviceTree.Device> machine() {
    String top =
        dice.of(
            "/devices/platform", "/devices/pci0000:00", "/devices/virtual", "/devices/system/x");
    if (dice.chance(0.3)) {
      devices.add(DraftDevice.of(top).variable("TOP", "1").build());
    }
    String path = top;
    int depth = dice.between(2, 5);
    for (int level = 0; level < depth; level++) {
      path += "/" + name(level);
      if (dice.chance(0.15)) {
        // a directory that is no device, such as block/ between a disk and its parent
        path += "/" + dice.of("block", "mid", "net", "tty", "0");
      }
      add(path, level == depth - 1);
      if (dice.chance(0.4)) {
        add(path + "_s", false);
      }
    }
    add(path + "/" + name(depth), true);
    add(path + "/" + name(depth + 1) + "1", true);
    devices.add(
        DraftDevice.of("/devices/virtual/dmi/id")
            .subsystem("dmi", false)
            .attribute("sys_vendor", "ACME Inc.  ")
            .attribute("empty_a", "")
            .variable("MODALIAS", "dmi:x")
            .build());
    devices.add(
        DraftDevice.of("/devices/virtual/net/eth7")
            .subsystem("net", false)
            .attribute("address", "02:00:00:00:00:07")
            .variable("INTERFACE", "eth7")
            .variable("IFINDEX", "77")
            .build());
    return List.copyOf(devices);
  }

  private String name(int level) {
    return dice.of(
            "dax",
            "hmem.",
            "sd",
            "sda",
            "tty",
            "ttyACM",
            "grp!sub!d",
            "cciss!c0d0p",
            "0000:00:1f.",
            "1-1.4:1.",
            "eth",
            "host",
            "i2c-",
            "x y",
            "a+b=c@d#",
            "name.with.dots-",
            "(odd)",
            "input",
            "event",
            "")
        + dice.of("0", "1", "0.0", "12", "07", "", "a")
        + (level == 0 ? "r" : "");
  }

  private void add(String path, boolean leaf) {
    if (devices.stream().anyMatch(d -> d.devpath().equals(path))
        || path.endsWith("/")
        || path.contains("//")) {
      return;
    }
    DraftDevice device = DraftDevice.of(path);
    if (dice.chance(0.08)) {
      devices.add(attributes(device.noDevice()).build());
      return;
    }
    String name = SysfsPaths.lastName(path);
    boolean bus = dice.chance(0.6);
    boolean belongs = dice.chance(0.95);
    if (belongs) {
      device.subsystem(bus ? dice.of(BUSES) : dice.of(CLASSES), bus);
      if (bus && dice.chance(0.6)) {
        device.driver(dice.of(DRIVERS));
      }
    }
    if (belongs && dice.chance(leaf ? 0.85 : 0.2)) {
      numbered(device, name);
    } else if (dice.chance(0.2)) {
      device
          .variable("IFINDEX", dice.chance(0.1) ? "0" : String.valueOf(interfaces++))
          .variable("INTERFACE", name);
    }
    for (String variable :
        List.of("DRIVER", "MODALIAS", "DEVTYPE", "PROP_A", "UEPROP", "PRODUCT")) {
      if (dice.chance(0.35)) {
        device.variable(
            variable,
            dice.of("device_dax", "dax:t0", "disk", "usb_device", "", "a b", "1d6b/2/604", "x=y"));
      }
    }
    devices.add(attributes(device).build());
  }

  private void numbered(DraftDevice device, String name) {
    device.variable("MAJOR", dice.of("8", "252", "4")).variable("MINOR", String.valueOf(minor++));
    {
      device.variable(
          "DEVNAME",
          dice.of(
              name.replace('!', '/'),
              name.replace('!', '/'),
              "bus/usb/001/00" + minor,
              "in put/e" + minor));
    }
    if (dice.chance(0.15)) {
      device.variable("DEVMODE", dice.of("0666", "0600", "x"));
    }
    if (dice.chance(0.1)) {
      device.variable("DEVUID", "1").variable("DEVGID", dice.of("6", "0"));
    }
  }

  private DraftDevice attributes(DraftDevice device) {
    for (String attribute : ATTRIBUTES) {
      if (dice.chance(0.3)) {
        device.attribute(attribute, dice.of(VALUES));
      }
    }
    if (dice.chance(0.2)) {
      device.link("device", "../");
      device.link(
          "plink", dice.of("../uevent", "size", "..", "/sys/devices/virtual/dmi/id/sys_vendor"));
      device.link("dangling", "nowhere");
      device.link("outside", "/etc/passwd");
    }
    return device;
  }

  /** Strings that say something about a machine: names, values, paths. */
  static List<String> facts(List<DeviceTree.Device> machine) {
    List<String> facts = new ArrayList<>();
    for (DeviceTree.Device device : machine) {
      facts.add(SysfsPaths.lastName(device.devpath()).replace('!', '/'));
      facts.add(device.devpath());
      device.subsystem().ifPresent(facts::add);
      device.driver().ifPresent(facts::add);
      device.attrs().values().stream().flatMap(Optional::stream).forEach(facts::add);
      device.uevent().map(Map::values).ifPresent(facts::addAll);
    }
    return facts.stream().filter(f -> f.length() < 40).distinct().toList();
  }
}
