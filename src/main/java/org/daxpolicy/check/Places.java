package org.daxpolicy.check;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.BiConsumer;
import org.daxpolicy.language.Condition;
import org.daxpolicy.language.Policy;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.SourceFile;
import org.daxpolicy.text.Span;

/**
 * Walks conditions and says where they stand. A condition comes from its rule's file or from a
 * {@code let} of another; then the rule's name is the place. What several rules share by a {@code
 * let} is visited, and reported, once.
 */
final class Places {
  private record Place(SourceFile file, Span span, Code code) {}

  private final Set<Place> reported = new HashSet<>();
  private final Set<Condition> visited = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Hands every condition that was not met before to {@code visitor}, outer ones first. */
  void visit(Policy policy, BiConsumer<Policy.Rule, Condition> visitor) {
    for (Policy.Rule rule : policy.rules()) {
      Deque<Condition> left = new ArrayDeque<>();
      left.push(rule.condition());
      while (!left.isEmpty()) {
        Condition c = left.pop();
        if (visited.add(c)) {
          visitor.accept(rule, c);
          if (c instanceof Condition.And and) {
            and.operands().forEach(left::push);
          } else if (c instanceof Condition.Or or) {
            or.operands().forEach(left::push);
          } else if (c instanceof Condition.Not not) {
            left.push(not.operand());
          }
        }
      }
    }
  }

  /** Where a condition that speaks of {@code word} stands, as far as the rule's file shows it. */
  static Span span(Policy.Rule rule, Condition condition, String word) {
    Span span = condition.span();
    SourceFile file = rule.file();
    return span.end() <= file.text().length() && file.text(span).contains(word)
        ? span
        : rule.nameSpan();
  }

  /** Whether a finding is the first of its code at its place. */
  boolean isNew(Diagnostic finding) {
    return finding
        .primary()
        .map(l -> reported.add(new Place(l.file(), l.span(), finding.code())))
        .orElse(true);
  }
}
