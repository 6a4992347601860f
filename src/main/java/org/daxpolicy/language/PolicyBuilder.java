package org.daxpolicy.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Token;
import org.daxpolicy.language.parser.DaxPolicyParser;
import org.daxpolicy.text.Span;
import org.jspecify.annotations.Nullable;

/** Turns parse trees of policy statements into {@link Syntax}. Trees hold no errors here. */
final class PolicyBuilder {
  private final ConditionBuilder conditions;

  PolicyBuilder(Texts texts) {
    this.conditions = new ConditionBuilder(texts);
  }

  Syntax.Statement statement(DaxPolicyParser.PolicyStatementContext tree) {
    if (tree.header() != null) {
      return header(tree.header());
    }
    if (tree.importStatement() != null) {
      DaxPolicyParser.ImportStatementContext i = tree.importStatement();
      return new Syntax.Import(conditions.text(i.STRING()), ConditionBuilder.span(i));
    }
    if (tree.target() != null) {
      return target(tree.target());
    }
    if (tree.let() != null) {
      DaxPolicyParser.LetContext l = tree.let();
      return new Syntax.Let(
          ConditionBuilder.word(l.word()),
          conditions.condition(l.condition()),
          ConditionBuilder.span(l));
    }
    if (tree.policyRule() != null) {
      DaxPolicyParser.PolicyRuleContext r = tree.policyRule();
      return new Syntax.Rule(
          conditions.text(r.name),
          conditions.condition(r.condition()),
          clauses(r.block().clause()),
          ConditionBuilder.span(r));
    }
    DaxPolicyParser.OtherwiseContext o = tree.otherwise();
    return new Syntax.Otherwise(
        clauses(o.block() == null ? o.clause() : o.block().clause()),
        Statements.span(o.start),
        ConditionBuilder.span(o));
  }

  private Syntax.Header header(DaxPolicyParser.HeaderContext tree) {
    List<Syntax.Entry> entries = new ArrayList<>();
    for (DaxPolicyParser.HeaderEntryContext e : tree.headerEntry()) {
      entries.add(entry(e.key, e.STRING().getSymbol(), ConditionBuilder.span(e)));
    }
    return new Syntax.Header(
        conditions.text(tree.name), List.copyOf(entries), ConditionBuilder.span(tree));
  }

  private static Syntax.Target target(DaxPolicyParser.TargetContext tree) {
    List<Syntax.TargetEntry> entries = new ArrayList<>();
    for (DaxPolicyParser.TargetEntryContext e : tree.targetEntry()) {
      Syntax.Word key = ConditionBuilder.word(e.key);
      Span span = ConditionBuilder.span(e);
      if (e.versions() != null) {
        DaxPolicyParser.VersionsContext v = e.versions();
        entries.add(
            new Syntax.TargetEntry(
                key, ConditionBuilder.word(v.low), optional(v.high), v.GE() != null, span));
      } else if (e.NAME() != null) {
        Syntax.Word word = ConditionBuilder.word(e.NAME());
        entries.add(new Syntax.TargetEntry(key, word, Optional.empty(), false, span));
      } else {
        entries.add(
            new Syntax.TargetEntry(
                key, ConditionBuilder.word(e.low), optional(e.high), false, span));
      }
    }
    return new Syntax.Target(List.copyOf(entries), ConditionBuilder.span(tree));
  }

  private List<Syntax.Clause> clauses(List<DaxPolicyParser.ClauseContext> trees) {
    List<Syntax.Clause> clauses = new ArrayList<>();
    for (DaxPolicyParser.ClauseContext tree : trees) {
      clauses.add(clause(tree, ConditionBuilder.span(tree)));
    }
    return List.copyOf(clauses);
  }

