package org.daxpolicy.lift;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.dax.Catalogue;
import org.daxpolicy.dax.Reach;
import org.daxpolicy.glob.Glob;
import org.daxpolicy.glob.NumberPairs;
import org.daxpolicy.glob.NumberReading;
import org.daxpolicy.glob.NumberSet;
import org.daxpolicy.udev.Token;
import org.daxpolicy.udev.TokenKind;
import org.daxpolicy.udev.ValuePattern;

/**
 * What a line asks of the device, as formulas. A formula is guessed from the words of the term and
 * then held against udev's meaning of it by a proof; a guess that does not hold is none.
 */
final class TermLifting {
  /**
   * An ancestor as rules see it.
   *
   * @param prefix what stands in front of the region's number in its kernel name; empty if that has
   *     another number
   * @param origin what a device is that has it
   * @param parent whether it is the device's own parent
   */
  private record Ancestor(
      String subsystem,
      String driver,
      String devtype,
      String prefix,
      String origin,
      boolean parent) {}

  /** What stands above dax devices (linux/drivers/dax, drivers/cxl, drivers/nvdimm). */
  private static final List<Ancestor> ANCESTORS =
      List.of(
          new Ancestor("platform", "hmem", "", "hmem.", "hmem", true),
          new Ancestor("cxl", "cxl_dax_region", "cxl_dax_region", "dax_region", "cxl", true),
          new Ancestor("cxl", "cxl_region", "cxl_region", "region", "cxl", false),
          new Ancestor("cxl", "", "cxl_decoder_root", "", "cxl", false),
          new Ancestor("cxl", "", "cxl_port", "", "cxl", false),
          new Ancestor("nd", "dax_pmem", "nd_dax", "", "pmem", true),
          new Ancestor("nd", "nd_region", "nd_pmem", "region", "pmem", false));

  private static final List<String> DRIVERS = List.of("", "kmem", "device_dax", "fsdev_dax");
  private static final Attribute REGION = Catalogue.find("region").orElseThrow();
  private static final Attribute INSTANCE = Catalogue.find("instance").orElseThrow();

  private final Vocabulary words;
  private final Values values;

  /** What was read already: every line is come by again on the next kind of event. */
  private final Map<Token, Optional<Formula>> known = new IdentityHashMap<>();

  TermLifting(Vocabulary words) {
    this.words = words;
    this.values = new Values(words);
  }

  /** What compares an attribute, wherever its value was kept since it was read. */
  Values values() {
    return values;
  }

  /**
   * A match that looks at the event's device or its host; none if a policy cannot ask it. It is
   * proved together with what the line asks of the same file: that it is there, for one.
   */
  Optional<Formula> term(Token token, List<Token> line) {
    return known.computeIfAbsent(token, t -> read(t, line));
  }

  private Optional<Formula> read(Token token, List<Token> line) {
    List<Formula> all = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (Token other : line) {
      boolean same = other.kind() == token.kind() && other.name().equals(token.name());
      if (same || ofNode(token, line).filter(other::equals).isPresent()) {
        Optional<Formula> guess = guess(other);
        if (guess.isEmpty()) {
          return guess;
        }
        all.add(guess.get());
        texts.add(other.text());
      }
    }
    return words.sameDevices(texts, Formula.and(all)) ? guess(token) : Optional.empty();
  }

  private Optional<Formula> guess(Token token) {
    return switch (token.kind()) {
      case MATCH_KERNEL -> name(pattern(token));
      case MATCH_CONST ->
          Catalogue.all().stream()
              .filter(a -> a.reach().equals(new Reach.Constant(token.name())))
              .findFirst()
              .flatMap(a -> values.text(a, pattern(token)));
      case MATCH_ATTR -> file(token.name()).flatMap(a -> values.file(a, pattern(token)));
      default -> Optional.empty();
    };
  }

  /** The term of a line that says which node a file of a node belongs to. */
  private static Optional<Token> ofNode(Token token, List<Token> line) {
    return token.name().startsWith("[node/node")
        ? line.stream()
            .filter(t -> t.kind() == TokenKind.MATCH_ATTR && t.name().equals("target_node"))
            .findFirst()
        : Optional.empty();
  }

  /** The attribute that a file of the event's device, or of a fixed one, is. */
  static Optional<Attribute> file(String name) {
    for (Attribute attribute : Catalogue.all()) {
      Reach reach = attribute.reach();
      boolean same =
          reach instanceof Reach.Own own && own.file().equals(name)
              || reach instanceof Reach.Parent parent && parent.file().equals(name)
              || reach instanceof Reach.Fixed fixed
                  && name.equals(
                      "[" + fixed.subsystem() + "/" + fixed.kernel() + "]" + fixed.file())
              || reach instanceof Reach.TargetNode node
                  && name.matches(
                      "\\[node/node\\d+\\]/?" + java.util.regex.Pattern.quote(node.file()));
      if (same) {
        return Optional.of(attribute);
      }
    }
    return Optional.empty();
  }

  private Optional<Formula> name(ValuePattern pattern) {
    Optional<List<NumberPairs.Product>> products =
        NumberPairs.accepted(globs(pattern), pattern.foldsCase(), "dax", '.');
    Formula any = Formula.FALSE;
    for (NumberPairs.Product product : products.orElse(List.of())) {
      Optional<Formula> one =
          single(product.first()).isPresent() && single(product.second()).isPresent()
              ? words.atom(
                  "name == \"dax"
                      + single(product.first()).get()
                      + "."
                      + single(product.second()).get()
                      + "\"")
              : values
                  .inName(REGION, product.first())
                  .flatMap(
                      r -> values.inName(INSTANCE, product.second()).map(i -> Formula.and(r, i)));
      if (one.isEmpty()) {
        return one;
      }
      any = Formula.or(any, one.get());
    }
    return products.isEmpty()
        ? Optional.empty()
        : Optional.of(pattern.wanted() ? any : Formula.not(any));
  }

