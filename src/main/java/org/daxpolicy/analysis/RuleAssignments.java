package org.daxpolicy.analysis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.daxpolicy.language.DeviceNode;
import org.daxpolicy.language.MemoryUse;
import org.daxpolicy.language.Outcome;
import org.daxpolicy.language.Partition;
import org.daxpolicy.language.Policy;
import org.daxpolicy.udev.ByteText;

/**
 * What each rule of a policy has to assign on an event that it decides on.
 *
 * <p>The rule and its outcome are said, the device node is set up, and work is wanted on {@code
 * add}, {@code bind} and {@code change} of a device that has a size, unless it is done already or
 * cannot be done yet. Of a region that is divided each device is a part with an outcome of its own.
 */
final class RuleAssignments {
  private static final Fact ACTION = new Fact.Action();
  private static final Fact SIZE = new Fact.Own("size");
  private static final Fact TARGET_NODE = new Fact.Own("target_node");
  private static final Fact REGION = new Fact.OfParent("dax_region/id");
  private static final Fact INSTANCE = new Fact.InstanceNumber();
  private static final Fact DRIVER = new Fact.Property("DRIVER");

  /** What stands for the device's name and for its region's number. */
  private static final Pattern PLACES = Pattern.compile("%k|\\{region\\}");

  private static final Values WORKING = texts("add", "bind", "change");
  private static final Values DEVICE_DAX = texts("device_dax");
  private static final Values ZERO = Terms.number(0);

  private final Meaning meaning;
  private final Space space;
  private final Diagrams diagrams;
  private final Decisions decisions;
  private final Intent intent;
  private final RegionParts parts;

  RuleAssignments(Meaning meaning, Decisions decisions, Intent intent) {
    this.meaning = meaning;
    this.space = meaning.space();
    this.diagrams = space.diagrams();
    this.decisions = decisions;
    this.intent = intent;
    this.parts = new RegionParts(space);
  }

  /** Announces everything that assignments depend on. */
  void announce() {
    space.need(ACTION, WORKING);
    space.need(SIZE, ZERO);
    space.need(DRIVER, DEVICE_DAX);
    space.need(TARGET_NODE);
    space.need(REGION);
    space.need(new Fact.RegionNumber());
    space.need(INSTANCE);
    parts.need(meaning.policy());
  }

  private static Values texts(String... texts) {
    return new Values.Texts(new TreeSet<>(List.of(texts)));
  }

  /**
   * What a rule assigns when it decides, each thing as a diagram.
   *
   * @param known the condition that something is there of what is there only with the memory
   */
  Map<String, Integer> of(int place, int known) {
    Policy.Rule rule = meaning.rule(place);
    Map<String, Integer> block = new HashMap<>();
    block.put("ENV{DAXPOLICY_RULE}", literal(intent.labels().get(place)));
    block.put("ENV{DAXPOLICY_OUTCOME}", literal(word(rule.outcome())));
    use(rule.outcome(), block);
    boolean late = intent.memory().map(m -> place >= m.from()).orElse(false);
    if (late) {
      Intent.Memory memory = intent.memory().orElseThrow();
      int token = literal(memory.tokens().get(place).orElse(""));
      int before = decisions.answer(Assigned.Text.BEFORE);
      block.put("ENV{" + memory.property() + "}", diagrams.ite(known, token, before));
    }
    Intent.Work work = intent.work().get(place);
    if (rule.outcome() instanceof Partition partition) {
      parts(partition, work, late, block);
    } else {
      rule.outcome().deviceNode().ifPresent(n -> node(n, block));
      boolean devdax = rule.outcome() instanceof Outcome.DevDax;
      work.mode(0).ifPresent(w -> work(w, working(devdax, late || !devdax), block));
    }
    return block;
  }

  private static String word(Outcome outcome) {
    if (outcome instanceof Outcome.SystemRam ram) {
      return "system-ram-" + ram.online().name().toLowerCase(Locale.ROOT);
    }
    return outcome instanceof Outcome.DevDax ? "devdax" : "keep";
  }

  private void use(Outcome outcome, Map<String, Integer> block) {
    if (outcome instanceof Outcome.SystemRam ram) {
      ram.use().weights().ifPresent(w -> block.put("ENV{DAXPOLICY_WEIGHTS}", literal(w.word())));
      ram.use()
          .demotion()
          .ifPresent(d -> block.put("ENV{DAXPOLICY_DEMOTION}", literal(MemoryUse.word(d))));
    }
  }

  // ---- parts of a region

