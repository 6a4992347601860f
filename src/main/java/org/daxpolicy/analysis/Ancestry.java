package org.daxpolicy.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.daxpolicy.udev.Token;
import org.daxpolicy.udev.TokenKind;
import org.daxpolicy.udev.ValuePattern;

/**
 * The parent matches of one rule line: they hold if there is one device, the event's own or one of
 * its ancestors, on which all of them do.
 *
 * <p>So the choice is made over the device, the ancestors of each {@link Chain.Kind} there may be,
 * and one more question: whether an ancestor of no kind does. That is a question of its own for
 * every different line, and none where what is asked rules such an ancestor out.
 */
final class Ancestry {
  /** Subsystems of whose devices some are of a kind, and some of none. */
  private static final Set<String> DIVIDED = Set.of("platform", "cxl");

  /** Subsystems that no ancestor of no kind has. */
  private static final Set<String> KNOWN = Set.of("nd", "dax");

  private static final Set<String> KINDS_OF_CXL =
      Set.of("cxl_dax_region", "cxl_region", "cxl_decoder_root");

  private static final Set<String> KINDS_OF_ND = Set.of("nd_dax");

  private final Space space;
  private final Matching matching;
  private final Names names;

  Ancestry(Space space, Matching matching, Names names) {
    this.space = space;
    this.matching = matching;
    this.names = names;
  }

  /** Announces what a line's parent matches ask. */
  void need(List<Token> tokens) {
    if (asksParentOnly(tokens)) {
      for (Token token : tokens) {
        matching.need(new Fact.OfParent(token.name()), pattern(token));
      }
      return;
    }
    space.need(new Fact.Ancestors());
    if (fits(tokens, "dax")) {
      tokens.forEach(this::needOwn);
    }
    for (Chain.Kind kind : Chain.Kind.values()) {
      for (Token token : tokens) {
        if (fits(tokens, kind) && constant(token, kind).isEmpty()) {
          fact(token, kind).ifPresent(f -> matching.need(f, pattern(token)));
        }
      }
    }
    if (severalAsked(tokens)) {
      space.need(several(tokens));
    }
    if (isPossible(tokens)) {
      space.need(other(tokens));
    }
  }

  private void needOwn(Token token) {
    if (token.kind() == TokenKind.MATCH_KERNELS) {
      Matching.values(pattern(token)).ifPresent(names::need);
    } else if (token.kind() == TokenKind.MATCH_DRIVERS) {
      matching.need(new Fact.BoundDriver(), pattern(token));
    } else if (token.kind() == TokenKind.MATCH_TAGS) {
      space.need(tag(token, "the device"));
    } else if (token.kind() == TokenKind.MATCH_ATTRS && !Shape.isOfParent(token.name())) {
      matching.need(Files.own(token.name()), pattern(token));
    }
  }

  /** The condition that one device fits all of a line's parent matches. */
  int holds(List<Token> tokens) {
    Diagrams diagrams = space.diagrams();
    if (asksParentOnly(tokens)) {
      int all = Diagrams.TRUE;
      for (Token token : tokens) {
        all = diagrams.and(all, matching.file(new Fact.OfParent(token.name()), pattern(token)));
      }
      return all;
    }
    int any = onDevice(tokens);
    for (Chain.Kind kind : Chain.Kind.values()) {
      any = diagrams.or(any, on(tokens, kind));
    }
    if (isPossible(tokens)) {
      any = diagrams.or(any, space.yes(other(tokens)));
    }
    return any;
  }

  /** Whether nothing is asked but files that only the parent has. */
  static boolean asksParentOnly(List<Token> tokens) {
    for (Token token : tokens) {
      if (token.kind() != TokenKind.MATCH_ATTRS || !Shape.isOfParent(token.name())) {
        return false;
      }
    }
    return true;
  }

  /** Whether the line's parent matches may end on the event's own device. */
  boolean canBeDevice(List<Token> tokens) {
    return onDevice(tokens) != Diagrams.FALSE;
  }

  private int onDevice(List<Token> tokens) {
    int all = Diagrams.TRUE;
    for (Token token : tokens) {
      if (all != Diagrams.FALSE) {
        all = space.diagrams().and(all, onDevice(token));
      }
    }
    return all;
  }

