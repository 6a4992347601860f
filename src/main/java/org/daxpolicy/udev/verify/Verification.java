package org.daxpolicy.udev.verify;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Severity;

/**
 * What is found in one rules file.
 *
 * @param name what the user called the file
 * @param mask whether it only hides others of its name; udevadm does not count it then
 * @param findings everything, in order of place
 * @param said what {@code udevadm verify} of the release says, in its order
 */
public record Verification(String name, boolean mask, List<Diagnostic> findings, List<Said> said) {
  /** What {@code udevadm verify} makes of a file. */
  public enum Verdict {
    /** It passes. */
    PASS,
    /** Something is wrong. */
    FAIL,
    /** Only its style is at fault. */
    STYLE,
    /** It is not judged. */
    MASK
  }

  public Verification {
    findings = List.copyOf(findings);
    said = List.copyOf(said);
  }

  /** The findings that udevadm has too, in order of place. */
  public List<Diagnostic> udevadm() {
    Set<Diagnostic> theirs = Collections.newSetFromMap(new IdentityHashMap<>());
    said.forEach(s -> theirs.add(s.finding()));
    return findings.stream().filter(theirs::contains).toList();
  }

  /** The verdict of the release's own udevadm. */
  public Verdict verdict() {
    if (mask) {
      return Verdict.MASK;
    }
    if (said.stream().anyMatch(s -> s.counts() && s.finding().severity() != Severity.STYLE)) {
      return Verdict.FAIL;
    }
    return said.isEmpty() || said.stream().noneMatch(Said::counts) ? Verdict.PASS : Verdict.STYLE;
  }
}
