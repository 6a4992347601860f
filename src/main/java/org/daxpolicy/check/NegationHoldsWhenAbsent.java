package org.daxpolicy.check;

import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.dax.Reach;
import org.daxpolicy.language.Condition;
import org.daxpolicy.language.Policy;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;

/**
 * {@code not (x == v)} where {@code x} may be absent: it holds then, while {@code x != v} does not.
 * Silent where the same conjunction asks for the attribute, or for the origin that brings it.
 */
final class NegationHoldsWhenAbsent implements Check {
  @Override
  public void run(Subject subject, Consumer<Diagnostic> found) {
    Set<Condition> visited = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Policy.Rule rule : subject.policy().rules()) {
      walk(rule.condition(), Set.of(), visited, found);
    }
  }

  /** Walks once over what rules share; {@code asked} holds in every case that matters here. */
  private static void walk(
      Condition c, Set<String> asked, Set<Condition> visited, Consumer<Diagnostic> found) {
    if (!visited.add(c)) {
      return;
    }
    if (c instanceof Condition.And and) {
      Set<String> more = new HashSet<>(asked);
      more.addAll(asked(and));
      and.operands().forEach(o -> walk(o, more, visited, found));
    } else if (c instanceof Condition.Or or) {
      or.operands().forEach(o -> walk(o, asked, visited, found));
    } else if (c instanceof Condition.Not not) {
      report(not, asked, found);
      walk(not.operand(), asked, visited, found);
    }
  }

  private static void report(Condition.Not not, Set<String> asked, Consumer<Diagnostic> found) {
    Optional<Attribute> open =
        tested(not.operand()).stream().filter(a -> mayBeAbsent(a, asked)).findFirst();
    if (open.isEmpty()) {
      return;
    }
    Attribute attribute = open.get();
    String name = attribute.name();
    found.accept(
        Diagnostic.at(
                Code.NEGATION_HOLDS_WHEN_ABSENT,
                not.place(),
                "this also holds on devices without `" + name + "`")
            .note("it is absent when " + attribute.absentWhen())
            .help("write `!=`, or add `present(" + name + ")`, if those are not meant"));
  }

  /** Attributes whose absence alone makes the condition false. */
  private static List<Attribute> tested(Condition condition) {
    if (condition instanceof Condition.Test test) {
      return List.of(test.attribute());
    }
    return condition instanceof Condition.And and
        ? and.operands().stream()
            .filter(Condition.Test.class::isInstance)
            .map(o -> ((Condition.Test) o).attribute())
            .toList()
        : List.of();
  }

  private static boolean mayBeAbsent(Attribute attribute, Set<String> asked) {
    boolean byOrigin =
        (attribute.reach() instanceof Reach.Ancestor || attribute.reach() instanceof Reach.Parent)
            && asked.contains("origin");
    return !attribute.absentWhen().equals(Attribute.NEVER)
        && !attribute.name().equals("origin")
        && !asked.contains(attribute.name())
        && !byOrigin;
  }

  private static Set<String> asked(Condition.And and) {
    Set<String> names = new HashSet<>();
    for (Condition operand : and.operands()) {
      if (operand instanceof Condition.Present present) {
        names.add(present.attribute().name());
      } else if (operand instanceof Condition.Test test) {
        names.add(test.attribute().name());
      }
    }
    return names;
  }
}
