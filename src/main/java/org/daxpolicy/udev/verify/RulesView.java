package org.daxpolicy.udev.verify;

import java.util.List;
import java.util.function.Consumer;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Span;
import org.daxpolicy.udev.RuleLine;
import org.daxpolicy.udev.RulesFile;
import org.daxpolicy.udev.RulesSource;
import org.daxpolicy.udev.Token;
import org.daxpolicy.udev.UdevVersion;

/**
 * A rules file under verification.
 *
 * @param file the file as read
 * @param source its text, for places
 * @param course what is known of an event when it reaches each rule
 */
record RulesView(RulesFile file, RulesSource source, Course course) {
  static RulesView of(RulesFile file) {
    return new RulesView(file, RulesSource.of(file), Course.of(file.rules(), file.version()));
  }

  /** The name that orders the file among others: the last part of its path. */
  String name() {
    return file.name().substring(file.name().lastIndexOf('/') + 1);
  }

  UdevVersion version() {
    return file.version();
  }

  List<RuleLine> rules() {
    return file.rules();
  }

  /** Calls for every term of every rule. */
  void terms(Consumer<Token> visitor) {
    rules().forEach(rule -> rule.tokens().forEach(visitor));
  }

  /** A finding on a term. */
  Diagnostic at(Code code, Token token, String headline) {
    return Diagnostic.at(code, source.file(), source.span(token.span()), headline);
  }

  /** A finding on a rule. */
  Diagnostic at(Code code, RuleLine rule, String headline) {
    return Diagnostic.at(code, source.file(), source.span(rule.span()), headline);
  }

  /** The same finding with a term as one more place. */
  Diagnostic related(Diagnostic finding, Token token, String text) {
    return finding.related(source.file(), source.span(token.span()), text);
  }

  /** The same finding with a rule as one more place. */
  Diagnostic related(Diagnostic finding, RuleLine rule, String text) {
    return finding.related(source.file(), source.span(rule.span()), text);
  }

  /** Whether a term stands on one line, so that offsets into it are offsets into the file. */
  boolean isWrittenInOnePiece(Token token) {
    return file.text().startsWith(token.text(), token.span().start());
  }

  /** The place of a stretch of a term that is written in one piece. */
  Span part(Token token, int from, int to) {
    int start = token.span().start();
    return source.span(new Span(start + from, start + to));
  }

  /** A term as people read it. */
  String shown(Token token) {
    return source.readable(token.text());
  }
}