  private int onDevice(Token token) {
    ValuePattern pattern = pattern(token);
    return switch (token.kind()) {
      case MATCH_SUBSYSTEMS -> pattern.holds("dax") ? Diagrams.TRUE : Diagrams.FALSE;
      case MATCH_KERNELS -> name(pattern);
      case MATCH_DRIVERS -> matching.string(new Fact.BoundDriver(), pattern);
      case MATCH_ATTRS ->
          Shape.isOfParent(token.name())
              ? Diagrams.FALSE
              : matching.file(Files.own(token.name()), pattern);
      default -> space.yes(tag(token, "the device"));
    };
  }

  /** The condition that the event's device has a name that compares as wanted. */
  int name(ValuePattern pattern) {
    int equal = Matching.values(pattern).map(names::in).orElse(Diagrams.FALSE);
    return pattern.wanted() ? equal : space.diagrams().not(equal);
  }

  private int on(List<Token> tokens, Chain.Kind kind) {
    if (!fits(tokens, kind)) {
      return Diagrams.FALSE;
    }
    int all = space.chain(Chain.with(kind));
    for (Token token : tokens) {
      if (constant(token, kind).isEmpty() && kind.single()) {
        Fact fact = fact(token, kind).orElseThrow();
        int one =
            token.kind() == TokenKind.MATCH_ATTRS
                ? matching.file(fact, pattern(token))
                : matching.string(fact, pattern(token));
        all = space.diagrams().and(all, one);
      }
    }
    if (kind.single() || !severalAsked(tokens)) {
      return all;
    }
    return otherDevtype(tokens, KINDS_OF_ND)
        ? space.diagrams().and(all, space.yes(several(tokens)))
        : Diagrams.FALSE;
  }

  /** What a token sees on an ancestor of a kind, if that is always the same. */
  private static Optional<String> constant(Token token, Chain.Kind kind) {
    return switch (token.kind()) {
      case MATCH_SUBSYSTEMS -> Optional.of(kind.subsystem());
      case MATCH_DRIVERS -> kind.driver();
      case MATCH_ATTRS ->
          token.name().equals("devtype") ? kind.devtype() : Optional.<String>empty();
      default -> Optional.empty();
    };
  }

  /** What a token sees on the one ancestor of a kind; none if there may be several. */
  private static Optional<Fact> fact(Token token, Chain.Kind kind) {
    if (!kind.single()) {
      return Optional.empty();
    }
    return Optional.of(
        token.kind() == TokenKind.MATCH_ATTRS
            ? Files.of(kind, token.name())
            : token.kind() == TokenKind.MATCH_DRIVERS
                ? new Fact.DriverOf(kind)
                : token.kind() == TokenKind.MATCH_KERNELS
                    ? new Fact.NameOf(kind)
                    : new Fact.Unknown(token.key() + " of the ancestor " + kind));
  }

  /** Whether more is asked of ancestors there may be several of than what they all have. */
  private static boolean severalAsked(List<Token> tokens) {
    for (Token token : tokens) {
      if (token.kind() != TokenKind.MATCH_SUBSYSTEMS) {
        return true;
      }
    }
    return false;
  }

  private static Fact.Answer several(List<Token> tokens) {
    return new Fact.Answer(
        "a parent of subsystem nd has " + text(tokens),
        Optional.of(certain(tokens, Optional.of(Chain.Kind.ND_OTHER))));
  }

  private static Fact.Answer other(List<Token> tokens) {
    return new Fact.Answer(
        "another parent has " + text(tokens), Optional.of(certain(tokens, Optional.empty())));
  }

  /** What is certain of an ancestor that fits. */
  private static Fact.Parent certain(List<Token> tokens, Optional<Chain.Kind> kind) {
    Set<String> names = new TreeSet<>();
    Set<String> subsystems = new TreeSet<>();
    Set<String> drivers = new TreeSet<>();
    Set<String> files = new TreeSet<>();
    for (Token token : tokens) {
      ValuePattern pattern = pattern(token);
      if (token.kind() == TokenKind.MATCH_ATTRS) {
        files.add(token.name());
      } else if (token.kind() == TokenKind.MATCH_KERNELS) {
        if (pattern.wanted() && !pattern.foldsCase() && !pattern.orEmpty()) {
          Matching.values(pattern).ifPresent(v -> names.addAll(RealAncestors.patterns(v)));
        }
      } else if (pattern.wanted() && isPlain(pattern)) {
        if (token.kind() == TokenKind.MATCH_SUBSYSTEMS) {
          subsystems.addAll(pattern.pieces());
        } else if (token.kind() == TokenKind.MATCH_DRIVERS) {
          drivers.addAll(pattern.pieces());
        }
      }
    }
    return new Fact.Parent(kind, names, subsystems, drivers, files);
  }

