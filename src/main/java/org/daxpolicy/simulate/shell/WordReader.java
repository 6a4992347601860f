package org.daxpolicy.simulate.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.daxpolicy.simulate.shell.Syntax.Part;
import org.daxpolicy.simulate.shell.Syntax.Redirection;
import org.daxpolicy.simulate.shell.Syntax.Word;

/** Reads a script's words and the signs between them. */
final class WordReader {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern ASSIGNED = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)=");
  private static final Pattern FUNCTION = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)\\s*\\(\\)");
  private static final Pattern REDIRECTION = Pattern.compile("([012]?)(>>|>|<)(?![<(])");
  private static final Pattern WORDLESS = Pattern.compile(";;|&&|\\|\\||[;&|()]");
  private static final Pattern PLAIN = Pattern.compile("[^\\s;&|()<>\"'`$\\\\]+");
  private static final Pattern PARAMETER =
      Pattern.compile("(?:[A-Za-z_][A-Za-z0-9_]*|[0-9@*#?!$-])");
  private static final Pattern OPERATOR = Pattern.compile(":?[-+]|%%?|##?");

  /** Reads the commands of {@code $(…)}. */
  interface Nested {
    Syntax parse(String text) throws NotUnderstood;
  }

  private final String text;
  private final Nested nested;
  private int at;

  WordReader(String text, Nested nested) {
    this.text = text;
    this.nested = nested;
  }

  private void skipBlanks() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == ' ' || c == '\t' || c == '\r') {
        at++;
      } else if (text.startsWith("\\\n", at)) {
        at += 2;
      } else if (c == '#') {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else {
        return;
      }
    }
  }

  void skipLines() {
    skipBlanks();
    while (at < text.length() && text.charAt(at) == '\n') {
      at++;
      skipBlanks();
    }
  }

  boolean atEnd() {
    skipBlanks();
    return at == text.length();
  }

  private boolean finds(Pattern pattern, Matcher[] found) {
    found[0] = pattern.matcher(text).region(at, text.length());
    return found[0].lookingAt();
  }

  /** The word or sign ahead, as written; empty at the end of a line. */
  String peekWord() {
    skipBlanks();
    Matcher[] m = new Matcher[1];
    return finds(WORDLESS, m) || finds(PLAIN, m) ? m[0].group() : "";
  }

  /** Takes a sign. */
  boolean take(String sign) {
    skipBlanks();
    if (!peekWord().equals(sign)) {
      return false;
    }
    at += sign.length();
    return true;
  }

  /** Takes a word of the language. */
  boolean takeWord(String word) {
    int before = at;
    skipBlanks();
    int end = at + word.length();
    boolean whole =
        text.startsWith(word, at)
            && (end == text.length() || " \t\r\n;&|()<>".indexOf(text.charAt(end)) >= 0);
    at = whole ? end : before;
    return whole;
  }

  boolean atWord() {
    skipBlanks();
    if (at == text.length() || text.charAt(at) == '\n') {
      return false;
    }
    return ";&|()<>".indexOf(text.charAt(at)) < 0;
  }

  String name() throws NotUnderstood {
    skipBlanks();
    Matcher[] m = new Matcher[1];
    if (!finds(NAME, m)) {
      throw new NotUnderstood("a missing name");
    }
    at = m[0].end();
    return m[0].group();
  }

  /** The variable of an assignment ahead; its value is read by {@link #rest}. */
  Optional<String> assigned() {
    skipBlanks();
    Matcher[] m = new Matcher[1];
    if (!finds(ASSIGNED, m)) {
      return Optional.empty();
    }
    at = m[0].end();
    return Optional.of(m[0].group(1));
  }

  /** The name of a function that is defined here. */
  Optional<String> function() {
    skipBlanks();
    Matcher[] m = new Matcher[1];
    if (!finds(FUNCTION, m)) {
      return Optional.empty();
    }
    at = m[0].end();
    return Optional.of(m[0].group(1));
  }

  Optional<Redirection> redirection() throws NotUnderstood {
    skipBlanks();
    if (text.startsWith("<<", at)) {
      throw new NotUnderstood("a here-document");
    }
    Matcher[] m = new Matcher[1];
    if (!finds(REDIRECTION, m)) {
      return Optional.empty();
    }
    at = m[0].end();
    String sign = m[0].group(2);
    int descriptor =
        m[0].group(1).isEmpty() ? sign.equals("<") ? 0 : 1 : Integer.parseInt(m[0].group(1));
    if (at < text.length() && text.charAt(at) == '&') {
      at += 2;
      String other = text.substring(at - 2, Math.min(at, text.length()));
      return Optional.of(
          new Redirection(descriptor, false, new Word(List.of(new Part.Text(other, true)))));
    }
    skipBlanks();
    return Optional.of(new Redirection(descriptor, sign.equals(">>"), word()));
  }

  Word nothing() {
    return new Word(List.of());
  }

  /** What stands behind an assignment's sign without a blank. */
  Word rest() throws NotUnderstood {
    boolean blank = at < text.length() && Character.isWhitespace(text.charAt(at));
    return blank ? nothing() : read("");
  }

  Word word() throws NotUnderstood {
    skipBlanks();
    Word word = read("");
    if (word.parts().isEmpty()) {
      throw new NotUnderstood("a missing word");
    }
    return word;
  }

  /** Reads up to a blank or sign, or up to {@code closing} inside braces. */
  private Word read(String closing) throws NotUnderstood {
    List<Part> parts = new ArrayList<>();
    while (at < text.length()) {
      char c = text.charAt(at);
      boolean ends =
          closing.isEmpty() ? " \t\r\n;&|()<>".indexOf(c) >= 0 : text.startsWith(closing, at);
      if (ends) {
        break;
      }
      switch (c) {
        case '\'' -> {
          int end = text.indexOf('\'', at + 1);
          parts.add(new Part.Text(text.substring(at + 1, until(end)), true));
          at = end + 1;
        }
        case '"' -> quoted(parts);
        case '\\' -> {
          parts.add(new Part.Text(text.substring(at + 1, Math.min(at + 2, text.length())), true));
          at = Math.min(at + 2, text.length());
        }
        case '$' -> parts.add(dollar(false));
        case '`' -> {
          int end = text.indexOf('`', at + 1);
          parts.add(new Part.Output(nested.parse(text.substring(at + 1, until(end))), false));
          at = end + 1;
        }
        default -> {
          parts.add(new Part.Text(String.valueOf(c), false));
          at++;
        }
      }
    }
    return new Word(parts);
  }

  private static int until(int end) throws NotUnderstood {
    if (end < 0) {
      throw new NotUnderstood("a quote that is not closed");
    }
    return end;
  }

  private void quoted(List<Part> parts) throws NotUnderstood {
    at++;
    parts.add(new Part.Text("", true));
    StringBuilder open = new StringBuilder();
    while (at < text.length() && text.charAt(at) != '"') {
      char c = text.charAt(at);
      if (c == '\\' && at + 1 < text.length() && "$`\"\\".indexOf(text.charAt(at + 1)) >= 0) {
        open.append(text.charAt(at + 1));
        at += 2;
      } else if (c == '$') {
        parts.add(new Part.Text(open.toString(), true));
        open.setLength(0);
        parts.add(dollar(true));
      } else if (c == '`') {
        throw new NotUnderstood("backquotes inside quotes");
      } else {
        open.append(c);
        at++;
      }
    }
    until(at < text.length() ? at : -1);
    parts.add(new Part.Text(open.toString(), true));
    at++;
  }

  private Part dollar(boolean quoted) throws NotUnderstood {
    at++;
    if (text.startsWith("((", at)) {
      int end = text.indexOf("))", at);
      WordReader inner = new WordReader(text.substring(at + 2, until(end)), nested);
      at = end + 2;
      return new Part.Arithmetic(inner.read("\0"));
    }
    if (text.startsWith("(", at)) {
      int end = closing(at);
      String inner = text.substring(at + 1, end);
      at = end + 1;
      return new Part.Output(nested.parse(inner), quoted);
    }
    boolean braces = text.startsWith("{", at);
    at += braces ? 1 : 0;
    Matcher[] m = new Matcher[1];
    if (!finds(PARAMETER, m)) {
      if (braces) {
        throw new NotUnderstood("`${" + text.substring(at, Math.min(at + 8, text.length())) + "`");
      }
      return new Part.Text("$", true);
    }
    at = m[0].end();
    String name = m[0].group();
    String operator = "";
    Word operand = nothing();
    if (braces && !text.startsWith("}", at)) {
      if (!finds(OPERATOR, m)) {
        throw new NotUnderstood("`${" + name + text.charAt(at) + "…}`");
      }
      operator = m[0].group();
      at = m[0].end();
      operand = read("}");
    }
    at += braces ? 1 : 0;
    return new Part.Variable(name, operator, operand, quoted);
  }

  /** Where the parenthesis that opens at {@code from} closes. */
  private int closing(int from) throws NotUnderstood {
    int depth = 0;
    char quote = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == '\\') {
        i++;
      } else if (c == '(') {
        depth++;
      } else if (c == ')' && --depth == 0) {
        return i;
      }
    }
    throw new NotUnderstood("a parenthesis that is not closed");
  }
}