  private static Optional<String> single(NumberSet set) {
    return set.ranges().size() == 1 && set.ranges().get(0).low().equals(set.ranges().get(0).high())
        ? set.ranges().get(0).low().map(Object::toString)
        : Optional.empty();
  }

  /** The matches of a line that one parent has to fit; none if a policy cannot ask them. */
  Optional<Formula> parents(List<Token> group) {
    return known.computeIfAbsent(group.get(0), t -> readParents(group));
  }

  private Optional<Formula> readParents(List<Token> group) {
    List<String> texts = group.stream().map(Token::text).toList();
    return parentOnly(group).or(() -> anyParent(group)).filter(g -> words.sameDevices(texts, g));
  }

  /** The same of files that only the device's parent has, whatever that is. */
  private Optional<Formula> parentOnly(List<Token> group) {
    List<Formula> all = new ArrayList<>();
    for (Token token : group) {
      Optional<Formula> one =
          token.kind() == TokenKind.MATCH_ATTRS
              ? file(token.name())
                  .filter(a -> a.reach() instanceof Reach.Parent)
                  .flatMap(a -> values.file(a, pattern(token)))
              : Optional.empty();
      if (one.isEmpty()) {
        return one;
      }
      all.add(one.get());
    }
    return Optional.of(Formula.and(all));
  }

  private Optional<Formula> anyParent(List<Token> group) {
    Formula any = onDevice(group).orElse(Formula.FALSE);
    for (Ancestor ancestor : ANCESTORS) {
      any = Formula.or(any, on(group, ancestor).orElse(Formula.FALSE));
    }
    return Optional.of(any);
  }

  private Optional<Formula> onDevice(List<Token> group) {
    List<Formula> all = new ArrayList<>();
    for (Token token : group) {
      ValuePattern pattern = pattern(token);
      Optional<Formula> one =
          switch (token.kind()) {
            case MATCH_SUBSYSTEMS -> Optional.of(Formula.of(pattern.holds("dax")));
            case MATCH_DRIVERS ->
                Optional.of(Formula.of(DRIVERS.stream().anyMatch(pattern::holds)));
            case MATCH_KERNELS -> name(pattern);
            case MATCH_ATTRS ->
                file(token.name())
                    .filter(a -> !(a.reach() instanceof Reach.Parent))
                    .flatMap(a -> values.file(a, pattern));
            default -> Optional.empty();
          };
      if (one.isEmpty()) {
        return one;
      }
      all.add(one.get());
    }
    return Optional.of(Formula.and(all));
  }

  private Optional<Formula> on(List<Token> group, Ancestor ancestor) {
    List<Formula> all = new ArrayList<>();
    boolean told = false;
    for (Token token : group) {
      ValuePattern pattern = pattern(token);
      Optional<Formula> one =
          switch (token.kind()) {
            case MATCH_SUBSYSTEMS -> Optional.of(Formula.of(pattern.holds(ancestor.subsystem())));
            case MATCH_DRIVERS -> Optional.of(Formula.of(pattern.holds(ancestor.driver())));
            case MATCH_KERNELS -> numbered(pattern, ancestor.prefix());
            case MATCH_ATTRS ->
                token.name().equals("devtype")
                    ? Optional.of(
                        Formula.of(
                            !ancestor.devtype().isEmpty() && pattern.holds(ancestor.devtype())))
                    : attribute(token.name(), ancestor).flatMap(a -> values.file(a, pattern));
            default -> Optional.empty();
          };
      if (one.isEmpty()) {
        return one;
      }
      told |=
          attribute(token.name(), ancestor)
              .filter(a -> a.reach() instanceof Reach.Ancestor)
              .isPresent();
      all.add(one.get());
    }
    if (!told) {
      all.add(0, words.atom("origin == " + ancestor.origin()).orElseThrow());
    }
    return Optional.of(Formula.and(all));
  }

  /** The regions of whose ancestors the kernel names compare as wanted. */
  private Optional<Formula> numbered(ValuePattern pattern, String prefix) {
    Optional<Formula> equal =
        prefix.isEmpty()
            ? Optional.empty()
            : NumberReading.named(globs(pattern), pattern.foldsCase(), prefix)
                .flatMap(set -> values.inName(REGION, set));
    return pattern.wanted() ? equal : equal.map(Formula::not);
  }

  private static List<String> globs(ValuePattern pattern) {
    return pattern.type() == ValuePattern.Type.GLOB
        ? pattern.pieces()
        : pattern.pieces().stream().map(Glob::quoted).toList();
  }

  private static Optional<Attribute> attribute(String file, Ancestor ancestor) {
    for (Attribute attribute : Catalogue.all()) {
      Reach reach = attribute.reach();
      boolean same =
          reach instanceof Reach.Parent parent && ancestor.parent() && parent.file().equals(file)
              || reach instanceof Reach.Ancestor of
                  && of.file().equals(file)
                  && of.subsystem().equals(ancestor.subsystem())
                  && of.devtype().map(ancestor.devtype()::equals).orElse(true)
                  && of.driver().map(ancestor.driver()::equals).orElse(true);
      if (same) {
        return Optional.of(attribute);
      }
    }
    return Optional.empty();
  }

  private static ValuePattern pattern(Token token) {
    return token.pattern().orElseThrow();
  }
}
