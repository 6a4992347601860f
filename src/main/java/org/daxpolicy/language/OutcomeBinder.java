package org.daxpolicy.language;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Span;
import org.jspecify.annotations.Nullable;

/** Second stage for the block of a rule: its outcome, what to do when busy, and its reasons. */
final class OutcomeBinder {
  /** What a block says; placeholders where findings were reported. */
  record Block(Outcome outcome, Busy busy, Reasons reasons) {}

  /** Of these a rule has one. */
  private static final List<String> OUTCOMES = List.of("keep", "mode", "partition");

  private final Findings findings;
  private final ModeBinder modes;
  private final Map<String, Syntax.Clause> seen = new HashMap<>();
  private Busy busy = new Busy.Keep();
  private Reasons reasons = Reasons.NONE;
  private MemoryUse use = MemoryUse.UNSAID;

  OutcomeBinder(Findings findings) {
    this.findings = findings;
    this.modes = new ModeBinder(findings);
  }

  /**
   * Binds a block.
   *
   * @param owner where to say that the outcome is missing
   * @param name the rule, for headlines
   */
  Block bind(List<Syntax.Clause> clauses, Span owner, String name) {
    clauses.forEach(this::clause);
    uselessMemory();
    return new Block(outcome(owner, name), busy, reasons);
  }

  /** Only memory that is online is used. */
  private void uselessMemory() {
    Syntax.@Nullable Clause memory = seen.get("memory");
    Syntax.@Nullable Clause mode =
        OUTCOMES.stream().map(seen::get).filter(Objects::nonNull).findFirst().orElse(null);
    Optional<String> why = Optional.empty();
    if (mode instanceof Syntax.Keep) {
      why = Optional.of("of a device that is kept as it is, no memory is put to use");
    } else if (mode instanceof Syntax.Mode m && m.mode().text().equals("devdax")) {
      why = Optional.of("a device in mode `devdax` has no memory to put to use");
    } else if (mode instanceof Syntax.Mode m
        && m.online().filter(o -> o.text().equals("none")).isPresent()) {
      why = Optional.of("memory that is left offline is not put to use");
    } else if (mode instanceof Syntax.Partition p
        && p.parts().stream().noneMatch(OutcomeBinder::isOnlined)) {
      why = Optional.of("no part has memory to put to use");
    }
    if (memory != null && mode != null && why.isPresent()) {
      findings.add(
          findings
              .at(Code.MEMORY_USE_WITHOUT_MEMORY, memory.span(), why.get())
              .related(findings.file(), mode.span(), "this says so")
              .help("leave the block out, or write `mode system-ram { online movable }`"));
    }
  }

  private static boolean isOnlined(Syntax.Part part) {
    return part.mode().text().equals("system-ram")
        && part.clauses().stream()
            .noneMatch(c -> c instanceof Syntax.Online o && o.type().text().equals("none"));
  }

  private void clause(Syntax.Clause clause) {
    if (clause instanceof Syntax.Reason reason) {
      reason(reason);
    } else if (clause instanceof Syntax.Expires e && first("expires", clause)) {
      expires(e.date());
    } else if (clause instanceof Syntax.WhenBusy w && first("when busy", clause)) {
      busy = w.retry().flatMap(this::retry).orElse(new Busy.Keep());
    } else if (clause instanceof Syntax.Keep) {
      alone("keep", clause);
    } else if (clause instanceof Syntax.Mode) {
      alone("mode", clause);
    } else if (clause instanceof Syntax.Partition) {
      alone("partition", clause);
    } else if (clause instanceof Syntax.Node) {
      first("node", clause);
    } else if (clause instanceof Syntax.Memory m && first("memory", clause)) {
      use = new MemoryUseBinder(findings).bind(m);
    } else if (clause instanceof Syntax.Shape shape) {
      first(shape.key().text(), clause);
    }
  }

  private boolean first(String key, Syntax.Clause clause) {
    Syntax.Clause earlier = seen.putIfAbsent(key, clause);
    if (earlier == null) {
      return true;
    }
    findings.add(
        findings
            .at(Code.REPEATED_CLAUSE, clause.span(), "`" + key + "` is said twice")
            .related(findings.file(), earlier.span(), "first here"));
    return false;
  }

  private void alone(String key, Syntax.Clause clause) {
    Syntax.Clause other =
        OUTCOMES.stream()
            .filter(k -> !k.equals(key))
            .map(seen::get)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    Syntax.Clause same = seen.get(key);
    if (other == null && same instanceof Syntax.Mode a && clause instanceof Syntax.Mode b) {
      other = a.mode().text().equals(b.mode().text()) ? null : a;
    }
    if (other == null) {
      first(key, clause);
    } else {
      contradiction(clause, other);
    }
  }

