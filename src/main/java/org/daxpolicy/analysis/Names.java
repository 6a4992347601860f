package org.daxpolicy.analysis;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.glob.NumberPairs;
import org.daxpolicy.glob.NumberSet;

/**
 * Comparisons with the device's name, which the kernel makes of two numbers: {@code daxR.I}. They
 * become questions about the numbers, so that {@code name}, {@code region} and {@code instance}
 * speak of one thing.
 */
final class Names {
  private static final Fact REGION = new Fact.RegionNumber();
  private static final Fact INSTANCE = new Fact.InstanceNumber();

  private final Space space;
  private final Map<Values, Optional<List<NumberPairs.Product>>> read = new HashMap<>();

  Names(Space space) {
    this.space = space;
  }

  /** Announces a comparison. */
  void need(Values values) {
    space.need(REGION);
    space.need(INSTANCE);
    Optional<List<NumberPairs.Product>> products = products(values);
    if (products.isEmpty()) {
      space.need(question(values));
      return;
    }
    for (NumberPairs.Product product : products.get()) {
      space.need(REGION, new Values.Numbers(product.first()));
      space.need(INSTANCE, new Values.Numbers(product.second()));
    }
  }

  /** The condition that the name is one of these. */
  int in(Values values) {
    Optional<List<NumberPairs.Product>> products = products(values);
    if (products.isEmpty()) {
      return space.yes(question(values));
    }
    int any = Diagrams.FALSE;
    for (NumberPairs.Product product : products.get()) {
      int both =
          space
              .diagrams()
              .and(
                  space.in(REGION, new Values.Numbers(product.first())),
                  space.in(INSTANCE, new Values.Numbers(product.second())));
      any = space.diagrams().or(any, both);
    }
    return any;
  }

  private static Fact.Answer question(Values values) {
    return new Fact.Answer("the name is one of " + values);
  }

  private Optional<List<NumberPairs.Product>> products(Values values) {
    Optional<List<NumberPairs.Product>> known = read.get(values);
    if (known == null) {
      known = read(values);
      read.put(values, known);
    }
    return known;
  }

  private static Optional<List<NumberPairs.Product>> read(Values values) {
    if (values instanceof Values.Globs globs) {
      return NumberPairs.accepted(globs.patterns(), globs.foldsCase(), "dax", '.');
    }
    List<NumberPairs.Product> products = new ArrayList<>();
    for (String text : ((Values.Texts) values).texts()) {
      int dot = text.indexOf('.');
      if (text.startsWith("dax") && dot > 0) {
        Optional<BigInteger> region = number(text.substring(3, dot));
        Optional<BigInteger> instance = number(text.substring(dot + 1));
        if (region.isPresent() && instance.isPresent()) {
          products.add(
              new NumberPairs.Product(NumberSet.of(region.get()), NumberSet.of(instance.get())));
        }
      }
    }
    return Optional.of(products);
  }

  private static Optional<BigInteger> number(String digits) {
    boolean plain = !digits.isEmpty() && digits.length() <= 10;
    for (int i = 0; i < digits.length(); i++) {
      plain &= digits.charAt(i) >= '0' && digits.charAt(i) <= '9';
    }
    return plain && (digits.length() == 1 || digits.charAt(0) != '0')
        ? Optional.of(new BigInteger(digits))
        : Optional.empty();
  }
}
