package org.daxpolicy.machine.inventory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.daxpolicy.dax.MemoryRange;
import org.daxpolicy.machine.DeviceFacts;
import org.daxpolicy.machine.DevicePath;
import org.daxpolicy.machine.Machine;
import org.daxpolicy.machine.inventory.Part.Kind;

/** Finds what holds memory, and puts what lies in it below it. */
final class PartReader {
  /** A range of physical addresses, both ends in it. */
  private record Span(long start, long end) {}

  private final Machine machine;
  private final Attributes attributes;
  private final List<MemoryBlock> blocks;
  private final Optional<Long> blockSize;

  PartReader(
      Machine machine, Attributes attributes, List<MemoryBlock> blocks, Optional<Long> blockSize) {
    this.machine = machine;
    this.attributes = attributes;
    this.blocks = blocks;
    this.blockSize = blockSize;
  }

  /** What holds memory and lies in nothing that does. */
  List<Part> read() {
    Map<String, Kind> kinds = new TreeMap<>();
    for (String bus : List.of("cxl", "nd", "platform")) {
      for (String path : attributes.devices(bus)) {
        kind(bus, path).ifPresent(kind -> kinds.put(path, kind));
      }
    }
    machine.daxDevices().forEach(path -> kinds.put(path, Kind.DAX));
    Map<String, List<String>> below = new TreeMap<>();
    kinds
        .keySet()
        .forEach(
            path -> below.computeIfAbsent(holder(path, kinds), p -> new ArrayList<>()).add(path));
    return parts("", kinds, below);
  }

  private List<Part> parts(String path, Map<String, Kind> kinds, Map<String, List<String>> below) {
    List<String> paths = new ArrayList<>(below.getOrDefault(path, List.of()));
    paths.sort(
        Comparator.comparing((String p) -> rank(kinds, p)).thenComparing(DevicePath.NATURAL));
    return paths.stream().map(p -> part(p, kinds, below)).toList();
  }

  private static int rank(Map<String, Kind> kinds, String path) {
    return kinds.getOrDefault(path, Kind.OTHER).ordinal();
  }

  /** The nearest ancestor that holds memory; empty text if there is none. */
  private static String holder(String path, Map<String, Kind> kinds) {
    String at = DevicePath.parent(path);
    while (!at.isEmpty() && !kinds.containsKey(at)) {
      at = DevicePath.parent(at);
    }
    return at;
  }

  private Optional<Kind> kind(String bus, String path) {
    String name = DevicePath.name(path);
    String type = attributes.text(path + "/devtype").orElse("");
    if (bus.equals("platform")) {
      return name.matches("hmem\\.\\d+") ? Optional.of(Kind.RESERVED) : Optional.empty();
    }
    if (bus.equals("cxl")) {
      return switch (type) {
        case "cxl_decoder_root" -> Optional.of(Kind.WINDOW);
        case "cxl_region" -> Optional.of(Kind.REGION);
        default -> Optional.empty();
      };
    }
    if (name.matches("ndbus\\d+")) {
      return Optional.of(Kind.NVDIMM_BUS);
    }
    if (List.of("nd_pmem", "nd_volatile", "nd_blk").contains(type)) {
      return Optional.of(Kind.NVDIMM_REGION);
    }
    return isNamespace(path, type) ? Optional.of(Kind.NAMESPACE) : Optional.empty();
  }

  /** A namespace that is set up and that no dax device stands for; those stand for themselves. */
  private boolean isNamespace(String path, String type) {
    boolean sized = attributes.number(path + "/size").filter(size -> size > 0).isPresent();
    if (type.equals("nd_dax")) {
      return sized;
    }
    boolean held = attributes.text(path + "/holder").orElse("").startsWith("dax");
    return type.startsWith("nd_namespace_") && sized && !held;
  }

  private Part part(String path, Map<String, Kind> kinds, Map<String, List<String>> below) {
    Kind kind = kinds.getOrDefault(path, Kind.OTHER);
    List<Part> parts = parts(path, kinds, below);
    List<Span> spans = spans(path);
    Optional<Long> start =
        spans.isEmpty()
            ? parts.stream().flatMap(p -> p.start().stream()).min(Long::compareUnsigned)
            : Optional.of(spans.get(0).start());
    return new Part(
        kind,
        DevicePath.name(path),
        path,
        start,
        attributes.number(path + "/size").or(() -> attributes.number(path + "/dax_region/size")),
        facts(kind, path),
        kind == Kind.DAX ? Optional.of(dax(path, spans)) : Optional.empty(),
        parts);
  }

