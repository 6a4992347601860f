package org.daxpolicy.analysis;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.daxpolicy.glob.NumberSet;
import org.daxpolicy.language.Outcome;
import org.daxpolicy.language.Partition;
import org.daxpolicy.language.Policy;

/** Which device of a region that a policy divides is which part, as conditions on facts. */
final class RegionParts {
  private static final Fact SIZE = new Fact.Own("size");
  private static final Fact ALIGN = new Fact.Own("align");
  private static final Fact INSTANCE = new Fact.InstanceNumber();
  private static final Fact REGION = new Fact.OfParent("dax_region/id");
  private static final Fact REGION_SIZE = new Fact.OfParent("dax_region/size");

  private final Space space;

  RegionParts(Space space) {
    this.space = space;
  }

  /** Announces what all of a policy's partitions look at. */
  void need(Policy policy) {
    policy.rules().forEach(r -> need(r.outcome()));
    need(policy.otherwise().outcome());
  }

  private void need(Outcome outcome) {
    if (outcome instanceof Partition partition) {
      List<Partition.Part> parts = partition.parts();
      for (int i = 0; i < parts.size(); i++) {
        space.need(INSTANCE, Terms.number(i));
      }
      parts.get(0).size().ifPresent(s -> space.need(SIZE, Terms.number(s)));
      parts.get(0).align().ifPresent(a -> space.need(ALIGN, Terms.number(a)));
      space.need(REGION);
      if (partition.least() > 0) {
        space.need(REGION_SIZE, atLeast(partition.least()));
      }
    }
  }

  /** The condition that a device is the part of this number. */
  int is(int part) {
    return space.in(INSTANCE, Terms.number(part));
  }

  /** The condition that a region's first device has what the first part is to have. */
  int divided(Partition partition) {
    Partition.Part first = partition.parts().get(0);
    return space.diagrams().and(has(SIZE, first.size()), has(ALIGN, first.align()));
  }

  private int has(Fact fact, Optional<Long> wanted) {
    return wanted.map(w -> space.in(fact, Terms.number(w))).orElse(Diagrams.TRUE);
  }

  /** The condition that a region is large enough for all parts, and says which it is. */
  int divisible(Partition partition) {
    int enough =
        partition.least() == 0 ? Diagrams.TRUE : space.in(REGION_SIZE, atLeast(partition.least()));
    return space.diagrams().and(space.present(REGION), enough);
  }

  private static Values atLeast(long bytes) {
    return new Values.Numbers(NumberSet.atLeast(BigInteger.valueOf(bytes)));
  }
}
