package org.daxpolicy.language;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.dax.Catalogue;
import org.daxpolicy.glob.NumberSet;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Place;
import org.daxpolicy.text.Span;

/**
 * Second stage for conditions: resolves names, checks types and turns comparisons into value sets.
 *
 * <p>Where something is wrong it is reported and {@code false} stands in, so that the rest is
 * checked too; a policy with errors is never handed out.
 */
final class ConditionBinder {
  private final Findings findings;
  private final BiFunction<Syntax.Word, Findings, Optional<Condition>> names;
  private final Collection<String> known;
  private final Literals literals;
  private final Globs globs;

  /**
   * @param findings where to report
   * @param names the condition a name stands for, empty if it names none
   * @param known the names that there are, for suggestions
   */
  ConditionBinder(
      Findings findings,
      BiFunction<Syntax.Word, Findings, Optional<Condition>> names,
      Collection<String> known) {
    this.findings = findings;
    this.names = names;
    this.known = known;
    this.literals = new Literals(findings);
    this.globs = new Globs(findings);
  }

  /** Binds an expression; its depth is bounded by the reader. */
  Condition bind(Syntax.Expression e) {
    if (e instanceof Syntax.AnyOf any) {
      return new Condition.Or(any.operands().stream().map(this::bind).toList(), at(e));
    }
    if (e instanceof Syntax.AllOf all) {
      return new Condition.And(all.operands().stream().map(this::bind).toList(), at(e));
    }
    if (e instanceof Syntax.Negation not) {
      return new Condition.Not(bind(not.operand()), at(e));
    }
    if (e instanceof Syntax.Truth truth) {
      return new Condition.Constant(truth.value(), at(e));
    }
    if (e instanceof Syntax.Reference reference) {
      return reference(reference);
    }
    if (e instanceof Syntax.Presence presence) {
      return attribute(presence.attribute())
          .<Condition>map(a -> new Condition.Present(a, at(e)))
          .orElseGet(() -> nothing(e));
    }
    return test(e);
  }

  private Condition test(Syntax.Expression e) {
    if (e instanceof Syntax.Comparison c) {
      return attribute(c.attribute()).flatMap(a -> compare(a, c)).orElseGet(() -> nothing(e));
    }
    if (e instanceof Syntax.Membership m) {
      return attribute(m.attribute()).flatMap(a -> member(a, m)).orElseGet(() -> nothing(e));
    }
    Syntax.Globbing g = (Syntax.Globbing) e;
    return attribute(g.attribute())
        .flatMap(a -> globs.bind(a, g))
        .<Condition>map(t -> t)
        .orElseGet(() -> nothing(e));
  }

  private Condition nothing(Syntax.Expression e) {
    return new Condition.Constant(false, at(e));
  }

  private Place at(Syntax.Expression e) {
    return findings.place(e.span());
  }

  private Condition reference(Syntax.Reference reference) {
    String name = reference.name().text();
    Optional<Condition> condition = names.apply(reference.name(), findings);
    if (condition.isPresent()) {
      return condition.get();
    }
    Optional<Attribute> attribute = Catalogue.find(name);
    if (attribute.isEmpty()) {
      List<String> candidates = new ArrayList<>(known);
      Catalogue.all().forEach(a -> candidates.add(a.name()));
      Diagnostic unknown =
          findings.at(
              Code.UNKNOWN_NAME,
              reference.span(),
              "`" + name + "` is neither a named condition nor an attribute");
      findings.add(findings.suggest(unknown, reference.span(), name, candidates));
    } else if (attribute.get().type() == Attribute.Type.BOOLEAN) {
      String yes = attribute.get().words().getOrDefault("true", "1");
      return new Condition.Test(attribute.get(), ValueSet.Texts.of(List.of(yes)), at(reference));
    } else {
      findings.add(
          findings
              .at(
                  Code.TYPE_MISMATCH,
                  reference.span(),
                  "`"
                      + name
                      + "` is "
                      + Literals.withArticle(attribute.get().type())
                      + ", not a condition")
              .help("compare it, or ask `present(" + name + ")`"));
    }
    return nothing(reference);
  }

  private Optional<Attribute> attribute(Syntax.Word word) {
    Optional<Attribute> attribute = Catalogue.find(word.text());
    if (attribute.isEmpty()) {
      boolean named = names.apply(word, findings).isPresent();
      Diagnostic unknown =
          findings.at(Code.UNKNOWN_ATTRIBUTE, word.span(), "`" + word.text() + "` is no attribute");
      List<String> all = Catalogue.all().stream().map(Attribute::name).toList();
      findings.add(
          named
              ? unknown.help("it names a condition, which is true or false by itself")
              : findings
                  .suggest(unknown, word.span(), word.text(), all)
                  .help("`daxpolicy attributes` lists them"));
    }
    return attribute;
  }

