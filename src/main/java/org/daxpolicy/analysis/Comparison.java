package org.daxpolicy.analysis;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.daxpolicy.dax.daxctl.DaxctlConf;
import org.daxpolicy.glob.NumberSet;
import org.daxpolicy.language.Policy;
import org.daxpolicy.language.Target;
import org.daxpolicy.udev.RulesFile;

/**
 * How two policies, or rules, compare on every device that a kernel could make; see {@link
 * Reality}. Of rules only devices count that have memory: one of size 0 is being made. What only
 * the world outside knows is free, and named by the witness.
 */
public final class Comparison {
  private static final int NODES = 2_000_000;
  private static final long CREDIT = 400_000_000;
  private static final long CREDIT_A_RULE = 200_000;
  private static final long MOST_CREDIT = 1_000_000_000;

  private static final Fact SIZE = new Fact.Own("size");
  private static final Values NO_MEMORY = Terms.number(0);

  private Comparison() {}

  /** What is to hold of two sides. One acts on a device where it does not merely keep it. */
  public enum Relation {
    /** Both make the same of every device. */
    EQUIVALENT,
    /** Wherever the first acts, the second does the same. */
    IMPLIES,
    /** On no device both act. */
    DISJOINT,
    /** The first acts wherever the second does. */
    COVERS,
    /** On no device the first does what the second does. */
    NEVER;

    private boolean violated(Treatment first, Treatment second) {
      return switch (this) {
        case EQUIVALENT -> !first.equals(second);
        case IMPLIES -> first.acts() && !first.equals(second);
        case DISJOINT -> first.acts() && second.acts();
        case COVERS -> second.acts() && !first.acts();
        case NEVER -> first.acts() && first.equals(second);
      };
    }

    /** Whether it holds of two that do the same. */
    private boolean isReflexive() {
      return this == EQUIVALENT || this == IMPLIES || this == COVERS;
    }
  }

  /** One of two that are compared. */
  public sealed interface Subject {
    /** A policy. */
    record OfPolicy(Policy policy) implements Subject {}

    /**
     * Rules files, in udev's order, and what {@code daxctl reconfigure-device -C} makes of every
     * device beside them.
     */
    record OfRules(List<RulesFile> files, DaxctlConf configured) implements Subject {
      public OfRules {
        files = List.copyOf(files);
      }

      /** Rules where daxctl is not configured. */
      public OfRules(List<RulesFile> files) {
        this(files, DaxctlConf.NOTHING);
      }
    }
  }

  /**
   * A class of devices of which the relation does not hold: those that one rule decides on the one
   * side, and one on the other.
   *
   * @param witness one of them
   * @param first what the first side makes of it
   * @param second what the second makes of it
   * @param firstRule the rule of the first side; none where it is rules text
   * @param secondRule the rule of the second side
   */
  public record Violation(
      Witness witness,
      Treatment first,
      Treatment second,
      Optional<Policy.Rule> firstRule,
      Optional<Policy.Rule> secondRule) {}

  /**
   * How a comparison ends.
   *
   * @param violations classes of devices of which the relation does not hold, at most as many as
   *     were asked for
   * @param complete whether there are no others
   * @param why why it is not complete, for people; empty if it is, or if there were enough
   */
  public record Result(List<Violation> violations, boolean complete, String why) {
    public Result {
      violations = List.copyOf(violations);
    }
  }

  /**
   * Compares.
   *
   * @param most how many violations are enough
   */
  public static Result of(Relation relation, Subject first, Subject second, int most) {
    long credit = CREDIT + CREDIT_A_RULE * (size(first) + size(second));
    Diagrams diagrams = new Diagrams(NODES, Math.min(MOST_CREDIT, credit));
    Space space = new Space(diagrams);
    boolean busy = first instanceof Subject.OfPolicy && second instanceof Subject.OfPolicy;
    Side one = announce(first, space, busy);
    Side other = announce(second, space, busy);
    if (!busy) {
      space.need(SIZE, NO_MEMORY);
    }
    Reality reality = new Reality(space, nodes(first, second));
    Treatments treatments = new Treatments();
    List<Violation> found = new ArrayList<>();
    try {
      Differences.Clauses clauses = one.clauses(treatments);
      Differences.Clauses others = other.clauses(treatments);
      int real = Diagrams.TRUE;
      for (int condition : reality.conditions()) {
        real = diagrams.and(real, condition);
      }
      if (!busy) {
        // rules do no work on a device that is just being made
        real = diagrams.minus(real, space.in(SIZE, NO_MEMORY));
      }
      boolean all =
          Differences.find(
              diagrams,
              real,
              clauses,
              others,
              new Differences.Apart(
                  (x, y) -> relation.violated(treatments.at(x), treatments.at(y)) ? 1 : 0,
                  relation.isReflexive()),
              d -> {
                Witness witness = Witness.of(space, d.values());
                found.add(
                    new Violation(
                        witness,
                        treatment(space, treatments, witness, clauses.ends()[d.first()]),
                        treatment(space, treatments, witness, others.ends()[d.second()]),
                        one.rule(d.first()),
                        other.rule(d.second())));
                return found.size() < most;
              });
      boolean enough = found.size() >= most;
      return new Result(found, all, all || enough ? "" : "the conditions overlap in too many ways");
    } catch (Meaning.Entangled e) {
      return new Result(found, false, "rule `" + e.rule().name() + "`: " + e.getMessage());
    } catch (TooLarge e) {
      return new Result(found, false, String.valueOf(e.getMessage()));
    }
  }

  private static int size(Subject subject) {
    return subject instanceof Subject.OfPolicy policy ? policy.policy().rules().size() : 0;
  }

  private static Side announce(Subject subject, Space space, boolean busy) {
    return subject instanceof Subject.OfPolicy policy
        ? PolicySide.announce(policy.policy(), space, busy)
        : RulesSide.announce((Subject.OfRules) subject, space);
  }

  private static Treatment treatment(Space space, Treatments treatments, Witness witness, int end) {
    return treatments.at(Diagrams.value(witness.answer(space, end)));
  }

  /** The nodes that both targets have; all where one does not say. */
  private static NumberSet nodes(Subject first, Subject second) {
    return nodes(first).union(nodes(second));
  }

  private static NumberSet nodes(Subject subject) {
    NumberSet all = NumberSet.between(BigInteger.ZERO, Reality.LAST_NODE);
    if (!(subject instanceof Subject.OfPolicy policy)) {
      return all;
    }
    Target target = policy.policy().target();
    return target.place(Target.Part.NODES).isPresent()
        ? NumberSet.between(
            BigInteger.valueOf(target.nodes().low()), BigInteger.valueOf(target.nodes().high()))
        : all;
  }
}
