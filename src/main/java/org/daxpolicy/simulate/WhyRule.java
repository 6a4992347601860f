package org.daxpolicy.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.daxpolicy.udev.Verdict;
import org.daxpolicy.udev.Verdict.LineTrace;

/**
 * What became of the lines of one rule on one event, term by term.
 *
 * @param devpath the device
 * @param action the event
 * @param lines the rule's lines in the order of the text
 */
public record WhyRule(String devpath, String action, List<Line> lines) {
  private static final Pattern PLACE = Pattern.compile("(?:.*/)?([^/]+):(\\d{1,9})");

  /**
   * One line.
   *
   * @param text its physical lines
   * @param trace what became of it
   */
  public record Line(List<String> text, LineTrace trace) {}

  /**
   * The lines a user means.
   *
   * @param texts the rules files by name
   * @param asked {@code FILE:LINE}, of a rules file or of a policy, or the name of a policy's rule
   * @return empty if there are none
   */
  public static Optional<WhyRule> of(
      String devpath, String action, Map<String, String> texts, Verdict verdict, String asked) {
    RuleSources sources = new RuleSources(texts);
    Matcher place = PLACE.matcher(asked);
    Optional<String> file = place.matches() ? Optional.of(place.group(1)) : Optional.empty();
    int number = place.matches() ? Integer.parseInt(place.group(2)) : 0;
    List<Line> lines = new ArrayList<>();
    for (LineTrace line : verdict.trace()) {
      List<String> text = sources.text(line.file(), line.line());
      boolean there =
          file.equals(Optional.of(line.file()))
              && number >= line.line()
              && number < line.line() + Math.max(1, text.size());
      RuleSources.Owner owner = sources.owner(line);
      boolean named = owner.named() && (owner.name().equals(asked) || owner.at().equals(asked));
      if (there || named) {
        lines.add(new Line(text, line));
      }
    }
    return lines.isEmpty()
        ? Optional.empty()
        : Optional.of(new WhyRule(devpath, action, List.copyOf(lines)));
  }
}
