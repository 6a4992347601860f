package org.daxpolicy.language;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.daxpolicy.dax.Catalogue;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Place;
import org.daxpolicy.text.SourceFile;
import org.daxpolicy.text.Span;

/**
 * The named conditions of a policy: defined once, used anywhere (also above their definition),
 * never by themselves. Bound in the order of their dependence, without recursion, and each once.
 */
final class Lets {
  /** Operators that a condition may be deep, names replaced. */
  static final int DEEPEST = 300;

  /** Operators and tests that a condition may have, names replaced. */
  static final long LARGEST = 1_000_000;

  private record Definition(Syntax.Let let, SourceFile file, Set<String> uses) {}

  private enum State {
    OPEN,
    DONE
  }

  private final List<Diagnostic> found;
  private final Quota quota;
  private final Set<String> broken;
  private final Map<String, Definition> definitions = new LinkedHashMap<>();
  private final Map<String, Condition> bound = new HashMap<>();
  private final Map<String, Measured> sizes = new HashMap<>();
  private final Set<String> used = new HashSet<>();

  /** How deep and how large a condition is once names are replaced. */
  private record Measured(int depth, long size) {
    static final Measured ONE = new Measured(1, 1);
  }

  /**
   * @param broken names whose definitions could not be read: no use of them is reported; names that
   *     are refused are added
   */
  Lets(List<Diagnostic> found, Quota quota, Set<String> broken) {
    this.found = found;
    this.quota = quota;
    this.broken = broken;
  }

  void define(Syntax.Let let, SourceFile file) {
    Syntax.Word name = let.name();
    Findings findings = new Findings(file, found);
    if (quota.isSpent(file, name.span())) {
      broken.add(name.text());
      return;
    }
    if (Catalogue.find(name.text()).isPresent()) {
      findings.add(
          findings
              .at(
                  Code.LET_HIDES_ATTRIBUTE,
                  name.span(),
                  "`" + name.text() + "` is the name of an attribute")
              .help("choose another name"));
      broken.add(name.text());
      return;
    }
    Definition earlier = definitions.get(name.text());
    if (earlier != null) {
      findings.add(
          findings
              .at(
                  Code.DUPLICATE_LET,
                  name.span(),
                  "a condition `" + name.text() + "` is defined already")
              .related(earlier.file(), earlier.let().name().span(), "here")
              .help("rename one of the two"));
      return;
    }
    Set<String> uses = new LinkedHashSet<>();
    references(let.condition(), uses);
    definitions.put(name.text(), new Definition(let, file, uses));
  }

  /** Binds all of them; cycles and unknown names are reported. */
  void bindAll() {
    Map<String, State> states = new HashMap<>();
    Map<String, Iterator<String>> left = new HashMap<>();
    for (String root : List.copyOf(definitions.keySet())) {
      Deque<String> path = new ArrayDeque<>();
      path.push(root);
      while (!path.isEmpty()) {
        String name = path.peek();
        if (states.get(name) == State.DONE) {
          path.pop();
          continue;
        }
        states.put(name, State.OPEN);
        Optional<String> next = nextUnbound(name, left, states, path);
        if (next.isPresent()) {
          path.push(next.get());
        } else {
          bind(name);
          states.put(name, State.DONE);
          path.pop();
        }
      }
    }
  }

  /** The next condition that has to be bound before {@code name}. */
  private Optional<String> nextUnbound(
      String name,
      Map<String, Iterator<String>> left,
      Map<String, State> states,
      Deque<String> path) {
    Iterator<String> uses = left.computeIfAbsent(name, n -> definition(n).uses().iterator());
    while (uses.hasNext()) {
      String use = uses.next();
      if (!definitions.containsKey(use) || bound.containsKey(use)) {
        continue;
      }
      if (states.get(use) != State.OPEN) {
        return Optional.of(use);
      }
      cycle(use, path);
      Definition d = definition(use);
      bound.put(use, new Condition.Constant(false, new Place(d.file(), d.let().span())));
    }
    return Optional.empty();
  }

  private void cycle(String name, Deque<String> path) {
    List<String> chain = new ArrayList<>();
    for (String step : path) {
      chain.add(0, step);
      if (step.equals(name)) {
        break;
      }
    }
    chain.add(name);
    Definition first = definition(name);
    if (quota.isSpent(first.file(), first.let().name().span())) {
      return;
    }
    Diagnostic finding =
        Diagnostic.at(
                Code.RECURSIVE_LET,
                first.file(),
                first.let().name().span(),
                "the condition `" + name + "` is defined by itself")
            .note(String.join(" uses ", chain.stream().limit(12).map(c -> "`" + c + "`").toList()));
    for (String link : chain.subList(1, Math.min(chain.size() - 1, 6))) {
      Definition d = definition(link);
      finding = finding.related(d.file(), d.let().name().span(), "by way of `" + link + "`");
    }
    found.add(finding);
  }

