package org.daxpolicy.udev;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Works the rules on an event as systemd-udevd does, and says what they decide. Nothing is written
 * and nothing is executed. Where something is asked that nobody has told, the work goes on both
 * ways: what the verdict holds is so whatever the answer would be, and the rest it calls unknown.
 */
public final class Evaluator {
  /** Whose behaviour to follow where {@code udevadm test} and the daemon differ. */
  public enum Programs {
    /** The daemon: programs do what the host's facts say, and nothing is known of others. */
    AS_GIVEN,
    /** {@code udevadm test}: from 256 on it takes programs to succeed without output. */
    AS_UDEVADM_TEST,
    /** {@code udevadm test}, but programs do what the host's facts say. */
    AS_GIVEN_TO_TEST
  }

  /**
   * How to evaluate.
   *
   * @param programs whose behaviour to follow
   * @param wholeHost whether files and programs the host's facts do not list do not exist, rather
   *     than are unknown
   * @param accountsExist whether users and groups the host's facts do not tell exist, with ids
   *     nobody knows, rather than may exist or not
   * @param traced whether the verdict tells what became of every rule
   */
  public record Options(
      Programs programs, boolean wholeHost, boolean accountsExist, boolean traced) {
    /** The daemon on a partly known host, with a trace. */
    public static final Options DEFAULT = new Options(Programs.AS_GIVEN, false, false, true);

    /** Whether to follow {@code udevadm test} where it shows an event differently. */
    boolean testing() {
      return programs != Programs.AS_GIVEN;
    }

    /** The same with or without a trace. */
    public Options traced(boolean wanted) {
      return new Options(programs, wholeHost, accountsExist, wanted);
    }

    /** The same on a host that has all accounts that rules name. */
    public Options withAccounts() {
      return new Options(programs, wholeHost, true, traced);
    }
  }

  private static final int NOWHERE = Integer.MAX_VALUE;

  private final EventState state;
  private final Substitution substitution;
  private final LineRun run;
  private final List<Verdict.LineTrace> trace = new ArrayList<>();

  /** Facts that have jumped ahead in the file at work, by the index of the rule they wait at. */
  private final TreeMap<Integer, Facts> waiting = new TreeMap<>();

  /** The first index at which some wait. */
  private int next = NOWHERE;

  /** Whether the state's facts are at the rule at work; if not, all there are wait ahead. */
  private boolean flowing = true;

  /** Why there is more than one way through the rules; null as long as there was but one. */
  private @Nullable Doubt fork;

  private Evaluator(Event event, Devices devices, Options options, Execution execution) {
    state = new EventState(event, devices, options, execution);
    substitution = new Substitution(state);
    HostFiles files = new HostFiles(event, devices, options.wholeHost());
    run =
        new LineRun(
            state,
            new Matches(state, substitution, files),
            new Inquiries(state, substitution, files),
            new Assignments(state, substitution, new SysfsWrites(state, substitution, files)));
  }

  /** Evaluates as the daemon does, with a trace. */
  public static Verdict evaluate(RuleSet rules, Event event, UdevVersion version) {
    return evaluate(rules, event, version, Options.DEFAULT);
  }

  /**
   * Evaluates the rules on an event. The diagnostics hold the reader's messages first.
   *
   * @param rules the rules in udev's order, read for {@code version}
   */
  public static Verdict evaluate(RuleSet rules, Event event, UdevVersion version, Options options) {
    return evaluate(rules, event, version, options, Execution.NONE);
  }

  /**
   * Evaluates the rules on an event, running the programs they ask.
   *
   * @param execution what programs do that the event's host does not tell of
   */
  public static Verdict evaluate(
      RuleSet rules, Event event, UdevVersion version, Options options, Execution execution) {
    return evaluate(rules, event, new Devices(event.sysfs(), version), options, execution);
  }

  static Verdict evaluate(
      RuleSet rules, Event event, Devices devices, Options options, Execution execution) {
    RuleSet known = rules.on(event.host());
    Evaluator evaluator = new Evaluator(event, devices, options, execution);
    evaluator.flowing = !evaluator.state.isNobodys();
    for (RulesFile file : known.files()) {
      evaluator.work(file);
    }
    return new Conclusion(evaluator.state, evaluator.substitution, evaluator.flowing)
        .verdict(known.messages(), evaluator.trace);
  }

  private void work(RulesFile file) {
    List<RuleAtWork> rules = file.work();
    if (state.options.traced() || !state.isSubsystemTold()) {
      workAll(rules);
      return;
    }
    // nobody asks about the others, and trying them would change nothing
    int[] candidates = candidates(file);
    int i = candidates[0];
    while (i < rules.size()) {
      while (next <= i) {
        meet(next);
      }
      if (flowing) {
        int behind = applies(rules.get(i)) ? line(rules, i) : i + 1;
        candidates = state.hasWritten() ? candidates(file) : candidates;
        i = candidates[behind];
      } else {
        i = candidates[Math.min(next, rules.size())];
      }
    }
    while (next != NOWHERE) {
      meet(next);
    }
  }

  private int[] candidates(RulesFile file) {
    String action = state.event.action();
    return state.hasWritten()
        ? file.candidates(action, state.device.subsystem())
        : state.device.prospects().of(file, action);
  }

