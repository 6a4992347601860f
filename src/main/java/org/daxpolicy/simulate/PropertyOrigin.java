package org.daxpolicy.simulate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.daxpolicy.glob.Glob;
import org.daxpolicy.udev.Verdict.LineTrace;
import org.daxpolicy.udev.Verdict.TermTrace;
import org.daxpolicy.udev.Verdict.Truth;

/**
 * Why a property had the value that a term {@code ENV{name}} saw: the lines that decided it.
 *
 * <p>Where it was set, the last line that assigned it did, and those that added to it since. Where
 * no line set it, those lines did that would have made the term what it was not: one that assigns
 * another literal than the term asks for has no part in it. Of lines that copy a value, as one for
 * each NUMA node does, those that came furthest are the ones worth reading.
 */
final class PropertyOrigin {
  private static final Pattern ASKS = Pattern.compile("^ENV\\{([^}]+)\\}(?:==|!=)i?\"(.*)\"$");

  private final String asked;
  private final Pattern assignment;

  /** A line that is to set the property, and to what. */
  private record Setter(LineTrace line, boolean adds, String value) {
    boolean copies() {
      return value.indexOf('$') >= 0 || value.indexOf('%') >= 0;
    }

    long held() {
      return line.terms().stream().filter(t -> t.outcome() == Truth.TRUE).count();
    }
  }

  private PropertyOrigin(String name, String asked) {
    this.asked = asked;
    this.assignment = Pattern.compile("ENV\\{" + Pattern.quote(name) + "\\}([:+]?)=\"([^\"]*)\"");
  }

  /**
   * The lines that decided what a term saw, in the order of the text; none if it asks for no
   * property, or for one that no line before it sets.
   *
   * @param trace all lines of the event
   * @param asking the term's line
   */
  static List<LineTrace> of(
      TermTrace term, List<LineTrace> trace, LineTrace asking, RuleSources sources) {
    Matcher m = ASKS.matcher(term.text());
    return m.matches()
        ? new PropertyOrigin(m.group(1), m.group(2)).deciding(trace, asking, sources)
        : List.of();
  }

  private List<LineTrace> deciding(List<LineTrace> trace, LineTrace asking, RuleSources sources) {
    List<Setter> set = new ArrayList<>();
    List<Setter> failed = new ArrayList<>();
    for (LineTrace line : trace) {
      if (line == asking) {
        break;
      }
      Matcher m = assignment.matcher(sources.line(line));
      if (line.skipped() || !m.find()) {
        continue;
      }
      Setter setter = new Setter(line, m.group(1).equals("+"), m.group(2));
      if (line.outcome() != Truth.TRUE) {
        failed.add(setter);
        continue;
      }
      if (!setter.adds()) {
        set.clear();
      }
      set.add(setter);
    }
    return (set.isEmpty() ? wouldHaveDecided(failed) : set).stream().map(Setter::line).toList();
  }

  private List<Setter> wouldHaveDecided(List<Setter> failed) {
    long furthest = failed.stream().filter(Setter::copies).mapToLong(Setter::held).max().orElse(0);
    return failed.stream()
        .filter(s -> s.copies() ? s.held() == furthest : matches(s.value()))
        .toList();
  }

  /** Whether the term accepts a literal value; {@code !=} asks for what it does not want. */
  private boolean matches(String value) {
    return Arrays.stream(asked.split("\\|", -1))
        .anyMatch(p -> Glob.isPattern(asked) ? Glob.of(p).matches(value) : p.equals(value));
  }
}
