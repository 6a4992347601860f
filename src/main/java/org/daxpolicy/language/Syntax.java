package org.daxpolicy.language;

import java.util.List;
import java.util.Optional;
import org.daxpolicy.text.Span;

/** What a file says, as written: abstract syntax with spans, nothing resolved or checked. */
final class Syntax {
  private Syntax() {}

  /** A name or word. */
  record Word(String text, Span span) {}

  /** A text in quotes, escapes decoded; the span holds the quotes. */
  record Text(String value, Span span) {}

  /** A literal as written. */
  record Value(Kind kind, String text, Span span) {
    enum Kind {
      TEXT,
      NUMBER,
      WORD
    }
  }

  // ---- statements of a policy

  sealed interface Statement {
    Span span();
  }

  record Header(Text name, List<Entry> entries, Span span) implements Statement {}

  record Import(Text path, Span span) implements Statement {}

  record Target(List<TargetEntry> entries, Span span) implements Statement {}

  record Let(Word name, Expression condition, Span span) implements Statement {}

  record Rule(Text name, Expression condition, List<Clause> clauses, Span span)
      implements Statement {}

  record Otherwise(List<Clause> clauses, Span keyword, Span span) implements Statement {}

  /**
   * A line of a {@code target} block.
   *
   * @param open {@code >=}: no upper bound
   */
  record TargetEntry(Word key, Word low, Optional<Word> high, boolean open, Span span) {}

  /** A key and its value, wherever that is all there is to say. */
  record Entry(Word key, Value value, Optional<Text> second, Span span) {}

  // ---- clauses of a rule

  sealed interface Clause {
    Span span();
  }

  record Keep(Span span) implements Clause {}

  record Mode(Word mode, Optional<Word> online, Span span) implements Clause {}

  record Node(List<Entry> entries, Span span) implements Clause {}

  /** {@code when busy}; without a retry it keeps. */
  record WhenBusy(Optional<Retry> retry, Span span) implements Clause {}

  record Retry(Word times, Word pause) {}

  record Reason(Word key, Text text, Span span) implements Clause {}

  record Expires(Word date, Span span) implements Clause {}

  record Memory(List<Entry> entries, Span span) implements Clause {}

  /** How much of a region a device is to have: {@code size}, {@code align}. */
  record Shape(Word key, Word amount, Span span) implements Clause {}

  record Partition(List<Part> parts, Span span) implements Clause {}

  /**
   * A part of a partition.
   *
   * @param share a size, or {@code rest}
   * @param clauses of the kinds {@link Online}, {@link Node}, {@link Reason} and {@link Shape}
   */
  record Part(Word share, Word mode, List<Clause> clauses, Span span) {}

  /** How a part is onlined. */
  record Online(Word type, Span span) implements Clause {}

  // ---- conditions

  sealed interface Expression {
    Span span();
  }

  record AnyOf(List<Expression> operands, Span span) implements Expression {}

  record AllOf(List<Expression> operands, Span span) implements Expression {}

  record Negation(Expression operand, Span span) implements Expression {}

  record Truth(boolean value, Span span) implements Expression {}

  record Reference(Word name, Span span) implements Expression {}

  record Presence(Word attribute, Span span) implements Expression {}

  record Comparison(Word attribute, Word operator, Value value, Span span) implements Expression {}

  record Membership(Word attribute, List<Member> members, Span span) implements Expression {}

  record Globbing(Word attribute, Value glob, Span span) implements Expression {}

  record Member(Value low, Optional<Value> high, Span span) {}

  // ---- test files

  sealed interface TestStatement {
    Span span();
  }

  record TestedPolicy(Text path, Span span) implements TestStatement {}

  record Test(
      Text name, List<Text> machines, List<Entry> given, List<Expects> expectations, Span span)
      implements TestStatement {}

  sealed interface Expects {
    Span span();
  }

  record Nothing(Word what, Span span) implements Expects {}

  /** What is claimed of one device, or of every device where a condition holds. */
  record Claims(Optional<Word> device, Optional<Expression> where, List<Entry> claims, Span span)
      implements Expects {}
}
