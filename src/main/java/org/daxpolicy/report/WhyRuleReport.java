package org.daxpolicy.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.daxpolicy.report.Palette.Role;
import org.daxpolicy.simulate.WhyRule;
import org.daxpolicy.udev.ByteText;
import org.daxpolicy.udev.Verdict.Attempt;
import org.daxpolicy.udev.Verdict.Change;
import org.daxpolicy.udev.Verdict.LineTrace;
import org.daxpolicy.udev.Verdict.Reach;
import org.daxpolicy.udev.Verdict.TermTrace;
import org.daxpolicy.udev.Verdict.Truth;

/** A rule drawn term by term: what each saw, on which device, and what it changed. */
public final class WhyRuleReport {
  private final Palette palette;
  private final StringBuilder text = new StringBuilder();

  private WhyRuleReport(Palette palette) {
    this.palette = palette;
  }

  /** For people. */
  public static String text(WhyRule why, Palette palette) {
    WhyRuleReport report = new WhyRuleReport(palette);
    report
        .text
        .append(readable(why.devpath()))
        .append(", event ")
        .append(why.action())
        .append('\n');
    why.lines().forEach(report::line);
    return report.text.toString();
  }

  private void line(WhyRule.Line line) {
    LineTrace trace = line.trace();
    text.append(palette.paint(Role.STRONG, readable(trace.file()) + ":" + trace.line()))
        .append("  ")
        .append(palette.paint(role(trace), fate(trace)))
        .append('\n');
    boolean parents = false;
    for (TermTrace term : trace.terms()) {
      if (!isOnParents(trace, term)) {
        term(term, 1);
      } else if (!parents) {
        trace.attempts().forEach(this::attempt);
        parents = true;
      }
    }
    for (String rest : trace.reach() == Reach.TRIED ? trace.untried() : line.text()) {
      row(1, Role.FAINT, "·", palette.paint(Role.FAINT, readable(rest.strip())));
    }
  }

  private static boolean isOnParents(LineTrace trace, TermTrace term) {
    return !trace.attempts().isEmpty()
        && trace.attempts().get(trace.attempts().size() - 1).terms().contains(term);
  }

  private void attempt(Attempt attempt) {
    Truth truth = Truth.TRUE;
    for (TermTrace term : attempt.terms()) {
      truth = term.outcome() == Truth.TRUE ? truth : term.outcome();
    }
    row(1, role(truth), sign(truth), "on " + readable(attempt.device()));
    attempt.terms().forEach(term -> term(term, 2));
  }

  private void term(TermTrace term, int depth) {
    StringBuilder words = new StringBuilder(readable(term.text()));
    boolean match = term.changes().isEmpty();
    if (match && term.actual().isPresent()) {
      words.append("  saw `").append(readable(term.actual().get())).append('`');
    } else if (match && term.outcome() == Truth.FALSE) {
      words.append("  saw nothing");
    }
    row(depth, role(term.outcome()), sign(term.outcome()), words.toString());
    for (Change change : term.changes()) {
      row(depth + 1, Role.FAINT, " ", change(change));
    }
  }

  private static String change(Change change) {
    String before = change.before().map(v -> "`" + readable(v) + "`").orElse("none");
    String after =
        change.known()
            ? change.after().map(v -> "`" + readable(v) + "`").orElse("none")
            : change.after().map(v -> "perhaps `" + readable(v) + "`").orElse("unknown");
    return readable(change.what()) + ": " + before + " → " + after;
  }

  private void row(int depth, Role role, String sign, String words) {
    text.append("  ".repeat(depth))
        .append(palette.paint(role, sign))
        .append(' ')
        .append(words)
        .append('\n');
  }

  private static Role role(LineTrace trace) {
    return trace.reach() == Reach.TRIED ? role(trace.outcome()) : Role.FAINT;
  }

  private static Role role(Truth truth) {
    return switch (truth) {
      case TRUE -> Role.GOOD;
      case FALSE -> Role.BAD;
      case UNKNOWN -> Role.WARNING;
    };
  }

  private static String sign(Truth truth) {
    return switch (truth) {
      case TRUE -> "✓";
      case FALSE -> "✗";
      case UNKNOWN -> "?";
    };
  }

  private static String fate(LineTrace trace) {
    return switch (trace.reach()) {
      case NOT_FOR_EVENT -> "not tried: it does nothing on such an event";
      case PASSED_OVER -> "not tried: a GOTO passes over it";
      case AFTER_END -> "not tried: an earlier rule ended the work on the event";
      case TRIED ->
          switch (trace.outcome()) {
            case TRUE -> "applied";
            case FALSE -> "turned down";
            case UNKNOWN -> "unknown";
          };
    };
  }

  /** As JSON. */
  public static Map<String, Object> tree(WhyRule why) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("device", ByteText.readable(why.devpath()));
    tree.put("action", why.action());
    List<Object> lines = new ArrayList<>();
    for (WhyRule.Line line : why.lines()) {
      LineTrace trace = line.trace();
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("file", ByteText.readable(trace.file()));
      row.put("line", trace.line());
      row.put("text", line.text().stream().map(ByteText::readable).toList());
      row.put("reach", word(trace.reach()));
      row.put("outcome", word(trace.outcome()));
      row.put(
          "terms",
          trace.terms().stream()
              .filter(t -> !isOnParents(trace, t))
              .map(WhyRuleReport::tree)
              .toList());
      row.put("parents", trace.attempts().stream().map(WhyRuleReport::tree).toList());
      row.put("untried", trace.untried().stream().map(ByteText::readable).toList());
      lines.add(row);
    }
    tree.put("lines", lines);
    return tree;
  }

  private static Map<String, Object> tree(Attempt attempt) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("device", ByteText.readable(attempt.device()));
    tree.put("terms", attempt.terms().stream().map(WhyRuleReport::tree).toList());
    return tree;
  }

  private static Map<String, Object> tree(TermTrace term) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("term", ByteText.readable(term.text()));
    tree.put("device", ByteText.readable(term.device()));
    tree.put("outcome", word(term.outcome()));
    tree.put("actual", term.actual().map(ByteText::readable));
    tree.put("changes", term.changes().stream().map(WhyRuleReport::tree).toList());
    return tree;
  }

  private static Map<String, Object> tree(Change change) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("what", ByteText.readable(change.what()));
    tree.put("before", change.before().map(ByteText::readable));
    tree.put("after", change.after().map(ByteText::readable));
    tree.put("known", change.known());
    return tree;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String readable(String bytes) {
    return Printable.line(ByteText.readable(bytes));
  }
}
