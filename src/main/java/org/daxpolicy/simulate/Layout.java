package org.daxpolicy.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.daxpolicy.dax.Driver;
import org.daxpolicy.dax.Origin;
import org.daxpolicy.dax.kernel.Firmware;
import org.daxpolicy.dax.kernel.Firmware.Source;
import org.daxpolicy.dax.kernel.Firmware.Window;
import org.daxpolicy.machine.Machine;

/**
 * What a snapshot tells of the machine as firmware made it, with everything the kernel and user
 * space have done to it taken away: which memory becomes which dax region, and where its devices
 * appear in sysfs.
 *
 * @param firmware the machine
 * @param parents the devpath below which a region's devices appear, by the region's number
 * @param origins where each region comes from; absent if the snapshot does not tell
 * @param unplaced regions of which the snapshot does not tell the address
 */
record Layout(
    Firmware firmware,
    SortedMap<Integer, String> parents,
    Map<Integer, Origin> origins,
    List<Integer> unplaced) {
  private static final Pattern DEVICE = Pattern.compile("dax(\\d{1,6})\\.(\\d{1,6})");
  private static final long USUAL_ALIGN = 1L << 21;

  /** Where memory of unknown address is put, so that it meets no other. */
  private static final long NOWHERE = 1L << 56;

  static Layout of(Machine machine, long blockSize) {
    return new Reader(machine, blockSize).read();
  }

  /** The region of a devpath's dax device; empty for what is none. */
  static Optional<Integer> region(String name) {
    Matcher m = DEVICE.matcher(name);
    return m.matches() ? Optional.of(Integer.valueOf(m.group(1))) : Optional.empty();
  }

  /** The devpath of a dax device of a known region. */
  String devpath(String device) {
    return parents.get(region(device).orElseThrow()) + "/" + device;
  }

  /** The source that became a region. */
  Source source(int region) {
    return firmware.sources().stream().filter(s -> s.id() == region).findFirst().orElseThrow();
  }

  /** Whether the snapshot tells where a device's memory lies. */
  boolean placed(String device) {
    return region(device).filter(unplaced::contains).isEmpty();
  }

  private static final class Reader {
    private final Machine machine;
    private final SysfsFiles sysfs;
    private final NodeReader nodes;
    private final SortedMap<Integer, List<String>> regions = new TreeMap<>();

    Reader(Machine machine, long blockSize) {
      this.machine = machine;
      this.sysfs = new SysfsFiles(machine.sysfs());
      this.nodes = new NodeReader(sysfs, blockSize);
      for (String devpath : machine.daxDevices()) {
        region(name(devpath))
            .ifPresent(r -> regions.computeIfAbsent(r, x -> new ArrayList<>()).add(devpath));
      }
    }

    Layout read() {
      List<Source> sources = new ArrayList<>();
      List<Integer> unplaced = new ArrayList<>();
      SortedMap<Integer, String> parents = new TreeMap<>();
      Map<Integer, Origin> origins = new TreeMap<>();
      regions.forEach(
          (id, devices) -> {
            String parent = devices.get(0).substring(0, devices.get(0).lastIndexOf('/'));
            parents.put(id, parent);
            Optional<Origin> origin = sysfs.origin(devices.get(0));
            origin.ifPresent(o -> origins.put(id, o));
            Optional<Long> start = start(devices);
            if (start.isEmpty()) {
              unplaced.add(id);
            }
            sources.add(
                source(id, parent, devices, start.orElse(NOWHERE + ((long) id << 44)), origin));
          });
      return new Layout(
          nodes.firmware(sources), parents, Map.copyOf(origins), List.copyOf(unplaced));
    }

    private Source source(
        int id, String parent, List<String> devices, long start, Optional<Origin> origin) {
      long size =
          sysfs
              .number(parent + "/dax_region/size")
              .filter(s -> s > 0)
              .orElseGet(() -> devices.stream().mapToLong(d -> number(d, "size").orElse(0L)).sum());
      return new Source(
          id,
          origin.orElseGet(() -> guess(devices.get(0))),
          name(parent),
          start,
          size,
          sysfs
              .number(parent + "/dax_region/align")
              .or(() -> number(devices.get(0), "align"))
              .filter(a -> a > 0)
              .orElse(USUAL_ALIGN),
          devices.stream()
              .flatMap(d -> number(d, "target_node").stream())
              .findFirst()
              .map(Long::intValue),
          Window.OUTSIDE);
    }

    /** A device without known parents: what kmem had was hardly a namespace. */
    private Origin guess(String device) {
      return sysfs.link(device + "/driver").equals(Optional.of(Driver.KMEM.sysfsName()))
          ? Origin.HMEM
          : Origin.PMEM;
    }

    private Optional<Long> start(List<String> devices) {
      return devices.stream()
          .flatMap(d -> number(d, "resource").or(() -> number(d, "mapping0/start")).stream())
          .min(Long::compareUnsigned)
          .filter(s -> s > 0);
    }

    private Optional<Long> number(String device, String file) {
      return sysfs.number(device + "/" + file);
    }

    private static String name(String path) {
      return path.substring(path.lastIndexOf('/') + 1);
    }
  }

  /** The whole memory blocks of a region: the first and the one behind the last. */
  static long[] blocks(Source source, long blockSize) {
    long first = -Math.floorDiv(-source.start(), blockSize);
    long end = Math.floorDiv(source.start() + source.size(), blockSize);
    return new long[] {first, Math.max(first, end)};
  }
}
