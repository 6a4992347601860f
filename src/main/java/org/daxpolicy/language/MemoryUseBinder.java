package org.daxpolicy.language;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.text.Code;

/** Second stage for {@code memory} blocks, and for what tests claim in the same words. */
final class MemoryUseBinder {
  private static final int MOST = 255;

  private final Findings findings;

  MemoryUseBinder(Findings findings) {
    this.findings = findings;
  }

  MemoryUse bind(Syntax.Memory memory) {
    Map<String, Syntax.Entry> seen = new HashMap<>();
    MemoryUse use = MemoryUse.UNSAID;
    for (Syntax.Entry entry : memory.entries()) {
      Syntax.Entry earlier = seen.putIfAbsent(entry.key().text(), entry);
      if (earlier != null) {
        findings.add(
            findings
                .at(
                    Code.REPEATED_CLAUSE,
                    entry.span(),
                    "`" + entry.key().text() + "` is said twice")
                .related(findings.file(), earlier.span(), "first here"));
      } else if (entry.key().text().equals("weights")) {
        use = new MemoryUse(weights(entry.value()), use.demotion());
      } else {
        use = new MemoryUse(use.weights(), demotion(entry.value()));
      }
    }
    return use;
  }

  private Optional<MemoryUse.Weights> weights(Syntax.Value value) {
    return value.text().equals("auto")
        ? Optional.of(new MemoryUse.Weights.Auto())
        : weight(value).map(MemoryUse.Weights.Of::new);
  }

  /** A weight that a node can have. */
  Optional<Integer> weight(Syntax.Value value) {
    if (value.text().matches("[0-9]{1,3}")) {
      int weight = Integer.parseInt(value.text());
      if (weight >= 1 && weight <= MOST) {
        return Optional.of(weight);
      }
    }
    findings.add(
        findings
            .at(Code.MEMORY_USE, value.span(), "`" + value.text() + "` is no weight")
            .note(
                "a node gets 1 to "
                    + MOST
                    + " pages in a row, or what its bandwidth says: `auto`"));
    return Optional.empty();
  }

  /** Whether {@code on} is said; empty if neither {@code on} nor {@code off} is. */
  Optional<Boolean> demotion(Syntax.Value value) {
    if (value.text().equals("on") || value.text().equals("off")) {
      return Optional.of(value.text().equals("on"));
    }
    findings.add(
        findings
            .suggest(
                findings.at(
                    Code.MEMORY_USE, value.span(), "demotion cannot be `" + value.text() + "`"),
                value.span(),
                value.text(),
                List.of("on", "off"))
            .note("`on` or `off`"));
    return Optional.empty();
  }
}
