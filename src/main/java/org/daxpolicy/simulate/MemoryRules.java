package org.daxpolicy.simulate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.daxpolicy.dax.kernel.Uncertainty;
import org.daxpolicy.udev.Evaluator;
import org.daxpolicy.udev.Event;
import org.daxpolicy.udev.RuleSet;
import org.daxpolicy.udev.Verdict;

/**
 * What the rules do to memory blocks: distributions ship some that online every block, whatever the
 * kernel's policy. The blocks a device adds differ in nothing but their number, so the rules are
 * worked on the first and the last, and on all of them only where these differ.
 */
final class MemoryRules {
  private static final String MEMORY = "/devices/system/memory/memory";

  /** An assignment that may be to the state of a block, by name or by substitution. */
  private static final Pattern WRITES =
      Pattern.compile("ATTR\\{[^}]*(?:state|[$%])[^}]*\\}\\s*[:+]?=(?!=)");

  private final World world;
  private final Map<String, Boolean> late = new HashMap<>();

  MemoryRules(World world) {
    this.world = world;
  }

  /** Whether rules cannot write to blocks, which are many; most rules do not. */
  static boolean leaveAlone(RuleSet rules) {
    return rules.files().stream().noneMatch(f -> WRITES.matcher(f.text()).find());
  }

  /** Whether work on the blocks' device comes before the rules get to the blocks. */
  boolean wait(String action, String device, Predicate<String> working) {
    return action.equals("add")
        && working.test(device)
        && late.computeIfAbsent(
            device,
            d ->
                writes(action, d)
                    && world.fate.befalls(new Uncertainty(Uncertainty.Kind.RULES_LATE, d)));
  }

  /** Whether the rules get to new blocks before the command that added them goes on. */
  boolean areEarly(String action, String device) {
    return action.equals("add")
        && writes(action, device)
        && world.fate.befalls(new Uncertainty(Uncertainty.Kind.RULES_EARLY, device));
  }

  private boolean writes(String action, String device) {
    return !world.leavesBlocksAlone()
        && world.kernel.device(device).stream()
            .flatMap(d -> d.memory().runs().stream())
            .findFirst()
            .filter(run -> !word(verdict(action, run.first()), run.first()).isEmpty())
            .isPresent();
  }

  /** Works the rules on an event of blocks. */
  void work(String action, List<Long> blocks) {
    if (world.leavesBlocksAlone() || action.equals("remove")) {
      return;
    }
    List<Long> there = blocks.stream().filter(b -> world.kernel.node(b).isPresent()).toList();
    if (there.isEmpty()) {
      return;
    }
    long first = there.get(0);
    long last = there.get(there.size() - 1);
    Verdict verdict = verdict(action, first);
    Optional<String> word = word(verdict, first);
    boolean alike = last == first || word(verdict(action, last), last).equals(word);
    List<Long> written = new ArrayList<>();
    for (long block : there) {
      Optional<String> own = alike ? word : word(verdict(action, block), block);
      if (own.isPresent()) {
        world.kernel.by("udev").setBlock(block, own.get());
        written.add(block);
      }
    }
    if (!written.isEmpty()) {
      world.course.add(
          new Moment.Rules(
              action,
              "memory" + first + (first == last ? "" : "-" + last),
              Trace.changing(verdict, "ATTR{state}")));
      world.heed();
    }
  }

  private Verdict verdict(String action, long block) {
    Event event =
        new Event(
            world.sysfs,
            MEMORY + block,
            action,
            Map.of("SEQNUM", "1"),
            world.scenario.at().bareHost(),
            Map.of());
    return Evaluator.evaluate(
        world.rules(), event, world.scenario.at().udev(), Simulator.EVALUATION);
  }

  /** What is written to the block's state. */
  private static Optional<String> word(Verdict verdict, long block) {
    return verdict.attributeWrites().stream()
        .filter(w -> w.path().equals("/sys" + MEMORY + block + "/state"))
        .map(Verdict.Write::value)
        .reduce((a, b) -> b);
  }
}
