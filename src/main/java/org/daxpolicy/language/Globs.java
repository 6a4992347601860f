package org.daxpolicy.language;

import java.util.Optional;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Span;

/** Binds {@code matches "glob"}. */
final class Globs {
  private final Findings findings;

  Globs(Findings findings) {
    this.findings = findings;
  }

  Optional<Condition> bind(Attribute a, Syntax.Globbing g) {
    Syntax.Value value = g.glob();
    Span span = value.span();
    if (a.type() != Attribute.Type.STRING && a.type() != Attribute.Type.UUID) {
      findings.add(
          findings
              .at(
                  Code.GLOB_ON_NON_TEXT,
                  span,
                  "`matches` is for texts, and `"
                      + a.name()
                      + "` is "
                      + Literals.withArticle(a.type()))
              .related(
                  findings.file(),
                  g.attribute().span(),
                  "this is " + Literals.withArticle(a.type()))
              .help(
                  a.type().numeric()
                      ? "compare numbers: `>=`, `in a .. b`"
                      : "use `==` or `in { … }`"));
      return Optional.empty();
    }
    if (value.kind() != Syntax.Value.Kind.TEXT) {
      findings.add(
          findings
              .at(Code.TYPE_MISMATCH, span, "a glob is a text, `" + value.text() + "` is none")
              .help("write it in quotes: `\"" + value.text() + "\"`")
              .edit(findings.file(), span, "\"" + value.text() + "\""));
      return Optional.empty();
    }
    if (!findings.checkText(value.text(), span, "a glob", false)) {
      return Optional.empty();
    }
    if (value.text().indexOf('|') >= 0) {
      findings.add(
          findings
              .at(Code.GLOB_WITH_BAR, span, "a glob cannot hold `|`")
              .note("udev takes a bar for the border between two patterns")
              .help(
                  "write one `matches` for each side and join them with `or`; for a bar itself"
                      + " write `?`, or compare the whole text with `==`"));
      return Optional.empty();
    }
    suspicious(value.text(), span);
    return Optional.of(
        new Condition.Test(a, new ValueSet.Matching(value.text()), findings.place(g.span())));
  }

  /** Only what no value of an attribute can look like counts as a regular expression. */
  private void suspicious(String glob, Span span) {
    boolean regex =
        glob.startsWith("^")
            || glob.endsWith("$")
            || glob.startsWith(".*")
            || glob.contains("\\d")
            || glob.contains("\\w")
            || glob.contains("]+");
    if (regex) {
      findings.add(
          findings
              .at(
                  Code.GLOB_LOOKS_LIKE_REGEX,
                  span,
                  "this glob is written like a regular expression")
              .help("in a glob `*` stands for any text, `?` for any character, `[a-z]` for one"));
    }
    int open = glob.lastIndexOf('[');
    if (open >= 0 && glob.indexOf(']', open) < 0 && !glob.contains("\\[")) {
      findings.add(
          findings
              .at(Code.GLOB_WITH_OPEN_BRACKET, span, "a `[` in this glob is not closed")
              .note("udev then looks for the bracket itself")
              .help("close it with `]`, or write `[[]` for a bracket"));
    }
  }
}
