package org.daxpolicy.lift;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.dax.Catalogue;
import org.daxpolicy.text.Code;
import org.daxpolicy.udev.ByteText;
import org.daxpolicy.udev.Operator;
import org.daxpolicy.udev.Template;
import org.daxpolicy.udev.Token;
import org.daxpolicy.udev.TokenKind;
import org.daxpolicy.udev.ValuePattern;

/**
 * One way of an event through all lines: for each, the formula of the devices on which its matches
 * hold when it is reached. What no policy can ask refuses the line.
 */
final class RulesWalk {
  private final List<Line> lines;
  private final Run run;
  private final TermLifting terms;
  private final Vocabulary words;
  private final DeviceSets sets;
  private final Kept kept;
  private final Map<Line, Refusal> refused;
  private final Map<Integer, Formula> landing = new HashMap<>();
  private final List<Formula> conditions = new ArrayList<>();

  private RulesWalk(
      List<Line> lines,
      Run run,
      TermLifting terms,
      Vocabulary words,
      DeviceSets sets,
      Map<Line, Refusal> refused) {
    this.lines = lines;
    this.run = run;
    this.terms = terms;
    this.words = words;
    this.sets = sets;
    this.kept = new Kept(sets, terms.values());
    this.refused = refused;
  }

  /**
   * Goes through the lines.
   *
   * @param refused lines that are passed over; those that turn out to have to be are added
   * @return for each line its devices; none for one that is refused or not reached
   */
  static List<Formula> conditions(
      List<Line> lines,
      Run run,
      TermLifting terms,
      Vocabulary words,
      DeviceSets sets,
      Map<Line, Refusal> refused) {
    RulesWalk walk = new RulesWalk(lines, run, terms, words, sets, refused);
    walk.walk();
    return walk.conditions;
  }

