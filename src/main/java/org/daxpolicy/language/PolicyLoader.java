package org.daxpolicy.language;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Place;
import org.daxpolicy.text.Result;
import org.daxpolicy.text.SourceFile;
import org.daxpolicy.text.Span;
import org.jspecify.annotations.Nullable;

/**
 * Loads a policy: reads it and its imports, resolves and checks, and hands out what it means.
 *
 * <p>Imports bring {@code let}s and rules where they stand; a file reached twice counts once. An
 * imported file may do without {@code policy} and {@code otherwise}; its {@code policy} line is
 * ignored, {@code target} and {@code otherwise} belong to the main file alone.
 */
public final class PolicyLoader {
  private final List<Diagnostic> found = new ArrayList<>();
  private final Quota quota = new Quota(found);
  private final List<Policy.Rule> rules = new ArrayList<>();
  private final Map<String, Policy.Rule> byName = new HashMap<>();
  private @Nullable Header header;
  private Target target = Target.DEFAULT;
  private @Nullable Span targetSpan;
  private Policy.@Nullable Rule otherwise;

  private record Header(
      String name, Optional<String> version, Optional<String> owner, Span span, Place place) {}

  private PolicyLoader() {}

  /**
   * Loads a policy.
   *
   * @param main the policy
   * @param resolver finds what it imports
   * @return the policy if there is no error, and all findings in the order of the source
   */
  public static Result<Policy> load(SourceFile main, ImportResolver resolver) {
    return new PolicyLoader().run(main, resolver);
  }

  /**
   * Whether a file is written to be imported only: it has conditions or rules, and none of {@code
   * policy}, {@code target} and {@code otherwise}. Who checks a directory leaves such files to the
   * policies that import them.
   */
  public static boolean isLibrary(SourceFile file) {
    List<Syntax.Statement> statements = parsed(file).statements();
    return !statements.isEmpty()
        && statements.stream()
            .allMatch(
                s ->
                    s instanceof Syntax.Let
                        || s instanceof Syntax.Rule
                        || s instanceof Syntax.Import);
  }

  private static ParsedFile<Syntax.Statement> parsed(SourceFile file) {
    List<Diagnostic> unread = new ArrayList<>();
    return ParsedFile.policy(file, unread, new Quota(unread));
  }

  private Result<Policy> run(SourceFile main, ImportResolver resolver) {
    ImportTree tree = new ImportTree(resolver, found, quota);
    tree.read(main);
    Lets lets = new Lets(found, quota, tree.brokenNames);
    for (ImportTree.Placed placed : tree.statements) {
      if (placed.statement() instanceof Syntax.Let let) {
        lets.define(let, placed.file());
      }
    }
    lets.bindAll();
    for (ImportTree.Placed placed : tree.statements) {
      statement(placed, main, lets);
    }
    if (tree.complete() && !quota.hasLeftOut()) {
      missing(main);
      lets.reportUnused(main);
    }
    List<Diagnostic> sorted = found.stream().sorted(Diagnostic.ORDER).toList();
    Result<Policy> failed = Result.failed(sorted);
    Header head = header;
    Policy.Rule last = otherwise;
    if (failed.hasErrors() || head == null || last == null) {
      return failed;
    }
    return Result.of(
        new Policy(
            head.name(),
            head.version(),
            head.owner(),
            target,
            rules,
            last,
            head.place(),
            tree.files),
        sorted);
  }

  private void statement(ImportTree.Placed placed, SourceFile main, Lets lets) {
    SourceFile file = placed.file();
    Findings findings = new Findings(file, found);
    Syntax.Statement statement = placed.statement();
    if (statement instanceof Syntax.Rule rule) {
      if (!quota.isSpent(file, rule.name().span())) {
        rule(rule, findings, lets);
      }
    } else if (statement instanceof Syntax.Header h && file == main) {
      header(h, findings);
    } else if (statement instanceof Syntax.Import i && file == main && otherwise != null) {
      behindOtherwise(i.span(), "an import", findings);
    } else if (statement instanceof Syntax.Target || statement instanceof Syntax.Otherwise) {
      if (file != main) {
        misplaced(statement, findings);
      } else if (statement instanceof Syntax.Target t) {
        target(t, findings);
      } else if (statement instanceof Syntax.Otherwise o) {
        otherwise(o, findings);
      }
    }
  }

