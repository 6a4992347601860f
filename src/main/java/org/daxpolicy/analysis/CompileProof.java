package org.daxpolicy.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.daxpolicy.language.Policy;
import org.daxpolicy.udev.RulesFile;
import org.daxpolicy.udev.UdevVersion;

/**
 * The proof that a policy's rules, as they were read back from their text, do with every event of
 * every dax device what the policy means.
 *
 * <p>What is presumed of devices, and nothing beyond it: the name is {@code daxR.I}; files that the
 * catalogue knows as numbers hold numbers as kernels print them, or nothing; values are at most 511
 * bytes and hold none that UTF-8 does not have; above the device there is at most one ancestor of a
 * kind (see {@link Chain}); of the target node, nodes of the policy's target only are read; nobody
 * else sets properties that begin with a dot or {@code DAXPOLICY_}.
 */
public final class CompileProof {
  private static final int NODES = 2_000_000;
  private static final long CREDIT = 600_000_000;
  private static final long CREDIT_A_RULE = 200_000;
  private static final long MOST_CREDIT = 3_000_000_000L;

  /** So many differences are tried out before it is given up to show one. */
  private static final int TRIES = 40;

  private CompileProof() {}

  /** How a proof ends. */
  public sealed interface Result {
    /** The rules do what the policy means. */
    record Proved() implements Result {}

    /**
     * They do not.
     *
     * @param thing what becomes something else, {@code ENV{DAXPOLICY_RULE}}
     * @param witness a device and an event that show it
     * @param meant what it has to become, in words
     * @param done what it becomes
     */
    record Refuted(String thing, Witness witness, String meant, String done) implements Result {}

    /**
     * Neither could be shown within what a proof may spend.
     *
     * @param rule the rule that is too large; none if it is not one alone
     * @param why what grows
     */
    record Undecided(Optional<Policy.Rule> rule, String why) implements Result {}
  }

  /** Proves or refutes. */
  public static Result of(Policy policy, List<RulesFile> rules, Intent intent) {
    long credit = CREDIT + CREDIT_A_RULE * policy.rules().size();
    Diagrams diagrams = new Diagrams(NODES, Math.min(MOST_CREDIT, credit));
    Space space = new Space(diagrams);
    Decisions decisions = new Decisions(diagrams);
    Meaning meaning = Meaning.announce(policy, space);
    Expectation expectation = Expectation.announce(meaning, decisions, intent);
    RulesMeaning read = RulesMeaning.announce(rules, space, decisions);
    try {
      Map<String, Integer> meant = expectation.decisions();
      read.work();
      TreeSet<String> things = new TreeSet<>(meant.keySet());
      things.addAll(read.things());
      for (String thing : things) {
        if (isScratch(thing, space)) {
          continue;
        }
        Integer expected = meant.get(thing);
        int wanted = expected == null ? expectation.untouched(thing) : expected;
        int done = read.decision(thing);
        if (wanted != done) {
          Optional<Result> different = different(thing, rules, space, decisions, wanted, done);
          if (different.isPresent()) {
            return different.get();
          }
        }
      }
      return new Result.Proved();
    } catch (Meaning.Entangled e) {
      return new Result.Undecided(Optional.of(e.rule()), String.valueOf(e.getMessage()));
    } catch (TooLarge e) {
      return new Result.Undecided(Optional.empty(), String.valueOf(e.getMessage()));
    }
  }

  /** Properties nobody looks at after the rules: temporary ones, and imported parameters. */
  private static boolean isScratch(String thing, Space space) {
    return thing.startsWith("ENV{.")
        || thing.startsWith("ENV{")
            && space.has(new Fact.Parameter(thing.substring(4, thing.length() - 1)));
  }

  private static Optional<Result> different(
      String thing, List<RulesFile> rules, Space space, Decisions decisions, int wanted, int done) {
    Diagrams diagrams = space.diagrams();
    Differences.Clauses first = Differences.clauses(diagrams, decisions, wanted);
    Differences.Clauses second = Differences.clauses(diagrams, decisions, done);
    List<Result> found = new ArrayList<>();
    int[] tries = new int[1];
    boolean all =
        Differences.find(
            diagrams,
            Diagrams.TRUE,
            first,
            second,
            Differences.Apart.UNEQUAL,
            d -> {
              for (Witness witness : witnesses(space, d.values())) {
                int end = witness.answer(space, first.ends()[d.first()]);
                Assigned meant = decisions.value(Diagrams.value(end));
                shown(thing, rules, witness, meant).ifPresent(found::add);
              }
              return found.isEmpty() && ++tries[0] < TRIES;
            });
    if (found.isEmpty() && (!all || tries[0] > 0)) {
      String why =
          tries[0] > 0
              ? "it seems that " + thing + " differs, but no device could be made that shows it"
              : "its conditions overlap in too many ways";
      return Optional.of(new Result.Undecided(Optional.empty(), why));
    }
    return found.stream().findFirst();
  }

  /** The plausible device first; on it, different texts may still read alike. */
  private static List<Witness> witnesses(Space space, Case values) {
    return List.of(Witness.of(space, values), Witness.unlike(space, values));
  }

  /** The difference, if the evaluator shows it too. */
  private static Optional<Result> shown(
      String thing, List<RulesFile> rules, Witness witness, Assigned meant) {
    Replay replay = new Replay(rules, witness, UdevVersion.NEWEST);
    String done = replay.done(thing);
    String wanted = replay.meant(thing, meant);
    return done.equals(wanted)
        ? Optional.empty()
        : Optional.of(new Result.Refuted(thing, witness, Replay.shown(wanted), Replay.shown(done)));
  }
}
