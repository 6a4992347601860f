package org.daxpolicy.udev;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What udev and the evaluator are both asked: rules, a machine and an event. All strings are byte
 * strings.
 *
 * @param devices the machine; none means this one, with its own {@code /sys}
 * @param rules {@code etc/NAME.rules} or {@code run/NAME.rules} to text
 * @param devpath the event's device
 * @param action the event's action
 * @param commandLine the kernel's
 * @param database devpath to the text of its entry in udev's database
 */
record Question(
    List<DeviceTree.Device> devices,
    Map<String, String> rules,
    String devpath,
    String action,
    String commandLine,
    Map<String, String> database) {
  Question {
    devices = List.copyOf(devices);
    rules = new TreeMap<>(rules);
    database = new TreeMap<>(database);
  }

  Question withRules(Map<String, String> others) {
    return new Question(devices, others, devpath, action, commandLine, database);
  }

  Question withDevices(List<DeviceTree.Device> others) {
    return new Question(others, rules, devpath, action, commandLine, database);
  }

  Question withDatabase(Map<String, String> other) {
    return new Question(devices, rules, devpath, action, commandLine, other);
  }

  Question withAction(String other) {
    return new Question(devices, rules, devpath, other, commandLine, database);
  }

  Question withCommandLine(String other) {
    return new Question(devices, rules, devpath, action, other, database);
  }

  boolean isOfThisMachine() {
    return devices.isEmpty();
  }

  Sysfs sysfs() {
    if (isOfThisMachine()) {
      return new LiveSysfs();
    }
    DeviceTree tree = new DeviceTree();
    devices.forEach(tree::add);
    return tree.sysfs();
  }

  /** The rules as that release reads them on that host. */
  RuleSet rules(UdevVersion version, Host host) {
    Map<String, RulesFile> files = new TreeMap<>();
    for (String place : List.of("run/", "etc/")) {
      rules.forEach(
          (path, text) -> {
            if (path.startsWith(place)) {
              String name = path.substring(place.length());
              files.put(name, RulesFile.parse(name, text, version, host));
            }
          });
    }
    return RuleSet.of(new ArrayList<>(files.values()));
  }

  /** What udev's database calls a device; "" if it can have no entry. */
  static String databaseName(Sysfs sysfs, String devpath) {
    UdevDevice device = new Devices(sysfs, UdevVersion.NEWEST).at(devpath).orElse(null);
    if (device == null) {
      return "";
    }
    String subsystem = device.subsystem();
    Map<String, String> uevent = device.uevent();
    if (subsystem.isEmpty()) {
      return "";
    }
    if (device.hasNumber()) {
      String kind = subsystem.equals("block") ? "b" : "c";
      return kind + uevent.get("MAJOR") + ":" + uevent.getOrDefault("MINOR", "0");
    }
    if (device.isInterface()) {
      return "n" + uevent.get("IFINDEX");
    }
    return "+" + subsystem + ":" + SysfsPaths.lastName(devpath);
  }

  Map<String, DeviceRecord> records() {
    Map<String, DeviceRecord> records = new LinkedHashMap<>();
    Sysfs sysfs = sysfs();
    database.forEach(
        (path, text) -> {
          if (!databaseName(sysfs, path).isEmpty()) {
            records.put(path, ProbeCorpus.record(text));
          }
        });
    return records;
  }

  /** All rules in one text, for people. */
  String allRules() {
    return String.join("\n", rules.values());
  }

  /** All of it, for people. */
  String described() {
    StringBuilder text = new StringBuilder(action + " " + devpath + "\n" + allRules());
    devices.forEach(d -> text.append("  " + d + "\n"));
    database.forEach((device, entry) -> text.append("  of " + device + "\n" + entry));
    return ByteText.readable(text.toString());
  }
}
