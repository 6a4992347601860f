package org.daxpolicy.dax.kernel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.daxpolicy.dax.Driver;
import org.daxpolicy.dax.Feature;
import org.daxpolicy.dax.KernelSettings;
import org.daxpolicy.dax.KernelSettings.Presence;
import org.daxpolicy.dax.Module;
import org.daxpolicy.dax.Origin;
import org.daxpolicy.dax.kernel.KernelLog.Subject;

/** The bus on which dax devices find their drivers ({@code drivers/dax/bus.c}). */
final class DaxBus {
  private final KernelSettings settings;
  private final KernelLog log;
  private final Kmem kmem;
  private final List<Region> regions = new ArrayList<>();

  /** Registered drivers in the order of their registration, each with the names it was given. */
  private final List<Driver> drivers = new ArrayList<>();

  private final Map<Driver, Set<String>> names = new EnumMap<>(Driver.class);

  DaxBus(KernelSettings settings, KernelLog log, Kmem kmem) {
    this.settings = settings;
    this.log = log;
    this.kmem = kmem;
  }

  Stream<Region> regions() {
    return regions.stream().sorted(Comparator.comparingInt(Region::id));
  }

  Stream<Device> devices() {
    return regions().flatMap(r -> r.devices.values().stream());
  }

  Optional<Device> device(String name) {
    return devices().filter(d -> d.name().equals(name)).findFirst();
  }

  boolean registered(Driver driver) {
    return drivers.contains(driver);
  }

  /** A driver is there from now on: it is tried on every device without one. */
  void register(Driver driver) {
    drivers.add(driver);
    names.put(driver, new TreeSet<>());
    attach(driver);
  }

  private void attach(Driver driver) {
    for (Device device : devices().toList()) {
      if (device.driver.isEmpty() && matches(driver, device)) {
        probe(driver, device);
      }
    }
  }

  /** A region and its first device. */
  Region add(Region region, long size) {
    regions.add(region);
    Device first = new Device(region, 0);
    first.memmapOnMemory = region.source.origin() == Origin.CXL;
    if (size > 0) {
      first.take(new Extent(region.source.start(), size));
    }
    add(first);
    return region;
  }

  private void add(Device device) {
    device.region.devices.put(device.instance, device);
    log.send("add", Subject.DAX, device.name());
    for (Driver driver : drivers) {
      if (matches(driver, device) && probe(driver, device).ok()) {
        return;
      }
    }
    if (device.driver.isEmpty()) {
      explain(device);
    }
  }

  /** Says why a device got no driver, where no driver was even tried. */
  void explain(Device device) {
    if (device.size() == 0) {
      log.chose(
          device.name(),
          Optional.empty(),
          settings.softReserve().idle()
              ? "dax_hmem.region_idle=1: the region's device has size 0"
              : "a device of size 0 is bound to no driver");
      return;
    }
    Driver wanted = wanted(device);
    Presence presence = settings.presence(module(wanted));
    if (!registered(wanted) && !presence.available()) {
      log.chose(
          device.name(),
          Optional.empty(),
          "the kernel wants "
              + wanted.sysfsName()
              + ", which is "
              + presence.word()
              + (wanted == Driver.KMEM ? "; there is no fallback" : ""));
    }
  }

  private Driver wanted(Device device) {
    return device.region.wantsKmem && settings.kmem() != Presence.NOT_CONFIGURED
        ? Driver.KMEM
        : Driver.DEVICE_DAX;
  }

  static Module module(Driver driver) {
    return switch (driver) {
      case DEVICE_DAX -> Module.DEVICE_DAX;
      case KMEM -> Module.KMEM;
      case FSDEV_DAX -> Module.FSDEV_DAX;
    };
  }

  private boolean matches(Driver driver, Device device) {
    return names.getOrDefault(driver, Set.of()).contains(device.name())
        || (settings.has(Feature.KMEM_FIRST)
            ? wanted(device) == driver
            : driver == Driver.DEVICE_DAX);
  }

  private Errno probe(Driver driver, Device device) {
    if (device.size() == 0) {
      explain(device);
      return Errno.ENXIO;
    }
    boolean named = names.getOrDefault(driver, Set.of()).contains(device.name());
    if (driver == Driver.KMEM) {
      Kmem.Probed probed = kmem.probe(device);
      if (!probed.error().ok()) {
        log.chose(device.name(), Optional.empty(), probed.why());
        return probed.error();
      }
    } else if (kmem.isStuck(device)) {
      log.chose(
          device.name(),
          Optional.empty(),
          driver.sysfsName() + " cannot have memory that an earlier unbinding left online");
      return Errno.EBUSY;
    }
    device.driver = Optional.of(driver);
    if (device.region.seed.equals(Optional.of(device.name()))) {
      device.region.seed = Optional.empty();
    }
    log.chose(device.name(), device.driver, why(driver, device, named));
    log.send("bind", Subject.DAX, device.name(), Optional.of(driver.sysfsName()));
    return Errno.OK;
  }

  private String why(Driver driver, Device device, boolean named) {
    if (named) {
      return driver.sysfsName() + " was given the device's name";
    }
    if (driver == Driver.KMEM) {
      return "since 6.3 the memory asks for kmem";
    }
    if (!settings.has(Feature.KMEM_FIRST)) {
      return "before 6.3 device_dax takes every device";
    }
    return device.region.wantsKmem
        ? "the kernel is built without kmem, so device_dax takes it"
        : "the memory does not ask for kmem, so device_dax takes it";
  }

