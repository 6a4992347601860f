package org.daxpolicy.language;

import java.util.List;
import org.antlr.v4.runtime.Token;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.SourceFile;
import org.daxpolicy.text.Span;

/** Decodes texts in quotes: {@code \"}, {@code \\}, {@code \n} and {@code \}{@code u{1f600}}. */
final class Texts {
  private final SourceFile file;
  private final List<Diagnostic> found;

  Texts(SourceFile file, List<Diagnostic> found) {
    this.file = file;
    this.found = found;
  }

  /** What a string token says. An escape that is unknown is reported and left out. */
  Syntax.Text decode(Token token) {
    Span span = Statements.span(token);
    String quoted = token.getText();
    String inside = quoted.substring(1, quoted.length() - 1);
    if (inside.indexOf('\\') < 0) {
      return new Syntax.Text(inside, span);
    }
    StringBuilder out = new StringBuilder();
    int i = 0;
    while (i < inside.length()) {
      char c = inside.charAt(i);
      i = c == '\\' ? escape(inside, i, span.start() + 1, out) : plain(c, i, out);
    }
    return new Syntax.Text(out.toString(), span);
  }

  private static int plain(char c, int at, StringBuilder out) {
    out.append(c);
    return at + 1;
  }

  private int escape(String inside, int at, int base, StringBuilder out) {
    char c = inside.charAt(at + 1);
    switch (c) {
      case '"', '\\' -> out.append(c);
      case 'n' -> out.append('\n');
      case 'u' -> {
        return unicode(inside, at, base, out);
      }
      default -> unknown(base + at, base + at + 2);
    }
    return at + 2;
  }

  private int unicode(String inside, int at, int base, StringBuilder out) {
    int close = inside.indexOf('}', at);
    boolean opened = at + 2 < inside.length() && inside.charAt(at + 2) == '{';
    String digits = opened && close > 0 ? inside.substring(at + 3, close) : "";
    if (!digits.matches("[0-9A-Fa-f]{1,6}")) {
      unknown(base + at, base + at + 2);
      return at + 2;
    }
    int point = Integer.parseInt(digits, 16);
    if (!Character.isValidCodePoint(point) || point >= 0xd800 && point <= 0xdfff) {
      unknown(base + at, base + close + 1);
    } else {
      out.appendCodePoint(point);
    }
    return close + 1;
  }

  private void unknown(int start, int end) {
    Span span = new Span(start, end);
    found.add(
        Diagnostic.at(Code.UNKNOWN_ESCAPE, file, span, "`" + file.text(span) + "` is no escape")
            .help("the escapes are `\\\"`, `\\\\`, `\\n` and `\\u{1f600}`; a backslash is `\\\\`"));
  }
}
