package org.daxpolicy.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.daxpolicy.udev.ByteText;

/**
 * What kernels make of the devices above a dax device, where rules may ask them for more than the
 * catalogue tells: drivers have names of their own, and files are where their drivers put them
 * (drivers/cxl/core/region.c, drivers/cxl/core/port.c, drivers/nvdimm/dax_devs.c,
 * drivers/dax/hmem/device.c, drivers/dax/bus.c).
 */
final class RealAncestors {
  /** Drivers of known ancestors, and of dax devices; no other device has one of these. */
  private static final Set<String> DRIVERS =
      Set.of("hmem", "cxl_dax_region", "cxl_region", "dax_pmem", "kmem", "device_dax", "fsdev_dax");

  /** Files that tell regions apart, and that only those have that are listed. */
  private static final Set<String> FILES =
      Set.of(
          "uuid",
          "mode",
          "size",
          "resource",
          "start",
          "qos_class",
          "interleave_ways",
          "interleave_granularity");

  private static final Map<Chain.Kind, Set<String>> THERE =
      Map.of(
          Chain.Kind.HMEM,
          Set.of(),
          Chain.Kind.CXL_DAX_REGION,
          Set.of(),
          Chain.Kind.CXL_REGION,
          Set.of("uuid", "mode", "size", "resource", "interleave_ways", "interleave_granularity"),
          Chain.Kind.CXL_WINDOW,
          Set.of("size", "start", "qos_class", "interleave_ways", "interleave_granularity"),
          Chain.Kind.ND_DAX,
          Set.of("uuid", "mode", "size", "resource"));

  private static final Set<String> ON_THE_DEVICE = Set.of("size", "resource");

  /** What buses, ports and bridges have of it: a PCI device its resource, an nd region both. */
  private static final Set<String> ELSEWHERE = Set.of("size", "resource");

  private RealAncestors() {}

  /** Announces what the conditions compare. */
  static void announce(Space space) {
    for (Fact fact : List.copyOf(space.facts())) {
      if (fact instanceof Fact.DriverOf of) {
        driver(of.kind()).ifPresent(d -> space.need(fact, values(d)));
      }
    }
  }

  /** The conditions that hold of every real device. */
  static List<Integer> conditions(Space space) {
    Diagrams diagrams = space.diagrams();
    List<Integer> all = new ArrayList<>();
    for (Fact fact : space.facts()) {
      if (fact instanceof Fact.DriverOf of) {
        all.add(
            driver(of.kind())
                .map(d -> space.in(fact, values(d)))
                .orElseGet(() -> diagrams.not(space.present(fact))));
      } else if (fact instanceof Fact.OfAncestor of
          && FILES.contains(of.file())
          && !THERE.getOrDefault(of.kind(), FILES).contains(of.file())) {
        all.add(space.without(fact, Alphabet.MISSING));
      } else if (fact instanceof Fact.Own own
          && FILES.contains(own.file())
          && !ON_THE_DEVICE.contains(own.file())) {
        all.add(space.without(fact, Alphabet.MISSING));
      } else if (fact instanceof Fact.Answer answer && answer.parent().isPresent()) {
        all.add(diagrams.or(diagrams.not(space.yes(answer)), canBe(answer.parent().get(), space)));
      }
    }
    return all;
  }

  /** The condition under which there can be an ancestor of no kind such as a question asks for. */
  private static int canBe(Fact.Parent parent, Space space) {
    boolean known = !parent.drivers().isEmpty() && DRIVERS.containsAll(parent.drivers());
    boolean cxl = parent.subsystems().equals(Set.of("cxl"));
    for (String file : parent.files()) {
      known |= FILES.contains(file) && (cxl || !ELSEWHERE.contains(file));
    }
    if (known) {
      return Diagrams.FALSE;
    }
    // the ports of CXL stand above its windows
    return cxl && space.has(new Fact.Ancestors())
        ? space.chain(Chain.with(Chain.Kind.CXL_WINDOW))
        : Diagrams.TRUE;
  }

  private static Optional<String> driver(Chain.Kind kind) {
    return switch (kind) {
      case CXL_DAX_REGION -> Optional.of("cxl_dax_region");
      case CXL_REGION -> Optional.of("cxl_region");
      case ND_DAX -> Optional.of("dax_pmem");
      case HMEM -> Optional.of("hmem");
      case CXL_WINDOW, ND_OTHER -> Optional.empty();
    };
  }

  private static Values values(String text) {
    return new Values.Texts(new TreeSet<>(List.of(ByteText.of(text))));
  }
}