  private void contradiction(Syntax.Clause clause, Syntax.Clause other) {
    findings.add(
        findings
            .at(Code.CONTRADICTORY_OUTCOMES, clause.span(), "a device cannot have two outcomes")
            .related(findings.file(), other.span(), "the first is this")
            .help("write one rule for each"));
  }

  private void reason(Syntax.Reason reason) {
    String key = reason.key().text();
    boolean why = key.equals("because");
    if (!first(key, reason)
        || !findings.checkText(
            reason.text().value(), reason.text().span(), why ? "a reason" : "a ticket", why)) {
      return;
    }
    Optional<String> text = Optional.of(reason.text().value());
    reasons =
        why
            ? new Reasons(text, reasons.ticket(), reasons.expires())
            : new Reasons(reasons.because(), text, reasons.expires());
  }

  private void expires(Syntax.Word date) {
    try {
      LocalDate day = LocalDate.parse(date.text());
      reasons = new Reasons(reasons.because(), reasons.ticket(), Optional.of(day));
    } catch (DateTimeParseException e) {
      findings.add(
          findings
              .at(Code.MALFORMED_DATE, date.span(), "`" + date.text() + "` is no date")
              .help("dates are written year-month-day: `2027-06-30`"));
    }
  }

  private Optional<Busy> retry(Syntax.Retry retry) {
    Optional<Quantity> times = Quantity.read(retry.times().text(), retry.times().span(), findings);
    Optional<Quantity> pause = Quantity.read(retry.pause().text(), retry.pause().span(), findings);
    int count = times.map(t -> bounded(t, Quantity.Measure.INTEGER, 1, 1000)).orElse(0);
    int milliseconds =
        pause.map(p -> bounded(p, Quantity.Measure.DURATION, 1000, 86_400_000)).orElse(0);
    if (times.isPresent() && count == 0) {
      findings.add(
          findings
              .at(Code.USELESS_RETRY, retry.times().span(), "a retry is tried 1 to 1000 times")
              .help("to give up at once write `when busy { keep }`"));
    }
    if (pause.isPresent() && milliseconds == 0 || milliseconds % 1000 != 0) {
      boolean duration = pause.get().measure() == Quantity.Measure.DURATION;
      findings.add(
          findings
              .at(
                  duration && pause.get().value().signum() == 0
                      ? Code.USELESS_RETRY
                      : Code.MALFORMED_DURATION,
                  retry.pause().span(),
                  "`" + retry.pause().text() + "` is no pause between two tries")
              .help("write whole seconds from `1s` to `24h`, such as `10s` or `5min`"));
    }
    return count == 0 || milliseconds == 0
        ? Optional.empty()
        : Optional.of(new Busy.Retry(count, milliseconds / 1000));
  }

  private static int bounded(Quantity q, Quantity.Measure measure, int least, int most) {
    boolean fits =
        q.measure() == measure
            && q.value().bitLength() < 32
            && q.value().longValue() >= least
            && q.value().longValue() <= most;
    return fits ? q.value().intValue() : 0;
  }

  private Outcome outcome(Span owner, String name) {
    Syntax.@Nullable Clause mode = seen.get("mode");
    Syntax.@Nullable Clause node = seen.get("node");
    PartitionBinder parts = new PartitionBinder(findings, modes);
    if (seen.get("partition") instanceof Syntax.Partition partition) {
      Stream.of("node", "size", "align")
          .map(seen::get)
          .filter(Objects::nonNull)
          .forEach(c -> parts.outside(partition, c));
      return parts.bind(partition, use);
    }
    if (mode instanceof Syntax.Mode m) {
      return parts.shaped(modes.bind(m, node, use), shape("size"), shape("align"));
    }
    Optional<DeviceNode> bound = modes.deviceNode(node);
    Syntax.@Nullable Clause keep = seen.get("keep");
    if (keep != null) {
      Stream.of(shape("size"), shape("align"))
          .flatMap(Optional::stream)
          .forEach(s -> contradiction(s, keep));
    } else {
      Diagnostic missing =
          findings.at(
              Code.RULE_WITHOUT_OUTCOME,
              owner,
              "`" + name + "` does not say what becomes of the device");
      findings.add(
          missing.help("write `keep`, `mode devdax` or `mode system-ram { online movable }`"));
    }
    return new Outcome.Keep(bound);
  }

  private Optional<Syntax.Shape> shape(String key) {
    return seen.get(key) instanceof Syntax.Shape shape ? Optional.of(shape) : Optional.empty();
  }
}
