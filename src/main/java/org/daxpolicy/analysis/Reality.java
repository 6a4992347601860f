package org.daxpolicy.analysis;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.dax.Catalogue;
import org.daxpolicy.glob.NumberSet;
import org.daxpolicy.language.Target;

/**
 * What holds of every device that a kernel makes on a host of the target. Findings about a policy
 * speak of such devices only; the proof of a compilation does not presume it.
 *
 * <ul>
 *   <li>The ancestors are those of soft-reserved memory, of a CXL region, of an NVDIMM namespace,
 *       or none of a known kind.
 *   <li>A file that is never absent, by the catalogue, is there; a number or a word is not empty.
 *   <li>An alignment is a power of two of at least a page; a size is a multiple of it, or 0
 *       (drivers/dax/bus.c, {@code alloc_dax_region}).
 *   <li>Nodes are numbered from 0 to 1023 ({@code MAX_NUMNODES}); the memory's node is one of the
 *       target's.
 *   <li>Drivers and files of ancestors are where {@link RealAncestors} says.
 * </ul>
 */
final class Reality {
  static final BigInteger LAST_NODE = BigInteger.valueOf(1023);

  /** The smallest alignment: a page of 4 KiB. */
  static final BigInteger PAGE = BigInteger.valueOf(4096);

  private static final int SMALLEST_SHIFT = 12;
  private static final int LARGEST_SHIFT = 40;
  private static final Fact SIZE = new Fact.Own("size");
  private static final Fact ALIGN = new Fact.Own("align");
  private static final Fact TARGET_NODE = new Fact.Own("target_node");
  private static final Fact NUMA_NODE = new Fact.Own("numa_node");

  private final Space space;
  private final Values nodes;

  /** Announces what the conditions need on hosts of a target. */
  Reality(Space space, Target target) {
    this(
        space,
        target.place(Target.Part.NODES).isPresent()
            ? NumberSet.between(
                BigInteger.valueOf(target.nodes().low()), BigInteger.valueOf(target.nodes().high()))
            : NumberSet.between(BigInteger.ZERO, LAST_NODE));
  }

  /** The same where the memory's nodes are given. */
  Reality(Space space, NumberSet present) {
    this.space = space;
    this.nodes = new Values.Numbers(present);
    if (space.has(TARGET_NODE)) {
      space.need(TARGET_NODE, nodes);
    }
    if (space.has(NUMA_NODE)) {
      space.need(NUMA_NODE, near());
    }
    if (space.has(SIZE)) {
      space.need(SIZE, new Values.Numbers(NumberSet.of(BigInteger.ZERO)));
    }
    RealAncestors.announce(space);
  }

  private static Values near() {
    return new Values.Numbers(NumberSet.between(BigInteger.ONE.negate(), LAST_NODE));
  }

  /** The conditions that hold of every real device. */
  List<Integer> conditions() {
    Diagrams diagrams = space.diagrams();
    List<Integer> all = new ArrayList<>();
    if (space.has(new Fact.Ancestors())) {
      all.add(space.chain(Chain.REAL));
    }
    for (Attribute attribute : Catalogue.all()) {
      Optional<Fact> fact = Attributes.fact(attribute.reach()).filter(space::has);
      if (fact.isPresent() && attribute.absentWhen().equals("never")) {
        all.add(space.present(fact.get()));
      } else if (fact.isPresent()
          && (Shape.of(fact.get()).numbers().isPresent() || !attribute.words().isEmpty())) {
        all.add(
            diagrams.or(space.present(fact.get()), space.without(fact.get(), Alphabet.MISSING)));
      }
    }
    if (space.has(TARGET_NODE)) {
      all.add(
          diagrams.or(space.in(TARGET_NODE, nodes), space.without(TARGET_NODE, Alphabet.MISSING)));
    }
    if (space.has(NUMA_NODE)) {
      all.add(space.in(NUMA_NODE, near()));
    }
    if (space.has(ALIGN)) {
      all.add(space.diagrams().in(space.variable(ALIGN), Ranges.of(powers())));
    }
    if (space.has(SIZE)) {
      all.add(sizes());
    }
    all.addAll(RealAncestors.conditions(space));
    return all;
  }

  /** The atoms of alignments that hold a power of two. */
  private BitSet powers() {
    Alphabet aligns = space.alphabet(ALIGN);
    BitSet atoms = new BitSet();
    for (int shift = SMALLEST_SHIFT; shift <= LARGEST_SHIFT; shift++) {
      atoms.set(aligns.atom(BigInteger.ONE.shiftLeft(shift).toString()).orElseThrow());
    }
    return atoms;
  }

  /** Sizes are multiples of the alignment. */
  private int sizes() {
    NumberAlphabet sizes = (NumberAlphabet) space.alphabet(SIZE);
    if (!space.has(ALIGN)) {
      return multiples(sizes, BigInteger.ONE.shiftLeft(SMALLEST_SHIFT));
    }
    NumberAlphabet aligns = (NumberAlphabet) space.alphabet(ALIGN);
    int any = Diagrams.FALSE;
    for (int shift = SMALLEST_SHIFT; shift <= LARGEST_SHIFT; shift++) {
      BigInteger align = BigInteger.ONE.shiftLeft(shift);
      int atom = aligns.atom(align.toString()).orElseThrow();
      int one = space.at(ALIGN, Ranges.of(atom, atom + 1));
      any = space.diagrams().or(any, space.diagrams().and(one, multiples(sizes, align)));
    }
    return any;
  }

  private int multiples(NumberAlphabet sizes, BigInteger unit) {
    BitSet atoms = new BitSet();
    for (int atom = sizes.specials(); atom < sizes.size(); atom++) {
      BigInteger first = sizes.first(atom);
      BigInteger multiple = first.add(unit).subtract(BigInteger.ONE).divide(unit).multiply(unit);
      atoms.set(atom, multiple.compareTo(sizes.last(atom)) <= 0);
    }
    return space.at(SIZE, Ranges.of(atoms));
  }
}
