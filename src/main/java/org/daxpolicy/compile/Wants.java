package org.daxpolicy.compile;

import java.util.List;
import java.util.Optional;
import org.daxpolicy.language.DeviceNode;
import org.daxpolicy.language.MemoryUse;
import org.daxpolicy.language.Outcome;
import org.daxpolicy.language.Partition;
import org.daxpolicy.language.Policy;
import org.daxpolicy.language.Target.Protect;
import org.daxpolicy.udev.Operator;
import org.daxpolicy.udev.RuleText;

/** What a rule wants of a device it decides on: the lines behind its label. */
final class Wants {
  private final RulesText out;
  private final Slug slug;
  private final Delivery delivery;
  private final Protect protect;
  private final PropertyNames names;

  Wants(RulesText out, Slug slug, Delivery delivery, Protect protect, PropertyNames names) {
    this.out = out;
    this.slug = slug;
    this.delivery = delivery;
    this.protect = protect;
    this.names = names;
  }

  /**
   * Which devices lines are for.
   *
   * @param instance the instance number; empty for all
   * @param divided whether only while the region is divided
   */
  private record Whose(Optional<Integer> instance, boolean divided) {
    static final Whose ALL = new Whose(Optional.empty(), false);
  }

  private RuleText line(Whose whose) {
    RuleText line = RuleText.line();
    whose.instance().ifPresent(i -> line.term("KERNEL", Operator.MATCH, "dax*." + i));
    return whose.divided() ? line.term("ENV", names.divided(), Operator.MATCH, "1") : line;
  }

  /**
   * Writes the lines.
   *
   * @param late whether the decision needs the device's memory
   */
  void write(Policy.Rule rule, boolean late) {
    if (rule.outcome() instanceof Partition partition) {
      parts(rule, partition, late);
      return;
    }
    use(rule.outcome(), Whose.ALL);
    rule.outcome().deviceNode().ifPresent(n -> node(n, Whose.ALL));
    Work.of(rule.outcome(), rule.busy()).ifPresent(w -> work(w, Whose.ALL, late || !w.devdax()));
  }

  // ---- parts of a region

  private void parts(Policy.Rule rule, Partition partition, boolean late) {
    List<Partition.Part> parts = partition.parts();
    for (int i = 0; i < parts.size(); i++) {
      Partition.Part part = parts.get(i);
      Optional<Integer> instance = Optional.of(i);
      out.blank();
      out.comment("part " + i + ": " + part.shown() + " " + Work.word(part.outcome()));
      part.because().ifPresent(b -> out.comment("because: " + b));
      out.line(
          line(new Whose(instance, false))
              .term("ENV", PropertyNames.OUTCOME, Operator.ASSIGN, Work.word(part.outcome())));
      use(part.outcome(), new Whose(instance, false));
      if (i == 0) {
        divide(new Division(partition, rule.busy()), late);
      }
      Whose whose = new Whose(instance, i == 0);
      part.outcome().deviceNode().ifPresent(n -> node(n, whose));
      // whoever makes these devices binds them; a driver that is not there yet is on its way
      Work.of(part.outcome(), rule.busy()).ifPresent(w -> work(w, whose, true));
    }
  }

  /** The region is divided when its first device is as large as the first part. */
  private void divide(Division division, boolean late) {
    Whose first = new Whose(Optional.of(0), false);
    RuleText done = line(first);
    division.signs().forEach(s -> done.term("ATTR", s.file(), Operator.MATCH, s.value()));
    out.line(done.term("ENV", names.divided(), Operator.ASSIGN, "1"));
    RuleText line =
        line(first)
            .term("ENV", names.divided(), Operator.NO_MATCH, "1")
            .term("ACTION", Operator.MATCH, "add|bind|change")
            .term("ATTR", "size", Operator.NO_MATCH, "0");
    if (late) {
      line.term("ENV", "DRIVER", Operator.MATCH, "?*");
    }
    line.term("ATTRS", "dax_region/id", Operator.MATCH, "?*");
    division
        .largeEnough()
        .ifPresent(glob -> line.term("ATTRS", "dax_region/size", Operator.MATCH, glob));
    out.line(
        line.term(
            "ENV",
            "SYSTEMD_WANTS",
            Operator.ADD,
            Units.name(slug, division) + "@$attr{dax_region/id}.service"));
  }