  /** The ranges of a device; its {@code mappingN} where it has some. */
  private List<Span> spans(String path) {
    List<Span> spans = new ArrayList<>();
    for (int i = 0; attributes.isThere(path + "/mapping" + i + "/start"); i++) {
      Optional<Long> start = attributes.number(path + "/mapping" + i + "/start");
      Optional<Long> end = attributes.number(path + "/mapping" + i + "/end");
      if (start.isPresent() && end.isPresent()) {
        spans.add(new Span(start.get(), end.get()));
      }
    }
    if (spans.isEmpty()) {
      Optional<Long> start =
          attributes.number(path + "/resource").or(() -> attributes.number(path + "/start"));
      long size = attributes.number(path + "/size").orElse(0L);
      start.ifPresent(s -> spans.add(new Span(s, s + size - 1)));
    }
    return spans;
  }

  private DaxPart dax(String path, List<Span> spans) {
    Optional<String> driver = attributes.link(path, "driver");
    long size = blockSize.orElse(0L);
    return new DaxPart(
        DeviceFacts.of(machine, path).origin(),
        mode(driver),
        driver,
        attributes.node(path + "/target_node"),
        size == 0
            ? Blocks.NONE
            : BlockReader.count(blocks, b -> spans.stream().anyMatch(s -> holds(s, b, size))),
        size == 0 ? 0 : spans.stream().mapToLong(s -> whole(s, size)).sum(),
        !spans.isEmpty());
  }

  private static boolean holds(Span span, MemoryBlock block, long size) {
    long start = block.number() * size;
    return Long.compareUnsigned(start, span.start()) >= 0
        && Long.compareUnsigned(start + size - 1, span.end()) <= 0;
  }

  private static long whole(Span span, long size) {
    return new MemoryRange(span.start(), span.end() - span.start() + 1, Optional.empty())
        .blocks(size);
  }

  private static String mode(Optional<String> driver) {
    return switch (driver.orElse("")) {
      case "kmem" -> "system-ram";
      case "device_dax" -> "devdax";
      case "fsdev_dax" -> "famfs";
      case "" -> "unbound";
      default -> driver.get();
    };
  }

  private Map<String, String> facts(Kind kind, String path) {
    Map<String, String> facts = new LinkedHashMap<>();
    switch (kind) {
      case WINDOW -> {
        put(facts, "takes", capabilities(path));
        interleave(facts, path);
        fact(facts, path, "qos_class");
      }
      case REGION -> {
        fact(facts, path, "mode");
        interleave(facts, path);
        put(facts, "devices", String.join(" ", CxlReader.targets(attributes, path)));
        fact(facts, path, "uuid");
        fact(facts, path, "commit");
      }
      case NVDIMM_BUS -> fact(facts, path, "provider");
      case NVDIMM_REGION -> {
        put(facts, "devices", String.join(" ", dimms(path)));
        fact(facts, path, "persistence_domain");
        available(facts, path + "/available_size");
      }
      case NAMESPACE -> {
        fact(facts, path, "mode");
        fact(facts, path, "uuid");
        fact(facts, path, "align");
      }
      case DAX -> {
        fact(facts, path, "align");
        fact(facts, path, "numa_node");
        fact(facts, path, "memmap_on_memory");
        fact(facts, path, "state");
      }
      default -> available(facts, path + "/dax_region/available_size");
    }
    return facts;
  }

  private void fact(Map<String, String> facts, String path, String name) {
    put(facts, name, attributes.text(path + "/" + name).orElse(""));
  }

  private static void put(Map<String, String> facts, String name, String value) {
    if (!value.isEmpty()) {
      facts.put(name, value);
    }
  }

  private void available(Map<String, String> facts, String path) {
    attributes
        .number(path)
        .filter(size -> size > 0)
        .ifPresent(size -> facts.put("available", String.valueOf(size)));
  }

  private String capabilities(String path) {
    return String.join(
        " ",
        List.of("ram", "pmem").stream()
            .filter(c -> attributes.text(path + "/cap_" + c).equals(Optional.of("1")))
            .toList());
  }

  private void interleave(Map<String, String> facts, String path) {
    fact(facts, path, "interleave_ways");
    fact(facts, path, "interleave_granularity");
  }

  /** The names of the NVDIMMs of a region: {@code mapping0} is {@code nmem0,0,536870912,0}. */
  private List<String> dimms(String path) {
    List<String> names = new ArrayList<>();
    for (int i = 0; attributes.isThere(path + "/mapping" + i); i++) {
      attributes
          .text(path + "/mapping" + i)
          .map(value -> value.split(",", 2)[0])
          .ifPresent(names::add);
    }
    return names;
  }
}