  private void workAll(List<RuleAtWork> rules) {
    int i = 0;
    while (i < rules.size()) {
      meet(i);
      RuleAtWork rule = rules.get(i);
      if (!flowing) {
        skip(rule, waiting.isEmpty() ? Verdict.Reach.AFTER_END : Verdict.Reach.PASSED_OVER);
        i++;
      } else if (!applies(rule)) {
        skip(rule, Verdict.Reach.NOT_FOR_EVENT);
        i++;
      } else {
        int behind = line(rules, i);
        for (int over = i + 1; over < behind; over++) {
          skip(rules.get(over), Verdict.Reach.PASSED_OVER);
        }
        i = behind;
      }
    }
    meet(rules.size());
  }

  /** Brings together the facts that arrive at a rule. */
  private void meet(int index) {
    if (index == next) {
      arrive(Objects.requireNonNull(waiting.remove(index)));
      next = waiting.isEmpty() ? NOWHERE : waiting.firstKey();
    }
  }

  private void skip(RuleAtWork rule, Verdict.Reach reach) {
    if (state.options.traced()) {
      trace.add(
          new Verdict.LineTrace(
              rule.place().file(),
              rule.firstLine(),
              reach,
              List.of(),
              Verdict.Truth.FALSE,
              List.of(),
              List.of()));
    }
  }

  /** Whether the rule's class is one that events like this are tried on. */
  private boolean applies(RuleAtWork rule) {
    return rule.hasJump() || isTried(rule);
  }

  /** Whether it is tried on events like this whether or not it has a GOTO. */
  private boolean isTried(RuleAtWork rule) {
    if (rule.updates()) {
      return true;
    }
    if (state.removing()) {
      return false;
    }
    return (rule.touchesNode() && state.device.hasNumber())
        || (rule.names() && state.device.isInterface());
  }

  /** Works a rule off; returns the index of the one to go on with. */
  private int line(List<RuleAtWork> rules, int index) {
    RuleAtWork rule = rules.get(index);
    boolean reached = waiting.isEmpty() && state.surelyGoesOn();
    state.begin(rule.place());
    boolean jumps = rule.jump() > index;
    Optional<Doubt> dropping = jumps ? state.dropping(rules.get(rule.jump())) : Optional.empty();
    List<Integer> landings = dropping.isPresent() ? landings(rules, rule) : List.of();
    Optional<Doubt> unbound = unbound(rules, landings);
    // a rule that is tried for its GOTO only is not tried if that leads nowhere
    Verdict.Truth truth = run.run(rule, isTried(rule) ? Optional.empty() : unbound);
    if (state.options.traced()) {
      boolean perhaps = truth == Verdict.Truth.TRUE && (!reached || unbound.isPresent());
      trace.add(run.trace(rule, perhaps ? Verdict.Truth.UNKNOWN : truth));
    }
    if (state.now.aborted) {
      state.end(fork);
      flowing = false;
    } else if (truth == Verdict.Truth.UNKNOWN) {
      fork = run.doubt();
      Facts matched = state.now;
      state.now = run.otherwise();
      if (jumps) {
        jump(rule, landings, unbound, matched);
      } else {
        arrive(matched);
      }
    } else if (truth == Verdict.Truth.TRUE && jumps) {
      if (waiting.isEmpty() && dropping.isEmpty()) {
        return rule.jump();
      }
      flowing = false;
      fork = fork == null ? dropping.orElse(null) : fork;
      jump(rule, landings, unbound, state.now);
    }
    return index + 1;
  }

  /**
   * Where a GOTO leads whose label's rule may have been dropped: there, and to the next label of
   * its name, and so on up to one that is sure to be there.
   */
  private List<Integer> landings(List<RuleAtWork> rules, RuleAtWork from) {
    List<Integer> landings = new ArrayList<>();
    for (int at = from.jump(); at < rules.size(); at++) {
      if (rules.get(at).label().equals(from.target())) {
        landings.add(at);
        if (state.dropping(rules.get(at)).isEmpty()) {
          break;
        }
      }
    }
    return landings;
  }

  /** Why a GOTO may lead nowhere, if it may. */
  private Optional<Doubt> unbound(List<RuleAtWork> rules, List<Integer> landings) {
    return landings.isEmpty()
        ? Optional.empty()
        : state.dropping(rules.get(landings.get(landings.size() - 1)));
  }

  /** Lets facts wait where a GOTO leads, or may lead; they may also be at the next rule then. */
  private void jump(RuleAtWork from, List<Integer> landings, Optional<Doubt> unbound, Facts facts) {
    if (landings.isEmpty()) {
      waitAt(from.jump(), facts);
    }
    landings.forEach(at -> waitAt(at, facts.copy()));
    if (unbound.isPresent()) {
      arrive(facts);
    }
  }

  private void waitAt(int index, Facts facts) {
    waiting.merge(index, facts, (a, b) -> Facts.either(a, b, fork()));
    next = Math.min(next, index);
  }

  private void arrive(Facts facts) {
    state.now = flowing ? Facts.either(state.now, facts, fork()) : facts;
    flowing = true;
  }

  private Doubt fork() {
    return Objects.requireNonNull(fork);
  }
}
