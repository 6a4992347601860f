package org.daxpolicy.analysis;

import java.util.BitSet;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What stands above a dax device.
 *
 * <p>An ancestor is of a {@link Kind} that rules and the catalogue can tell from others by
 * subsystem, driver and {@code devtype}, or it is none of them. A chain has at most one ancestor of
 * each kind but {@link Kind#ND_OTHER}: so it is in every kernel (a dax device hangs below one
 * region, and that below one root decoder). Apart from this a proof allows every combination of
 * kinds, {@value #ALL} in all, in any order: one that no kernel makes is better proved than
 * presumed. The first four are those that kernels do make.
 *
 * <p>What rules ask of ancestors that are of no kind is an {@link Fact.Answer} of its own for each
 * different question, since there may be any number of them.
 */
final class Chain {
  /** Ancestors that have a meaning of their own. */
  enum Kind {
    HMEM("platform", Optional.of("hmem"), Optional.empty()),
    CXL_DAX_REGION("cxl", Optional.empty(), Optional.of("cxl_dax_region")),
    CXL_REGION("cxl", Optional.empty(), Optional.of("cxl_region")),
    CXL_WINDOW("cxl", Optional.empty(), Optional.of("cxl_decoder_root")),
    ND_DAX("nd", Optional.empty(), Optional.of("nd_dax")),
    /** Any ancestor of subsystem nd that is no {@link #ND_DAX}; there may be several. */
    ND_OTHER("nd", Optional.empty(), Optional.empty());

    private final String subsystem;
    private final Optional<String> driver;
    private final Optional<String> devtype;

    Kind(String subsystem, Optional<String> driver, Optional<String> devtype) {
      this.subsystem = subsystem;
      this.driver = driver;
      this.devtype = devtype;
    }

    String subsystem() {
      return subsystem;
    }

    /** The driver it is known by. */
    Optional<String> driver() {
      return driver;
    }

    /** The devtype it is known by. */
    Optional<String> devtype() {
      return devtype;
    }

    /** Whether it is the device's own parent. */
    boolean isParent() {
      return this == HMEM || this == CXL_DAX_REGION || this == ND_DAX;
    }

    /** Whether a device has at most one. */
    boolean single() {
      return this != ND_OTHER;
    }
  }

  /** How many chains there are: one for each set of kinds. */
  static final int ALL = 1 << Kind.values().length;

  /** The chains that kernels make, by the number of their atom. */
  static final Ranges REAL = Ranges.of(0, 4);

  private static final int HMEM = bits(EnumSet.of(Kind.HMEM));
  private static final int CXL =
      bits(EnumSet.of(Kind.CXL_DAX_REGION, Kind.CXL_REGION, Kind.CXL_WINDOW));
  private static final int PMEM = bits(EnumSet.of(Kind.ND_DAX, Kind.ND_OTHER));
  private static final int[] ORDER = order();

  private Chain() {}

  /** The kinds of the chain that an atom stands for. */
  static Set<Kind> kinds(int atom) {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    for (Kind kind : Kind.values()) {
      if ((ORDER[atom] >> kind.ordinal() & 1) == 1) {
        kinds.add(kind);
      }
    }
    return kinds;
  }

  /** The atoms of the chains that are wanted. */
  static Ranges atoms(Predicate<Set<Kind>> wanted) {
    BitSet atoms = new BitSet();
    for (int atom = 0; atom < ALL; atom++) {
      atoms.set(atom, wanted.test(kinds(atom)));
    }
    return Ranges.of(atoms);
  }

  /** The chains with an ancestor of a kind. */
  static Ranges with(Kind kind) {
    return atoms(kinds -> kinds.contains(kind));
  }

  private static int bits(Set<Kind> kinds) {
    int bits = 0;
    for (Kind kind : kinds) {
      bits |= 1 << kind.ordinal();
    }
    return bits;
  }

  private static int[] order() {
    int[] order = new int[ALL];
    int at = 0;
    for (int real : new int[] {HMEM, CXL, PMEM, 0}) {
      order[at++] = real;
    }
    for (int bits = 1; bits < ALL; bits++) {
      if (bits != HMEM && bits != CXL && bits != PMEM) {
        order[at++] = bits;
      }
    }
    return order;
  }
}
