package org.daxpolicy.language;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Label;
import org.daxpolicy.text.Result;
import org.daxpolicy.text.SourceFile;
import org.daxpolicy.text.Span;

/**
 * Reads a policy and what it imports, and puts their statements in textual order. A file reached
 * twice counts where it is reached first: two libraries may share a third.
 */
final class ImportTree {
  /** Files that may import each other in a row. */
  static final int MOST_NESTED = 50;

  /** A statement and the file it stands in. */
  record Placed(Syntax.Statement statement, SourceFile file) {}

  /** A file that is being read, and the import that asked for it. */
  private record Open(SourceFile file, Span importedAt) {}

  final List<SourceFile> files = new ArrayList<>();
  final List<Placed> statements = new ArrayList<>();
  final Set<String> brokenNames = new HashSet<>();
  private final ImportResolver resolver;
  private final List<Diagnostic> found;
  private final Quota quota;
  private final List<Open> open = new ArrayList<>();
  private final Map<String, SourceFile> read = new HashMap<>();
  private boolean complete = true;

  ImportTree(ImportResolver resolver, List<Diagnostic> found, Quota quota) {
    this.resolver = resolver;
    this.found = found;
    this.quota = quota;
  }

  /** Whether every statement of every file could be read. */
  boolean complete() {
    return complete;
  }

  /** Reads the main file and all below it. */
  void read(SourceFile main) {
    read.put(main.name(), main);
    open.add(new Open(main, Span.at(0)));
    enter(main);
  }

  private void enter(SourceFile file) {
    files.add(file);
    ParsedFile<Syntax.Statement> parsed = ParsedFile.policy(file, found, quota);
    complete &= parsed.complete();
    brokenNames.addAll(parsed.broken());
    Map<String, Span> imported = new HashMap<>();
    for (Syntax.Statement statement : parsed.statements()) {
      statements.add(new Placed(statement, file));
      if (statement instanceof Syntax.Import i) {
        follow(i, file, imported);
      }
    }
  }

  private void follow(Syntax.Import statement, SourceFile from, Map<String, Span> imported) {
    Findings findings = new Findings(from, found);
    if (!findings.checkText(statement.path(), "the name of an imported file")) {
      return;
    }
    Optional<SourceFile> resolved = resolve(statement, from);
    if (resolved.isEmpty()) {
      complete = false;
      return;
    }
    SourceFile file = resolved.get();
    Span span = statement.path().span();
    int depth = depth(file);
    Span first = imported.putIfAbsent(file.name(), span);
    if (depth >= 0) {
      complete = false;
      found.add(cycle(depth, from, span));
    } else if (first != null) {
      found.add(
          findings
              .at(Code.REPEATED_IMPORT, span, "`" + file.name() + "` is imported already")
              .related(from, first, "here")
              .help("remove this line"));
    } else if (open.size() > MOST_NESTED) {
      complete = false;
      findings.add(
          Code.NESTED_TOO_DEEP, span, "more than " + MOST_NESTED + " files import each other here");
    } else if (read.putIfAbsent(file.name(), file) == null) {
      open.add(new Open(file, span));
      enter(file);
      open.remove(open.size() - 1);
    }
  }

  private Optional<SourceFile> resolve(Syntax.Import statement, SourceFile from) {
    Result<SourceFile> result = resolver.resolve(from, statement.path().value());
    for (Diagnostic d : result.diagnostics()) {
      Label here = new Label(from, statement.path().span(), "");
      found.add(
          d.primary().isPresent()
              ? d
              : new Diagnostic(
                  d.code(),
                  d.severity(),
                  d.headline(),
                  Optional.of(here),
                  d.related(),
                  d.notes(),
                  d.help(),
                  d.edits()));
    }
    if (result.value().isEmpty() && !result.hasErrors()) {
      found.add(
          Diagnostic.at(
              Code.UNREADABLE_FILE,
              from,
              statement.path().span(),
              "`" + statement.path().value() + "` cannot be imported"));
    }
    return result.value();
  }

  private int depth(SourceFile file) {
    for (int i = 0; i < open.size(); i++) {
      if (open.get(i).file().name().equals(file.name())) {
        return i;
      }
    }
    return -1;
  }

  private Diagnostic cycle(int depth, SourceFile from, Span span) {
    List<String> chain = new ArrayList<>();
    open.subList(depth, open.size()).forEach(o -> chain.add("`" + o.file().name() + "`"));
    chain.add("`" + open.get(depth).file().name() + "`");
    Diagnostic finding =
        Diagnostic.at(
                Code.IMPORT_CYCLE,
                from,
                span,
                "`" + open.get(depth).file().name() + "` imports itself")
            .note(String.join(" imports ", chain))
            .help("move what both need into a third file");
    for (int i = depth + 1; i < open.size(); i++) {
      Open link = open.get(i);
      finding =
          finding.related(
              open.get(i - 1).file(),
              link.importedAt(),
              "`" + link.file().name() + "` enters here");
    }
    return finding;
  }
}
