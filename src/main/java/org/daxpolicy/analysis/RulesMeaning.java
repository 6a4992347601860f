package org.daxpolicy.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.daxpolicy.udev.RuleLine;
import org.daxpolicy.udev.RulesFile;
import org.daxpolicy.udev.Token;
import org.daxpolicy.udev.TokenKind;

/**
 * What rules do with every event of every dax device: for each thing they can assign, a decision.
 *
 * <p>Two walks. Downwards, each line gets the condition under which its matches hold, given what
 * the lines before it made of properties; upwards, each thing gets what becomes of it from a line
 * on, so that jumps, which only lead downwards, cost nothing.
 */
final class RulesMeaning {
  /** Where a property matters that no rule of the files sets: nobody else would. */
  static boolean isOurs(String property) {
    return property.startsWith(".") || property.startsWith("DAXPOLICY_");
  }

  /** A line of a file among all lines of all files. */
  record Line(RuleLine rule, String file, int jump) {}

  /**
   * Something a line assigns, as a function of what was there before.
   *
   * @param always whether it does so even if not all its matches hold: what an import leaves
   */
  private record Effect(String thing, int diagram, boolean isFinal, boolean always) {}

  private final Space space;
  private final Decisions decisions;
  private final List<Line> lines;
  private final Terms terms;
  private final Store store;
  private final int[] conditions;
  private final List<List<Effect>> effects = new ArrayList<>();
  private final TreeSet<String> things = new TreeSet<>();

  private RulesMeaning(Space space, Decisions decisions, List<Line> lines) {
    this.space = space;
    this.decisions = decisions;
    this.lines = lines;
    this.conditions = new int[lines.size()];
    this.terms = new Terms(space, decisions, lines);
    this.store = new Store(space.diagrams(), lines.size(), terms::beginning);
  }

  /** Announces everything some files ask, which are read in this order. */
  static RulesMeaning announce(List<RulesFile> files, Space space, Decisions decisions) {
    List<Line> lines = new ArrayList<>();
    for (RulesFile file : files) {
      int base = lines.size();
      for (RuleLine rule : file.rules()) {
        lines.add(new Line(rule, file.name(), rule.jump() < 0 ? -1 : base + rule.jump()));
      }
    }
    RulesMeaning meaning = new RulesMeaning(space, decisions, lines);
    meaning.terms.announce();
    return meaning;
  }

  /** Works out the condition of every line. Once everything is announced, and before the rest. */
  void work() {
    for (int i = 0; i < lines.size(); i++) {
      effects.add(List.of());
      Line line = lines.get(i);
      if (!store.enter(i)) {
        continue;
      }
      conditions[i] = applies(line.rule()) ? matches(i, line) : Diagrams.FALSE;
      effects.set(i, assign(i, line));
      store.pass(i, line.jump() > i ? conditions[i] : Diagrams.FALSE, line.jump());
    }
  }

  /** Lines that only touch the node are not tried on {@code remove}, and no dax device is named. */
  private boolean applies(RuleLine rule) {
    return rule.hasJump() || rule.updates() || rule.touchesNode();
  }

  private int matches(int number, Line line) {
    Diagrams diagrams = space.diagrams();
    int holds = line.rule().hasJump() || line.rule().updates() ? Diagrams.TRUE : terms.notRemoved();
    List<Token> tokens = line.rule().tokens();
    for (int i = 0; i < tokens.size() && holds != Diagrams.FALSE; i++) {
      Token token = tokens.get(i);
      if (!token.kind().isMatch()) {
        break;
      }
      if (token.kind().isParentMatch()) {
        List<Token> group = group(tokens, i);
        holds = diagrams.and(holds, terms.parents(number, group));
        i += group.size() - 1;
      } else {
        holds = diagrams.and(holds, terms.holds(number, token, holds, store));
      }
    }
    return holds;
  }

  /** The parent matches of a line, the first of which stands at {@code from}. */
  static List<Token> group(List<Token> tokens, int from) {
    int to = from;
    while (to < tokens.size() && tokens.get(to).kind().isParentMatch()) {
      to++;
    }
    return tokens.subList(from, to);
  }

