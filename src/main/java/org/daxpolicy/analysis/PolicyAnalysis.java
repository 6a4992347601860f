package org.daxpolicy.analysis;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.dax.Origin;
import org.daxpolicy.language.Condition;
import org.daxpolicy.language.Policy;
import org.daxpolicy.language.ValueSet;

/**
 * What a policy does with every device of its target that a kernel could make; see {@link Reality}.
 * Rules are told by their place, from 0; the one behind the last is {@code otherwise}.
 */
public final class PolicyAnalysis {
  /** Room for the diagrams of single conditions, with a margin. */
  private static final int NODES = 2_000_000;

  private static final int MOST_RULES = 20_000;
  private static final long CREDIT = 300_000_000;
  private static final long CREDIT_A_RULE = 100_000;
  private static final long MOST_CREDIT = 800_000_000;

  /**
   * A rule that earlier ones leave nothing of.
   *
   * @param by a smallest set of rules that takes every device it would
   * @param changes whether one of these has another outcome for a device it would take
   * @param witness a device it would take, decided by {@code decider}; with another outcome if
   *     there is such
   * @param decider the rule that does
   */
  public record Shadow(List<Integer> by, boolean changes, Witness witness, int decider) {
    public Shadow {
      by = List.copyOf(by);
    }
  }

  /**
   * Two rules with different outcomes that neither hold on the same devices nor on separate ones.
   *
   * @param earlier the rule that decides what both would
   * @param witness such a device
   */
  public record Overlap(int earlier, Witness witness) {}

  /**
   * A term that the rest of its condition decides.
   *
   * @param term a comparison as it is written
   * @param value what it always is
   * @param cause a term beside it that suffices for it; none if it takes several, or none
   */
  public record Fixed(Condition term, boolean value, Optional<Condition> cause) {}

  private final Meaning meaning;
  private final Space space;
  private final Diagrams diagrams;
  private final Optional<Tangle> tangle;
  private final Optional<Judged> judged;
  private final int[] outcomes;
  private final Map<Integer, Optional<Shadow>> shadows = new HashMap<>();
  private boolean exhausted;

  /**
   * A policy, or a rule of it, that is too large to be analysed.
   *
   * @param rule the rule; none if it is not one alone
   * @param why what grows, for people
   */
  public record Tangle(Optional<Policy.Rule> rule, String why) {}

  /** The conditions as diagrams, each also within what is real. */
  private record Judged(FirstMatch decision, int real, int[] within) {}

  private PolicyAnalysis(Meaning meaning, Optional<Tangle> tangle, Optional<Judged> judged) {
    this.meaning = meaning;
    this.space = meaning.space();
    this.diagrams = space.diagrams();
    this.tangle = tangle;
    this.judged = judged;
    this.outcomes = outcomes(meaning);
  }

  /** Analyses a policy without errors. */
  public static PolicyAnalysis of(Policy policy) {
    if (policy.rules().size() > MOST_RULES) {
      Space none = new Space(new Diagrams(NODES, 0));
      return tangled(
          Meaning.announce(policy, none),
          Optional.empty(),
          new TooLarge("it has more than " + MOST_RULES + " rules"));
    }
    Diagrams diagrams =
        new Diagrams(NODES, Math.min(MOST_CREDIT, CREDIT + CREDIT_A_RULE * policy.rules().size()));
    Space space = new Space(diagrams);
    Meaning meaning = Meaning.announce(policy, space);
    Reality reality = new Reality(space, policy.target());
    try {
      FirstMatch decision = meaning.decision();
      int real = Diagrams.TRUE;
      List<Integer> conditions = reality.conditions();
      for (int i = conditions.size() - 1; i >= 0; i--) {
        real = diagrams.and(real, conditions.get(i));
      }
      int[] within = new int[decision.size()];
      for (int i = 0; i < within.length; i++) {
        within[i] = diagrams.and(decision.condition(i), real);
      }
      diagrams.keep();
      return new PolicyAnalysis(
          meaning, Optional.empty(), Optional.of(new Judged(decision, real, within)));
    } catch (Meaning.Entangled e) {
      return tangled(meaning, Optional.of(e.rule()), e);
    } catch (TooLarge e) {
      return tangled(meaning, Optional.empty(), e);
    }
  }

