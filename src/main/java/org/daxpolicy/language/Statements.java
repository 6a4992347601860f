package org.daxpolicy.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.daxpolicy.language.parser.DaxPolicyLexer;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.SourceFile;
import org.daxpolicy.text.Span;

/**
 * Cuts a file into the tokens of its statements, one at a time: a file of 100,000 rules needs the
 * memory of its longest, and a brace that is never closed spoils one statement only.
 *
 * <p>A statement begins at its keyword where what follows confirms it ({@code rule "…"}), at any
 * depth, or where the keyword begins a line outside braces. Statements that are nested too deep or
 * too long are reported and left out.
 */
final class Statements {
  /** Parentheses and braces that may be open at once. */
  static final int MOST_NESTED = 256;

  /** Words in one statement; 50,000 comparisons fit. */
  static final int MOST_TOKENS = 250_000;

  private final SourceFile file;
  private final Dialect dialect;
  private final List<Diagnostic> found;
  private final DaxPolicyLexer lexer;
  private Token current;
  private Token following;
  private int lastLine;

  Statements(SourceFile file, Dialect dialect, List<Diagnostic> found) {
    this.file = file;
    this.dialect = dialect;
    this.found = found;
    this.lexer = new DaxPolicyLexer(new Utf16Stream(file));
    this.lexer.removeErrorListeners();
    this.current = read();
    this.following = read();
  }

  /** The next statement's tokens and an end token that lies where the one after begins. */
  Optional<List<Token>> next() {
    while (current.getType() != Token.EOF) {
      Optional<List<Token>> statement = dialect.begins(current) ? whole() : stray();
      if (statement.isPresent()) {
        return statement;
      }
    }
    return Optional.empty();
  }

  /** Something that is no statement: its first word is enough to say so. */
  private Optional<List<Token>> stray() {
    List<Token> tokens = new ArrayList<>(List.of(current));
    advance();
    skip();
    tokens.add(end());
    return Optional.of(tokens);
  }

  private Optional<List<Token>> whole() {
    List<Token> tokens = new ArrayList<>();
    int braces = 0;
    int parentheses = 0;
    do {
      switch (current.getType()) {
        case DaxPolicyLexer.LBRACE -> braces++;
        case DaxPolicyLexer.RBRACE -> braces = Math.max(0, braces - 1);
        case DaxPolicyLexer.LPAREN -> parentheses++;
        case DaxPolicyLexer.RPAREN -> parentheses = Math.max(0, parentheses - 1);
        default -> {}
      }
      tokens.add(current);
      if (braces + parentheses > MOST_NESTED || tokens.size() > MOST_TOKENS) {
        tooMuch(tokens.get(0), tokens.size() > MOST_TOKENS);
        skip();
        return Optional.empty();
      }
      advance();
    } while (!atBoundary(braces == 0));
    tokens.add(end());
    return Optional.of(tokens);
  }

  private void tooMuch(Token first, boolean long_) {
    Span span = span(current);
    Diagnostic finding =
        long_
            ? Diagnostic.at(
                    Code.STATEMENT_TOO_LONG,
                    file,
                    span(first),
                    "this statement has more than " + MOST_TOKENS + " words")
                .help("split it into several rules or named conditions")
            : Diagnostic.at(
                    Code.NESTED_TOO_DEEP,
                    file,
                    span,
                    "more than " + MOST_NESTED + " parentheses and braces are open here")
                .help("name parts of the condition with `let`");
    found.add(finding);
  }

  private void skip() {
    while (!atBoundary(true)) {
      advance();
    }
  }

  private boolean atBoundary(boolean outside) {
    return current.getType() == Token.EOF
        || dialect.begins(current)
            && (dialect.confirms(current, following) || outside && current.getLine() > lastLine);
  }

  private Token end() {
    CommonToken end = new CommonToken(Token.EOF, current.getText());
    end.setStartIndex(current.getStartIndex());
    end.setStopIndex(current.getType() == Token.EOF ? -1 : current.getStopIndex());
    return end;
  }

  private void advance() {
    lastLine = current.getLine();
    current = following;
    following = read();
  }

  private Token read() {
    Token token = lexer.nextToken();
    while (token.getChannel() != Token.DEFAULT_CHANNEL) {
      token = lexer.nextToken();
    }
    return token;
  }

  /** Where a token lies; empty at the end of the file. */
  static Span span(Token token) {
    int start = Math.max(0, token.getStartIndex());
    return new Span(start, Math.max(start, token.getStopIndex() + 1));
  }
}
