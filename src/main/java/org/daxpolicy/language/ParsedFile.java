package org.daxpolicy.language;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.daxpolicy.language.parser.DaxPolicyLexer;
import org.daxpolicy.language.parser.DaxPolicyParser;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.SourceFile;
import org.daxpolicy.text.Span;

/**
 * What the first stage makes of a file: text to {@link Syntax}. Statements with mistakes are
 * reported and left out; the names they would have defined are kept, so that uses of them are not
 * reported as well.
 *
 * @param statements the good ones
 * @param broken names of conditions whose definitions were left out
 * @param complete whether every statement was good
 * @param <S> the kind of statement
 */
record ParsedFile<S>(List<S> statements, Set<String> broken, boolean complete) {
  /** Characters of the longest file that is read. */
  static final int LONGEST = 16 * 1024 * 1024;

  /** Reads a policy. */
  static ParsedFile<Syntax.Statement> policy(SourceFile file, List<Diagnostic> found, Quota quota) {
    PolicyBuilder builder = new PolicyBuilder(new Texts(file, found));
    return read(
        file,
        Dialect.POLICY,
        found,
        quota,
        tree -> builder.statement((DaxPolicyParser.PolicyStatementContext) tree));
  }

  /** Reads a test file. */
  static ParsedFile<Syntax.TestStatement> test(
      SourceFile file, List<Diagnostic> found, Quota quota) {
    TestBuilder builder = new TestBuilder(new Texts(file, found));
    return read(
        file,
        Dialect.TEST,
        found,
        quota,
        tree -> builder.statement((DaxPolicyParser.TestStatementContext) tree));
  }

  private static <S> ParsedFile<S> read(
      SourceFile file,
      Dialect dialect,
      List<Diagnostic> found,
      Quota quota,
      Function<ParserRuleContext, S> builder) {
    List<S> good = new ArrayList<>();
    Set<String> broken = new HashSet<>();
    if (file.text().length() > LONGEST) {
      found.add(tooLarge(file));
      return new ParsedFile<>(good, broken, false);
    }
    SourceSafety.check(file, found);
    int before = found.size();
    Statements statements = new Statements(file, dialect, found);
    DaxPolicyParser parser =
        new DaxPolicyParser(new CommonTokenStream(new ListTokenSource(List.of())));
    parser.removeErrorListeners();
    int bad = 0;
    for (Optional<List<Token>> next = statements.next();
        next.isPresent();
        next = statements.next()) {
      List<Token> tokens = next.get();
      if (quota.isSpent(file, Statements.span(tokens.get(0)))) {
        break;
      }
      Optional<S> statement = parse(parser, dialect, tokens, file, found).map(builder::apply);
      statement.ifPresent(good::add);
      if (statement.isEmpty()) {
        bad++;
        name(tokens).ifPresent(broken::add);
      }
    }
    return new ParsedFile<>(good, broken, bad == 0 && found.size() == before);
  }

  /** SLL decides every good statement; the slower way with recovery is for the others. */
  private static Optional<ParserRuleContext> parse(
      DaxPolicyParser parser,
      Dialect dialect,
      List<Token> tokens,
      SourceFile file,
      List<Diagnostic> found) {
    CommonTokenStream stream = new CommonTokenStream(new ListTokenSource(tokens));
    try {
      parser.setTokenStream(stream);
      parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
      parser.setErrorHandler(new BailErrorStrategy());
      return Optional.of(dialect.parse(parser));
    } catch (ParseCancellationException notSll) {
      stream.seek(0);
      parser.setTokenStream(stream);
      parser.getInterpreter().setPredictionMode(PredictionMode.LL);
      SyntaxErrors errors = new SyntaxErrors(file, dialect, found);
      parser.setErrorHandler(errors);
      ParserRuleContext tree = dialect.parse(parser);
      return errors.failed() ? Optional.empty() : Optional.of(tree);
    }
  }

  /** The name a statement would define, if its first words tell. */
  private static Optional<String> name(List<Token> tokens) {
    Token second = tokens.get(1);
    return tokens.get(0).getType() == DaxPolicyLexer.LET && second.getText() != null
        ? Optional.of(second.getText())
        : Optional.empty();
  }

  private static Diagnostic tooLarge(SourceFile file) {
    return Diagnostic.at(
            Code.FILE_TOO_LARGE,
            file,
            Span.at(0),
            "the file is larger than " + LONGEST / 1024 / 1024 + " MiB")
        .help("split it with `import`");
  }
}
