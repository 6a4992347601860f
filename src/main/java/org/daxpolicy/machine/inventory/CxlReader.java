package org.daxpolicy.machine.inventory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.daxpolicy.machine.DevicePath;

/** Reads CXL memory devices, and which regions they are part of. */
final class CxlReader {
  private final Attributes attributes;

  private CxlReader(Attributes attributes) {
    this.attributes = attributes;
  }

  static List<CxlDevice> devices(Attributes attributes) {
    CxlReader reader = new CxlReader(attributes);
    List<CxlDevice> found = new ArrayList<>();
    for (String path : attributes.devices("cxl")) {
      if (isMemory(attributes, path)) {
        found.add(reader.device(path));
      }
    }
    found.sort(Comparator.comparing(CxlDevice::path, DevicePath.NATURAL));
    return found;
  }

  private static boolean isMemory(Attributes attributes, String path) {
    return DevicePath.name(path).matches("mem\\d+") && attributes.isThere(path + "/ram/size");
  }

  private CxlDevice device(String path) {
    String name = DevicePath.name(path);
    return new CxlDevice(
        name,
        path,
        Optional.of(DevicePath.name(DevicePath.parent(path))).filter(h -> !h.isEmpty()),
        attributes.text(path + "/serial"),
        attributes.number(path + "/ram/size"),
        attributes.number(path + "/pmem/size"),
        attributes.node(path + "/numa_node"),
        regions(name));
  }

  /** The regions of the decoders of the endpoints that a memory device is the upper port of. */
  private List<String> regions(String device) {
    SortedSet<String> regions = new TreeSet<>();
    for (String endpoint : attributes.devices("cxl")) {
      if (attributes.link(endpoint, "uport").equals(Optional.of(device))) {
        for (String decoder : attributes.names(endpoint)) {
          attributes.text(endpoint + "/" + decoder + "/region").ifPresent(regions::add);
        }
      }
    }
    return List.copyOf(regions);
  }

  /** The memory devices behind a region's targets, in the order of interleaving. */
  static List<String> targets(Attributes attributes, String region) {
    List<String> devices = new ArrayList<>();
    for (int i = 0; attributes.isThere(region + "/target" + i); i++) {
      attributes
          .text(region + "/target" + i)
          .flatMap(decoder -> attributes.device("cxl", decoder))
          .map(DevicePath::parent)
          .flatMap(endpoint -> attributes.link(endpoint, "uport"))
          .ifPresent(devices::add);
    }
    return devices;
  }
}
