package org.daxpolicy.simulate;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.daxpolicy.udev.Verdict;
import org.daxpolicy.udev.Verdict.LineTrace;
import org.daxpolicy.udev.Verdict.Truth;

/** Finds the lines of rules that brought something about. */
final class Trace {
  private Trace() {}

  /**
   * {@code file:line} of the lines that took effect and hold a term that begins so.
   *
   * @param beginnings {@code RUN}, {@code ENV{SYSTEMD_WANTS}}, …
   */
  static List<String> changing(Verdict verdict, String... beginnings) {
    return verdict.trace().stream()
        .filter(l -> changes(l, beginnings))
        .map(l -> l.file() + ":" + l.line())
        .distinct()
        .toList();
  }

  /** The last such line. */
  static Optional<LineTrace> last(Verdict verdict, String... beginnings) {
    return all(verdict, beginnings).reduce((a, b) -> b);
  }

  /** The last such line that mentions a word in any of its terms; else the last. */
  static Optional<LineTrace> mentioning(Verdict verdict, String word, String beginning) {
    return all(verdict, beginning)
        .filter(l -> l.terms().stream().anyMatch(t -> t.text().contains(word)))
        .reduce((a, b) -> b)
        .or(() -> last(verdict, beginning));
  }

  private static Stream<LineTrace> all(Verdict verdict, String... beginnings) {
    return verdict.trace().stream().filter(l -> changes(l, beginnings));
  }

  private static boolean changes(LineTrace line, String... beginnings) {
    if (line.skipped() || line.outcome() != Truth.TRUE) {
      return false;
    }
    for (String beginning : beginnings) {
      if (line.terms().stream()
          .anyMatch(t -> t.text().startsWith(beginning) && assigns(t.text()))) {
        return true;
      }
    }
    return false;
  }

  private static boolean assigns(String term) {
    int quote = term.indexOf('"');
    String operator = quote < 0 ? term : term.substring(0, quote);
    return operator.contains("=") && !operator.contains("==") && !operator.contains("!=");
  }
}
