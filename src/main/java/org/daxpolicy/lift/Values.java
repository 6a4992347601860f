package org.daxpolicy.lift;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.glob.Glob;
import org.daxpolicy.glob.Notation;
import org.daxpolicy.glob.NumberReading;
import org.daxpolicy.glob.NumberSet;
import org.daxpolicy.language.Spelling;
import org.daxpolicy.udev.ByteText;
import org.daxpolicy.udev.ValuePattern;

/** Comparisons of an attribute with a udev pattern, as a policy would write them. */
final class Values {
  private static final int MOST_MEMBERS = 12;
  private static final BigInteger LAST_IN_NAME = BigInteger.valueOf(Integer.MAX_VALUE);

  private final Vocabulary words;
  private final Map<ValuePattern, Map<Attribute, Optional<Formula>>> known =
      new IdentityHashMap<>();

  Values(Vocabulary words) {
    this.words = words;
  }

  /**
   * The devices on which a file compares as wanted; it has to be there. None if the language has no
   * words for it.
   */
  Optional<Formula> file(Attribute attribute, ValuePattern pattern) {
    return known
        .computeIfAbsent(pattern, p -> new HashMap<>())
        .computeIfAbsent(attribute, a -> read(a, pattern));
  }

  private Optional<Formula> read(Attribute attribute, ValuePattern pattern) {
    if (pattern.type() == ValuePattern.Type.EMPTY) {
      Formula there = words.present(attribute);
      return Optional.of(pattern.wanted() ? Formula.not(there) : there);
    }
    return pattern.wanted()
        ? equal(attribute, pattern, false)
        : equal(attribute, pattern, true)
            .map(apart -> Formula.and(words.present(attribute), apart));
  }

  /** The same of a text that is empty where the attribute is absent. */
  Optional<Formula> text(Attribute attribute, ValuePattern pattern) {
    Optional<Formula> file = file(attribute, pattern);
    return pattern.type() != ValuePattern.Type.EMPTY && pattern.holds("")
        ? file.map(f -> Formula.or(f, Formula.not(words.present(attribute))))
        : file;
  }

  /**
   * The devices whose attribute compares equal with the pattern, or those whose attribute, which is
   * there, does not.
   */
  private Optional<Formula> equal(Attribute attribute, ValuePattern pattern, boolean apart) {
    if (!attribute.words().isEmpty()) {
      Optional<Formula> equal = word(attribute, pattern);
      return apart ? equal.map(Formula::not) : equal;
    }
    Optional<Notation> notation = notation(attribute);
    if (notation.isPresent()) {
      return NumberReading.numbers(globs(pattern), pattern.foldsCase(), notation.get())
          .map(set -> apart ? set.complement() : set)
          .flatMap(set -> printed(attribute, set));
    }
    Optional<Formula> equal = texts(attribute, pattern);
    return apart ? equal.map(Formula::not) : equal;
  }

  private static List<String> globs(ValuePattern pattern) {
    return pattern.type() == ValuePattern.Type.GLOB
        ? pattern.pieces()
        : pattern.pieces().stream().map(Glob::quoted).toList();
  }

  private Optional<Formula> word(Attribute attribute, ValuePattern pattern) {
    List<String> fitting = new ArrayList<>();
    attribute
        .words()
        .forEach(
            (word, printed) -> {
              if (pattern.holds(ByteText.of(printed)) == pattern.wanted()) {
                fitting.add(word);
              }
            });
    return listed(attribute, fitting);
  }

  private Optional<Formula> texts(Attribute attribute, ValuePattern pattern) {
    if (pattern.foldsCase()) {
      return Optional.empty();
    }
    List<String> values = new ArrayList<>();
    for (String piece : pattern.pieces()) {
      values.add(Spelling.quoted(ByteText.readable(piece)));
    }
    if (pattern.type() == ValuePattern.Type.PLAIN) {
      return listed(attribute, values);
    }
    Formula any = Formula.FALSE;
    for (String value : values) {
      Optional<Formula> one = words.atom(attribute.name() + " matches " + value);
      if (one.isEmpty()) {
        return one;
      }
      any = Formula.or(any, one.get());
    }
    return Optional.of(any);
  }

  /** Any of some texts as sysfs prints them. */
  Optional<Formula> texts(Attribute attribute, Collection<String> printed) {
    return listed(attribute, printed.stream().map(p -> Spelling.of(attribute, p)).toList());
  }

