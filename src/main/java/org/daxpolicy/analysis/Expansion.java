package org.daxpolicy.analysis;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.daxpolicy.glob.NumberSet;
import org.daxpolicy.udev.Template;
import org.daxpolicy.udev.Token;
import org.daxpolicy.udev.TokenKind;

/** Substitutions in assigned values, as texts with facts in them. */
final class Expansion {
  private static final Fact TARGET_NODE = new Fact.Own("target_node");

  private final Space space;
  private final Decisions decisions;
  private final List<RulesMeaning.Line> lines;

  Expansion(Space space, Decisions decisions, List<RulesMeaning.Line> lines) {
    this.space = space;
    this.decisions = decisions;
    this.lines = lines;
  }

  /**
   * A file of a node that a rule names, {@code [node/nodeN]file}. It is the target node's where N
   * is the target node.
   */
  record NodeFile(BigInteger node, Fact ofTarget) {
    static Optional<NodeFile> of(Fact fact) {
      if (!(fact instanceof Fact.Addressed a)
          || !a.subsystem().equals("node")
          || !a.kernel().startsWith("node")
          || a.kernel().length() > 9) {
        return Optional.empty();
      }
      String digits = a.kernel().substring(4);
      boolean plain = !digits.isEmpty();
      for (int i = 0; i < digits.length(); i++) {
        plain &= digits.charAt(i) >= '0' && digits.charAt(i) <= '9';
      }
      return plain
          ? Optional.of(new NodeFile(new BigInteger(digits), new Fact.OfTargetNode(a.file())))
          : Optional.empty();
    }

    /** The value of {@code target_node} for which it is the target node's. */
    Values isTarget() {
      return new Values.Numbers(NumberSet.of(node));
    }
  }

  /** The facts that one substitution may stand for, if it is known to stand for a fact. */
  static List<Fact> facts(Template.Part.Reference reference) {
    return switch (reference.variable()) {
      case ATTR, SYSFS -> {
        String name = reference.attribute().orElse("");
        Fact fact = Ancestry.Files.own(name);
        Optional<NodeFile> node = NodeFile.of(fact);
        if (Shape.isOfParent(name)) {
          yield List.of(shown(new Fact.OfParent(name)), ofParent(name));
        }
        if (node.isPresent()) {
          yield List.of(shown(node.get().ofTarget()), shown(fact));
        }
        yield fact instanceof Fact.Own
            ? List.of(shown(fact), ofParent(name))
            : List.of(shown(fact));
      }
      case NUMBER -> List.of(new Fact.InstanceNumber());
      default -> List.of();
    };
  }

  /** A file as {@code $attr} shows it, which replaces what is not safe in a text. */
  private static Fact shown(Fact fact) {
    return Shape.of(fact).numbers().isPresent() ? fact : new Fact.Unknown("$attr of " + fact);
  }

  private static Fact ofParent(String name) {
    return new Fact.Unknown("$attr{" + name + "} of a parent");
  }

  /** Announces what a token's value substitutes. */
  void need(int line, Token token) {
    for (Template.Part part : Template.of(token.value()).parts()) {
      if (part instanceof Template.Part.Reference r) {
        facts(r).forEach(space::need);
        if (r.variable() == Template.Variable.ATTR || r.variable() == Template.Variable.SYSFS) {
          Fact fact = Ancestry.Files.own(r.attribute().orElse(""));
          NodeFile.of(fact).ifPresent(n -> space.need(TARGET_NODE, n.isTarget()));
          space.need(fact);
        } else if (r.variable() == Template.Variable.KERNEL
            || r.variable() == Template.Variable.NAME
            || r.variable() == Template.Variable.DEVNODE
            || r.variable() == Template.Variable.TEMPNODE) {
          space.need(new Fact.RegionNumber());
          space.need(new Fact.InstanceNumber());
        } else if (unknown(line, r).isPresent()) {
          space.need(unknown(line, r).get());
        }
      }
    }
  }