  private static Fact.Answer tag(Token token, String whose) {
    return new Fact.Answer(whose + " has " + token.text());
  }

  /** The same for lines that ask the same, in whatever order. */
  private static String text(List<Token> tokens) {
    List<String> texts = new ArrayList<>();
    for (Token token : tokens) {
      String attribute = token.attribute().map(a -> "{" + a + "}").orElse("");
      texts.add(token.key() + attribute + token.operator().symbol() + "\"" + token.value() + "\"");
    }
    texts.sort(null);
    return String.join(", ", texts);
  }

  /** Whether an ancestor of no kind may fit. */
  private static boolean isPossible(List<Token> tokens) {
    for (String subsystem : DIVIDED) {
      if (fits(tokens, subsystem)
          && (subsystem.equals("cxl") ? otherDevtype(tokens, KINDS_OF_CXL) : platform(tokens))) {
        return true;
      }
    }
    // some subsystem that is not mentioned, or one that is and is not known
    for (Token token : tokens) {
      if (token.kind() == TokenKind.MATCH_SUBSYSTEMS && onlyKnown(pattern(token))) {
        return false;
      }
    }
    return true;
  }

  /** Whether nothing that all ancestors of a kind have in common speaks against one. */
  private static boolean fits(List<Token> tokens, Chain.Kind kind) {
    for (Token token : tokens) {
      Optional<String> constant = constant(token, kind);
      if (constant.isPresent() && !pattern(token).holds(constant.get())) {
        return false;
      }
    }
    return true;
  }

  private static boolean fits(List<Token> tokens, String subsystem) {
    for (Token token : tokens) {
      if (token.kind() == TokenKind.MATCH_SUBSYSTEMS && !pattern(token).holds(subsystem)) {
        return false;
      }
    }
    return true;
  }

  private static boolean onlyKnown(ValuePattern pattern) {
    boolean plain = pattern.wanted() && isPlain(pattern);
    return plain
        && pattern.pieces().stream().allMatch(p -> KNOWN.contains(p) || DIVIDED.contains(p));
  }

  private static boolean isPlain(ValuePattern pattern) {
    return pattern.type() == ValuePattern.Type.PLAIN && !pattern.foldsCase() && !pattern.orEmpty();
  }

  /** Whether an ancestor of another devtype than some may fit. */
  private static boolean otherDevtype(List<Token> tokens, Set<String> known) {
    for (Token token : tokens) {
      ValuePattern pattern = pattern(token);
      if (token.kind() == TokenKind.MATCH_ATTRS
          && token.name().equals("devtype")
          && pattern.wanted()
          && isPlain(pattern)
          && known.containsAll(pattern.pieces())) {
        return false;
      }
    }
    return true;
  }

  /** Whether a platform ancestor with another driver may fit. */
  private static boolean platform(List<Token> tokens) {
    for (Token token : tokens) {
      ValuePattern pattern = pattern(token);
      if (token.kind() == TokenKind.MATCH_DRIVERS
          && pattern.wanted()
          && isPlain(pattern)
          && pattern.pieces().stream().allMatch("hmem"::equals)) {
        return false;
      }
    }
    return true;
  }

  private static ValuePattern pattern(Token token) {
    return token.pattern().orElseThrow();
  }

  /** Files by the names rules give them. */
  static final class Files {
    private Files() {}

    /** The file that {@code ATTR{name}} reads on the event's device. */
    static Fact own(String name) {
      return addressed(name).orElseGet(() -> new Fact.Own(name));
    }

    /** The file that {@code ATTRS{name}} reads on an ancestor. */
    static Fact of(Chain.Kind kind, String name) {
      if (Shape.isOfParent(name) && kind.isParent()) {
        return new Fact.OfParent(name);
      }
      return addressed(name).orElseGet(() -> new Fact.OfAncestor(kind, name));
    }

    /** A file that is the same whatever device is looked at. */
    private static Optional<Fact> addressed(String name) {
      int slash = name.indexOf('/');
      int close = name.indexOf(']');
      if (!name.startsWith("[") || close < 0 || slash < 0 || slash > close) {
        return Optional.empty();
      }
      String file = name.substring(close + 1);
      return Optional.of(
          new Fact.Addressed(
              name.substring(1, slash),
              name.substring(slash + 1, close),
              file.startsWith("/") ? file.substring(1) : file));
    }
  }
}
