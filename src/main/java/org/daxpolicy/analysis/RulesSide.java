package org.daxpolicy.analysis;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.daxpolicy.dax.daxctl.DaxctlConf;
import org.daxpolicy.language.Policy;
import org.daxpolicy.udev.ByteText;

/**
 * What rules of any origin make of each device: the work they start on {@code add}, {@code bind} or
 * {@code change}, whatever driver is bound, and what they set on the node. The device is one that
 * udev's database holds nothing of.
 */
final class RulesSide implements Side {
  private static final Fact ACTION = new Fact.Action();
  private static final List<String> EVENTS = List.of("add", "bind", "change");
  private static final List<String> NODE =
      List.of("OWNER", "GROUP", "MODE", "SYMLINK", "TAG", "SECLABEL");
  private static final List<String> WORK = List.of("RUN", "ENV{SYSTEMD_WANTS}");
  private static final List<String> DRIVERS = List.of("kmem", "device_dax", "fsdev_dax");
  private static final String NAME = "dax{region}.{instance}";

  /** What a program prints that makes a unit's name of a template. */
  private static final String ESCAPED = "the output of /usr/bin/systemd-escape -p --template=";

  private final Space space;
  private final Decisions decisions;
  private final RulesMeaning read;
  private final Configured configured;

  /** Whether daxctl is configured, and commands that go by that do nothing else. */
  private final boolean configures;

  private RulesSide(
      Space space, Decisions decisions, RulesMeaning read, DaxctlConf conf, Configured configured) {
    this.space = space;
    this.decisions = decisions;
    this.read = read;
    this.configured = configured;
    this.configures = !conf.equals(DaxctlConf.NOTHING);
  }

  /** Announces what rules ask. */
  static RulesSide announce(Comparison.Subject.OfRules rules, Space space) {
    Decisions decisions = new Decisions(space.diagrams());
    space.need(ACTION, new Values.Texts(new TreeSet<>(EVENTS)));
    return new RulesSide(
        space,
        decisions,
        RulesMeaning.announce(rules.files(), space, decisions),
        rules.configured(),
        Configured.announce(rules.configured(), space));
  }

  @Override
  public Differences.Clauses clauses(Treatments treatments) {
    read.work();
    Diagrams diagrams = space.diagrams();
    int all = Diagrams.answer(treatments.place(Treatment.NOTHING));
    for (String thing : read.things()) {
      if (NODE.contains(thing) || WORK.contains(thing)) {
        int one =
            diagrams.replace(
                flat(read.decision(thing)),
                place ->
                    Diagrams.answer(treatments.place(treatment(thing, decisions.value(place)))));
        all = joined(all, one, treatments);
      }
    }
    int whole = joined(events(all, treatments), configured.treatment(treatments), treatments);
    int told =
        diagrams.replace(
            whole,
            place -> Diagrams.answer(treatments.place(treatments.at(place).withoutDeadNode())));
    return new Differences.Clauses(new int[] {Diagrams.TRUE}, new int[] {told});
  }

  @Override
  public Optional<Policy.Rule> rule(int clause) {
    return Optional.empty();
  }

  private int joined(int a, int b, Treatments treatments) {
    return space
        .diagrams()
        .combine(a, b, (x, y) -> treatments.place(treatments.at(x).and(treatments.at(y))));
  }

  /** A decision as one diagram. */
  private int flat(int decision) {
    Differences.Clauses clauses = Differences.clauses(space.diagrams(), decisions, decision);
    int last = clauses.size() - 1;
    int all = clauses.ends()[last];
    for (int i = last - 1; i >= 0; i--) {
      all = space.diagrams().ite(clauses.conditions()[i], clauses.ends()[i], all);
    }
    return all;
  }