  private void walk() {
    Formula reached = Formula.TRUE;
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      Formula landed = landing.getOrDefault(i, Formula.FALSE);
      if (!landed.equals(Formula.FALSE)) {
        reached = sets.simple(Formula.or(reached, landed), Formula.TRUE);
      }
      Formula here =
          refused.containsKey(line) || reached.equals(Formula.FALSE)
              ? Formula.FALSE
              : sets.simple(matches(line, reached), Formula.TRUE);
      conditions.add(here);
      if (here.equals(Formula.FALSE)) {
        continue;
      }
      for (Token token : line.properties()) {
        keep(line, token, here);
      }
      if (line.jump() > i) {
        landing.merge(line.jump(), here, Formula::or);
        reached = sets.simple(Formula.and(reached, Formula.not(here)), Formula.TRUE);
      }
    }
  }

  private void refuse(Line line, Refusal refusal) {
    refused.putIfAbsent(line, refusal);
  }

  /** The devices of which all matches of a line hold among those that reach it. */
  private Formula matches(Line line, Formula reached) {
    List<Token> tokens = line.tokens();
    Formula all = reached;
    for (int i = 0; i < tokens.size() && !all.equals(Formula.FALSE); i++) {
      Token token = tokens.get(i);
      if (!token.kind().isMatch()) {
        break;
      }
      Optional<Formula> one;
      if (token.kind().isParentMatch()) {
        List<Token> group = new ArrayList<>();
        while (i < tokens.size() && tokens.get(i).kind().isParentMatch()) {
          group.add(tokens.get(i++));
        }
        i--;
        one = terms.parents(group);
      } else {
        one = holds(token, line, all);
      }
      if (one.isEmpty()) {
        refuse(line, unasked(token, tokens));
        return Formula.FALSE;
      }
      all = Formula.and(all, one.get());
      if (sets.isEmpty(all)) {
        return Formula.FALSE;
      }
    }
    return all;
  }

  private Optional<Formula> holds(Token token, Line line, Formula given) {
    return switch (token.kind()) {
      case MATCH_ACTION -> Optional.of(Formula.of(pattern(token).holds(run.action())));
      case MATCH_SUBSYSTEM -> Optional.of(Formula.of(pattern(token).holds("dax")));
      case MATCH_DRIVER -> Optional.of(Formula.of(pattern(token).holds(run.bound())));
      case MATCH_ENV ->
          switch (token.name()) {
            case "ACTION" -> Optional.of(Formula.of(pattern(token).holds(run.action())));
            case "DRIVER" -> Optional.of(Formula.of(pattern(token).holds(run.told())));
            default -> kept.holds(token.name(), pattern(token), given);
          };
      case MATCH_KERNEL, MATCH_CONST, MATCH_ATTR -> terms.term(token, line.tokens());
      case PROGRAM ->
          AssignmentLifting.isEscaping(token, line.tokens())
              ? Optional.of(Formula.TRUE)
              : Optional.empty();
      // of a device that is new to udev's database nothing is stored
      case IMPORT_DB -> Optional.of(Formula.of(token.operator() == Operator.NO_MATCH));
      case IMPORT_CMDLINE -> parameter(token, given);
      default -> Optional.empty();
    };
  }

  /** A parameter on the command line, which is kept in a property of its name. */
  private Optional<Formula> parameter(Token token, Formula given) {
    Optional<Attribute> attribute = Catalogue.find("host.cmdline." + token.value());
    Optional<Formula> there = attribute.flatMap(a -> words.atom("present(" + a.name() + ")"));
    there.ifPresent(
        t ->
            kept.keep(
                token.value(), Formula.and(given, t), new Kept.Value.Of(attribute.orElseThrow())));
    return token.operator() == Operator.NO_MATCH ? there.map(Formula::not) : there;
  }

  private void keep(Line line, Token token, Formula here) {
    Kept.Value value = new Kept.Value.Unknown();
    List<Template.Part> parts = Template.of(token.value()).parts();
    if (!Template.hasSubstitution(token.value())) {
      value = new Kept.Value.Text(token.value());
    } else if (parts.size() == 1 && parts.get(0) instanceof Template.Part.Reference reference) {
      String name = reference.attribute().orElse("");
      Optional<Kept.Value> known =
          switch (reference.variable()) {
            case ENV -> kept.value(name, here);
            case ATTR, SYSFS -> TermLifting.file(name).map(Kept.Value.Of::new);
            default -> Optional.empty();
          };
      value = known.orElse(value);
    }
    kept.keep(
        token.name(), here, token.operator() == Operator.ADD ? new Kept.Value.Unknown() : value);
  }

  private static ValuePattern pattern(Token token) {
    return token.pattern().orElseThrow();
  }

  private static Refusal unasked(Token token, List<Token> line) {
    if (token.kind().isParentMatch()) {
      return Refusal.of(
              Code.TERM_NOT_LIFTED, token.span(), "no policy asks this of a device's parents")
          .because(
              "a policy reads the CXL region and window, the namespace and the dax region above a"
                  + " device; `daxpolicy attributes` lists what of them")
          .advise("name the parent by `SUBSYSTEMS` and `ATTRS{devtype}`, or ask the device");
    }
    Refusal refusal =
        Refusal.of(
            Code.TERM_NOT_LIFTED,
            token.span(),
            "no policy asks `" + ByteText.readable(token.text()) + "`");
    return switch (token.kind()) {
      case PROGRAM, IMPORT_PROGRAM, IMPORT_FILE, IMPORT_BUILTIN, MATCH_RESULT, TEST ->
          refusal.because("a policy runs no programs and reads no files of the host");
      case MATCH_ENV ->
          refusal.because("what `" + token.name() + "` holds here, these rules do not tell");
      case MATCH_ATTR ->
          refusal.because(
              TermLifting.file(token.name()).isPresent()
                  ? "the attribute is known, but a policy cannot compare it so"
                  : "no attribute of a policy is this file; `daxpolicy attributes` lists them");
      default -> refusal;
    };
  }

  /** Whether a line matches a kind of devices that dax devices are not. */
  static boolean isAboutOthers(Line line) {
    for (Token token : line.tokens()) {
      if (token.kind() == TokenKind.MATCH_SUBSYSTEM && !pattern(token).holds("dax")) {
        return true;
      }
    }
    return false;
  }
}
