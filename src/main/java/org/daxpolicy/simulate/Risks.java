package org.daxpolicy.simulate;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.SourceFile;
import org.daxpolicy.udev.Verdict;

/** Makes findings, placed at the line of the rule that led to them where there is one. */
final class Risks {
  private final Map<String, SourceFile> files = new HashMap<>();

  /**
   * @param rules file name to text
   */
  Risks(Map<String, String> rules) {
    rules.forEach((name, text) -> files.put(name, new SourceFile(name, text)));
  }

  /**
   * A finding at the last line that took effect and assigns one of the keys.
   *
   * @param keys the beginnings of terms, {@code RUN} or {@code ENV{SYSTEMD_WANTS}}
   */
  Diagnostic at(Optional<Verdict> verdict, Code code, String headline, String... keys) {
    for (String key : keys) {
      Optional<Verdict.LineTrace> line = verdict.flatMap(v -> Trace.last(v, key));
      if (line.isPresent()) {
        return at(line.get().file(), line.get().line(), code, headline);
      }
    }
    return Diagnostic.of(code, headline);
  }

  /** A finding at a line of a rules file. */
  Diagnostic at(String name, int line, Code code, String headline) {
    SourceFile file = files.get(name);
    return file == null || line > file.lineCount()
        ? Diagnostic.of(code, headline)
        : Diagnostic.at(code, file, file.lineSpan(line), headline);
  }
}
