package org.daxpolicy.analysis;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.dax.Encoding;
import org.daxpolicy.dax.Origin;
import org.daxpolicy.dax.Reach;
import org.daxpolicy.glob.NumberSet;
import org.daxpolicy.language.Target;
import org.daxpolicy.language.ValueSet;
import org.daxpolicy.udev.ByteText;

/**
 * The catalogue's attributes as facts.
 *
 * <p>What is read of the target node is read for the nodes of the policy's target only; elsewhere
 * it is absent. (A rule line is written for each of them, and DX0303 says so.)
 */
final class Attributes {
  private static final Fact CHAIN = new Fact.Ancestors();
  private static final Fact TARGET_NODE = new Fact.Own("target_node");

  private final Space space;
  private final Names names;
  private final Values nodes;
  private final Map<Set<String>, Ranges> origins = new HashMap<>();

  Attributes(Space space, Names names, Target.Nodes nodes) {
    this.space = space;
    this.names = names;
    this.nodes =
        new Values.Numbers(
            NumberSet.between(BigInteger.valueOf(nodes.low()), BigInteger.valueOf(nodes.high())));
  }

  /** Announces that an attribute is read. */
  void need(Attribute attribute) {
    Reach reach = attribute.reach();
    if (reach instanceof Reach.Name) {
      space.need(new Fact.RegionNumber());
      space.need(new Fact.InstanceNumber());
      return;
    }
    if (reach instanceof Reach.OriginOfAncestors || reach instanceof Reach.Ancestor) {
      space.need(CHAIN);
    }
    if (reach instanceof Reach.TargetNode) {
      space.need(TARGET_NODE, nodes);
    }
    fact(reach).ifPresent(space::need);
  }

  /** Announces that an attribute is compared. */
  void need(Attribute attribute, ValueSet set) {
    need(attribute);
    Optional<Values> values = values(attribute, set);
    if (values.isEmpty()) {
      return;
    }
    if (attribute.reach() instanceof Reach.Name name) {
      switch (name.part()) {
        case WHOLE -> names.need(values.get());
        case REGION -> space.need(new Fact.RegionNumber(), values.get());
        case INSTANCE -> space.need(new Fact.InstanceNumber(), values.get());
      }
    }
    fact(attribute.reach()).ifPresent(f -> space.need(f, values.get()));
  }

  /** The condition that an attribute is present. */
  int present(Attribute attribute) {
    if (attribute.reach() instanceof Reach.Name) {
      return Diagrams.TRUE;
    }
    if (attribute.reach() instanceof Reach.OriginOfAncestors) {
      return space.chain(Chain.atoms(kinds -> origin(kinds).isPresent()));
    }
    int value = space.present(fact(attribute.reach()).orElseThrow());
    return space.diagrams().and(guard(attribute.reach()), value);
  }

  /** The condition that an attribute is present with one of some values. */
  int in(Attribute attribute, ValueSet set) {
    Optional<Values> values = values(attribute, set);
    if (values.isEmpty()) {
      return Diagrams.FALSE;
    }
    if (attribute.reach() instanceof Reach.OriginOfAncestors) {
      return space.chain(
          origins.computeIfAbsent(((Values.Texts) values.get()).texts(), Attributes::chains));
    }
    if (attribute.reach() instanceof Reach.Name name) {
      return switch (name.part()) {
        case WHOLE -> names.in(values.get());
        case REGION -> space.in(new Fact.RegionNumber(), values.get());
        case INSTANCE -> space.in(new Fact.InstanceNumber(), values.get());
      };
    }
    int value = space.in(fact(attribute.reach()).orElseThrow(), values.get());
    return space.diagrams().and(guard(attribute.reach()), value);
  }

  /** The chains whose origin is one of some. */
  private static Ranges chains(Set<String> words) {
    return Chain.atoms(kinds -> origin(kinds).map(o -> words.contains(o.word())).orElse(false));
  }

  /** Where an attribute can be at all. */
  private int guard(Reach reach) {
    Optional<Fact> fact = fact(reach);
    if (fact.isPresent() && fact.get() instanceof Fact.OfAncestor of) {
      return space.chain(Chain.with(of.kind()));
    }
    return reach instanceof Reach.TargetNode ? space.in(TARGET_NODE, nodes) : Diagrams.TRUE;
  }

  /** The origin of a chain: a CXL region counts before persistent memory, that before the rest. */
  static Optional<Origin> origin(Set<Chain.Kind> kinds) {
    if (kinds.contains(Chain.Kind.CXL_DAX_REGION)) {
      return Optional.of(Origin.CXL);
    }
    if (kinds.contains(Chain.Kind.ND_DAX) || kinds.contains(Chain.Kind.ND_OTHER)) {
      return Optional.of(Origin.PMEM);
    }
    return kinds.contains(Chain.Kind.HMEM) ? Optional.of(Origin.HMEM) : Optional.empty();
  }

  /** The one fact that holds an attribute's value; none for a name or an origin. */
  static Optional<Fact> fact(Reach reach) {
    if (reach instanceof Reach.Constant constant) {
      return Optional.of(new Fact.Constant(constant.key()));
    }
    if (reach instanceof Reach.KernelParameter parameter) {
      return Optional.of(new Fact.Parameter(parameter.parameter().replace('-', '_')));
    }
    return Shape.file(reach);
  }

  /** What a set of the policy's values is as sysfs prints it; none if nothing of it is printed. */
  static Optional<Values> values(Attribute attribute, ValueSet set) {
    if (set instanceof ValueSet.Numbers numbers) {
      return Optional.of(new Values.Numbers(printed(numbers.set(), attribute.encoding().scale())));
    }
    if (set instanceof ValueSet.Matching matching) {
      return Optional.of(new Values.Globs(List.of(ByteText.of(matching.glob())), false));
    }
    TreeSet<String> texts = new TreeSet<>();
    for (String text : ((ValueSet.Texts) set).values()) {
      if (Encoding.canPrint(text)) {
        texts.add(ByteText.of(text));
      }
    }
    return texts.isEmpty() ? Optional.empty() : Optional.of(new Values.Texts(texts));
  }

  /** The printed numbers whose value in base units lies in a set. */
  private static NumberSet printed(NumberSet base, BigInteger scale) {
    if (scale.equals(BigInteger.ONE)) {
      return base;
    }
    List<NumberSet.Range> ranges = new ArrayList<>();
    for (NumberSet.Range r : base.ranges()) {
      Optional<BigInteger> low = r.low().map(l -> floor(l.negate(), scale).negate());
      ranges.add(new NumberSet.Range(low, r.high().map(h -> floor(h, scale))));
    }
    return new NumberSet(ranges);
  }

  private static BigInteger floor(BigInteger value, BigInteger by) {
    BigInteger[] parts = value.divideAndRemainder(by);
    return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }
}