  /** What all events of a device together make of it. */
  private int events(int diagram, Treatments treatments) {
    Diagrams diagrams = space.diagrams();
    int first = diagram;
    for (Fact fact : space.facts()) {
      if (fact instanceof Fact.Stored) {
        first = diagrams.fixed(first, space.variable(fact), Alphabet.MISSING);
      }
    }
    int all = Diagrams.answer(treatments.place(Treatment.NOTHING));
    for (String event : EVENTS) {
      int atom = space.alphabet(ACTION).atom(event).orElseThrow();
      all = joined(all, diagrams.fixed(first, space.variable(ACTION), atom), treatments);
    }
    for (Fact fact : List.of(new Fact.Property("DRIVER"), new Fact.BoundDriver())) {
      if (space.has(fact)) {
        int before = all;
        all = Diagrams.answer(treatments.place(Treatment.NOTHING));
        for (int atom : drivers(space.alphabet(fact))) {
          all = joined(all, diagrams.fixed(before, space.variable(fact), atom), treatments);
        }
      }
    }
    return all;
  }

  /** The atoms of what may drive a dax device, and of nothing. */
  private static TreeSet<Integer> drivers(Alphabet alphabet) {
    TreeSet<Integer> atoms = new TreeSet<>(List.of(Alphabet.MISSING));
    DRIVERS.forEach(d -> alphabet.atom(d).ifPresent(atoms::add));
    return atoms;
  }

  private Treatment treatment(String thing, Assigned assigned) {
    if (assigned instanceof Assigned.Items items) {
      Treatment all = Treatment.NOTHING;
      for (Assigned.Text text : items.added()) {
        String written = written(text);
        if (thing.equals("RUN")) {
          all = all.and(command(named(written)));
        } else if (!thing.equals("TAG") || !written.equals("systemd")) {
          all = all.and(Treatment.node(thing.toLowerCase(Locale.ROOT), written));
        }
      }
      return all;
    }
    if (assigned.equals(Assigned.Text.BEFORE)) {
      return Treatment.NOTHING;
    }
    String written = written((Assigned.Text) assigned);
    if (thing.equals("MODE")) {
      return Treatment.node("mode", Treatment.mode(written));
    }
    if (NODE.contains(thing)) {
      return Treatment.node(thing.toLowerCase(Locale.ROOT), written);
    }
    Treatment all = Treatment.NOTHING;
    for (String unit : named(written).split(" ")) {
      all = unit.isEmpty() ? all : all.and(unit(unit));
    }
    return all;
  }

  /** A text with words for the device's own numbers. */
  private static String written(Assigned.Text text) {
    StringBuilder out = new StringBuilder();
    for (Assigned.Part part : text.parts()) {
      if (part instanceof Assigned.Part.Literal literal) {
        out.append(ByteText.readable(literal.bytes()));
      } else if (part instanceof Assigned.Part.Value value) {
        out.append(word(value.fact()));
      }
    }
    return out.toString();
  }

  /** The same with the device's name as commands and units have it. */
  private static String named(String written) {
    return written.replace("/dev/" + NAME, "%k").replace(NAME, "%k");
  }

  private static String word(Fact fact) {
    if (fact.equals(new Fact.Property("DEVNAME"))) {
      return "/dev/" + NAME;
    }
    if (fact instanceof Fact.Unknown unknown && unknown.what().startsWith(ESCAPED)) {
      return unknown.what().substring(ESCAPED.length()).split(" ")[0];
    }
    if (fact instanceof Fact.RegionNumber || fact.equals(new Fact.OfParent("dax_region/id"))) {
      return "{region}";
    }
    if (fact instanceof Fact.InstanceNumber) {
      return "{instance}";
    }
    return fact.equals(new Fact.Own("target_node")) ? "{target_node}" : "{" + fact + "}";
  }

  /** The work of a command; nothing where daxctl goes by its configuration. */
  private Treatment command(String line) {
    return configures && KnownWork.isConfigured(line)
        ? Treatment.NOTHING
        : Treatment.work(KnownWork.ofCommand(line));
  }

  /** The work of a unit. */
  private Treatment unit(String unit) {
    return configures && KnownWork.isConfiguredUnit(unit)
        ? Treatment.NOTHING
        : Treatment.work(KnownWork.ofUnit(unit));
  }
}