  private static PolicyAnalysis tangled(
      Meaning meaning, Optional<Policy.Rule> rule, RuntimeException e) {
    String why = String.valueOf(e.getMessage());
    return new PolicyAnalysis(meaning, Optional.of(new Tangle(rule, why)), Optional.empty());
  }

  /** Why nothing else is answered, if so. */
  public Optional<Tangle> tangle() {
    return tangle;
  }

  /** Whether some question was left open because all of them together took too long. */
  public boolean isExhausted() {
    return exhausted;
  }

  private <T> T answer(T unknown, Supplier<T> question) {
    if (exhausted) {
      return unknown;
    }
    try {
      diagrams.release();
      return question.get();
    } catch (TooLarge e) {
      exhausted = true;
      return unknown;
    }
  }

  private Judged judged() {
    return judged.orElseThrow(() -> new IllegalStateException("the policy is too large"));
  }

  public Policy policy() {
    return meaning.policy();
  }

  /** Whether no device meets the rule's condition. */
  public boolean isImpossible(int rule) {
    return judged().within()[rule] == Diagrams.FALSE;
  }

  /** Whether the rule's condition contradicts itself, whatever devices there may be. */
  public boolean isContradiction(int rule) {
    return judged().decision().condition(rule) == Diagrams.FALSE;
  }

  /** Whether no device passes a test of the policy, by itself. */
  public boolean isImpossible(Attribute attribute, ValueSet values) {
    return answer(
        false,
        () -> {
          int holds = meaning.conditions().attributes().in(attribute, values);
          return diagrams.and(holds, judged().real()) == Diagrams.FALSE;
        });
  }

  /** Terms that the rest of their condition decides, in the order of the policy. */
  public List<Fixed> fixedTerms() {
    RedundantTerms terms = new RedundantTerms(diagrams, meaning.conditions());
    for (int i = 0; i < policy().rules().size(); i++) {
      Policy.Rule rule = policy().rules().get(i);
      if (!isImpossible(i)
          && !answer(
              false,
              () -> {
                terms.look(rule, judged().real());
                return true;
              })) {
        return List.of();
      }
    }
    return terms.found();
  }

  /** A device that a rule decides; none if there is none. */
  public Optional<Witness> decidedBy(int rule) {
    return reaching(judged().within()[rule], rule);
  }

  /**
   * A device that no earlier rule takes, and of which a term of a rule has a value; none if there
   * is none.
   */
  public Optional<Witness> reaching(int rule, Condition term, boolean value) {
    return answer(
        Optional.empty(),
        () -> {
          int holds = meaning.conditions().of(term);
          int real = judged().real();
          return reaching(value ? diagrams.and(real, holds) : diagrams.minus(real, holds), rule);
        });
  }

  private Optional<Witness> reaching(int condition, int rule) {
    return answer(
        Optional.empty(),
        () ->
            judged().decision().undecided(condition, rule) instanceof Search.Outcome.Found found
                ? Optional.of(Witness.of(space, found.values()))
                : Optional.empty());
  }

  /** What hides a rule whose condition some devices meet. */
  public Optional<Shadow> shadow(int rule) {
    return shadows.computeIfAbsent(rule, r -> answer(Optional.empty(), () -> findShadow(r)));
  }

  private Optional<Shadow> findShadow(int rule) {
    int within = judged().within()[rule];
    FirstMatch decision = judged().decision();
    List<Integer> before = decision.meeting(decision.condition(rule), rule);
    if (before.isEmpty()
        || !(decision.outside(within, before) instanceof Search.Outcome.Impossible)) {
      return Optional.empty();
    }
    Optional<Shadow> different = decided(rule, before, true);
    List<Integer> by =
        Cover.of(
            decision, diagrams, within, before, c -> different.isEmpty() || !sameOutcome(rule, c));
    Shadow shown = different.or(() -> decided(rule, before, false)).orElseThrow();
    return Optional.of(new Shadow(by, different.isPresent(), shown.witness(), shown.decider()));
  }