  /** The value a token assigns, as a diagram of texts. */
  int text(int line, Token token, Store store) {
    int text = decisions.answer(Assigned.Text.EMPTY);
    for (Template.Part part : Template.of(token.value()).parts()) {
      int next =
          part instanceof Template.Part.Literal literal
              ? decisions.answer(Assigned.Text.literal(literal.text()))
              : reference(line, (Template.Part.Reference) part, store);
      text =
          space
              .diagrams()
              .combine(
                  text,
                  next,
                  (a, b) ->
                      Diagrams.value(
                          decisions.answer(
                              ((Assigned.Text) decisions.value(a))
                                  .plus((Assigned.Text) decisions.value(b)))));
    }
    return text;
  }

  private int reference(int line, Template.Part.Reference r, Store store) {
    return switch (r.variable()) {
      case ATTR, SYSFS -> file(line, r);
      case ENV -> store.get(line, r.attribute().orElse(""));
      case RESULT -> r.attribute().isEmpty() ? store.get(line, "$result") : value(unknown(line, r));
      case KERNEL, NAME -> name("");
      case DEVNODE, TEMPNODE -> name("/dev/");
      case NUMBER -> value(Optional.of(new Fact.InstanceNumber()));
      case ROOT -> decisions.answer(Assigned.Text.literal("/dev"));
      case SYS -> decisions.answer(Assigned.Text.literal("/sys"));
      default -> value(unknown(line, r));
    };
  }

  private int value(Optional<? extends Fact> fact) {
    return decisions.answer(Assigned.Text.value(fact.orElseThrow()));
  }

  private int name(String before) {
    return decisions.answer(deviceName(before));
  }

  /** The device's name with something in front. */
  static Assigned.Text deviceName(String before) {
    return new Assigned.Text(
        List.of(
            new Assigned.Part.Literal(before + "dax"),
            new Assigned.Part.Value(new Fact.RegionNumber()),
            new Assigned.Part.Literal("."),
            new Assigned.Part.Value(new Fact.InstanceNumber())));
  }

  /** Whether the parent a line's matches are found on is the one that has a file. */
  private boolean findsParent(int line, String file) {
    for (Token token : lines.get(line).rule().tokens()) {
      if (token.kind() == TokenKind.MATCH_ATTRS
          && token.name().equals(file)
          && !token.pattern().orElseThrow().holds("")) {
        return true;
      }
    }
    return false;
  }

  /** A file of the device; where it has none, that of the parent a match was found on. */
  private int file(int line, Template.Part.Reference r) {
    String name = r.attribute().orElse("");
    if (Shape.isOfParent(name)) {
      Fact found = findsParent(line, name) ? shown(new Fact.OfParent(name)) : ofParent(name);
      return value(Optional.of(found));
    }
    Fact fact = Ancestry.Files.own(name);
    int here = value(Optional.of(shown(fact)));
    Optional<NodeFile> node = NodeFile.of(fact);
    if (node.isPresent()) {
      return space
          .diagrams()
          .ite(
              space.in(TARGET_NODE, node.get().isTarget()),
              value(Optional.of(shown(node.get().ofTarget()))),
              here);
    }
    return fact instanceof Fact.Own
        ? space
            .diagrams()
            .ite(space.without(fact, Alphabet.MISSING), value(Optional.of(ofParent(name))), here)
        : here;
  }

  /** What a substitution stands for that nothing is known of; none for those that are known. */
  private Optional<Fact> unknown(int line, Template.Part.Reference r) {
    String attribute = r.attribute().map(a -> "{" + a + "}").orElse("");
    String at = lines.get(line).file() + ":" + lines.get(line).rule().firstLine();
    return switch (r.variable()) {
      case MAJOR -> Optional.of(new Fact.Property("MAJOR"));
      case MINOR -> Optional.of(new Fact.Property("MINOR"));
      case DEVPATH -> Optional.of(new Fact.Unknown("DEVPATH"));
      case PARENT -> Optional.of(new Fact.Unknown("$parent"));
      case RESULT, DRIVER, ID, LINKS ->
          Optional.of(new Fact.Unknown("$" + r.variable().word() + attribute + " at " + at));
      default -> Optional.empty();
    };
  }
}