  private void header(Syntax.Header h, Findings findings) {
    if (header != null) {
      findings.add(
          findings
              .at(Code.REPEATED_HEADER, h.span(), "the policy says its name twice")
              .related(findings.file(), header.span(), "first here"));
      return;
    }
    findings.checkText(h.name(), "a policy's name");
    Map<String, String> values = new HashMap<>();
    for (Syntax.Entry e : h.entries()) {
      String key = e.key().text();
      findings.checkText(e.value().text(), e.value().span(), "`" + key + "`", false);
      if (values.putIfAbsent(key, e.value().text()) != null) {
        findings.add(Code.REPEATED_CLAUSE, e.span(), "`" + key + "` is said twice");
      }
    }
    header =
        new Header(
            h.name().value(),
            Optional.ofNullable(values.get("version")),
            Optional.ofNullable(values.get("owner")),
            h.span(),
            findings.place(new Span(h.span().start(), h.name().span().end())));
  }

  private void target(Syntax.Target block, Findings findings) {
    if (targetSpan != null) {
      findings.add(
          findings
              .at(
                  Code.REPEATED_TARGET,
                  new Span(block.span().start(), block.span().start() + "target".length()),
                  "the policy has two `target` blocks")
              .related(findings.file(), targetSpan, "first here")
              .help("put all of it into one block"));
      return;
    }
    targetSpan = new Span(block.span().start(), block.span().start() + "target".length());
    target = new TargetBinder(findings).bind(block);
  }

  private void misplaced(Syntax.Statement statement, Findings findings) {
    boolean isTarget = statement instanceof Syntax.Target;
    String keyword = isTarget ? "target" : "otherwise";
    Span span = new Span(statement.span().start(), statement.span().start() + keyword.length());
    findings.add(
        findings
            .at(Code.MISPLACED_IN_IMPORT, span, "an imported file cannot have `" + keyword + "`")
            .note("the policy that imports it decides " + (isTarget ? "its hosts" : "the rest"))
            .help("move it to the importing policy"));
  }

  private void rule(Syntax.Rule rule, Findings findings, Lets lets) {
    String name = rule.name().value();
    findings.checkText(rule.name(), "a rule's name");
    if (otherwise != null && otherwise.file() == findings.file()) {
      behindOtherwise(rule.name().span(), "a rule", findings);
    }
    lets.use(rule.condition());
    Condition condition = lets.bind(rule.condition(), findings.file(), rule.name().span());
    OutcomeBinder.Block block =
        new OutcomeBinder(findings).bind(rule.clauses(), rule.name().span(), name);
    Policy.Rule bound =
        new Policy.Rule(
            name,
            condition,
            block.outcome(),
            block.busy(),
            block.reasons(),
            findings.file(),
            rule.name().span(),
            rule.span());
    rules.add(bound);
    Policy.Rule earlier = byName.putIfAbsent(name, bound);
    if (earlier != null) {
      findings.add(
          findings
              .at(Code.DUPLICATE_RULE, rule.name().span(), "a rule `" + name + "` exists already")
              .related(earlier.file(), earlier.nameSpan(), "here")
              .help("give each rule a name of its own: tests and traces speak of it"));
    }
  }

  private void behindOtherwise(Span span, String what, Findings findings) {
    Policy.Rule last = otherwise;
    if (last != null) {
      findings.add(
          findings
              .at(Code.RULE_AFTER_OTHERWISE, span, what + " behind `otherwise` is never tried")
              .related(last.file(), last.nameSpan(), "this decides all that is left")
              .help("move `otherwise` to the end"));
    }
  }

  private void otherwise(Syntax.Otherwise o, Findings findings) {
    Policy.Rule earlier = otherwise;
    if (earlier != null) {
      findings.add(
          findings
              .at(Code.REPEATED_OTHERWISE, o.keyword(), "the policy has two `otherwise`")
              .related(findings.file(), earlier.nameSpan(), "first here"));
      return;
    }
    OutcomeBinder.Block block =
        new OutcomeBinder(findings).bind(o.clauses(), o.keyword(), "otherwise");
    otherwise =
        new Policy.Rule(
            "otherwise",
            new Condition.Constant(true, findings.place(o.keyword())),
            block.outcome(),
            block.busy(),
            block.reasons(),
            findings.file(),
            o.keyword(),
            o.span());
  }

  private void missing(SourceFile main) {
    Span end = Span.at(main.text().length());
    if (header == null) {
      found.add(
          Diagnostic.at(Code.MISSING_HEADER, main, Span.at(0), "the policy does not say its name")
              .help("begin with `policy \"name\"`")
              .edit(main, Span.at(0), "policy \"name\"\n"));
    }
    if (otherwise == null) {
      found.add(
          Diagnostic.at(
                  Code.MISSING_OTHERWISE,
                  main,
                  end,
                  "the policy says nothing about devices that no rule matches")
              .help("end with `otherwise keep`")
              .edit(main, end, "\notherwise keep\n")
              .note("silence is not a policy: a new device would get whatever the kernel does"));
    }
  }
}
