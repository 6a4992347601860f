package org.daxpolicy.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Label;
import org.daxpolicy.text.SourceFile;
import org.daxpolicy.text.Span;

/**
 * Findings as JSON trees: code, severity, headline, places with 1-based lines and columns, notes,
 * help, edits.
 */
public final class DiagnosticJson {
  private DiagnosticJson() {}

  /** All findings, in the order given. */
  public static List<Object> trees(List<Diagnostic> diagnostics) {
    List<Object> trees = new ArrayList<>();
    for (Diagnostic d : diagnostics) {
      trees.add(tree(d));
    }
    return trees;
  }

  /** One finding. */
  public static Map<String, Object> tree(Diagnostic d) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("code", d.code().id());
    tree.put("severity", d.severity().word());
    tree.put("headline", d.headline());
    tree.put("at", d.primary().map(DiagnosticJson::label));
    tree.put("related", d.related().stream().map(DiagnosticJson::label).toList());
    tree.put("notes", d.notes());
    tree.put("help", d.help());
    tree.put(
        "edits",
        d.edits().stream()
            .map(
                e -> {
                  Map<String, Object> edit = place(e.file(), e.span());
                  edit.put("replacement", e.replacement());
                  return edit;
                })
            .toList());
    return tree;
  }

  private static Map<String, Object> label(Label label) {
    Map<String, Object> tree = place(label.file(), label.span());
    if (!label.text().isEmpty()) {
      tree.put("text", label.text());
    }
    return tree;
  }

  private static Map<String, Object> place(SourceFile file, Span span) {
    int start = Math.min(span.start(), file.text().length());
    int end = Math.min(span.end(), file.text().length());
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("file", file.name());
    tree.put("line", file.line(start));
    tree.put("column", file.column(start));
    tree.put("endLine", file.line(end));
    tree.put("endColumn", file.column(end));
    return tree;
  }
}
