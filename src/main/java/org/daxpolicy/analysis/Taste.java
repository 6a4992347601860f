package org.daxpolicy.analysis;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.dax.Catalogue;

/** What values look plausible to people, fact by fact. */
final class Taste {
  private static final List<BigInteger> BYTES = powers(40, 36, 34, 30, 21, 16, 12);
  private static final List<BigInteger> ROUND =
      List.of(BigInteger.valueOf(1000), BigInteger.valueOf(100), BigInteger.TEN);
  private static final Map<Fact, Alphabet.Wish> WISHES = wishes();

  private Taste() {}

  /** What an example of a fact's value should look like. */
  static Alphabet.Wish of(Fact fact) {
    Alphabet.Wish wish = WISHES.get(fact);
    if (wish != null) {
      return wish;
    }
    if (fact instanceof Fact.RegionNumber || fact instanceof Fact.InstanceNumber) {
      return texts("0");
    }
    if (fact instanceof Fact.Action) {
      return texts("bind", "add", "change");
    }
    if (fact instanceof Fact.BoundDriver || fact.equals(new Fact.Property("DRIVER"))) {
      return texts("kmem", "device_dax");
    }
    if (fact instanceof Fact.Constant constant) {
      return constant.key().equals("arch") ? texts("x86-64", "arm64") : texts("none", "kvm");
    }
    return fact instanceof Fact.Parameter ? texts("1", "0") : Alphabet.Wish.NONE;
  }

  /** The same, but for numbers that names are made of: each another one. */
  static Alphabet.Wish unlike(Fact fact) {
    if (fact instanceof Fact.RegionNumber || fact.equals(new Fact.OfParent("dax_region/id"))) {
      return texts("3", "13");
    }
    if (fact instanceof Fact.InstanceNumber) {
      return texts("5", "15");
    }
    return fact.equals(new Fact.Own("target_node")) ? texts("2", "1", "0") : of(fact);
  }

  /** A wish for multiples of a unit, and else as for {@code fact}. */
  static Alphabet.Wish multiples(Fact fact, BigInteger unit) {
    List<BigInteger> units = new ArrayList<>();
    for (BigInteger u : BYTES) {
      if (u.mod(unit).signum() == 0) {
        units.add(u);
      }
    }
    units.add(unit);
    List<String> texts = new ArrayList<>();
    for (String text : of(fact).texts()) {
      if (new BigInteger(text).mod(unit).signum() == 0) {
        texts.add(text);
      }
    }
    return new Alphabet.Wish(texts, units);
  }

  private static Map<Fact, Alphabet.Wish> wishes() {
    Map<Fact, Alphabet.Wish> wishes = new HashMap<>();
    for (Attribute attribute : Catalogue.all()) {
      Optional<Fact> fact = Shape.file(attribute.reach());
      fact.ifPresent(f -> wishes.put(f, wish(attribute)));
    }
    own(wishes, "size", new Alphabet.Wish(List.of("17179869184"), BYTES));
    own(wishes, "align", texts("2097152", "4096", "1073741824"));
    own(wishes, "target_node", texts("1", "0", "2", "3"));
    own(wishes, "numa_node", texts("0", "-1", "1"));
    own(wishes, "resource", new Alphabet.Wish(List.of("0x100000000"), BYTES));
    return wishes;
  }

  private static void own(Map<Fact, Alphabet.Wish> wishes, String file, Alphabet.Wish wish) {
    wishes.put(new Fact.Own(file), wish);
  }

  private static Alphabet.Wish wish(Attribute attribute) {
    if (attribute.name().endsWith("interleave_ways")) {
      return texts("1", "2", "4");
    }
    return switch (attribute.type()) {
      case SIZE -> new Alphabet.Wish(List.of(), BYTES);
      case ADDRESS -> new Alphabet.Wish(List.of("0x100000000"), BYTES);
      case LATENCY, BANDWIDTH -> new Alphabet.Wish(List.of(), ROUND);
      case UUID -> texts("4ad009c3-485d-48eb-97c6-fd277cd6242a");
      case STRING -> texts("Example Corp.");
      case ENUM, BOOLEAN, INTEGER ->
          new Alphabet.Wish(List.copyOf(attribute.words().values()), List.of());
    };
  }

  private static Alphabet.Wish texts(String... texts) {
    return new Alphabet.Wish(List.of(texts), List.of());
  }

  private static List<BigInteger> powers(int... exponents) {
    List<BigInteger> powers = new ArrayList<>();
    for (int e : exponents) {
      powers.add(BigInteger.ONE.shiftLeft(e));
    }
    return powers;
  }
}
