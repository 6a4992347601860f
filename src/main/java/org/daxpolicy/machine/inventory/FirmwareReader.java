package org.daxpolicy.machine.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.daxpolicy.machine.Machine;
import org.daxpolicy.machine.host.PhysicalRange;

/**
 * Reads what firmware set apart: from {@code /proc/iomem}, and soft-reserved ranges, which are not
 * there on all kernels, from {@code /sys/firmware/memmap} too.
 */
final class FirmwareReader {
  private static final String MAP = "/firmware/memmap";
  private static final String SOFT = "Soft Reserved";

  private FirmwareReader() {}

  static List<FirmwareRange> read(Machine machine, Attributes attributes, List<Part> parts) {
    List<PhysicalRange> ranges = machine.host().files().physicalRanges();
    List<FirmwareRange> found = new ArrayList<>();
    for (int i = 0; i < ranges.size(); i++) {
      PhysicalRange range = ranges.get(i);
      if (isSetApart(range.name()) && range.size() > 0) {
        found.add(new FirmwareRange(range.start(), range.size(), range.name(), holders(ranges, i)));
      }
    }
    for (String name : attributes.names(MAP)) {
      String path = MAP + "/" + name;
      Optional<Long> start = attributes.number(path + "/start");
      Optional<Long> end = attributes.number(path + "/end");
      if (attributes.text(path + "/type").equals(Optional.of(SOFT))
          && start.isPresent()
          && end.isPresent()
          && found.stream().noneMatch(f -> f.start() == start.get())) {
        found.add(
            new FirmwareRange(
                start.get(),
                end.get() - start.get() + 1,
                SOFT,
                holders(ranges, start.get(), end.get())));
      }
    }
    found.sort((a, b) -> Long.compareUnsigned(a.start(), b.start()));
    return found.stream()
        .map(range -> range.holders().isEmpty() ? with(range, parts) : range)
        .toList();
  }

  /** A range that no resource claims may still be a part that nothing was made of yet. */
  private static FirmwareRange with(FirmwareRange range, List<Part> parts) {
    List<String> names =
        parts.stream()
            .filter(part -> part.start().filter(start -> holds(range, start)).isPresent())
            .map(Part::name)
            .toList();
    return new FirmwareRange(range.start(), range.size(), range.name(), names);
  }

  private static boolean holds(FirmwareRange range, long address) {
    return Long.compareUnsigned(address, range.start()) >= 0
        && Long.compareUnsigned(address - range.start(), range.size()) < 0;
  }

  private static boolean isSetApart(String name) {
    return name.equals(SOFT)
        || name.startsWith("CXL Window")
        || name.startsWith("Persistent Memory");
  }

  /** The names of what lies in a range, from the outside in, each once. */
  private static List<String> holders(List<PhysicalRange> ranges, int at) {
    return ranges.subList(at + 1, ranges.size()).stream()
        .takeWhile(inner -> inner.depth() > ranges.get(at).depth())
        .map(PhysicalRange::name)
        .distinct()
        .toList();
  }

  private static List<String> holders(List<PhysicalRange> ranges, long start, long end) {
    return ranges.stream()
        .filter(r -> r.size() > 0)
        .filter(
            r ->
                Long.compareUnsigned(r.start(), start) >= 0
                    && Long.compareUnsigned(r.end(), end) <= 0)
        .map(PhysicalRange::name)
        .distinct()
        .toList();
  }
}
