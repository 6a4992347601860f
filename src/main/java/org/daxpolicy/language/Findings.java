package org.daxpolicy.language;

import java.util.List;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Place;
import org.daxpolicy.text.SourceFile;
import org.daxpolicy.text.Span;

/**
 * Where findings on one file go.
 *
 * @param file the file they speak of
 * @param all the findings of the run, shared by its files
 */
record Findings(SourceFile file, List<Diagnostic> all) {
  Place place(Span span) {
    return new Place(file, span);
  }

  Diagnostic at(Code code, Span span, String headline) {
    return Diagnostic.at(code, file, span, headline);
  }

  void add(Diagnostic finding) {
    all.add(finding);
  }

  void add(Code code, Span span, String headline) {
    all.add(at(code, span, headline));
  }

  /** Adds {@code did you mean} and its edit, if there is a near candidate. */
  Diagnostic suggest(Diagnostic finding, Span span, String word, List<String> candidates) {
    return Suggestion.of(word, candidates)
        .map(s -> finding.help("did you mean `" + s + "`?").edit(file, span, s))
        .orElse(finding);
  }

  /**
   * Reports a text that is empty, or holds what no name or label may.
   *
   * @param what it is, for the headline: {@code a rule name}
   * @return whether it is fine
   */
  boolean checkText(Syntax.Text text, String what) {
    return checkText(text.value(), text.span(), what, false);
  }

  boolean checkText(String value, Span span, String what, boolean lines) {
    if (value.isBlank()) {
      add(Code.EMPTY_TEXT, span, what + " must not be empty");
      return false;
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c != '\n' && !SourceSafety.isHidden(c)) {
        continue;
      }
      boolean written = file.text(span).indexOf(c) >= 0; // then it is reported already
      if (!written && SourceSafety.isBidirectional(c)) {
        add(
            Code.BIDIRECTIONAL_CHARACTER,
            span,
            what + " must not hold a character that reorders text");
        return false;
      }
      if (!written && (SourceSafety.isControl(c) || c == '\n' && !lines)) {
        add(Code.CONTROL_CHARACTER, span, what + " must not hold a control character");
        return false;
      }
    }
    return true;
  }
}