  /** A device a rule would take, and the first of some earlier rules that decides it. */
  private Optional<Shadow> decided(int rule, List<Integer> before, boolean differently) {
    FirstMatch decision = judged().decision();
    diagrams.spend(before.size());
    for (int candidate : before) {
      if (sameOutcome(rule, candidate) == differently) {
        continue;
      }
      int both = diagrams.and(judged().within()[rule], decision.condition(candidate));
      if (decision.undecided(both, candidate) instanceof Search.Outcome.Found found) {
        Witness witness = Witness.of(space, found.values());
        return Optional.of(new Shadow(List.of(), differently, witness, candidate));
      }
    }
    return Optional.empty();
  }

  /** Whether two rules make the same of a device. */
  public boolean sameOutcome(int a, int b) {
    return outcomes[a] == outcomes[b];
  }

  /** Numbers for rules, the same for those that make the same of a device. */
  private static int[] outcomes(Meaning meaning) {
    Map<List<Object>, Integer> numbers = new HashMap<>();
    int[] outcomes = new int[meaning.policy().rules().size() + 1];
    for (int i = 0; i < outcomes.length; i++) {
      Policy.Rule rule = meaning.rule(i);
      List<Object> outcome = List.of(rule.outcome(), rule.busy());
      Integer known = numbers.putIfAbsent(outcome, numbers.size());
      outcomes[i] = known == null ? numbers.size() - 1 : known;
    }
    return outcomes;
  }

  /**
   * The first earlier rule with another outcome that shares devices with a rule that is not
   * shadowed, where neither is a special case of the other; a special case in front of the general
   * rule is how policies are written.
   */
  public Optional<Overlap> overlap(int rule) {
    return shadow(rule).isPresent()
        ? Optional.empty()
        : answer(Optional.empty(), () -> findOverlap(rule));
  }

  private Optional<Overlap> findOverlap(int rule) {
    int within = judged().within()[rule];
    FirstMatch decision = judged().decision();
    for (int earlier : decision.meeting(decision.condition(rule), rule)) {
      int other = judged().within()[earlier];
      if (!sameOutcome(rule, earlier)
          && !diagrams.implies(other, decision.condition(rule))
          && !diagrams.implies(within, decision.condition(earlier))
          && decision.undecided(diagrams.and(within, other), earlier)
              instanceof Search.Outcome.Found found) {
        return Optional.of(new Overlap(earlier, Witness.of(space, found.values())));
      }
    }
    return Optional.empty();
  }

  /**
   * For each origin that the rules single out, and of which devices reach {@code otherwise} all the
   * same, one of these. Where all origins but one are singled out, the last one counts too.
   */
  public Map<Origin, Witness> fallingThrough() {
    return answer(Map.of(), this::findFallingThrough);
  }

  private Map<Origin, Witness> findFallingThrough() {
    Map<Origin, Witness> through = new EnumMap<>(Origin.class);
    if (!space.has(new Fact.Ancestors())) {
      return through;
    }
    Set<Origin> single = singledOut();
    FirstMatch decision = judged().decision();
    for (Origin origin : Origin.values()) {
      Set<Origin> others = EnumSet.allOf(Origin.class);
      others.remove(origin);
      int condition = diagrams.and(judged().real(), from(origin));
      if ((single.contains(origin) || single.containsAll(others))
          && decision.undecided(condition, decision.size() - 1)
              instanceof Search.Outcome.Found found) {
        through.put(origin, Witness.of(space, found.values()));
      }
    }
    return through;
  }

  private int from(Origin origin) {
    return space.chain(Chain.atoms(kinds -> Attributes.origin(kinds).equals(Optional.of(origin))));
  }

  /** The origins that some rule takes devices of, but not of all others. */
  private Set<Origin> singledOut() {
    Set<Origin> single = EnumSet.noneOf(Origin.class);
    for (int i = 0; i < policy().rules().size(); i++) {
      Set<Origin> met = EnumSet.noneOf(Origin.class);
      for (Origin origin : Origin.values()) {
        if (diagrams.meets(judged().within()[i], from(origin))) {
          met.add(origin);
        }
      }
      if (met.size() < Origin.values().length) {
        single.addAll(met);
      }
    }
    return single;
  }
}
