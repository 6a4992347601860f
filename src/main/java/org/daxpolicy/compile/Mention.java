package org.daxpolicy.compile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.language.Condition;
import org.daxpolicy.language.Policy;
import org.daxpolicy.language.ValueSet;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.SourceFile;
import org.daxpolicy.text.Span;

/**
 * A place where a rule's condition reads an attribute.
 *
 * @param rule the rule
 * @param attribute what is read
 * @param values what it is compared with; empty where only its presence is asked
 * @param span the comparison
 */
record Mention(Policy.Rule rule, Attribute attribute, Optional<ValueSet> values, Span span) {

  /** All mentions of a policy, by rule, each comparison of a rule once, in textual order. */
  static List<Mention> in(Policy policy) {
    List<Mention> all = new ArrayList<>();
    policy.rules().forEach(r -> collect(r, all));
    return all;
  }

  private static void collect(Policy.Rule rule, List<Mention> out) {
    Set<Condition> met = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Condition> work = new ArrayDeque<>(List.of(rule.condition()));
    while (!work.isEmpty()) {
      Condition c = work.pop();
      if (!met.add(c)) {
        continue;
      }
      if (c instanceof Condition.Test t) {
        out.add(new Mention(rule, t.attribute(), Optional.of(t.values()), t.span()));
      } else if (c instanceof Condition.Present p) {
        out.add(new Mention(rule, p.attribute(), Optional.empty(), p.span()));
      } else if (c instanceof Condition.Not not) {
        work.push(not.operand());
      } else if (c instanceof Condition.And and) {
        pushAll(and.operands(), work);
      } else if (c instanceof Condition.Or or) {
        pushAll(or.operands(), work);
      }
    }
  }

  private static void pushAll(List<Condition> operands, Deque<Condition> work) {
    for (int i = operands.size() - 1; i >= 0; i--) {
      work.push(operands.get(i));
    }
  }

  /**
   * A finding at this place. The span of a comparison that came in by a {@code let} lies in that
   * let's file, which is told by what stands there; in doubt the rule's name is shown.
   */
  Diagnostic finding(Policy policy, Code code, String headline) {
    for (SourceFile file : candidates(policy)) {
      if (span.end() <= file.text().length() && file.text(span).contains(attribute.name())) {
        return Diagnostic.at(code, file, span, headline);
      }
    }
    return Diagnostic.at(code, rule.file(), rule.nameSpan(), headline);
  }

  private List<SourceFile> candidates(Policy policy) {
    List<SourceFile> files = new ArrayList<>(List.of(rule.file()));
    policy.files().stream().filter(f -> f != rule.file()).forEach(files::add);
    return files;
  }
}
