package org.daxpolicy.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.daxpolicy.language.parser.DaxPolicyLexer;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.SourceFile;
import org.daxpolicy.text.Span;

/**
 * Recovers as ANTLR does and reports in the user's words. A finding is held back until three tokens
 * were matched since the one before, so that one mistake is one finding.
 */
final class SyntaxErrors extends DefaultErrorStrategy {
  private static final int CALM = 3;

  private final SourceFile file;
  private final Dialect dialect;
  private final List<Diagnostic> found;
  private int matched = CALM;
  private boolean failed;
  private int decidedAt = -1;
  private IntervalSet decided = new IntervalSet();

  SyntaxErrors(SourceFile file, Dialect dialect, List<Diagnostic> found) {
    this.file = file;
    this.dialect = dialect;
    this.found = found;
  }

  /** Whether there was a mistake, reported or not. */
  boolean failed() {
    return failed;
  }

  /** Gathers what every decision at this token would have taken, not only the last one's. */
  @Override
  public void sync(Parser parser) {
    remember(parser);
    super.sync(parser);
  }

  private IntervalSet remember(Parser parser) {
    int index = parser.getInputStream().index();
    if (index != decidedAt) {
      decidedAt = index;
      decided = new IntervalSet();
    }
    decided.addAll(parser.getExpectedTokens());
    return decided;
  }

  @Override
  public void reportMatch(Parser parser) {
    matched++;
    super.reportMatch(parser);
  }

  @Override
  public void reportError(Parser parser, RecognitionException e) {
    if (!inErrorRecoveryMode(parser)) {
      beginErrorCondition(parser);
      report(parser);
    }
  }

  @Override
  protected void reportUnwantedToken(Parser parser) {
    if (!inErrorRecoveryMode(parser)) {
      beginErrorCondition(parser);
      report(parser);
    }
  }

  @Override
  protected void reportMissingToken(Parser parser) {
    reportUnwantedToken(parser);
  }

  private void report(Parser parser) {
    Token token = parser.getCurrentToken();
    IntervalSet expected = remember(parser);
    boolean echo = matched < CALM;
    matched = 0;
    failed = true;
    if (!echo) {
      finding(parser, token, expected).ifPresent(found::add);
    }
  }

  private Optional<Diagnostic> finding(Parser parser, Token token, IntervalSet expected) {
    Span span = Statements.span(token);
    return switch (token.getType()) {
      case DaxPolicyLexer.UNCLOSED ->
          Optional.of(
              Diagnostic.at(Code.UNCLOSED_STRING, file, span, "this text is not closed on its line")
                  .help("close it with `\"`; a quote inside is written `\\\"`, a new line `\\n`"));
      case DaxPolicyLexer.OTHER -> stray(token.getText(), span);
      case DaxPolicyLexer.ASSIGN -> Optional.of(assignment(parser, token, expected));
      case Token.EOF ->
          Optional.of(
              openBlock(parser, token, expected).orElseGet(() -> plain(parser, token, expected)));
      default ->
          Optional.of(misspelt(token, expected).orElseGet(() -> plain(parser, token, expected)));
    };
  }

  private Diagnostic plain(Parser parser, Token token, IntervalSet expected) {
    Token previous = parser.getTokenStream().LT(-1);
    int before = previous == null ? Token.INVALID_TYPE : previous.getType();
    List<String> names = Expected.names(expected, before, parser.getVocabulary());
    if (token.getType() == Token.EOF) {
      names.remove(Expected.NEXT);
    }
    return Diagnostic.at(
            Code.UNEXPECTED_TOKEN,
            file,
            Statements.span(token),
            "unexpected " + shown(token) + ", expected " + Expected.list(names))
        .label("expected " + Expected.list(names));
  }

  private Diagnostic assignment(Parser parser, Token token, IntervalSet expected) {
    if (!expected.contains(DaxPolicyLexer.EQ)) {
      return plain(parser, token, expected);
    }
    return foreign("=", "==", Statements.span(token));
  }