  private Definition definition(String name) {
    Definition d = definitions.get(name);
    if (d == null) {
      throw new IllegalStateException("no let " + name);
    }
    return d;
  }

  private void bind(String name) {
    Definition d = definition(name);
    Condition condition = bind(d.let().condition(), d.file(), d.let().name().span());
    Measured measured = measure(d.let().condition());
    // reported once: what uses it starts anew
    sizes.put(name, tooLarge(measured) ? Measured.ONE : measured);
    bound.putIfAbsent(name, condition);
  }

  /** Binds the condition of a rule or let; all it uses is bound already. */
  Condition bind(Syntax.Expression expression, SourceFile file, Span name) {
    Findings findings = new Findings(file, found);
    if (quota.isSpent(file, name)) {
      return new Condition.Constant(false, findings.place(expression.span()));
    }
    Measured measured = measure(expression);
    if (tooLarge(measured)) {
      findings.add(
          findings
              .at(
                  Code.CONDITION_TOO_LARGE,
                  name,
                  measured.depth() > DEEPEST
                      ? "this condition is more than " + DEEPEST + " operators deep"
                      : "this condition has more than " + LARGEST + " tests")
              .note("counted after named conditions are replaced by what they stand for"));
      return new Condition.Constant(false, findings.place(expression.span()));
    }
    return new ConditionBinder(findings, this::resolve, definitions.keySet()).bind(expression);
  }

  private static boolean tooLarge(Measured measured) {
    return measured.depth() > DEEPEST || measured.size() > LARGEST;
  }

  private Optional<Condition> resolve(Syntax.Word word, Findings findings) {
    String name = word.text();
    if (broken.contains(name) && !definitions.containsKey(name)) {
      return Optional.of(new Condition.Constant(false, findings.place(word.span())));
    }
    return Optional.ofNullable(bound.get(name));
  }

  private Measured measure(Syntax.Expression e) {
    if (e instanceof Syntax.AnyOf any) {
      return measure(any.operands());
    }
    if (e instanceof Syntax.AllOf all) {
      return measure(all.operands());
    }
    if (e instanceof Syntax.Negation not) {
      return measure(List.of(not.operand()));
    }
    return e instanceof Syntax.Reference r
        ? sizes.getOrDefault(r.name().text(), Measured.ONE)
        : Measured.ONE;
  }

  private Measured measure(List<Syntax.Expression> operands) {
    int depth = 0;
    long size = 1;
    for (Syntax.Expression operand : operands) {
      Measured m = measure(operand);
      depth = Math.max(depth, m.depth());
      size = Math.min(LARGEST + 1, size + m.size());
    }
    return new Measured(Math.min(DEEPEST + 1, depth + 1), size);
  }

  /** Marks what a rule uses. */
  void use(Syntax.Expression expression) {
    references(expression, used);
  }

  /**
   * Reports conditions of {@code main} that no rule uses; libraries may define more than is used.
   */
  void reportUnused(SourceFile main) {
    Deque<String> reached = new ArrayDeque<>(used);
    while (!reached.isEmpty()) {
      Definition d = definitions.get(reached.pop());
      if (d != null) {
        d.uses().stream().filter(used::add).forEach(reached::push);
      }
    }
    for (Definition d : definitions.values()) {
      Syntax.Word name = d.let().name();
      if (d.file() == main && !used.contains(name.text())) {
        found.add(
            Diagnostic.at(
                    Code.UNUSED_LET,
                    main,
                    name.span(),
                    "the condition `" + name.text() + "` is never used")
                .help("use it in a rule, or remove it"));
      }
    }
  }

  private static void references(Syntax.Expression e, Collection<String> names) {
    if (e instanceof Syntax.AnyOf any) {
      any.operands().forEach(o -> references(o, names));
    } else if (e instanceof Syntax.AllOf all) {
      all.operands().forEach(o -> references(o, names));
    } else if (e instanceof Syntax.Negation not) {
      references(not.operand(), names);
    } else if (e instanceof Syntax.Reference r) {
      names.add(r.name().text());
    }
  }
}