  private Optional<Condition> compare(Attribute a, Syntax.Comparison c) {
    String operator = c.operator().text();
    boolean equality = operator.equals("==") || operator.equals("!=");
    if (!a.type().numeric()) {
      if (!equality) {
        findings.add(noOrder(a, c.operator().span(), c.attribute().span(), operator));
        return Optional.empty();
      }
      return literals
          .text(a, c.attribute().span(), c.value())
          .map(t -> equal(a, ValueSet.Texts.of(List.of(t)), operator.equals("=="), at(c)));
    }
    return literals
        .number(a, c.attribute().span(), c.value())
        .map(n -> new Condition.Test(a, new ValueSet.Numbers(numbers(operator, n)), at(c)));
  }

  /** {@code !=} also asks for presence; for numbers the complement of the value does that. */
  private static Condition equal(Attribute a, ValueSet set, boolean equal, Place place) {
    Condition.Test test = new Condition.Test(a, set, place);
    return equal
        ? test
        : new Condition.And(
            List.of(new Condition.Present(a, place), new Condition.Not(test, place)), place);
  }

  private static NumberSet numbers(String operator, BigInteger n) {
    return switch (operator) {
      case "==" -> NumberSet.of(n);
      case "!=" -> NumberSet.of(n).complement();
      case "<" -> NumberSet.atMost(n.subtract(BigInteger.ONE));
      case "<=" -> NumberSet.atMost(n);
      case ">" -> NumberSet.atLeast(n.add(BigInteger.ONE));
      default -> NumberSet.atLeast(n);
    };
  }

  private Diagnostic noOrder(Attribute a, Span span, Span attributeSpan, String what) {
    return findings
        .at(
            Code.NO_ORDER,
            span,
            "`" + what + "` needs an order, and " + Literals.withArticle(a.type()) + " has none")
        .related(
            findings.file(),
            attributeSpan,
            "`" + a.name() + "` is " + Literals.withArticle(a.type()))
        .help("use `==`, `!=` or `in { … }`");
  }

  private Optional<Condition> member(Attribute a, Syntax.Membership m) {
    if (m.members().isEmpty()) {
      findings.add(
          findings
              .at(Code.EMPTY_SET, m.span(), "nothing is in an empty set")
              .help("name at least one value"));
      return Optional.empty();
    }
    Optional<ValueSet> set = a.type().numeric() ? numbers(a, m) : texts(a, m);
    return set.map(s -> new Condition.Test(a, s, at(m)));
  }

  private Optional<ValueSet> texts(Attribute a, Syntax.Membership m) {
    Set<String> texts = new TreeSet<>();
    boolean good = true;
    for (Syntax.Member member : m.members()) {
      if (member.high().isPresent()) {
        findings.add(noOrder(a, member.span(), m.attribute().span(), ".."));
        good = false;
        continue;
      }
      Optional<String> text = literals.text(a, m.attribute().span(), member.low());
      good &= text.isPresent();
      if (text.isPresent() && !texts.add(text.get())) {
        repeated(member);
      }
    }
    return good ? Optional.of(ValueSet.Texts.of(texts)) : Optional.empty();
  }

  private Optional<ValueSet> numbers(Attribute a, Syntax.Membership m) {
    List<NumberSet.Range> ranges = new ArrayList<>();
    Set<BigInteger> single = new HashSet<>();
    boolean good = true;
    for (Syntax.Member member : m.members()) {
      Optional<BigInteger> low = literals.number(a, m.attribute().span(), member.low());
      Optional<BigInteger> high =
          member.high().isEmpty()
              ? low
              : literals.number(a, m.attribute().span(), member.high().get());
      good &= low.isPresent() && high.isPresent();
      if (low.isEmpty() || high.isEmpty()) {
        continue;
      }
      if (low.get().compareTo(high.get()) > 0) {
        findings.add(
            findings
                .at(Code.RANGE_UPSIDE_DOWN, member.span(), "this range begins behind its end")
                .help("write the smaller value first"));
        good = false;
      }
      if (member.high().isEmpty() && !single.add(low.get())) {
        repeated(member);
      }
      ranges.add(new NumberSet.Range(low, high));
    }
    return good ? Optional.of(new ValueSet.Numbers(new NumberSet(ranges))) : Optional.empty();
  }

  private void repeated(Syntax.Member member) {
    findings.add(
        findings
            .at(
                Code.REPEATED_VALUE,
                member.span(),
                "`" + findings.file().text(member.span()) + "` stands in this set already")
            .help("remove it"));
  }
}
