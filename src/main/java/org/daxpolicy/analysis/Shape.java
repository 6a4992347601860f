package org.daxpolicy.analysis;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.dax.Catalogue;
import org.daxpolicy.dax.Encoding;
import org.daxpolicy.dax.Reach;
import org.daxpolicy.glob.Notation;
import org.daxpolicy.glob.NumberSet;

/**
 * What a fact can be at all.
 *
 * <p>Files that the catalogue knows as numbers hold numbers as the kernel prints them, or nothing;
 * what no kernel prints there is not considered. All other values are any bytes.
 *
 * @param kind missing or not, trimmed or not
 * @param numbers the notation and range of numbers; none for texts
 * @param words all there is, for a fact that is one of a few words
 */
record Shape(Kind kind, Optional<Digits> numbers, List<String> words) {
  /** A notation and the one range of numbers printed in it. */
  record Digits(Notation notation, NumberSet domain) {}

  /** Which atoms without a value a fact has. */
  enum Kind {
    /** A file: missing, empty, blank, or a value that does not end in white space. */
    FILE(3, true),
    /** A kernel parameter: missing, empty, or a value that does not end in white space. */
    PARAMETER(2, true),
    /** A string that is empty where it is missing. */
    STRING(1, false),
    /** One of the words systemd has for a constant, or empty. */
    CONSTANT(1, true),
    /** Always a value. */
    WORD(0, false);

    private final int specials;
    private final boolean cut;

    Kind(int specials, boolean cut) {
      this.specials = specials;
      this.cut = cut;
    }

    int specials() {
      return specials;
    }

    /** Whether values never end in white space. */
    boolean cut() {
      return cut;
    }
  }

  private static final List<String> ACTIONS =
      List.of("add", "bind", "change", "unbind", "move", "online", "offline", "remove");

  private static final Digits NUMBER_IN_NAME =
      new Digits(
          Notation.DECIMAL,
          NumberSet.between(BigInteger.ZERO, BigInteger.valueOf(Integer.MAX_VALUE)));

  private static final Map<Fact, Encoding> ENCODINGS = encodings();

  /** Whether the catalogue knows a file as one that only the parent has. */
  static boolean isOfParent(String file) {
    return ENCODINGS.containsKey(new Fact.OfParent(file));
  }

  /** The shape of a fact. */
  static Shape of(Fact fact) {
    if (fact instanceof Fact.RegionNumber || fact instanceof Fact.InstanceNumber) {
      return new Shape(Kind.WORD, Optional.of(NUMBER_IN_NAME), List.of());
    }
    if (fact instanceof Fact.Ancestors) {
      return word(java.util.Collections.nCopies(Chain.ALL, ""));
    }
    if (fact instanceof Fact.Action) {
      return word(ACTIONS);
    }
    if (fact instanceof Fact.Answer) {
      return word(List.of("no", "yes"));
    }
    if (fact instanceof Fact.Parameter) {
      return new Shape(Kind.PARAMETER, Optional.empty(), List.of());
    }
    if (fact instanceof Fact.Constant) {
      return new Shape(Kind.CONSTANT, Optional.empty(), List.of());
    }
    if (fact instanceof Fact.BoundDriver
        || fact instanceof Fact.Property
        || fact instanceof Fact.Stored
        || fact instanceof Fact.DriverOf
        || fact instanceof Fact.NameOf
        || fact instanceof Fact.Unknown) {
      return new Shape(Kind.STRING, Optional.empty(), List.of());
    }
    Encoding encoding = ENCODINGS.getOrDefault(fact, Encoding.TEXT);
    return new Shape(Kind.FILE, notation(encoding).map(n -> new Digits(n, n.domain())), List.of());
  }

  private static Shape word(List<String> words) {
    return new Shape(Kind.WORD, Optional.empty(), words);
  }

  /** The notation of an encoding; none for texts. */
  static Optional<Notation> notation(Encoding encoding) {
    return switch (encoding.form()) {
      case DECIMAL -> Optional.of(Notation.DECIMAL);
      case SIGNED_DECIMAL -> Optional.of(Notation.SIGNED_DECIMAL);
      case HEX -> Optional.of(Notation.HEX);
      case BARE_HEX -> Optional.of(Notation.BARE_HEX);
      case TEXT -> Optional.empty();
    };
  }

  private static Map<Fact, Encoding> encodings() {
    Map<Fact, Encoding> encodings = new HashMap<>();
    for (Attribute attribute : Catalogue.all()) {
      file(attribute.reach()).ifPresent(f -> encodings.put(f, attribute.encoding()));
    }
    return encodings;
  }

  /** The file that holds an attribute; none if it is not told by one file. */
  static Optional<Fact> file(Reach reach) {
    if (reach instanceof Reach.Own own) {
      return Optional.of(new Fact.Own(own.file()));
    }
    if (reach instanceof Reach.Parent parent) {
      return Optional.of(new Fact.OfParent(parent.file()));
    }
    if (reach instanceof Reach.TargetNode node) {
      return Optional.of(new Fact.OfTargetNode(node.file()));
    }
    if (reach instanceof Reach.Fixed fixed) {
      return Optional.of(new Fact.Addressed(fixed.subsystem(), fixed.kernel(), fixed.file()));
    }
    if (reach instanceof Reach.Ancestor ancestor) {
      for (Chain.Kind kind : Chain.Kind.values()) {
        if (kind.single()
            && kind.subsystem().equals(ancestor.subsystem())
            && kind.driver().equals(ancestor.driver())
            && kind.devtype().equals(ancestor.devtype())) {
          return Optional.of(new Fact.OfAncestor(kind, ancestor.file()));
        }
      }
      throw new IllegalStateException("no kind of ancestor for " + reach);
    }
    return Optional.empty();
  }
}
