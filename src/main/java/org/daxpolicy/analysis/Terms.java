package org.daxpolicy.analysis;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.daxpolicy.glob.Glob;
import org.daxpolicy.glob.NumberSet;
import org.daxpolicy.udev.Operator;
import org.daxpolicy.udev.Template;
import org.daxpolicy.udev.Token;
import org.daxpolicy.udev.TokenKind;
import org.daxpolicy.udev.ValuePattern;

/**
 * The terms of rule lines on an event of a dax device: matches as conditions, assignments as texts.
 *
 * <p>What is asked of the world outside (TEST, PROGRAM, IMPORT of programs and files, tags and
 * links of earlier files) is a question with its own free answer, named by the words of the term.
 */
final class Terms {
  private static final String RESULT = "$result";
  private static final Fact ACTION = new Fact.Action();
  private static final Fact TARGET_NODE = new Fact.Own("target_node");

  private final Space space;
  private final Decisions decisions;
  private final List<RulesMeaning.Line> lines;
  private final Matching matching;
  private final Names names;
  private final Ancestry ancestry;
  private final Properties properties;
  private final Expansion expansion;

  /** What the imports of a line leave, by thing, as functions of what was there before. */
  private final Map<String, Integer> imported = new TreeMap<>();

  Terms(Space space, Decisions decisions, List<RulesMeaning.Line> lines) {
    this.space = space;
    this.decisions = decisions;
    this.lines = lines;
    this.matching = new Matching(space);
    this.names = new Names(space);
    this.ancestry = new Ancestry(space, matching, names);
    this.properties = new Properties(lines);
    this.expansion = new Expansion(space, decisions, lines);
  }

  // ---- announcing

  /** Announces everything the lines ask. */
  void announce() {
    space.need(ACTION, removed());
    for (int i = 0; i < lines.size(); i++) {
      List<Token> tokens = lines.get(i).rule().tokens();
      for (int t = 0; t < tokens.size(); t++) {
        Token token = tokens.get(t);
        if (token.kind().isParentMatch()) {
          List<Token> group = RulesMeaning.group(tokens, t);
          if (isVolatile(group)) {
            space.need(asked(i, group.get(0)));
          } else {
            ancestry.need(group);
          }
          t += group.size() - 1;
        } else {
          need(i, token);
        }
      }
    }
    for (Fact fact : properties.facts()) {
      space.need(fact);
    }
  }

  private void need(int line, Token token) {
    switch (token.kind()) {
      case MATCH_ACTION -> matching.need(ACTION, pattern(token));
      case MATCH_KERNEL -> {
        space.need(new Fact.RegionNumber());
        space.need(new Fact.InstanceNumber());
        Matching.values(pattern(token)).ifPresent(names::need);
      }
      case MATCH_CONST -> matching.need(new Fact.Constant(token.name()), pattern(token));
      case MATCH_DRIVER -> matching.need(new Fact.BoundDriver(), pattern(token));
      case MATCH_DEVPATH -> matching.need(new Fact.Unknown("DEVPATH"), pattern(token));
      case MATCH_SYSCTL -> matching.need(sysctl(token), pattern(token));
      case MATCH_ENV -> {
        for (Fact fact : properties.held(token.name())) {
          matching.need(fact, pattern(token));
        }
        if (properties.mayBeMixed(token.name())) {
          space.need(asked(line, token));
        }
      }
      case MATCH_RESULT -> {
        for (Fact fact : properties.held(RESULT)) {
          matching.need(fact, pattern(token));
        }
      }
      case MATCH_ATTR -> needFile(line, token);
      case MATCH_SUBSYSTEM -> {}
      default -> {
        if (token.kind().isMatch()) {
          space.need(asked(line, token));
        }
        expansion.need(line, token);
      }
    }
  }

  private void needFile(int line, Token token) {
    if (isVolatile(List.of(token))) {
      space.need(asked(line, token));
      return;
    }
    Fact fact = Ancestry.Files.own(token.name());
    Optional<Expansion.NodeFile> node = Expansion.NodeFile.of(fact);
    node.ifPresent(n -> space.need(TARGET_NODE, n.isTarget()));
    node.ifPresent(n -> matching.need(n.ofTarget(), pattern(token)));
    matching.need(fact, pattern(token));
  }

  private static Values removed() {
    return new Values.Texts(new java.util.TreeSet<>(Set.of("remove")));
  }

  // ---- matches

  /** The condition that the event is no {@code remove}. */
  int notRemoved() {
    return space.diagrams().not(space.in(ACTION, removed()));
  }

  /** The condition that a line's parent matches hold. */
  int parents(int line, List<Token> group) {
    return isVolatile(group) ? space.yes(asked(line, group.get(0))) : ancestry.holds(group);
  }

