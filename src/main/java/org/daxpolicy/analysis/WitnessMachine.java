package org.daxpolicy.analysis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.daxpolicy.machine.HostFacts;
import org.daxpolicy.machine.Machine;
import org.daxpolicy.udev.DeviceRecord;
import org.daxpolicy.udev.DeviceTree;
import org.daxpolicy.udev.Event;
import org.daxpolicy.udev.Host;

/** Lays a witness out as the sysfs tree of a machine, as kernels 6.3 to 7.3 lay it out. */
final class WitnessMachine {
  private final Witness witness;
  private final String region;
  private final DeviceTree tree = new DeviceTree();
  private final String devpath;

  WitnessMachine(Witness witness) {
    this.witness = witness;
    String name = witness.name();
    this.region = name.substring("dax".length(), name.indexOf('.'));
    this.devpath = ancestors() + "/" + name;
    device();
    nodes();
    addressed();
  }

  Machine machine() {
    HostFacts host =
        new HostFacts(
            Optional.of("witness"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(constant("arch", "x86-64")),
            Optional.of(constant("virt", "none")),
            Optional.of(commandLine()),
            Collections.emptySortedMap(),
            Map.of(),
            Map.of());
    return new Machine("witness", host, tree.sysfs(), records(), List.of(devpath));
  }

  Event event() {
    Map<String, String> environment = new TreeMap<>();
    environment.put("MAJOR", "252");
    environment.put("MINOR", "0");
    environment.put("DEVNAME", "/dev/" + witness.name());
    environment.put("MODALIAS", "dax:t0");
    witness
        .values()
        .forEach(
            (fact, value) -> {
              if (fact instanceof Fact.Property property && value.isPresent()) {
                environment.put(property.name(), value.get());
              }
            });
    Host known = Host.UNKNOWN;
    Host host =
        new Host(
            Optional.of(constant("arch", "x86-64")),
            Optional.of(constant("virt", "none")),
            Optional.of(constant("cvm", "none")),
            Optional.of(commandLine()),
            known.users(),
            known.groups(),
            Map.of(),
            Map.of());
    String action = witness.raw(new Fact.Action()).orElse("bind");
    return new Event(tree.sysfs(), devpath, action, environment, host, records());
  }

  private Map<String, DeviceRecord> records() {
    Map<String, String> stored = new TreeMap<>();
    witness
        .values()
        .forEach(
            (fact, value) -> {
              if (fact instanceof Fact.Stored property && value.isPresent()) {
                stored.put(property.name(), value.get());
              }
            });
    return stored.isEmpty()
        ? Map.of()
        : Map.of(devpath, new DeviceRecord(stored, List.of(), List.of(), List.of(), 0));
  }

  private String constant(String key, String usual) {
    return witness.raw(new Fact.Constant(key)).orElse(usual);
  }

  private String commandLine() {
    StringBuilder line = new StringBuilder("quiet_witness");
    witness
        .values()
        .forEach(
            (fact, value) -> {
              if (fact instanceof Fact.Parameter parameter && value.isPresent()) {
                line.append(' ').append(parameter.name()).append('=').append(quoted(value.get()));
              }
            });
    return line.toString();
  }

  private static String quoted(String value) {
    String quote = value.indexOf('"') < 0 ? "\"" : "'";
    boolean plain = true;
    for (int i = 0; i < value.length(); i++) {
      plain &= value.charAt(i) > ' ' && "\"'".indexOf(value.charAt(i)) < 0;
    }
    return plain ? value : quote + value + quote;
  }

  /** Lays out what is above the device; where the device's directory is. */
  private String ancestors() {
    Set<Chain.Kind> kinds = witness.ancestors();
    String path = "/devices/platform";
    boolean cxl =
        kinds.contains(Chain.Kind.CXL_WINDOW)
            && kinds.contains(Chain.Kind.CXL_REGION)
            && kinds.contains(Chain.Kind.CXL_DAX_REGION);
    if (cxl) {
      path = add(path + "/ACPI0017:00", "platform", Optional.of("cxl_acpi"), Map.of());
      path = add(path + "/root0", "cxl", Optional.empty(), Map.of("devtype", "cxl_port"));
    }
    List<Chain.Kind> downwards =
        List.of(
            Chain.Kind.CXL_WINDOW,
            Chain.Kind.CXL_REGION,
            Chain.Kind.CXL_DAX_REGION,
            Chain.Kind.ND_OTHER,
            Chain.Kind.ND_DAX,
            Chain.Kind.HMEM);
    List<Chain.Kind> there = downwards.stream().filter(kinds::contains).toList();
    for (int i = 0; i < there.size(); i++) {
      Chain.Kind kind = there.get(i);
      Map<String, String> files = files(kind);
      if (i == there.size() - 1) {
        files.putAll(regionFiles());
      }
      path = add(path + "/" + name(kind), kind.subsystem(), driver(kind), files);
    }
    return kinds.isEmpty()
        ? add(path + "/memory." + region, "platform", Optional.empty(), regionFiles())
        : path;
  }

  private String name(Chain.Kind kind) {
    return switch (kind) {
      case CXL_WINDOW -> "decoder0.0";
      case CXL_REGION, ND_OTHER -> "region" + region;
      case CXL_DAX_REGION -> "dax_region" + region;
      case ND_DAX -> "dax" + region + ".0";
      case HMEM -> "hmem." + region;
    };
  }

  private static Optional<String> driver(Chain.Kind kind) {
    return switch (kind) {
      case CXL_WINDOW -> Optional.empty();
      case CXL_REGION -> Optional.of("cxl_region");
      case CXL_DAX_REGION -> Optional.of("cxl_dax_region");
      case ND_OTHER -> Optional.of("nd_region");
      case ND_DAX -> Optional.of("dax_pmem");
      case HMEM -> Optional.of("hmem");
    };
  }

  private Map<String, String> files(Chain.Kind kind) {
    Map<String, String> files = new LinkedHashMap<>();
    kind.devtype().ifPresent(d -> files.put("devtype", d));
    witness
        .values()
        .forEach(
            (fact, value) -> {
              if (fact instanceof Fact.OfAncestor of && of.kind() == kind && value.isPresent()) {
                files.put(of.file(), value.get());
              }
            });
    return files;
  }

  /** What the parent has that is the device's region. */
  private Map<String, String> regionFiles() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("dax_region/id", region);
    witness
        .values()
        .forEach(
            (fact, value) -> {
              if (fact instanceof Fact.OfParent of) {
                files.remove(of.file());
                value.ifPresent(v -> files.put(of.file(), v));
              }
            });
    return files;
  }

