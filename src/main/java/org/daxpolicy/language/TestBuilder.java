package org.daxpolicy.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Token;
import org.daxpolicy.language.parser.DaxPolicyParser;
import org.daxpolicy.text.Span;

/** Turns parse trees of test statements into {@link Syntax}. Trees hold no errors here. */
final class TestBuilder {
  private final ConditionBuilder conditions;

  TestBuilder(Texts texts) {
    this.conditions = new ConditionBuilder(texts);
  }

  Syntax.TestStatement statement(DaxPolicyParser.TestStatementContext tree) {
    if (tree.testedPolicy() != null) {
      DaxPolicyParser.TestedPolicyContext p = tree.testedPolicy();
      return new Syntax.TestedPolicy(conditions.text(p.STRING()), ConditionBuilder.span(p));
    }
    DaxPolicyParser.TestCaseContext test = tree.testCase();
    List<Syntax.Text> machines = new ArrayList<>();
    List<Syntax.Entry> given = new ArrayList<>();
    List<Syntax.Expects> expectations = new ArrayList<>();
    for (DaxPolicyParser.TestEntryContext entry : test.testEntry()) {
      if (entry instanceof DaxPolicyParser.MachineEntryContext m) {
        machines.add(conditions.text(m.STRING()));
      } else if (entry instanceof DaxPolicyParser.GivenBlockContext g) {
        g.givenEntry().forEach(e -> given.add(entry(e.key, e.stop, ConditionBuilder.span(e))));
      } else if (entry instanceof DaxPolicyParser.ExpectEntryContext e) {
        expectations.add(expectation(e.expectation(), ConditionBuilder.span(e)));
      }
    }
    return new Syntax.Test(
        conditions.text(test.name),
        List.copyOf(machines),
        List.copyOf(given),
        List.copyOf(expectations),
        ConditionBuilder.span(test));
  }

  private Syntax.Expects expectation(DaxPolicyParser.ExpectationContext tree, Span span) {
    if (tree instanceof DaxPolicyParser.NothingReportedContext n) {
      return new Syntax.Nothing(ConditionBuilder.word(n.what), span);
    }
    if (tree instanceof DaxPolicyParser.EveryDeviceContext every) {
      Optional<Syntax.Expression> where =
          Optional.ofNullable(every.condition()).map(conditions::condition);
      return new Syntax.Claims(Optional.empty(), where, claims(every.claims()), span);
    }
    DaxPolicyParser.OneDeviceContext one = (DaxPolicyParser.OneDeviceContext) tree;
    return new Syntax.Claims(
        Optional.of(ConditionBuilder.word(one.NAME())),
        Optional.empty(),
        claims(one.claims()),
        span);
  }

  private List<Syntax.Entry> claims(DaxPolicyParser.ClaimsContext tree) {
    List<Syntax.Entry> claims = new ArrayList<>();
    tree.claim().forEach(c -> claims.add(entry(c.key, c.stop, ConditionBuilder.span(c))));
    return List.copyOf(claims);
  }

  private Syntax.Entry entry(Token key, Token value, Span span) {
    return new Syntax.Entry(
        ConditionBuilder.word(key), conditions.value(value), Optional.empty(), span);
  }
}
