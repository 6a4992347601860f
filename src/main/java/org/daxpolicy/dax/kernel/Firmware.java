package org.daxpolicy.dax.kernel;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.dax.Origin;
import org.daxpolicy.dax.Zone;

/**
 * What a machine is before its kernel does anything: the memory firmware describes.
 *
 * @param sources memory that becomes dax devices, in the order of their region numbers
 * @param ordinary memory the kernel has from the start
 * @param processors nodes with processors
 * @param performance of nodes, as far as it is known
 */
public record Firmware(
    List<Source> sources,
    List<Ordinary> ordinary,
    List<Integer> processors,
    Map<Integer, Performance> performance) {
  public Firmware {
    sources = List.copyOf(sources);
    ordinary = List.copyOf(ordinary);
    processors = List.copyOf(processors);
    performance = Map.copyOf(performance);
  }

  /** How soft-reserved memory lies to the windows of CXL host bridges. */
  public enum Window {
    /** Outside. */
    OUTSIDE,
    /** Inside, and the CXL core makes a region of it. */
    ASSEMBLED,
    /** Inside, and the CXL core makes nothing of it. */
    UNASSEMBLED
  }

  /**
   * Memory that becomes a dax region.
   *
   * @param id the region's number, {@code R} of {@code daxR.I}
   * @param origin who makes the region
   * @param device kernel name of the device the region belongs to: {@code hmem.0}
   * @param start physical address
   * @param size bytes
   * @param align bytes
   * @param node its target node; empty if firmware tells none
   * @param window for soft-reserved memory
   */
  public record Source(
      int id,
      Origin origin,
      String device,
      long start,
      long size,
      long align,
      Optional<Integer> node,
      Window window) {
    /** Memory outside of any CXL window. */
    public static Source of(int id, Origin origin, long start, long size, Optional<Integer> node) {
      String device =
          switch (origin) {
            case HMEM -> "hmem." + id;
            case CXL -> "dax_region" + id;
            case PMEM -> "dax" + id + ".0";
          };
      return new Source(id, origin, device, start, size, 1L << 21, node, Window.OUTSIDE);
    }
  }

  /**
   * Memory the kernel has from the start.
   *
   * @param node its node
   * @param start physical address
   * @param end the address behind it
   * @param zone kernel or movable
   */
  public record Ordinary(int node, long start, long end, Zone zone) {}

  /**
   * What firmware's HMAT or a device's CDAT tells of a node, seen from the nearest processors.
   *
   * @param readLatency nanoseconds
   * @param writeLatency nanoseconds
   * @param readBandwidth MiB/s
   * @param writeBandwidth MiB/s
   */
  public record Performance(
      long readLatency, long writeLatency, long readBandwidth, long writeBandwidth) {}

  /**
   * Whether firmware's HMAT describes memory: whether the performance of a node is known that does
   * not owe it to a CXL device.
   */
  boolean describesMemory() {
    return performance.keySet().stream()
        .anyMatch(
            n ->
                sources.stream()
                    .noneMatch(s -> s.origin() == Origin.CXL && s.node().equals(Optional.of(n))));
  }

  /** Whether a node has memory or processors from the start. */
  public boolean has(int node) {
    return processors.contains(node) || ordinary.stream().anyMatch(o -> o.node() == node);
  }
}