  // ---- what is told of the memory

  private void use(Outcome outcome, Whose whose) {
    if (outcome instanceof Outcome.SystemRam ram) {
      ram.use().weights().ifPresent(w -> set(PropertyNames.WEIGHTS, w.word(), whose));
      ram.use().demotion().ifPresent(d -> set(PropertyNames.DEMOTION, MemoryUse.word(d), whose));
    }
  }

  private void set(String property, String value, Whose whose) {
    out.line(line(whose).term("ENV", property, Operator.ASSIGN, value));
  }

  // ---- the node

  /** One line a key: since udev 258 a name that does not resolve drops the whole line. */
  private void node(DeviceNode node, Whose whose) {
    node.owner().ifPresent(o -> assign("OWNER", literal(o), whose));
    node.group().ifPresent(g -> assign("GROUP", literal(g), whose));
    node.mode().ifPresent(m -> assign("MODE", octal(m), whose));
    node.symlink().ifPresent(s -> named("SYMLINK", s, whose));
    node.tag().ifPresent(t -> named("TAG", t, whose));
    node.seclabel()
        .ifPresent(
            s ->
                out.line(
                    line(whose).term("SECLABEL", s.module(), Operator.ADD, literal(s.label()))));
  }

  private void assign(String key, String value, Whose whose) {
    out.line(line(whose).term(key, Operator.ASSIGN, value));
  }

  /** {@code $attr} reads the parent that the line's own match has found. */
  private void named(String key, String template, Whose whose) {
    RuleText line = line(whose);
    if (template.contains("{region}")) {
      line.term("ATTRS", "dax_region/id", Operator.MATCH, "?*");
    }
    if (template.contains("{target_node}")) {
      line.term("ATTR", "target_node", Operator.MATCH, "?*");
    }
    String value =
        literal(template)
            .replace("{instance}", "%n")
            .replace("{target_node}", "$attr{target_node}")
            .replace("{region}", "$attr{dax_region/id}");
    out.line(line.term(key, Operator.ADD, value));
  }

  // ---- the work

  /**
   * Wants the work. A driver of the event's own is what counts: on a hot {@code add} none is bound
   * yet, and none ever will be where kmem may not be loaded, so devdax is wanted then too.
   *
   * @param bound whether a driver has to be bound
   */
  private void work(Work work, Whose whose, boolean bound) {
    RuleText line =
        line(whose)
            .term("ACTION", Operator.MATCH, "add|bind|change")
            .term("ATTR", "size", Operator.NO_MATCH, "0");
    if (bound) {
      line.term("ENV", "DRIVER", Operator.MATCH, "?*");
    }
    if (work.devdax()) {
      line.term("ENV", "DRIVER", Operator.NO_MATCH, "device_dax");
    }
    String start = start(slug, delivery, protect, work);
    out.line(
        delivery == Delivery.SYSTEMD
            ? line.term("ENV", "SYSTEMD_WANTS", Operator.ADD, start)
            : line.term("RUN", Operator.ADD, start));
  }

  /** What starts a piece of work: a unit or a command, {@code %k} being the device's name. */
  static String start(Slug slug, Delivery delivery, Protect protect, Work work) {
    return delivery == Delivery.SYSTEMD
        ? Units.instance(slug, work)
        : Commands.whole(work, protect, "%k");
  }

  /** A value that udev substitutes nothing in. */
  static String literal(String text) {
    return text.replace("$", "$$").replace("%", "%%");
  }

  /** Permissions with at least four digits. */
  private static String octal(int mode) {
    String digits = Integer.toOctalString(mode);
    return "0".repeat(Math.max(0, 4 - digits.length())) + digits;
  }
}