  /**
   * The condition that a match holds.
   *
   * @param before the condition that the line's matches before it do
   */
  int holds(int line, Token token, int before, Store store) {
    return switch (token.kind()) {
      case MATCH_ACTION -> matching.string(ACTION, pattern(token));
      case MATCH_KERNEL -> ancestry.name(pattern(token));
      case MATCH_SUBSYSTEM -> pattern(token).holds("dax") ? Diagrams.TRUE : Diagrams.FALSE;
      case MATCH_CONST -> matching.string(new Fact.Constant(token.name()), pattern(token));
      case MATCH_DRIVER -> matching.string(new Fact.BoundDriver(), pattern(token));
      case MATCH_DEVPATH -> matching.string(new Fact.Unknown("DEVPATH"), pattern(token));
      case MATCH_SYSCTL -> matching.string(sysctl(token), pattern(token));
      case MATCH_ENV -> text(line, token, store.get(line, token.name()));
      case MATCH_RESULT -> text(line, token, store.get(line, RESULT));
      case MATCH_ATTR -> file(line, token);
      case PROGRAM,
          IMPORT_FILE,
          IMPORT_PROGRAM,
          IMPORT_BUILTIN,
          IMPORT_DB,
          IMPORT_CMDLINE,
          IMPORT_PARENT ->
          inquire(line, token, before, store);
      default -> space.yes(asked(line, token));
    };
  }

  private int file(int line, Token token) {
    if (isVolatile(List.of(token))) {
      return space.yes(asked(line, token));
    }
    Fact fact = Ancestry.Files.own(token.name());
    int plain = matching.file(fact, pattern(token));
    return Expansion.NodeFile.of(fact)
        .map(
            node ->
                space
                    .diagrams()
                    .ite(
                        space.in(TARGET_NODE, node.isTarget()),
                        matching.file(node.ofTarget(), pattern(token)),
                        plain))
        .orElse(plain);
  }

  /** The condition that a text compares as wanted. */
  private int text(int line, Token token, int texts) {
    return space
        .diagrams()
        .replace(
            texts,
            place -> {
              Assigned.Text text = (Assigned.Text) decisions.value(place);
              Optional<String> constant = text.constant();
              if (constant.isPresent()) {
                return pattern(token).holds(constant.get()) ? Diagrams.TRUE : Diagrams.FALSE;
              }
              return text.fact()
                  .map(f -> matching.string(f, pattern(token)))
                  .orElseGet(() -> space.yes(asked(line, token)));
            });
  }

  /** Questions that leave something behind; the condition that they are answered as wanted. */
  private int inquire(int line, Token token, int before, Store store) {
    Diagrams diagrams = space.diagrams();
    boolean wanted = token.operator() == Operator.MATCH;
    int found = found(line, token);
    if (token.kind() == TokenKind.PROGRAM) {
      Fact output = Properties.output(token);
      int told = wanted ? diagrams.and(before, found) : Diagrams.FALSE;
      int nothing = decisions.answer(Assigned.Text.EMPTY);
      int text = decisions.answer(Assigned.Text.value(output));
      int asked = diagrams.ite(told, text, nothing);
      store.set(line, RESULT, diagrams.ite(before, asked, store.get(line, RESULT)));
    } else {
      int taken = diagrams.and(before, found);
      for (Map.Entry<String, Fact> left : properties.left(token).entrySet()) {
        int old = store.get(line, left.getKey());
        int text = decisions.answer(Assigned.Text.value(left.getValue()));
        store.set(line, left.getKey(), diagrams.ite(taken, text, old));
        int kept = decisions.answer(Assigned.Text.BEFORE);
        imported.put("ENV{" + left.getKey() + "}", diagrams.ite(taken, text, kept));
      }
    }
    return wanted ? found : diagrams.not(found);
  }

  private int found(int line, Token token) {
    if (token.kind() == TokenKind.IMPORT_CMDLINE) {
      Fact parameter = new Fact.Parameter(token.value().replace('-', '_'));
      return space.diagrams().not(space.without(parameter, Alphabet.MISSING));
    }
    return token.kind() == TokenKind.IMPORT_DB
        ? space.present(new Fact.Stored(token.value()))
        : space.yes(asked(line, token));
  }

  /** What the imports since the last call have left. */
  Map<String, Integer> takeImported() {
    Map<String, Integer> taken = new TreeMap<>(imported);
    imported.clear();
    return taken;
  }

  // ---- assignments

  /** What a token assigns to; nothing for one that is no matter of decisions. */
  static String thing(Token token) {
    return switch (token.kind()) {
      case ENV -> "ENV{" + token.name() + "}";
      case OWNER_ID, OWNER_LATE -> "OWNER";
      case GROUP_ID, GROUP_LATE -> "GROUP";
      case MODE_BITS, MODE_LATE -> "MODE";
      case TAG -> "TAG";
      case SYMLINK -> "SYMLINK";
      case SECLABEL -> "SECLABEL";
      case ATTR -> "ATTR{" + token.name() + "}";
      case SYSCTL -> "SYSCTL{" + token.name() + "}";
      case RUN_BUILTIN, RUN_PROGRAM -> "RUN";
      default -> "";
    };
  }

