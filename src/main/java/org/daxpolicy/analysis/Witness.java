package org.daxpolicy.analysis;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.dax.Catalogue;
import org.daxpolicy.dax.Origin;
import org.daxpolicy.dax.Reach;
import org.daxpolicy.language.Spelling;
import org.daxpolicy.machine.Machine;
import org.daxpolicy.udev.ByteText;
import org.daxpolicy.udev.Event;

/**
 * A device that shows something: plausible values for all that matters, and for all that a device
 * cannot be without.
 */
public final class Witness {
  private static final Fact SIZE = new Fact.Own("size");
  private static final Fact ALIGN = new Fact.Own("align");

  /** The atom of its chain of ancestors. */
  private final int chain;

  private final Map<Fact, Optional<String>> values;
  private final Set<Fact> telling;

  private Witness(int chain, Map<Fact, Optional<String>> values, Set<Fact> telling) {
    this.chain = chain;
    this.values = values;
    this.telling = telling;
  }

  /** The device for a case, which tells of the facts that matter what atoms they may have. */
  static Witness of(Space space, Case matters) {
    return of(space, matters, false);
  }

  /**
   * The same with numbers that differ wherever they may: what one file's number says cannot pass
   * for another's.
   */
  static Witness unlike(Space space, Case matters) {
    return of(space, matters, true);
  }

  private static Witness of(Space space, Case matters, boolean unlike) {
    Map<Fact, Optional<String>> values = new LinkedHashMap<>();
    Set<Fact> telling = new LinkedHashSet<>();
    int chain = 0;
    for (Fact fact : space.facts()) {
      int variable = space.variable(fact);
      Optional<Integer> from = matters.from(variable);
      from.ifPresent(f -> telling.add(fact));
      if (fact instanceof Fact.Ancestors) {
        chain = from.orElse(0);
      } else if (!fact.equals(SIZE)) {
        Alphabet.Wish wish = unlike ? Taste.unlike(fact) : Taste.of(fact);
        values.put(fact, value(space, fact, from, matters.to(variable), wish));
      }
    }
    if (space.has(SIZE)) {
      int variable = space.variable(SIZE);
      BigInteger align =
          values.getOrDefault(ALIGN, Optional.empty()).map(BigInteger::new).orElse(Reality.PAGE);
      Alphabet.Wish wish = align.signum() == 0 ? Taste.of(SIZE) : Taste.multiples(SIZE, align);
      values.put(SIZE, value(space, SIZE, matters.from(variable), matters.to(variable), wish));
    }
    Fact id = new Fact.OfParent("dax_region/id");
    if (telling.contains(id) && !telling.contains(new Fact.RegionNumber())) {
      // the kernel names the device by the same number
      Optional<String> number = values.getOrDefault(id, Optional.empty());
      number
          .filter(n -> n.length() < 10 && !n.isBlank())
          .ifPresent(n -> values.put(new Fact.RegionNumber(), number));
    }
    return new Witness(chain, values, telling);
  }

  private static Optional<String> value(
      Space space, Fact fact, Optional<Integer> from, int to, Alphabet.Wish wish) {
    Alphabet alphabet = space.alphabet(fact);
    int specials = alphabet.specials();
    int behind = Math.min(to, alphabet.size());
    if (from.isEmpty()) {
      return alwaysThere(fact)
          ? Optional.of(alphabet.example(specials, alphabet.size(), wish))
          : Optional.empty();
    }
    if (behind > specials) {
      return Optional.of(alphabet.example(Math.max(from.get(), specials), behind, wish));
    }
    return switch (from.get()) {
      case Alphabet.EMPTY -> Optional.of("");
      case Alphabet.BLANK -> Optional.of(" ");
      default -> Optional.empty();
    };
  }

  /** Whether a fact that does not matter has a value all the same. */
  private static boolean alwaysThere(Fact fact) {
    if (fact instanceof Fact.RegionNumber
        || fact instanceof Fact.InstanceNumber
        || fact instanceof Fact.Action) {
      return true;
    }
    for (Attribute attribute : Catalogue.all()) {
      if (attribute.absentWhen().equals("never")
          && Attributes.fact(attribute.reach()).equals(Optional.of(fact))) {
        return true;
      }
    }
    return false;
  }

  /** The device's name, {@code dax0.0}. */
  public String name() {
    return "dax"
        + value(new Fact.RegionNumber()).orElse("0")
        + "."
        + value(new Fact.InstanceNumber()).orElse("0");
  }

  /** The value of a fact that is neither missing nor white space only; bytes. */
  Optional<String> value(Fact fact) {
    return raw(fact).filter(v -> !v.isBlank());
  }

  /** The value of a fact as it stands; empty where it is missing. */
  Optional<String> raw(Fact fact) {
    return values.getOrDefault(fact, Optional.empty());
  }

