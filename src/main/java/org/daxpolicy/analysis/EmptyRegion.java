package org.daxpolicy.analysis;

import java.math.BigInteger;
import java.util.List;
import java.util.TreeSet;
import org.daxpolicy.glob.NumberSet;

/**
 * The step before a policy's rules: the first device of a soft-reserved region that came up without
 * memory gets all the memory the region has left.
 */
final class EmptyRegion {
  private static final Fact ACTION = new Fact.Action();
  private static final Fact SIZE = new Fact.Own("size");
  private static final Fact INSTANCE = new Fact.InstanceNumber();
  private static final Fact AVAILABLE = new Fact.OfParent("dax_region/available_size");

  private static final Values APPEARING = new Values.Texts(new TreeSet<>(List.of("add", "change")));
  private static final Values ZERO = Terms.number(0);
  private static final Values SOME = new Values.Numbers(NumberSet.atLeast(BigInteger.ONE));

  private final Space space;
  private final Decisions decisions;
  private final List<String> commands;

  /**
   * @param commands what gives it the memory, {@code %k} standing for the device's name and {@code
   *     {available}} for the memory that is left; none where nothing does
   */
  EmptyRegion(Space space, Decisions decisions, List<String> commands) {
    this.space = space;
    this.decisions = decisions;
    this.commands = commands;
  }

  /** Whether there is such a step. */
  boolean isFilled() {
    return !commands.isEmpty();
  }

  /** Announces what it looks at. */
  void need() {
    if (isFilled()) {
      space.need(new Fact.Ancestors());
      space.need(ACTION, APPEARING);
      space.need(SIZE, ZERO);
      space.need(INSTANCE, ZERO);
      space.need(AVAILABLE, SOME);
    }
  }

  /**
   * The commands that are queued when the policy's own rules begin.
   *
   * @param before the diagram of those that were queued before
   */
  int queued(int before) {
    Diagrams diagrams = space.diagrams();
    int empty = diagrams.and(space.in(SIZE, ZERO), space.in(INSTANCE, ZERO));
    int region = diagrams.and(space.chain(Chain.with(Chain.Kind.HMEM)), space.in(AVAILABLE, SOME));
    int when = diagrams.and(space.in(ACTION, APPEARING), diagrams.and(empty, region));
    Assigned.Items added = Assigned.Items.untouched(true);
    for (String command : commands) {
      added = added.plus(text(command));
    }
    int nothing = decisions.answer(Terms.untouched("RUN"));
    int step = Decisions.of(diagrams.ite(when, decisions.answer(added), nothing));
    return Decisions.end(decisions.after(step, before));
  }

  private static Assigned.Text text(String command) {
    String mark = "{available}";
    int at = command.indexOf(mark);
    return at < 0
        ? RuleAssignments.onDevice(command)
        : RuleAssignments.onDevice(command.substring(0, at))
            .plus(Assigned.Text.value(AVAILABLE))
            .plus(RuleAssignments.onDevice(command.substring(at + mark.length())));
  }
}
