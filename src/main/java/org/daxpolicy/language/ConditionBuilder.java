package org.daxpolicy.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.daxpolicy.language.parser.DaxPolicyLexer;
import org.daxpolicy.language.parser.DaxPolicyParser;
import org.daxpolicy.text.Span;

/** Turns parse trees of conditions into {@link Syntax}. Trees hold no errors here. */
final class ConditionBuilder {
  private final Texts texts;

  ConditionBuilder(Texts texts) {
    this.texts = texts;
  }

  Syntax.Expression condition(DaxPolicyParser.ConditionContext tree) {
    List<Syntax.Expression> operands = new ArrayList<>();
    for (DaxPolicyParser.ConjunctionContext c : tree.conjunction()) {
      operands.add(conjunction(c));
    }
    return operands.size() == 1
        ? operands.get(0)
        : new Syntax.AnyOf(List.copyOf(operands), span(tree));
  }

  private Syntax.Expression conjunction(DaxPolicyParser.ConjunctionContext tree) {
    List<Syntax.Expression> operands = new ArrayList<>();
    for (DaxPolicyParser.NegationContext n : tree.negation()) {
      Syntax.Expression operand = primary(n.primary());
      operands.add(n.NOT().size() % 2 == 1 ? new Syntax.Negation(operand, span(n)) : operand);
    }
    return operands.size() == 1
        ? operands.get(0)
        : new Syntax.AllOf(List.copyOf(operands), span(tree));
  }

  private Syntax.Expression primary(DaxPolicyParser.PrimaryContext tree) {
    if (tree instanceof DaxPolicyParser.GroupedContext grouped) {
      return condition(grouped.condition());
    }
    if (tree instanceof DaxPolicyParser.ConstantContext constant) {
      return new Syntax.Truth(constant.truth.getType() == DaxPolicyLexer.TRUE, span(tree));
    }
    if (tree instanceof DaxPolicyParser.PresenceContext presence) {
      return new Syntax.Presence(word(presence.word()), span(tree));
    }
    DaxPolicyParser.TestedContext tested = (DaxPolicyParser.TestedContext) tree;
    Syntax.Word name = word(tested.word());
    return tested.test() == null
        ? new Syntax.Reference(name, span(tree))
        : test(name, tested.test(), span(tree));
  }

  private Syntax.Expression test(Syntax.Word name, DaxPolicyParser.TestContext tree, Span span) {
    if (tree instanceof DaxPolicyParser.ComparisonContext comparison) {
      return new Syntax.Comparison(
          name, word(comparison.operator), value(comparison.value()), span);
    }
    if (tree instanceof DaxPolicyParser.GlobbingContext globbing) {
      return new Syntax.Globbing(name, value(globbing.value()), span);
    }
    DaxPolicyParser.MembershipContext membership = (DaxPolicyParser.MembershipContext) tree;
    if (membership.set() == null) {
      Syntax.Value low = value(membership.value(0));
      Syntax.Value high = value(membership.value(1));
      Syntax.Member range = new Syntax.Member(low, Optional.of(high), low.span().to(high.span()));
      return new Syntax.Membership(name, List.of(range), span);
    }
    List<Syntax.Member> members = new ArrayList<>();
    for (DaxPolicyParser.MemberContext m : membership.set().member()) {
      Optional<Syntax.Value> high =
          m.value().size() > 1 ? Optional.of(value(m.value(1))) : Optional.empty();
      members.add(new Syntax.Member(value(m.value(0)), high, span(m)));
    }
    return new Syntax.Membership(name, List.copyOf(members), span);
  }

  /** A literal, from a rule {@code value}. */
  Syntax.Value value(DaxPolicyParser.ValueContext tree) {
    return value(tree.start);
  }

  /** A literal, from its only token. */
  Syntax.Value value(Token token) {
    return switch (token.getType()) {
      case DaxPolicyLexer.STRING ->
          new Syntax.Value(
              Syntax.Value.Kind.TEXT, texts.decode(token).value(), Statements.span(token));
      case DaxPolicyLexer.NUMBER ->
          new Syntax.Value(Syntax.Value.Kind.NUMBER, token.getText(), Statements.span(token));
      default -> new Syntax.Value(Syntax.Value.Kind.WORD, token.getText(), Statements.span(token));
    };
  }

  Syntax.Text text(TerminalNode string) {
    return texts.decode(string.getSymbol());
  }

  Syntax.Text text(Token string) {
    return texts.decode(string);
  }

  static Syntax.Word word(DaxPolicyParser.WordContext tree) {
    return word(tree.start);
  }

  static Syntax.Word word(TerminalNode node) {
    return word(node.getSymbol());
  }

  static Syntax.Word word(Token token) {
    return new Syntax.Word(token.getText(), Statements.span(token));
  }

  static Span span(ParserRuleContext tree) {
    Span start = Statements.span(tree.start);
    return tree.stop == null || tree.stop.getStopIndex() < tree.start.getStartIndex()
        ? start
        : start.to(Statements.span(tree.stop));
  }
}