  Map<Fact, Optional<String>> values() {
    return values;
  }

  Set<Chain.Kind> ancestors() {
    return Chain.kinds(chain);
  }

  /** The answer of a diagram on this device. */
  int answer(Space space, int diagram) {
    int at = diagram;
    while (!Diagrams.isAnswer(at)) {
      int variable = space.diagrams().variable(at);
      at = space.diagrams().follow(at, variable, atom(space, space.fact(variable)));
    }
    return at;
  }

  private int atom(Space space, Fact fact) {
    if (fact instanceof Fact.Ancestors) {
      return chain;
    }
    Alphabet alphabet = space.alphabet(fact);
    Optional<String> value = raw(fact);
    if (value.isEmpty()) {
      return Alphabet.MISSING;
    }
    if (value.get().isBlank() && alphabet.specials() > 1) {
      return value.get().isEmpty() ? Alphabet.EMPTY : Alphabet.BLANK;
    }
    return value.get().isEmpty() ? Alphabet.MISSING : alphabet.atom(value.get()).orElseThrow();
  }

  /** Where its memory comes from. */
  public Optional<Origin> origin() {
    return Attributes.origin(ancestors());
  }

  /**
   * The value of an attribute as sysfs prints it; empty if it is absent. What nobody asked about is
   * absent, too.
   */
  public Optional<String> printed(Attribute attribute) {
    Reach reach = attribute.reach();
    if (reach instanceof Reach.OriginOfAncestors) {
      return origin().map(Origin::word);
    }
    if (reach instanceof Reach.Name part) {
      return switch (part.part()) {
        case WHOLE -> Optional.of(name());
        case REGION -> value(new Fact.RegionNumber()).or(() -> Optional.of("0"));
        case INSTANCE -> value(new Fact.InstanceNumber()).or(() -> Optional.of("0"));
      };
    }
    Optional<Fact> fact = Attributes.fact(reach);
    if (fact.orElse(null) instanceof Fact.OfAncestor of && !ancestors().contains(of.kind())) {
      return Optional.empty();
    }
    return fact.flatMap(this::value).map(ByteText::readable);
  }

  /** What was asked of the world outside, and answered, for the device to be this witness. */
  public List<String> assumptions() {
    List<String> assumed = new ArrayList<>();
    for (Fact fact : telling) {
      if (fact instanceof Fact.Answer answer) {
        if (answer.parent().isPresent() && !raw(fact).equals(Optional.of("yes"))) {
          continue; // that there are no such parents is nothing to tell
        }
        assumed.add(ByteText.readable(answer.question()) + ": " + raw(fact).orElse("no"));
      } else if (fact instanceof Fact.Unknown unknown) {
        assumed.add(said(unknown.what(), fact));
      }
    }
    return assumed;
  }

  private String said(String what, Fact fact) {
    return ByteText.readable(what) + ": `" + ByteText.readable(raw(fact).orElse("")) + "`";
  }

  /**
   * The attributes that matter, with the printed value of each that is present, in the catalogue's
   * order; the origin always.
   */
  public Map<Attribute, Optional<String>> telling() {
    Map<Attribute, Optional<String>> shown = new LinkedHashMap<>();
    for (Attribute attribute : Catalogue.all()) {
      Reach reach = attribute.reach();
      Optional<Fact> fact = Attributes.fact(reach);
      boolean matters =
          reach instanceof Reach.OriginOfAncestors
              || reach instanceof Reach.Name part
                  && part.part() == Reach.Name.Part.WHOLE
                  && (telling.contains(new Fact.RegionNumber())
                      || telling.contains(new Fact.InstanceNumber()))
              || fact.isPresent() && telling.contains(fact.get());
      if (matters && !(reach instanceof Reach.KernelParameter)) {
        shown.put(attribute, printed(attribute));
      }
    }
    for (Fact fact : telling) {
      if (fact instanceof Fact.Parameter parameter) {
        Attribute attribute = Catalogue.find("host.cmdline." + parameter.name()).orElseThrow();
        shown.put(attribute, printed(attribute));
      }
    }
    return shown;
  }

  /** The device in one line: {@code dax0.0 (origin hmem, size 16GiB, no uuid)}. */
  public String described() {
    List<String> parts = new ArrayList<>();
    telling()
        .forEach(
            (attribute, value) ->
                parts.add(
                    value
                        .map(v -> attribute.name() + " " + Spelling.of(attribute, v))
                        .orElse("no " + attribute.name())));
    parts.addAll(assumptions());
    return name() + (parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ")");
  }

  /** A machine that has the device, and nothing else that matters. */
  public Machine machine() {
    return new WitnessMachine(this).machine();
  }

  /** The event at which it shows what it shows. */
  public Event event() {
    return new WitnessMachine(this).event();
  }
}