  private Syntax.Clause clause(DaxPolicyParser.ClauseContext tree, Span span) {
    if (tree instanceof DaxPolicyParser.ModeClauseContext mode) {
      Optional<Syntax.Word> online =
          Optional.ofNullable(mode.onlineBlock()).map(b -> ConditionBuilder.word(b.type));
      return new Syntax.Mode(ConditionBuilder.word(mode.NAME()), online, span);
    }
    if (tree instanceof DaxPolicyParser.NodeClauseContext node) {
      return node(node.nodeEntry(), span);
    }
    if (tree instanceof DaxPolicyParser.PartitionClauseContext partition) {
      return new Syntax.Partition(partition.part().stream().map(this::part).toList(), span);
    }
    if (tree instanceof DaxPolicyParser.ShapeClauseContext c) {
      return shape(c.shape().key, c.shape().NUMBER().getSymbol(), span);
    }
    if (tree instanceof DaxPolicyParser.BusyClauseContext busy) {
      Optional<Syntax.Retry> retry =
          busy.RETRY() == null
              ? Optional.empty()
              : Optional.of(
                  new Syntax.Retry(
                      ConditionBuilder.word(busy.tries), ConditionBuilder.word(busy.pause)));
      return new Syntax.WhenBusy(retry, span);
    }
    if (tree instanceof DaxPolicyParser.BecauseClauseContext c) {
      return new Syntax.Reason(
          ConditionBuilder.word(c.BECAUSE()), conditions.text(c.STRING()), span);
    }
    if (tree instanceof DaxPolicyParser.TicketClauseContext c) {
      return new Syntax.Reason(
          ConditionBuilder.word(c.TICKET()), conditions.text(c.STRING()), span);
    }
    if (tree instanceof DaxPolicyParser.ExpiresClauseContext c) {
      return new Syntax.Expires(ConditionBuilder.word(c.NUMBER()), span);
    }
    if (tree instanceof DaxPolicyParser.MemoryClauseContext memory) {
      List<Syntax.Entry> entries = new ArrayList<>();
      for (DaxPolicyParser.MemoryEntryContext e : memory.memoryEntry()) {
        entries.add(entry(e.key, e.stop, ConditionBuilder.span(e)));
      }
      return new Syntax.Memory(List.copyOf(entries), span);
    }
    return new Syntax.Keep(span);
  }

  private Syntax.Node node(List<DaxPolicyParser.NodeEntryContext> trees, Span span) {
    return new Syntax.Node(trees.stream().map(this::nodeEntry).toList(), span);
  }

  private static Syntax.Shape shape(Token key, Token amount, Span span) {
    return new Syntax.Shape(ConditionBuilder.word(key), ConditionBuilder.word(amount), span);
  }

  private Syntax.Part part(DaxPolicyParser.PartContext tree) {
    List<Syntax.Clause> clauses =
        tree.partBlock() == null
            ? List.of()
            : tree.partBlock().partEntry().stream().map(this::partEntry).toList();
    return new Syntax.Part(
        ConditionBuilder.word(tree.share),
        ConditionBuilder.word(tree.NAME()),
        clauses,
        ConditionBuilder.span(tree));
  }

  private Syntax.Clause partEntry(DaxPolicyParser.PartEntryContext tree) {
    Span span = ConditionBuilder.span(tree);
    if (tree instanceof DaxPolicyParser.PartOnlineContext online) {
      return new Syntax.Online(ConditionBuilder.word(online.type), span);
    }
    if (tree instanceof DaxPolicyParser.PartNodeContext node) {
      return node(node.nodeEntry(), span);
    }
    if (tree instanceof DaxPolicyParser.PartBecauseContext because) {
      return new Syntax.Reason(
          ConditionBuilder.word(because.BECAUSE()), conditions.text(because.STRING()), span);
    }
    DaxPolicyParser.PartAlignContext align = (DaxPolicyParser.PartAlignContext) tree;
    return shape(align.key, align.NUMBER().getSymbol(), span);
  }

  private Syntax.Entry nodeEntry(DaxPolicyParser.NodeEntryContext e) {
    Span span = ConditionBuilder.span(e);
    if (e.NAME() != null) {
      return new Syntax.Entry(
          ConditionBuilder.word(e.key),
          conditions.value(e.NAME().getSymbol()),
          Optional.of(conditions.text(e.STRING())),
          span);
    }
    return entry(e.key, e.stop, span);
  }

  private Syntax.Entry entry(Token key, Token value, Span span) {
    return new Syntax.Entry(
        ConditionBuilder.word(key), conditions.value(value), Optional.empty(), span);
  }

  private static Optional<Syntax.Word> optional(@Nullable Token token) {
    return Optional.ofNullable(token).map(ConditionBuilder::word);
  }
}