  private Diagnostic foreign(String theirs, String ours, Span span) {
    return Diagnostic.at(
            Code.FOREIGN_OPERATOR, file, span, "`" + theirs + "` is no operator of this language")
        .help("write `" + ours + "`")
        .edit(file, span, ours);
  }

  private Optional<Diagnostic> stray(String text, Span span) {
    char first = text.charAt(0);
    if (SourceSafety.isHidden(first)) {
      return Optional.empty(); // reported with its name already
    }
    switch (text) {
      case "&&", "&":
        return Optional.of(foreign(text, "and", span));
      case "||", "|":
        return Optional.of(foreign(text, "or", span));
      case "!":
        return Optional.of(foreign(text, "not", span));
      case "~":
        return Optional.of(foreign(text, "matches", span));
      default:
        break;
    }
    Diagnostic finding =
        Diagnostic.at(
            Code.STRAY_CHARACTER, file, span, "`" + brief(text) + "` is no part of the language");
    if (first == '\'' || first == '`' || first == '\u201c' || first == '\u201d') {
      finding = finding.help("texts stand in double quotes: `\"hbm\"`");
    } else if (first == ';') {
      finding = finding.help("clauses need no separator: remove it").edit(file, span, "");
    } else if (first == '/') {
      finding = finding.help("comments begin with `#`");
    }
    return Optional.of(finding);
  }

  private Optional<Diagnostic> misspelt(Token token, IntervalSet expected) {
    if (token.getType() != DaxPolicyLexer.NAME) {
      return Optional.empty();
    }
    boolean name = expected.contains(DaxPolicyLexer.NAME);
    List<String> keywords = new ArrayList<>();
    for (int type = 1; type <= DaxPolicyLexer.VOCABULARY.getMaxTokenType(); type++) {
      String literal = DaxPolicyLexer.VOCABULARY.getLiteralName(type);
      boolean wanted =
          expected.contains(type)
              || expected.contains(Token.EOF) && dialect.keywords().contains(type);
      if (wanted && !name && literal != null && Character.isLetter(literal.charAt(1))) {
        keywords.add(literal.substring(1, literal.length() - 1));
      }
    }
    Span span = Statements.span(token);
    return Suggestion.of(token.getText(), keywords)
        .map(
            k ->
                Diagnostic.at(
                        Code.MISSPELT_KEYWORD,
                        file,
                        span,
                        "`" + token.getText() + "` is no keyword")
                    .help("did you mean `" + k + "`?")
                    .edit(file, span, k));
  }

  /** The statement ended while a brace was open. */
  private Optional<Diagnostic> openBlock(Parser parser, Token token, IntervalSet expected) {
    if (!expected.contains(DaxPolicyLexer.RBRACE)) {
      return Optional.empty();
    }
    List<Token> open = new ArrayList<>();
    for (int i = 0; i < token.getTokenIndex(); i++) {
      Token t = parser.getTokenStream().get(i);
      if (t.getType() == DaxPolicyLexer.LBRACE) {
        open.add(t);
      } else if (t.getType() == DaxPolicyLexer.RBRACE && !open.isEmpty()) {
        open.remove(open.size() - 1);
      }
    }
    if (open.isEmpty()) {
      return Optional.empty();
    }
    Span opened = Statements.span(open.get(open.size() - 1));
    return Optional.of(
        Diagnostic.at(
                Code.UNCLOSED_BLOCK,
                file,
                Statements.span(token),
                "unexpected " + shown(token) + ", a block is still open")
            .related(file, opened, "this `{` is not closed")
            .help("close the block with `}` before this"));
  }

  private static String shown(Token token) {
    return token.getType() == Token.EOF && token.getStopIndex() < 0
        ? "end of the file"
        : "`" + brief(token.getText()) + "`";
  }

  private static String brief(String text) {
    return text.length() <= 40 ? text : text.substring(0, 39) + "…";
  }
}