  private void device() {
    Map<String, String> files = new LinkedHashMap<>();
    for (String file : List.of("size", "align", "numa_node", "resource")) {
      files.put(file, Taste.of(new Fact.Own(file)).texts().get(0));
    }
    witness
        .values()
        .forEach(
            (fact, value) -> {
              if (fact instanceof Fact.Own own) {
                files.remove(own.file());
                value.ifPresent(v -> files.put(own.file(), v));
              }
            });
    Optional<String> driver =
        witness.raw(new Fact.BoundDriver()).or(() -> witness.raw(new Fact.Property("DRIVER")));
    tree.add(
        new DeviceTree.Device(
            devpath,
            Optional.of("dax"),
            true,
            driver,
            present(files),
            Map.of(),
            Optional.of(Map.of("MAJOR", "252", "MINOR", "0", "DEVNAME", witness.name()))));
  }

  private void nodes() {
    Map<String, String> files = new LinkedHashMap<>();
    witness
        .values()
        .forEach(
            (fact, value) -> {
              if (fact instanceof Fact.OfTargetNode of && value.isPresent()) {
                files.put(of.file(), value.get());
              }
            });
    Optional<String> node = witness.value(new Fact.Own("target_node"));
    if (node.isPresent() && !files.isEmpty()) {
      add("/devices/system/node/node" + node.get(), "node", Optional.empty(), files);
    }
  }

  /** Devices that are read by subsystem and name. */
  private void addressed() {
    Map<List<String>, Map<String, String>> devices = new LinkedHashMap<>();
    witness
        .values()
        .forEach(
            (fact, value) -> {
              if (fact instanceof Fact.Addressed a && value.isPresent()) {
                devices
                    .computeIfAbsent(List.of(a.subsystem(), a.kernel()), k -> new LinkedHashMap<>())
                    .put(a.file(), value.get());
              }
            });
    devices.forEach(
        (device, files) ->
            tree.add(
                new DeviceTree.Device(
                    "/devices/virtual/" + device.get(0) + "/" + device.get(1),
                    Optional.of(device.get(0)),
                    !device.get(0).equals("dmi"),
                    Optional.empty(),
                    present(files),
                    Map.of(),
                    Optional.of(Map.of()))));
  }

  private String add(
      String path, String subsystem, Optional<String> driver, Map<String, String> files) {
    tree.add(
        new DeviceTree.Device(
            path,
            Optional.of(subsystem),
            true,
            driver,
            present(files),
            Map.of(),
            Optional.of(Map.of())));
    return path;
  }

  private static Map<String, Optional<String>> present(Map<String, String> files) {
    Map<String, Optional<String>> present = new LinkedHashMap<>();
    List<String> names = new ArrayList<>(files.keySet());
    for (String name : names) {
      present.put(name, Optional.of(files.getOrDefault(name, "")));
    }
    return present;
  }
}
