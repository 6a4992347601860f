package org.daxpolicy.language;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Severity;
import org.daxpolicy.text.SourceFile;
import org.daxpolicy.text.Span;

/**
 * How many mistakes of one file are told: nobody reads on behind a hundred, and they have few
 * causes. Parsing and binding share it; warnings and notes do not count.
 */
final class Quota {
  /** Mistakes in one file before the rest of it is left out. */
  static final int MOST = 100;

  private final List<Diagnostic> found;
  private final Map<SourceFile, Integer> counts = new HashMap<>();
  private final Set<SourceFile> spent = new HashSet<>();
  private int counted;

  /**
   * @param found the findings of the run, which only grow
   */
  Quota(List<Diagnostic> found) {
    this.found = found;
  }

  /**
   * Whether a file has so many mistakes that what follows is left out; says so the first time.
   *
   * @param next where what would be left out begins
   */
  boolean isSpent(SourceFile file, Span next) {
    count();
    if (counts.getOrDefault(file, 0) >= MOST && spent.add(file)) {
      found.add(
          Diagnostic.at(
                  Code.TOO_MANY_FINDINGS,
                  file,
                  next,
                  counts.get(file) + " mistakes so far; the rest of the file is left out")
              .help("correct the first ones and run again"));
    }
    return spent.contains(file);
  }

  /** Whether something was left out of any file. */
  boolean hasLeftOut() {
    return !spent.isEmpty();
  }

  private void count() {
    for (; counted < found.size(); counted++) {
      Diagnostic d = found.get(counted);
      if (d.severity() == Severity.ERROR) {
        d.primary().ifPresent(l -> counts.merge(l.file(), 1, Integer::sum));
      }
    }
  }
}