  private List<Effect> assign(int number, Line line) {
    List<Effect> found = new ArrayList<>();
    terms
        .takeImported()
        .forEach((thing, value) -> found.add(new Effect(thing, value, false, true)));
    for (Effect effect : found) {
      things.add(effect.thing());
    }
    for (Token token : line.rule().tokens()) {
      if (token.kind().isMatch() || conditions[number] == Diagrams.FALSE) {
        continue;
      }
      String thing = Terms.thing(token);
      if (thing.isEmpty()) {
        continue;
      }
      int value = terms.assigned(number, token, store);
      things.add(thing);
      boolean isFinal = token.operator() == org.daxpolicy.udev.Operator.ASSIGN_FINAL;
      found.add(new Effect(thing, value, isFinal, false));
      if (token.kind() == TokenKind.ENV) {
        int before = store.get(number, token.name());
        int after = Decisions.end(decisions.after(Decisions.of(value), before));
        store.set(number, token.name(), space.diagrams().ite(conditions[number], after, before));
      }
    }
    return found;
  }

  /** The things that some line may assign. */
  TreeSet<String> things() {
    return things;
  }

  /** The condition of a line, if it is reached. */
  int condition(int line) {
    return conditions[line];
  }

  List<Line> lines() {
    return lines;
  }

  /** What becomes of a thing, as a decision on every event. */
  int decision(String thing) {
    int[] from = new int[lines.size() + 1];
    // what follows from a line on, where it begins with a test that some jump makes
    int[] headTarget = new int[lines.size() + 1];
    int[] headCondition = new int[lines.size() + 1];
    int[] headOtherwise = new int[lines.size() + 1];
    int untouched = Decisions.of(decisions.answer(Terms.untouched(thing)));
    from[lines.size()] = untouched;
    headTarget[lines.size()] = -1;
    for (int i = lines.size() - 1; i >= 0; i--) {
      int next = from[i + 1];
      int jump = lines.get(i).jump();
      boolean jumps = jump > i;
      int then = jumps ? from[jump] : next;
      boolean touched = false;
      boolean closed = false;
      int after = untouched;
      int imported = after;
      for (Effect effect : effects.get(i)) {
        if (effect.thing().equals(thing) && effect.always()) {
          imported = decisions.after(Decisions.of(effect.diagram()), Decisions.end(imported));
        } else if (effect.thing().equals(thing) && !closed) {
          touched = true;
          closed = effect.isFinal();
          after = decisions.after(Decisions.of(effect.diagram()), Decisions.end(after));
        }
      }
      headTarget[i] = -1;
      if (touched) {
        int result = closed ? after : decisions.after(then, Decisions.end(after));
        from[i] = taken(conditions[i], result, next, jumps);
      } else if (jumps) {
        boolean same = headTarget[i + 1] == jump;
        headTarget[i] = jump;
        headCondition[i] =
            same ? space.diagrams().or(conditions[i], headCondition[i + 1]) : conditions[i];
        headOtherwise[i] = same ? headOtherwise[i + 1] : next;
        from[i] = decisions.ask(headCondition[i], then, headOtherwise[i]);
      } else {
        from[i] = next;
        headTarget[i] = headTarget[i + 1];
        headCondition[i] = headCondition[i + 1];
        headOtherwise[i] = headOtherwise[i + 1];
      }
      if (imported != untouched) {
        from[i] = decisions.after(from[i], Decisions.end(imported));
        headTarget[i] = -1;
      }
    }
    return decisions.after(from[0], Terms.before(decisions, thing));
  }

  private int taken(int condition, int then, int otherwise, boolean jumps) {
    boolean small = !jumps && !Decisions.isTest(then) && !Decisions.isTest(otherwise);
    return small
        ? Decisions.of(
            space.diagrams().ite(condition, Decisions.end(then), Decisions.end(otherwise)))
        : decisions.ask(condition, then, otherwise);
  }
}
