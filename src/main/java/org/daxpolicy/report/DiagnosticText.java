package org.daxpolicy.report;

import java.util.ArrayList;
import java.util.List;
import org.daxpolicy.report.Palette.Role;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Edit;
import org.daxpolicy.text.Label;
import org.daxpolicy.text.Severity;
import org.daxpolicy.text.SourceFile;

/**
 * Renders findings for people: headline, the source line with the place underlined, further places,
 * notes and help.
 *
 * <pre>
 * error[DX0203]: unknown attribute `orgin`
 *   --> spr-hbm.daxpolicy:4:11
 *    |
 *  4 | let hbm = orgin == hmem
 *    |           ^^^^^
 *    = help: did you mean `origin`?
 * </pre>
 */
public final class DiagnosticText {
  /** Longest stretch of a source line that is shown. */
  private static final int WINDOW = 120;

  private final Palette palette;

  public DiagnosticText(Palette palette) {
    this.palette = palette;
  }

  /** One finding, with a final newline. */
  public String render(Diagnostic d) {
    List<String> lines = new ArrayList<>();
    lines.add(
        palette.paint(role(d.severity()), d.severity().word() + "[" + d.code().id() + "]")
            + palette.paint(Role.STRONG, ": " + Printable.line(d.headline())));
    int gutter = gutter(d);
    d.primary().ifPresent(label -> frame(lines, label, gutter, "-->", '^', role(d.severity())));
    for (Label label : d.related()) {
      frame(lines, label, gutter, ":::", '-', Role.FRAME);
    }
    for (String note : d.notes()) {
      remark(lines, gutter, Role.NOTE, "note", note);
    }
    for (String help : d.help()) {
      remark(lines, gutter, Role.HELP, "help", help);
    }
    for (Edit edit : d.edits()) {
      remark(lines, gutter, Role.HELP, "edit", describe(edit));
    }
    return String.join("\n", lines) + "\n";
  }

  private static String describe(Edit edit) {
    String at = edit.file().position(edit.span().start());
    String old = edit.file().text(edit.span());
    if (old.isEmpty()) {
      return "at " + at + " insert `" + edit.replacement() + "`";
    }
    return edit.replacement().isEmpty()
        ? "at " + at + " remove `" + old + "`"
        : "at " + at + " write `" + edit.replacement() + "`";
  }

  private void remark(List<String> lines, int gutter, Role role, String word, String text) {
    String[] parts = text.split("\n", -1);
    lines.add(bar(gutter, "= ") + palette.paint(role, word) + ": " + Printable.line(parts[0]));
    for (int i = 1; i < parts.length; i++) {
      lines.add(" ".repeat(gutter + 4 + word.length() + 1) + Printable.line(parts[i]));
    }
  }

  private void frame(
      List<String> lines, Label label, int gutter, String arrow, char mark, Role role) {
    SourceFile file = label.file();
    int start = Math.min(label.span().start(), file.text().length());
    lines.add(
        " ".repeat(gutter)
            + palette.paint(Role.FRAME, arrow)
            + " "
            + Printable.line(file.position(start)));
    if (file.text().isEmpty()) {
      return;
    }
    int line = file.line(start);
    String text = file.lineText(line);
    int from = Math.min(start - file.lineStart(line), text.length());
    int to = Math.min(Math.max(label.span().end() - file.lineStart(line), from), text.length());
    int cut = from > WINDOW - 20 ? from - 40 : 0;
    int end = Math.min(text.length(), cut + WINDOW);
    String lead = cut > 0 ? "…" : "";
    String shown = lead + text.substring(cut, end) + (end < text.length() ? "…" : "");
    String before = lead + text.substring(cut, from);
    String marked = text.substring(from, Math.max(from, Math.min(to, end)));
    lines.add(bar(gutter, "|"));
    lines.add(
        palette.paint(Role.FRAME, " ".repeat(gutter - String.valueOf(line).length()) + line + " |")
            + " "
            + visible(shown));
    String underline =
        " ".repeat(width(before))
            + palette.paint(role, String.valueOf(mark).repeat(Math.max(1, width(marked))));
    String words =
        label.text().isEmpty() ? "" : " " + palette.paint(role, Printable.line(label.text()));
    lines.add(bar(gutter, "| ") + underline + words);
  }

  private String bar(int gutter, String sign) {
    return " ".repeat(gutter + 1)
        + palette.paint(Role.FRAME, sign.stripTrailing())
        + (sign.endsWith(" ") ? " " : "");
  }

  private static String visible(String text) {
    return Printable.line(text.replace("\t", "    "));
  }

  private static int width(String text) {
    String seen = visible(text);
    return seen.codePointCount(0, seen.length());
  }

  private static int gutter(Diagnostic d) {
    int last = d.primary().map(DiagnosticText::lineOf).orElse(1);
    for (Label label : d.related()) {
      last = Math.max(last, lineOf(label));
    }
    return Math.max(2, String.valueOf(last).length());
  }

  private static int lineOf(Label label) {
    return label.file().line(Math.min(label.span().start(), label.file().text().length()));
  }

  private static Role role(Severity severity) {
    return switch (severity) {
      case ERROR -> Role.ERROR;
      case WARNING -> Role.WARNING;
      case NOTE, STYLE -> Role.NOTE;
    };
  }
}
