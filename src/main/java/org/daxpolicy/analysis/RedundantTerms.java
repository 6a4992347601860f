package org.daxpolicy.analysis;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.language.Condition;
import org.daxpolicy.language.Policy;
import org.daxpolicy.language.WrittenTerm;

/**
 * Terms of conditions that the rest of their condition has decided already: writing the constant
 * instead would change nothing on any device.
 *
 * <p>A term is looked at where it still counts: beside the other operands of an {@code and} that
 * hold, of an {@code or} that do not. Of two terms that imply each other the later one is told.
 * What stands in a {@code let} is told only if it is so wherever it is used.
 */
final class RedundantTerms {
  /** What was seen of a term so far. */
  private enum Seen {
    ALWAYS,
    NEVER,
    OPEN
  }

  /** Lists longer than this are nobody's handwriting, and costly to look into. */
  private static final int MOST_OPERANDS = 500;

  private record Finding(Seen seen, Optional<Condition> cause) {}

  private final Diagrams diagrams;
  private final Conditions conditions;
  private final Map<Condition, Finding> findings = new IdentityHashMap<>();
  private final List<Condition> order = new ArrayList<>();

  RedundantTerms(Diagrams diagrams, Conditions conditions) {
    this.diagrams = diagrams;
    this.conditions = conditions;
  }

  /**
   * Looks at a rule.
   *
   * @param real what holds of every device there is
   */
  void look(Policy.Rule rule, int real) {
    walk(rule.condition(), real, real, List.of());
  }

  /** The terms that are decided in all places where they were seen. */
  List<PolicyAnalysis.Fixed> found() {
    List<PolicyAnalysis.Fixed> found = new ArrayList<>();
    for (Condition term : order) {
      Finding finding = findings.get(term);
      if (finding != null && finding.seen() != Seen.OPEN) {
        found.add(new PolicyAnalysis.Fixed(term, finding.seen() == Seen.ALWAYS, finding.cause()));
      }
    }
    return found;
  }

  /**
   * Goes through a condition.
   *
   * @param context where the condition still counts
   * @param beside the operands of the nearest {@code and}, itself among them
   * @return whether it is decided
   */
  private boolean walk(Condition c, int context, int real, List<Condition> beside) {
    if (c instanceof Condition.Constant) {
      return false;
    }
    if (WrittenTerm.is(c)) {
      return term(c, context, real, beside);
    }
    if (c instanceof Condition.Not not) {
      return walk(not.operand(), context, real, beside);
    }
    boolean all = c instanceof Condition.And;
    List<Condition> operands = Conditions.operands(c);
    if (operands.size() > MOST_OPERANDS) {
      return false;
    }
    int[] wanted = new int[operands.size()];
    for (int i = 0; i < wanted.length; i++) {
      int one = conditions.of(operands.get(i));
      wanted[i] = all ? one : diagrams.not(one);
    }
    int[] before = new int[wanted.length];
    for (int i = 0; i < wanted.length; i++) {
      before[i] = i == 0 ? context : diagrams.and(before[i - 1], wanted[i - 1]);
    }
    // from the end, so that the later of two that say the same is told, and then left out
    int after = Diagrams.TRUE;
    for (int i = wanted.length - 1; i >= 0; i--) {
      int others = diagrams.and(before[i], after);
      boolean decided =
          others != Diagrams.FALSE
              && walk(operands.get(i), others, real, all ? operands : List.of());
      after = decided ? after : diagrams.and(after, wanted[i]);
    }
    return false;
  }

  private boolean term(Condition c, int context, int real, List<Condition> beside) {
    int term = conditions.of(c);
    Seen seen = Seen.OPEN;
    if (diagrams.and(context, term) == Diagrams.FALSE) {
      seen = Seen.NEVER;
    } else if (diagrams.minus(context, term) == Diagrams.FALSE) {
      seen = Seen.ALWAYS;
    }
    // what is so by itself is not so because of others
    boolean alone = diagrams.and(real, term) == Diagrams.FALSE;
    Finding before = findings.get(c);
    if (before == null) {
      order.add(c);
    }
    boolean same = before == null || before.seen() == seen;
    boolean told = seen != Seen.OPEN && same && !alone;
    findings.put(
        c,
        told
            ? new Finding(seen, cause(c, seen, real, beside))
            : new Finding(Seen.OPEN, Optional.empty()));
    return seen != Seen.OPEN;
  }

  /** The one sibling that decides a term by itself, if there is one. */
  private Optional<Condition> cause(Condition c, Seen seen, int real, List<Condition> beside) {
    int term = conditions.of(c);
    int open = seen == Seen.ALWAYS ? diagrams.minus(real, term) : diagrams.and(real, term);
    if (open == Diagrams.FALSE) {
      return Optional.empty();
    }
    for (Condition sibling : beside) {
      if (sibling != c && diagrams.and(open, conditions.of(sibling)) == Diagrams.FALSE) {
        return Optional.of(sibling);
      }
    }
    return Optional.empty();
  }
}
