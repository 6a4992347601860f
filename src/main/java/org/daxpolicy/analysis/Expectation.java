package org.daxpolicy.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the rules of a policy have to do with every event of every dax device, written down without
 * a look at any rule.
 *
 * <ul>
 *   <li>Where the policy says so, an empty soft-reserved region is filled first; see {@link
 *       EmptyRegion}.
 *   <li>On {@code remove} they assign nothing.
 *   <li>Otherwise the first rule whose condition holds decides. Where a policy reads what is there
 *       only with the device's memory, and none of it is, the rule decides that did while it was,
 *       unless an earlier one that reads no such thing.
 *   <li>The rule assigns what {@link RuleAssignments} says.
 * </ul>
 */
final class Expectation {
  private static final Fact ACTION = new Fact.Action();

  private static final Values REMOVE = texts("remove");

  private final Meaning meaning;
  private final Space space;
  private final Diagrams diagrams;
  private final Decisions decisions;
  private final Intent intent;
  private final RuleAssignments assignments;
  private final EmptyRegion region;

  private Expectation(Meaning meaning, Decisions decisions, Intent intent) {
    this.meaning = meaning;
    this.space = meaning.space();
    this.diagrams = space.diagrams();
    this.decisions = decisions;
    this.intent = intent;
    this.assignments = new RuleAssignments(meaning, decisions, intent);
    this.region = new EmptyRegion(space, decisions, intent.creation());
  }

  /** Announces everything that is expected to be looked at. */
  static Expectation announce(Meaning meaning, Decisions decisions, Intent intent) {
    Expectation expectation = new Expectation(meaning, decisions, intent);
    Space space = meaning.space();
    space.need(ACTION, REMOVE);
    expectation.assignments.announce();
    expectation.region.need();
    if (intent.memory().isPresent()) {
      Intent.Memory memory = intent.memory().get();
      for (Optional<String> token : memory.tokens()) {
        token.ifPresent(t -> space.need(new Fact.Stored(memory.property()), texts(t)));
      }
    }
    return expectation;
  }

  private static Values texts(String... texts) {
    return new Values.Texts(new TreeSet<>(List.of(texts)));
  }

  /** For everything that is to be assigned, what it has to become; all else stays untouched. */
  Map<String, Integer> decisions() {
    FirstMatch policy = meaning.decision();
    int known = known();
    List<Map<String, Integer>> blocks = new ArrayList<>();
    TreeSet<String> things = new TreeSet<>();
    for (int i = 0; i < policy.size(); i++) {
      blocks.add(assignments.of(i, known));
      things.addAll(blocks.get(i).keySet());
    }
    if (isTagged()) {
      things.add("TAG");
    }
    if (region.isFilled()) {
      things.add("RUN");
    }
    Map<String, Integer> all = new TreeMap<>();
    for (String thing : things) {
      all.put(thing, decision(thing, policy, blocks, known));
    }
    return all;
  }

  /** What becomes of a thing that nothing is to be assigned to. */
  int untouched(String thing) {
    int nothing = Decisions.of(decisions.answer(Terms.untouched(thing)));
    return decisions.after(nothing, Terms.before(decisions, thing));
  }

  private int decision(
      String thing, FirstMatch policy, List<Map<String, Integer>> blocks, int known) {
    int nothing = decisions.answer(Terms.untouched(thing));
    int[] ends = new int[policy.size()];
    for (int i = 0; i < ends.length; i++) {
      ends[i] = Decisions.of(blocks.get(i).getOrDefault(thing, nothing));
    }
    int chain = ends[ends.length - 1];
    int from = intent.memory().map(Intent.Memory::from).orElse(-1);
    for (int i = ends.length - 1; i >= 0; i--) {
      chain = i == ends.length - 1 ? chain : decisions.ask(policy.condition(i), ends[i], chain);
      if (i == from) {
        chain = remembered(thing, chain, ends, known);
      }
    }
    if (thing.equals("TAG") && isTagged()) {
      Assigned tagged = Assigned.Items.untouched(false).plus(Assigned.Text.literal("systemd"));
      chain = decisions.after(chain, decisions.answer(tagged));
    }
    int all = decisions.ask(space.in(ACTION, REMOVE), Decisions.of(nothing), chain);
    int before = Terms.before(decisions, thing);
    boolean queued = thing.equals("RUN") && region.isFilled();
    return decisions.after(all, queued ? region.queued(before) : before);
  }

  /** A unit of a device goes when the device's tag does. */
  private boolean isTagged() {
    return intent.delivery() == Intent.Delivery.WANTS
        && intent.work().stream().anyMatch(Intent.Work::some);
  }

  /** Where nothing is known of what is there only with the memory, the stored decision stands. */
  private int remembered(String thing, int chain, int[] ends, int known) {
    Intent.Memory memory = intent.memory().orElseThrow();
    Fact stored = new Fact.Stored(memory.property());
    int result = chain;
    for (int i = ends.length - 1; i >= memory.from(); i--) {
      if (memory.tokens().get(i).isPresent()) {
        int same = space.in(stored, texts(memory.tokens().get(i).get()));
        result = decisions.ask(diagrams.minus(same, known), ends[i], result);
      }
    }
    if (thing.equals("ENV{" + memory.property() + "}")) {
      int kept = decisions.answer(Assigned.Text.value(stored));
      int before = decisions.answer(Assigned.Text.BEFORE);
      int read = diagrams.minus(space.present(stored), known);
      result = decisions.after(result, diagrams.ite(read, kept, before));
    }
    return result;
  }

  /** The condition that something is there of what is there only with the memory. */
  private int known() {
    int any = Diagrams.FALSE;
    if (intent.memory().isPresent()) {
      for (var attribute : intent.memory().get().reads()) {
        any = diagrams.or(any, meaning.conditions().attributes().present(attribute));
      }
    }
    return any;
  }
}
