package org.daxpolicy.compile;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.dax.Encoding;
import org.daxpolicy.dax.Reach;
import org.daxpolicy.glob.Glob;
import org.daxpolicy.glob.Notation;
import org.daxpolicy.glob.NumberPatterns;
import org.daxpolicy.glob.NumberSet;
import org.daxpolicy.language.ValueSet;
import org.daxpolicy.udev.ByteText;

/** Turns sets of attribute values into what can be matched against the printed value. */
final class Patterns {
  private Patterns() {}

  /** The probe that an attribute is present. */
  static Probe present(Attribute attribute) {
    return attribute.encoding().form() == Encoding.Form.TEXT
        ? new Probe(attribute, false, List.of("?*"), false, Optional.empty())
        : numbers(attribute, domain(attribute)).orElseThrow();
  }

  /** The probe for a set of values; empty if no printed value lies in the set. */
  static Optional<Probe> of(Attribute attribute, ValueSet values) {
    if (values instanceof ValueSet.Numbers numbers) {
      return numbers(attribute, printed(numbers.set(), attribute.encoding().scale()));
    }
    if (values instanceof ValueSet.Texts texts) {
      List<String> usable = texts.values().stream().filter(Encoding::canPrint).toList();
      return usable.isEmpty()
          ? Optional.empty()
          : Optional.of(new Probe(attribute, true, usable, false, Optional.empty()));
    }
    String glob = ((ValueSet.Matching) values).glob();
    if (!Glob.isPattern(glob)) {
      // udev compares such a value as it stands, and a backslash in it quotes nothing
      return unquoted(glob).flatMap(t -> of(attribute, ValueSet.Texts.of(List.of(t))));
    }
    return Encoding.canPrint(glob)
        ? Optional.of(
            new Probe(attribute, false, List.of(glob), acceptsNothing(glob), Optional.empty()))
        : Optional.empty();
  }

  /** The probe for printed numbers; empty if none of them can be printed. */
  static Optional<Probe> numbers(Attribute attribute, NumberSet printed) {
    NumberSet set = printed.intersect(domain(attribute));
    return set.isEmpty()
        ? Optional.empty()
        : Optional.of(new Probe(attribute, false, List.of(), false, Optional.of(set)));
  }

  /** The patterns for printed numbers. */
  static List<String> globs(Attribute attribute, NumberSet set) {
    return isRegion(attribute)
        ? RegionNumbers.patterns(set)
        : NumberPatterns.globs(set, notation(attribute));
  }

  private static boolean isRegion(Attribute attribute) {
    return attribute.reach() instanceof Reach.Name name && name.part() == Reach.Name.Part.REGION;
  }

  /** How two probes of one attribute are put together. */
  enum Combination {
    BOTH,
    EITHER,
    FIRST_ONLY
  }

  /** Whether {@link #combine} can put two probes together. */
  static boolean combinable(Probe a, Probe b) {
    return a.attribute().name().equals(b.attribute().name())
        && (a.exact() && b.exact() || a.numbers().isPresent() && b.numbers().isPresent());
  }

  /** One probe for two; empty if no value is left. */
  static Optional<Probe> combine(Combination how, Probe a, Probe b) {
    if (a.exact()) {
      Set<String> pieces = new TreeSet<>(a.texts());
      boolean some =
          switch (how) {
            case BOTH -> pieces.retainAll(b.texts());
            case EITHER -> pieces.addAll(b.texts());
            case FIRST_ONLY -> pieces.removeAll(b.texts());
          };
      return pieces.isEmpty()
          ? Optional.empty()
          : Optional.of(
              some
                  ? new Probe(a.attribute(), true, List.copyOf(pieces), false, Optional.empty())
                  : a);
    }
    NumberSet first = a.numbers().orElseThrow();
    NumberSet second = b.numbers().orElseThrow();
    return numbers(
        a.attribute(),
        switch (how) {
          case BOTH -> first.intersect(second);
          case EITHER -> first.union(second);
          case FIRST_ONLY -> first.intersect(second.complement());
        });
  }

  private static boolean acceptsNothing(String glob) {
    return Glob.of(ByteText.of(glob)).matches("");
  }

  /** The only text that a glob without wildcards accepts; a backslash at its end accepts none. */
  private static Optional<String> unquoted(String glob) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      if (glob.charAt(i) == '\\' && ++i == glob.length()) {
        return Optional.empty();
      }
      text.append(glob.charAt(i));
    }
    return Optional.of(text.toString());
  }

  private static NumberSet domain(Attribute attribute) {
    return isRegion(attribute) ? RegionNumbers.DOMAIN : notation(attribute).domain();
  }

  private static Notation notation(Attribute attribute) {
    return switch (attribute.encoding().form()) {
      case DECIMAL -> Notation.DECIMAL;
      case SIGNED_DECIMAL -> Notation.SIGNED_DECIMAL;
      case HEX -> Notation.HEX;
      case BARE_HEX -> Notation.BARE_HEX;
      case TEXT -> throw new IllegalArgumentException("a text has no notation");
    };
  }

  /** The printed numbers whose base units lie in {@code base}. */
  private static NumberSet printed(NumberSet base, BigInteger scale) {
    List<NumberSet.Range> ranges = new ArrayList<>();
    for (NumberSet.Range r : base.ranges()) {
      ranges.add(
          new NumberSet.Range(
              r.low().map(l -> floor(l.add(scale).subtract(BigInteger.ONE), scale)),
              r.high().map(h -> floor(h, scale))));
    }
    return new NumberSet(ranges);
  }

  private static BigInteger floor(BigInteger value, BigInteger by) {
    BigInteger[] parts = value.divideAndRemainder(by);
    return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }
}
