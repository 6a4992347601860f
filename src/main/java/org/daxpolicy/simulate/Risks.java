package org.daxpolicy.simulate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.SourceFile;
import org.daxpolicy.udev.Verdict;

/** Makes findings, placed at the line of the rule that led to them where there is one. */
final class Risks {
  private final Map<String, SourceFile> files = new HashMap<>();

  Risks(Installed installed) {
    installed.rules().forEach((name, text) -> files.put(name, new SourceFile(name, text)));
  }

  /** A finding no rule is at fault for. */
  Diagnostic of(Code code, String headline) {
    return Diagnostic.of(code, headline);
  }

  /**
   * A finding at the last line that took effect and assigns {@code key}.
   *
   * @param key the beginning of the term, {@code RUN} or {@code ENV{SYSTEMD_WANTS}}
   */
  Diagnostic at(Verdict verdict, String key, Code code, String headline) {
    Optional<Verdict.LineTrace> line =
        verdict.trace().stream()
            .filter(l -> !l.skipped() && l.outcome() == Verdict.Truth.TRUE)
            .filter(l -> l.terms().stream().anyMatch(t -> t.text().startsWith(key)))
            .reduce((a, b) -> b);
    SourceFile file = line.map(l -> files.get(l.file())).orElse(null);
    if (line.isEmpty() || file == null || line.get().line() > file.lineCount()) {
      return of(code, headline);
    }
    return Diagnostic.at(code, file, file.lineSpan(line.get().line()), headline);
  }

  /** What concerns the machine as a whole. */
  List<Diagnostic> ofMachine(MemoryRules memory) {
    return memory
        .word()
        .map(
            w ->
                at(
                        memory.verdict(),
                        "ATTR{state}",
                        Code.RULE_ONLINES_MEMORY,
                        "a rule writes `" + w.word() + "` to every memory block that is added")
                    .note("it acts whatever the kernel's auto-online policy says")
                    .help(
                        "mask the file, or copy it to /etc/udev/rules.d without its memory"
                            + " lines"))
        .map(List::of)
        .orElse(List.of());
  }
}