  private static boolean isCollection(String thing) {
    return thing.equals("TAG")
        || thing.equals("SYMLINK")
        || thing.equals("RUN")
        || thing.equals("SECLABEL");
  }

  /** What a thing is that nothing is assigned to. */
  static Assigned untouched(String thing) {
    return isCollection(thing)
        ? Assigned.Items.untouched(thing.equals("RUN"))
        : Assigned.Text.BEFORE;
  }

  /** What a thing is before the first line. */
  static int before(Decisions decisions, String thing) {
    return thing.startsWith("ENV{") && RulesMeaning.isOurs(thing.substring(4))
        ? decisions.answer(Assigned.Text.EMPTY)
        : decisions.answer(untouched(thing));
  }

  /** What a property is before the first line. */
  int beginning(String property) {
    boolean nothing = RulesMeaning.isOurs(property) || property.equals(RESULT);
    return decisions.answer(
        nothing ? Assigned.Text.EMPTY : Assigned.Text.value(Properties.before(property)));
  }

  /** What an assignment makes of its thing, as a function of what that was before. */
  int assigned(int line, Token token, Store store) {
    String thing = thing(token);
    if (token.kind() == TokenKind.MODE_BITS) {
      return decisions.answer(Assigned.Text.literal(Integer.toOctalString(token.number())));
    }
    int text = expansion.text(line, token, store);
    boolean adds = token.operator() == Operator.ADD;
    boolean removes = token.operator() == Operator.REMOVE;
    if (!isCollection(thing)) {
      return adds ? mapped(text, Terms::appended) : text;
    }
    boolean ordered = thing.equals("RUN");
    Assigned.Items start =
        adds || removes ? Assigned.Items.untouched(ordered) : Assigned.Items.cleared(ordered);
    if (token.value().isEmpty()) {
      return decisions.answer(start);
    }
    String prefix =
        token.kind() == TokenKind.SECLABEL
            ? token.name() + " "
            : token.kind() == TokenKind.RUN_BUILTIN ? "builtin " : "";
    return mapped(
        text,
        t -> {
          Assigned.Text whole = Assigned.Text.literal(prefix).plus(t);
          return removes ? start.minus(whole) : start.plus(whole);
        });
  }

  /** A text behind what was there before, with a blank between the two. */
  static Assigned appended(Assigned.Text text) {
    return text.equals(Assigned.Text.EMPTY)
        ? Assigned.Text.BEFORE
        : new Assigned.Text(List.of(new Assigned.Part.Before(), new Assigned.Part.Blank()))
            .plus(text);
  }

  private interface Change {
    Assigned of(Assigned.Text text);
  }

  private int mapped(int texts, Change change) {
    return space
        .diagrams()
        .replace(
            texts, place -> decisions.answer(change.of((Assigned.Text) decisions.value(place))));
  }

  // ---- questions

  /** The question a term asks the world outside. */
  private Fact.Answer asked(int line, Token token) {
    String text =
        token.key()
            + token.attribute().map(a -> "{" + a + "}").orElse("")
            + (token.operator() == Operator.NO_MATCH ? "!=" : "==")
            + "\""
            + token.value()
            + "\"";
    boolean local =
        token.kind() == TokenKind.MATCH_ENV
            || isVolatile(List.of(token))
            || properties.isAssigned(token.key());
    return new Fact.Answer(local ? where(line) + " " + text : text);
  }

  private String where(int line) {
    return lines.get(line).file() + ":" + lines.get(line).rule().firstLine();
  }

  /** Whether what a term asks depends on what other lines have done. */
  private static boolean isVolatile(List<Token> tokens) {
    for (Token token : tokens) {
      String text =
          token.kind().isPlainMatch() || token.kind().isParentMatch()
              ? token.name()
              : token.value() + token.name();
      for (Template.Part part : Template.of(text).parts()) {
        if (part instanceof Template.Part.Reference r) {
          switch (r.variable()) {
            case ENV, RESULT, LINKS, ID, DRIVER -> {
              return true;
            }
            default -> {}
          }
        }
      }
    }
    return false;
  }

  private static Fact sysctl(Token token) {
    return new Fact.Unknown("SYSCTL{" + token.name() + "}");
  }

  private static ValuePattern pattern(Token token) {
    return token.pattern().orElseThrow();
  }

  /** Whether a property's name is one that a glob of IMPORT{parent} takes over. */
  static boolean isImported(String glob, String property) {
    return Glob.of(glob).matches(property);
  }

  static Values number(long number) {
    return new Values.Numbers(NumberSet.of(BigInteger.valueOf(number)));
  }
}
