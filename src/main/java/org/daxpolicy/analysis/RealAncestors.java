package org.daxpolicy.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.daxpolicy.glob.Glob;
import org.daxpolicy.glob.GlobLanguage;
import org.daxpolicy.glob.NumberReading;
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

  /** Kernel names that only known ancestors have, and dax devices. */
  private static final List<String> OF_KINDS =
      List.of("hmem.*", "dax_region*", "region*", "decoder*", "dax[0-9]*.*");

  private static final Fact REGION = new Fact.RegionNumber();
  private static final Set<String> ON_THE_DEVICE = Set.of("size", "resource");

  /** What buses, ports and bridges have of it: a PCI device its resource, an nd region both. */
  private static final Set<String> ELSEWHERE = Set.of("size", "resource");

  private RealAncestors() {}

  /** Announces what the conditions compare. */
  static void announce(Space space) {
    for (Fact fact : List.copyOf(space.facts())) {
      if (fact instanceof Fact.DriverOf of) {
        driver(of.kind()).ifPresent(d -> space.need(fact, values(d)));
      } else if (fact instanceof Fact.NameOf of && prefix(of.kind()).isPresent()) {
        for (Values names : space.compared(fact)) {
          numbers(names, prefix(of.kind()).get()).ifPresent(n -> space.need(REGION, n));
        }
      } else if (fact instanceof Fact.Answer answer
          && answer.parent().filter(RealAncestors::isNamedRegion).isPresent()) {
        space.need(REGION, regions(answer.parent().get()).orElseThrow());
      }
    }
  }

  /**
   * What a kind's kernel names begin with, behind which stands the number that is also in the
   * device's name: all of them are named after the region's id (drivers/dax/bus.c).
   */
  private static Optional<String> prefix(Chain.Kind kind) {
    return switch (kind) {
      case HMEM -> Optional.of("hmem.");
      case CXL_DAX_REGION -> Optional.of("dax_region");
      case CXL_REGION -> Optional.of("region");
      case CXL_WINDOW, ND_DAX, ND_OTHER -> Optional.empty();
    };
  }

  /** The numbers of names that compare equal. */
  private static Optional<Values> numbers(Values names, String prefix) {
    return NumberReading.named(patterns(names), folds(names), prefix).map(Values.Numbers::new);
  }

  /** The patterns of names that are compared. */
  static List<String> patterns(Values names) {
    if (names instanceof Values.Globs globs) {
      return globs.patterns();
    }
    return ((Values.Texts) names).texts().stream().map(Glob::quoted).toList();
  }

  private static boolean folds(Values names) {
    return names instanceof Values.Globs globs && globs.foldsCase();
  }

  /** Whether a question asks for an NVDIMM region by its name, and for nothing else. */
  private static boolean isNamedRegion(Fact.Parent parent) {
    return parent.kind().equals(Optional.of(Chain.Kind.ND_OTHER))
        && !parent.names().isEmpty()
        && parent.drivers().isEmpty()
        && parent.files().isEmpty()
        && isWithin(parent.names(), List.of("region*"))
        && regions(parent).isPresent();
  }

  /** Whether all names that patterns match are matched by some others. */
  private static boolean isWithin(Set<String> names, List<String> others) {
    Optional<GlobLanguage> few = GlobLanguage.of(List.copyOf(names), false);
    Optional<GlobLanguage> many = GlobLanguage.of(others, false);
    return few.isPresent() && many.isPresent() && many.get().includes(few.get());
  }

  private static Optional<Values> regions(Fact.Parent parent) {
    return numbers(new Values.Globs(List.copyOf(parent.names()), false), "region");
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
      } else if (fact instanceof Fact.NameOf of) {
        int there = space.chain(Chain.with(of.kind()));
        all.add(diagrams.or(diagrams.not(there), named(of, space)));
      } else if (fact instanceof Fact.Answer answer
          && answer.parent().filter(RealAncestors::isNamedRegion).isPresent()) {
        int region = space.in(REGION, regions(answer.parent().get()).orElseThrow());
        all.add(same(diagrams, space.yes(answer), region));
      } else if (fact instanceof Fact.Answer answer && answer.parent().isPresent()) {
        all.add(diagrams.or(diagrams.not(space.yes(answer)), canBe(answer.parent().get(), space)));
      }
    }
    return all;
  }

  /** The condition that an ancestor is named as its kind is. */
  private static int named(Fact.NameOf of, Space space) {
    Diagrams diagrams = space.diagrams();
    int all = space.present(of);
    for (Values names : space.compared(of)) {
      Optional<Values> numbers = prefix(of.kind()).flatMap(p -> numbers(names, p));
      if (numbers.isPresent()) {
        int same = same(diagrams, space.in(of, names), space.in(REGION, numbers.get()));
        all = diagrams.and(all, same);
      } else if (isNever(names, of.kind())) {
        all = diagrams.minus(all, space.in(of, names));
      }
    }
    return all;
  }

  /** Whether none of the names is one that an ancestor of a kind has which is numbered apart. */
  private static boolean isNever(Values names, Chain.Kind kind) {
    Optional<GlobLanguage> compared = GlobLanguage.of(patterns(names), folds(names));
    Optional<GlobLanguage> ever =
        GlobLanguage.of(kind == Chain.Kind.CXL_WINDOW ? "decoder*" : "dax*.*");
    return compared.isPresent() && ever.isPresent() && !compared.get().meets(ever.get());
  }

  private static int same(Diagrams diagrams, int a, int b) {
    return diagrams.ite(a, b, diagrams.not(b));
  }

  /** The condition under which there can be an ancestor of no kind such as a question asks for. */
  private static int canBe(Fact.Parent parent, Space space) {
    boolean known = !parent.drivers().isEmpty() && DRIVERS.containsAll(parent.drivers());
    known |= !parent.names().isEmpty() && isWithin(parent.names(), OF_KINDS);
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