  /** Writes a device's name to a driver's {@code new_id}. */
  Errno newId(Driver driver, String device) {
    if (!registered(driver)) {
      return Errno.ENOENT;
    }
    if (!device.matches("dax\\d+\\.\\d+")) {
      return Errno.EINVAL;
    }
    names.computeIfAbsent(driver, d -> new TreeSet<>()).add(device);
    attach(driver);
    return Errno.OK;
  }

  /** Writes a device's name to a driver's {@code remove_id}. */
  Errno removeId(Driver driver, String device) {
    if (!registered(driver)) {
      return Errno.ENOENT;
    }
    names.getOrDefault(driver, Set.of()).remove(device);
    return Errno.OK;
  }

  /** Writes a device's name to a driver's {@code bind}. */
  Errno bind(Driver driver, String name) {
    Optional<Device> device = device(name);
    if (!registered(driver)) {
      return Errno.ENOENT;
    }
    if (device.isEmpty() || !matches(driver, device.get())) {
      return Errno.ENODEV;
    }
    return device.get().driver.isPresent() ? Errno.EBUSY : probe(driver, device.get());
  }

  /** Writes a device's name to a driver's {@code unbind}. */
  Errno unbind(Driver driver, String name) {
    Optional<Device> device = device(name).filter(d -> d.driver.equals(Optional.of(driver)));
    if (device.isEmpty()) {
      return Errno.ENODEV;
    }
    unbind(device.get());
    return Errno.OK;
  }

  private void unbind(Device device) {
    if (device.driver.equals(Optional.of(Driver.KMEM))) {
      kmem.remove(device);
    }
    device.driver = Optional.empty();
    log.send("unbind", Subject.DAX, device.name());
  }

  /** Writes 1 to a region's {@code create}. */
  Errno create(Region region) {
    if (region.fixed() || !settings.has(Feature.SUBDIVISION)) {
      return Errno.EACCES;
    }
    if (region.available() == 0) {
      return Errno.ENOSPC;
    }
    Device device = new Device(region, region.nextInstance());
    if (region.seed.isEmpty()) {
      region.seed = Optional.of(device.name());
    }
    add(device);
    return Errno.OK;
  }

  /** Writes a device's name to its region's {@code delete}. */
  Errno delete(Region region, String name) {
    Optional<Device> device =
        region.devices.values().stream().filter(d -> d.name().equals(name)).findFirst();
    if (region.fixed() || !settings.has(Feature.SUBDIVISION)) {
      return Errno.EACCES;
    }
    if (device.isEmpty()) {
      return Errno.ENXIO;
    }
    boolean used =
        device.get().driver.isPresent() || device.get().size() > 0 || device.get().instance == 0;
    if (used) {
      return Errno.EBUSY;
    }
    remove(device.get());
    return Errno.OK;
  }

  private void remove(Device device) {
    if (device.driver.isPresent()) {
      unbind(device);
    }
    device.region.devices.remove(device.instance);
    if (device.region.seed.equals(Optional.of(device.name()))) {
      device.region.seed = Optional.empty();
    }
    log.send("remove", Subject.DAX, device.name());
  }

  /** The region goes, with all its devices. */
  void remove(Region region) {
    for (Device device : List.copyOf(region.devices.values())) {
      remove(device);
    }
    regions.remove(region);
  }

  /** Writes a device's {@code size}. */
  Errno resize(Device device, long size) {
    if (device.region.fixed() || !settings.has(Feature.SUBDIVISION)) {
      return Errno.EACCES;
    }
    if (device.driver.isPresent()) {
      return Errno.EBUSY;
    }
    if (size % device.align != 0) {
      return Errno.EINVAL;
    }
    long more = size - device.size();
    if (more > device.region.available()) {
      return Errno.ENOSPC;
    }
    if (more < 0) {
      device.shrink(size);
    } else {
      device.region.grow(device, more);
    }
    return Errno.OK;
  }

  /** Writes a device's {@code align}. */
  Errno realign(Device device, long align) {
    if (device.region.fixed()) {
      return Errno.EACCES;
    }
    if (device.driver.isPresent()) {
      return Errno.EBUSY;
    }
    boolean known = align == 1L << 12 || align == 1L << 21 || align == 1L << 30;
    if (!known || device.size() % align != 0) {
      return Errno.EINVAL;
    }
    device.align = align;
    return Errno.OK;
  }

  /** Writes a range to a device's {@code mapping}. */
  Errno map(Device device, Extent extent) {
    if (device.region.fixed() || device.driver.isPresent()) {
      return device.region.fixed() ? Errno.EACCES : Errno.EBUSY;
    }
    boolean inside =
        extent.start() >= device.region.source.start()
            && extent.end() <= device.region.source.start() + device.region.source.size();
    boolean taken =
        device.region.devices.values().stream()
            .anyMatch(d -> d.extents.stream().anyMatch(extent::overlaps));
    if (!inside || extent.size() % device.align != 0) {
      return Errno.EINVAL;
    }
    if (taken) {
      return Errno.ENOSPC;
    }
    device.take(extent);
    return Errno.OK;
  }

  /** Writes a device's {@code memmap_on_memory}. */
  Errno memmapOnMemory(Device device, boolean wanted) {
    if (!settings.has(Feature.MEMMAP_ATTRIBUTE)) {
      return Errno.ENOENT;
    }
    if (wanted && !settings.hotplug().memmapOnMemory()) {
      return Errno.EOPNOTSUPP;
    }
    if (device.driver.equals(Optional.of(Driver.KMEM)) && wanted != device.memmapOnMemory) {
      return Errno.EBUSY;
    }
    device.memmapOnMemory = wanted;
    return Errno.OK;
  }
}
