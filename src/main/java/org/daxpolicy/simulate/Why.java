package org.daxpolicy.simulate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.daxpolicy.udev.Verdict;
import org.daxpolicy.udev.Verdict.LineTrace;
import org.daxpolicy.udev.Verdict.TermTrace;
import org.daxpolicy.udev.Verdict.Truth;

/**
 * Why each rule was chosen or turned down on one event, told from the trace of the rule text alone.
 *
 * <p>Lines below a comment {@code # file:line rule "name"} belong to that rule; a line without such
 * a comment stands for itself. Where a term asks for a property that earlier lines were to set, the
 * answer goes on with those of them that decided it.
 *
 * @param devpath the device
 * @param chosen the rule that decided, from the property {@code DAXPOLICY_RULE}; empty if no rule
 *     recorded itself
 * @param rules every rule in the order of the text
 */
public record Why(String devpath, Optional<String> chosen, List<RuleReason> rules) {
  /** How deep the search for the origin of a property goes. */
  private static final int DEPTH = 6;

  private static final Pattern MATCH = Pattern.compile("\\w+(?:\\{[^}]*\\})?[=!]=");

  /** What became of a rule. */
  public enum Fate {
    /** It decided. */
    CHOSEN,
    /** Its matches held (for lines without provenance: it was applied). */
    MATCHED,
    /** A term turned it down. */
    TURNED_DOWN,
    /**
     * It was not looked at: an earlier rule had decided, or its line does not apply to the event.
     */
    NOT_REACHED,
    /** It depends on something the snapshot does not tell. */
    UNKNOWN
  }

  /**
   * One rule.
   *
   * @param at {@code file:line} of the policy rule, or of the rules file's line
   * @param name the rule's name; the line's text where it has none
   * @param fate what became of it
   * @param terms what turned it down, one entry an alternative; for a chosen rule the terms that
   *     held
   */
  public record RuleReason(String at, String name, Fate fate, List<Reason> terms) {}

  /**
   * One term and what it saw.
   *
   * @param at {@code file:line} in the rules file
   * @param term as written
   * @param device the devpath it was tried on
   * @param actual the value that was compared; empty where there was none
   * @param outcome how it ended
   * @param because where it asks for a property: what set it so, or kept it from being set
   */
  public record Reason(
      String at,
      String term,
      String device,
      Optional<String> actual,
      Truth outcome,
      List<Reason> because) {}

  /**
   * Explains the decision on a simulated device: that of its last event that can decide ({@code
   * unbind} and {@code remove} do not). Empty if it has none.
   *
   * @param result the device
   * @param texts the rules files by name
   */
  public static Optional<Why> of(DeviceResult result, Map<String, String> texts) {
    List<DeviceResult.EventResult> events = result.events();
    for (int i = events.size() - 1; i >= 0; i--) {
      String action = events.get(i).action();
      if (!action.equals("unbind") && !action.equals("remove")) {
        return Optional.of(of(result.devpath(), texts, events.get(i).verdict()));
      }
    }
    return Optional.empty();
  }

  /**
   * Explains a verdict.
   *
   * @param devpath the device
   * @param texts the rules files by name
   * @param verdict the verdict on them, with its trace
   */
  public static Why of(String devpath, Map<String, String> texts, Verdict verdict) {
    Optional<String> chosen = Optional.ofNullable(verdict.properties().get("DAXPOLICY_RULE"));
    RuleSources sources = new RuleSources(texts);
    Map<String, Group> groups = new LinkedHashMap<>();
    for (LineTrace line : verdict.trace()) {
      RuleSources.Owner owner = sources.owner(line);
      groups.computeIfAbsent(owner.at() + owner.name(), k -> new Group(owner)).lines.add(line);
    }
    List<RuleReason> rules = new ArrayList<>();
    for (Group group : groups.values()) {
      if (!group.owner.silent()) {
        rules.add(reason(group, chosen, verdict, sources));
      }
    }
    return new Why(devpath, chosen, List.copyOf(rules));
  }

  private static RuleReason reason(
      Group group, Optional<String> chosen, Verdict verdict, RuleSources sources) {
    List<Reason> terms = new ArrayList<>();
    boolean matched = false;
    boolean looked = false;
    boolean unknown = false;
    List<LineTrace> lines =
        group.lines.stream().filter(l -> !group.owner.named() || sources.decides(l)).toList();
    for (LineTrace line : lines) {
      looked |= !line.skipped();
      matched |= !line.skipped() && line.outcome() == Truth.TRUE;
      unknown |= !line.skipped() && line.outcome() == Truth.UNKNOWN;
    }
    for (LineTrace line : lines) {
      if (line.skipped()) {
        continue;
      }
      for (TermTrace term : line.terms()) {
        if (isMatch(term)
            && (matched ? line.outcome() == Truth.TRUE : term.outcome() != Truth.TRUE)) {
          terms.add(reason(line, term, verdict, sources, DEPTH));
        }
      }
    }
    boolean isChosen =
        chosen.isPresent() && group.owner.named() && chosen.get().equals(group.owner.name());
    Fate fate =
        isChosen
            ? Fate.CHOSEN
            : !looked
                ? Fate.NOT_REACHED
                : matched ? Fate.MATCHED : unknown ? Fate.UNKNOWN : Fate.TURNED_DOWN;
    return new RuleReason(group.owner.at(), group.owner.name(), fate, List.copyOf(terms));
  }

  private static Reason reason(
      LineTrace line, TermTrace term, Verdict verdict, RuleSources sources, int depth) {
    List<Reason> because = new ArrayList<>();
    if (depth > 0) {
      for (LineTrace origin : PropertyOrigin.of(term, verdict.trace(), line, sources)) {
        origin.terms().stream()
            .filter(t -> origin.outcome() == Truth.TRUE ? isMatch(t) : t.outcome() != Truth.TRUE)
            .forEach(t -> because.add(reason(origin, t, verdict, sources, depth - 1)));
      }
    }
    return new Reason(
        line.file() + ":" + line.line(),
        term.text(),
        term.device(),
        term.actual(),
        term.outcome(),
        List.copyOf(because));
  }

  private static boolean isMatch(TermTrace term) {
    return MATCH.matcher(term.text()).lookingAt();
  }

  private static final class Group {
    private final RuleSources.Owner owner;
    private final List<LineTrace> lines = new ArrayList<>();

    Group(RuleSources.Owner owner) {
      this.owner = owner;
    }
  }
}
