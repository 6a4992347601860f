package org.daxpolicy.udev;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A device of a test's machine in the making. */
final class DraftDevice {
  private final String devpath;
  private Optional<String> subsystem = Optional.empty();
  private boolean bus;
  private Optional<String> driver = Optional.empty();
  private final Map<String, Optional<String>> attributes = new LinkedHashMap<>();
  private final Map<String, String> links = new LinkedHashMap<>();
  private Optional<Map<String, String>> uevent = Optional.of(new LinkedHashMap<>());

  private DraftDevice(String devpath) {
    this.devpath = devpath;
  }

  static DraftDevice of(String devpath) {
    return new DraftDevice(devpath);
  }

  DraftDevice subsystem(String name, boolean isBus) {
    subsystem = Optional.of(name);
    bus = isBus;
    return this;
  }

  DraftDevice driver(String name) {
    driver = Optional.of(name);
    return this;
  }

  DraftDevice attribute(String name, String value) {
    attributes.put(name, Optional.of(value));
    return this;
  }

  DraftDevice link(String name, String target) {
    links.put(name, target);
    return this;
  }

  DraftDevice variable(String name, String value) {
    uevent.ifPresent(u -> u.put(name, value));
    return this;
  }

  /** A plain directory: no uevent file. */
  DraftDevice noDevice() {
    uevent = Optional.empty();
    return this;
  }

  DeviceTree.Device build() {
    return new DeviceTree.Device(devpath, subsystem, bus, driver, attributes, links, uevent);
  }
}