  private Optional<Formula> listed(Attribute attribute, List<String> values) {
    String name = attribute.name();
    return switch (values.size()) {
      case 0 -> Optional.of(Formula.FALSE);
      case 1 -> words.atom(name + " == " + values.get(0), differs(attribute, values.get(0)));
      default -> words.atom(name + " in { " + String.join(", ", values) + " }");
    };
  }

  private static String differs(Attribute attribute, String value) {
    return attribute.absentWhen().equals(Attribute.NEVER) ? attribute.name() + " != " + value : "";
  }

  /** The numbers 0 and up that are part of a device's name. */
  Optional<Formula> inName(Attribute attribute, NumberSet set) {
    NumberSet domain = NumberSet.between(BigInteger.ZERO, LAST_IN_NAME);
    return numbers(attribute, set.intersect(domain), domain);
  }

  /** Numbers as sysfs prints them. */
  Optional<Formula> printed(Attribute attribute, NumberSet set) {
    NumberSet domain = notation(attribute).orElseThrow().domain();
    return numbers(attribute, set.intersect(domain), domain);
  }

  private Optional<Formula> numbers(Attribute attribute, NumberSet set, NumberSet domain) {
    if (set.equals(domain)) {
      return Optional.of(words.present(attribute));
    }
    NumberSet rest = domain.intersect(set.complement());
    if (isSingle(rest)) {
      String value = spelled(attribute, rest.ranges().get(0).low().orElseThrow());
      boolean there = attribute.absentWhen().equals(Attribute.NEVER);
      return words.atom(
          attribute.name() + " != " + value, there ? attribute.name() + " == " + value : "");
    }
    if (rest.ranges().size() < set.ranges().size()) {
      return numbers(attribute, rest, domain)
          .map(f -> Formula.and(words.present(attribute), Formula.not(f)));
    }
    BigInteger least = domain.ranges().get(0).low().orElseThrow();
    BigInteger greatest = domain.ranges().get(0).high().orElseThrow();
    Formula any = Formula.FALSE;
    List<String> members = new ArrayList<>();
    for (NumberSet.Range range : set.ranges()) {
      BigInteger low = range.low().orElseThrow();
      BigInteger high = range.high().orElseThrow();
      Optional<Formula> open = Optional.empty();
      if (high.equals(greatest) && !low.equals(high)) {
        open = words.atom(attribute.name() + " >= " + spelled(attribute, low));
      } else if (low.equals(least) && !low.equals(high)) {
        open = below(attribute, high);
      } else {
        members.add(
            low.equals(high)
                ? spelled(attribute, low)
                : spelled(attribute, low) + " .. " + spelled(attribute, high));
      }
      any = open.isPresent() ? Formula.or(any, open.get()) : any;
    }
    if (members.size() > MOST_MEMBERS) {
      return Optional.empty();
    }
    Optional<Formula> between =
        members.isEmpty() ? Optional.of(Formula.FALSE) : in(attribute, members);
    Formula others = any;
    return between.map(f -> Formula.or(others, f));
  }

  private Optional<Formula> in(Attribute attribute, List<String> members) {
    boolean range = members.get(0).contains(" .. ");
    return members.size() == 1 && range
        ? words.atom(attribute.name() + " in " + members.get(0))
        : listed(attribute, members);
  }

  /** At most {@code high}, or below the number behind it where that is written shorter. */
  private Optional<Formula> below(Attribute attribute, BigInteger high) {
    String most = spelled(attribute, high);
    String behind = spelled(attribute, high.add(BigInteger.ONE));
    return words.atom(
        attribute.name() + (behind.length() < most.length() ? " < " + behind : " <= " + most));
  }

  private static boolean isSingle(NumberSet set) {
    return set.ranges().size() == 1 && set.ranges().get(0).low().equals(set.ranges().get(0).high());
  }

  private static String spelled(Attribute attribute, BigInteger printed) {
    return Spelling.of(attribute.type(), printed.multiply(attribute.encoding().scale()));
  }

  private static Optional<Notation> notation(Attribute attribute) {
    return switch (attribute.encoding().form()) {
      case DECIMAL -> Optional.of(Notation.DECIMAL);
      case SIGNED_DECIMAL -> Optional.of(Notation.SIGNED_DECIMAL);
      case HEX -> Optional.of(Notation.HEX);
      case BARE_HEX -> Optional.of(Notation.BARE_HEX);
      case TEXT -> Optional.empty();
    };
  }
}