  /** Each device of the region is a part, by its instance number; others are left alone. */
  private void parts(
      Partition partition, Intent.Work work, boolean late, Map<String, Integer> block) {
    block.put(
        "ENV{DAXPOLICY_PARTITION}",
        literal(
            partition.parts().stream()
                .map(Partition.Part::shape)
                .collect(Collectors.joining(" "))));
    for (int i = 0; i < partition.parts().size(); i++) {
      Outcome outcome = partition.of(i);
      Map<String, Integer> part = new HashMap<>();
      part.put("ENV{DAXPOLICY_OUTCOME}", literal(word(outcome)));
      use(outcome, part);
      int here = parts.is(i);
      int settled = i == 0 ? diagrams.and(here, parts.divided(partition)) : here;
      Map<String, Integer> whenSettled = new HashMap<>();
      outcome.deviceNode().ifPresent(n -> node(n, whenSettled));
      boolean devdax = outcome instanceof Outcome.DevDax;
      work.mode(i).ifPresent(w -> work(w, working(devdax, true), whenSettled));
      where(here, part, block);
      where(settled, whenSettled, block);
    }
    int undone = diagrams.minus(parts.is(0), parts.divided(partition));
    int dividing = diagrams.and(working(false, late), parts.divisible(partition));
    Map<String, Integer> division = new HashMap<>();
    work.division().ifPresent(d -> work(d, dividing, division));
    where(undone, division, block);
  }

  /** On some devices these things become something else. */
  private void where(int condition, Map<String, Integer> part, Map<String, Integer> block) {
    part.forEach(
        (thing, then) -> {
          int otherwise = block.getOrDefault(thing, decisions.answer(Terms.untouched(thing)));
          block.put(thing, diagrams.ite(condition, then, otherwise));
        });
  }

  private int literal(String text) {
    return decisions.answer(Assigned.Text.literal(ByteText.of(text)));
  }

  private void node(DeviceNode node, Map<String, Integer> block) {
    node.owner().ifPresent(o -> block.put("OWNER", literal(o)));
    node.group().ifPresent(g -> block.put("GROUP", literal(g)));
    node.mode().ifPresent(m -> block.put("MODE", literal(Integer.toOctalString(m))));
    node.symlink().ifPresent(s -> block.put("SYMLINK", named(s)));
    node.tag().ifPresent(t -> block.put("TAG", named(t)));
    node.seclabel()
        .ifPresent(
            s ->
                block.put(
                    "SECLABEL",
                    decisions.answer(
                        added(
                            false,
                            Assigned.Text.literal(ByteText.of(s.module() + " " + s.label()))))));
  }

  private static Assigned added(boolean ordered, Assigned.Text text) {
    return Assigned.Items.untouched(ordered).plus(text);
  }

  /** A name with what stands for parts of it, where all of these are there. */
  private int named(String template) {
    List<Assigned.Part> parts = new ArrayList<>();
    int there = Diagrams.TRUE;
    int at = 0;
    while (at < template.length()) {
      Optional<Fact> fact = Optional.empty();
      for (Map.Entry<String, Fact> p :
          Map.of("{region}", REGION, "{instance}", INSTANCE, "{target_node}", TARGET_NODE)
              .entrySet()) {
        if (template.startsWith(p.getKey(), at)) {
          fact = Optional.of(p.getValue());
          at += p.getKey().length();
        }
      }
      if (fact.isPresent()) {
        parts.add(new Assigned.Part.Value(fact.get()));
        there = diagrams.and(there, space.present(fact.get()));
      } else {
        int end = template.indexOf('{', at + 1);
        int to = end < 0 ? template.length() : end;
        parts.add(new Assigned.Part.Literal(ByteText.of(template.substring(at, to))));
        at = to;
      }
    }
    int name = decisions.answer(added(false, new Assigned.Text(parts)));
    return diagrams.ite(there, name, decisions.answer(Assigned.Items.untouched(false)));
  }

  /**
   * The condition that work is started.
   *
   * @param devdax whether it makes the device devdax
   * @param bound whether a driver has to be bound
   */
  private int working(boolean devdax, boolean bound) {
    int sized =
        diagrams.minus(diagrams.not(space.without(SIZE, Alphabet.MISSING)), space.in(SIZE, ZERO));
    int when = diagrams.and(space.in(ACTION, WORKING), sized);
    if (bound) {
      when = diagrams.and(when, space.present(DRIVER));
    }
    return devdax ? diagrams.minus(when, space.in(DRIVER, DEVICE_DAX)) : when;
  }

  private void work(String work, int when, Map<String, Integer> block) {
    String thing = intent.delivery() == Intent.Delivery.WANTS ? "ENV{SYSTEMD_WANTS}" : "RUN";
    Assigned.Text text = onDevice(ByteText.of(work));
    Assigned wanted =
        intent.delivery() == Intent.Delivery.WANTS ? Terms.appended(text) : added(true, text);
    block.put(
        thing,
        diagrams.ite(when, decisions.answer(wanted), decisions.answer(Terms.untouched(thing))));
  }

  /** A text with the device's name or its region's number in it. */
  static Assigned.Text onDevice(String work) {
    Assigned.Text text = Assigned.Text.EMPTY;
    Matcher matcher = PLACES.matcher(work);
    int at = 0;
    while (matcher.find()) {
      text = text.plus(Assigned.Text.literal(work.substring(at, matcher.start())));
      text =
          text.plus(
              matcher.group().equals("%k")
                  ? Expansion.deviceName("")
                  : Assigned.Text.value(REGION));
      at = matcher.end();
    }
    return text.plus(Assigned.Text.literal(work.substring(at)));
  }
}
