package org.daxpolicy.language;

import java.util.ArrayList;
import java.util.Map;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.daxpolicy.language.parser.DaxPolicyLexer;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.SourceFile;
import org.daxpolicy.text.Span;
import org.jspecify.annotations.Nullable;

/** Advice on slips that people bring from other languages. */
final class SyntaxHints {
  /** A word of another language, ours, and the token that shows that ours may stand there. */
  private record Foreign(String ours, int token) {}

  private static final Map<String, Foreign> WORDS =
      Map.of(
          "if", new Foreign("when", DaxPolicyLexer.WHEN),
          "is", new Foreign("==", DaxPolicyLexer.EQ),
          "default", new Foreign("otherwise", Token.EOF),
          "else", new Foreign("otherwise", Token.EOF));

  private final SourceFile file;

  SyntaxHints(SourceFile file) {
    this.file = file;
  }

  /** The finding with advice, where the slip is a known one. */
  Diagnostic add(Diagnostic finding, Parser parser, Token token, IntervalSet expected) {
    Token before = parser.getTokenStream().LT(-1);
    int previous = before == null ? Token.INVALID_TYPE : before.getType();
    Span span = Statements.span(token);
    boolean condition = expected.contains(DaxPolicyLexer.NOT);
    return switch (token.getType()) {
      case DaxPolicyLexer.NAME -> name(finding, token, before, expected);
      case DaxPolicyLexer.NUMBER ->
          condition && (previous == DaxPolicyLexer.OR || previous == DaxPolicyLexer.AND)
              ? finding.help(
                  "each side of `and` and `or` is a whole condition; for several values write"
                      + " `in { 2, 3 }`")
              : finding;
      case DaxPolicyLexer.STRING ->
          expected.contains(DaxPolicyLexer.NAME) && !expected.contains(DaxPolicyLexer.STRING)
              ? finding.help("write it without quotes")
              : finding;
      case DaxPolicyLexer.COMMA ->
          expected.contains(DaxPolicyLexer.DOTDOT) && !expected.contains(DaxPolicyLexer.RBRACE)
              ? finding.help("several values stand in braces: `in { a, b }`")
              : finding
                  .help("nothing stands between two clauses: remove the comma")
                  .edit(file, span, "");
      case DaxPolicyLexer.MODE, DaxPolicyLexer.KEEP ->
          expected.contains(DaxPolicyLexer.LBRACE) && expected.contains(DaxPolicyLexer.AND)
              ? finding.help("what a rule does stands in braces: `{ mode devdax }`")
              : finding;
      case DaxPolicyLexer.EQ ->
          expected.contains(DaxPolicyLexer.ASSIGN)
              ? finding.help("a condition is named with `=`").edit(file, span, "=")
              : finding;
      default -> finding;
    };
  }

  private Diagnostic name(
      Diagnostic finding, Token token, @Nullable Token before, IntervalSet expected) {
    Span span = Statements.span(token);
    String text = token.getText();
    if (before != null && before.getType() == DaxPolicyLexer.NUMBER && isUnit(text)) {
      return finding
          .help("number and unit stand together: `" + before.getText() + text + "`")
          .edit(file, new Span(Statements.span(before).end(), span.start()), "");
    }
    Foreign foreign = WORDS.get(text);
    if (foreign != null && expected.contains(foreign.token())) {
      return finding
          .help("the word is `" + foreign.ours() + "` here")
          .edit(file, span, foreign.ours());
    }
    if (text.equals("devdax") || text.equals("system-ram")) {
      return expected.contains(DaxPolicyLexer.MODE)
          ? finding.help("write `mode " + text + "`").edit(file, span, "mode " + text)
          : finding;
    }
    return expected.contains(DaxPolicyLexer.STRING) && !expected.contains(DaxPolicyLexer.NAME)
        ? finding
            .help("write it in quotes: `\"" + text + "\"`")
            .edit(file, span, "\"" + text + "\"")
        : finding;
  }

  /** Whether a word is none that was misspelt, but one of another language. */
  static boolean isForeign(String word) {
    return WORDS.containsKey(word);
  }

  private boolean isUnit(String text) {
    return Quantity.read("1" + text, Span.at(0), new Findings(file, new ArrayList<>())).isPresent();
  }
}
