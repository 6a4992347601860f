package org.daxpolicy.lift;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.daxpolicy.udev.Operator;

/**
 * What lines have made of a device on one event.
 *
 * @param values of each thing that was assigned what it is
 * @param ended things that {@code :=} has closed
 */
record Doing(SortedMap<Thing, Set<String>> values, SortedSet<Thing> ended) {
  /** Nothing. */
  static final Doing NOTHING = new Doing(new TreeMap<>(), new TreeSet<>());

  /** What can be assigned, and a policy can want. */
  enum Thing {
    /** The outcome that commands or units bring about. */
    RUN(true),
    /** The same, by daxctl's configuration. */
    CONFIGURED(true),
    WANTS(true),
    OWNER(false),
    GROUP(false),
    MODE(false),
    SYMLINK(true),
    TAG(true),
    SECLABEL(true);

    private final boolean many;

    Thing(boolean many) {
      this.many = many;
    }

    /** Whether it is something of the device's node. */
    boolean isOfNode() {
      return compareTo(OWNER) >= 0;
    }

    /** Whether it holds several values. */
    boolean many() {
      return many;
    }
  }

  /** One assignment of a line; an empty value clears what holds several. */
  record Assignment(Thing thing, Operator operator, String value) {}

  /** The same after one more assignment. */
  Doing after(Assignment assignment) {
    Thing thing = assignment.thing();
    if (ended.contains(thing)) {
      return this;
    }
    SortedMap<Thing, Set<String>> next = new TreeMap<>(values);
    boolean adds =
        thing.many()
            && (assignment.operator() == Operator.ADD || assignment.operator() == Operator.REMOVE);
    Set<String> now = new LinkedHashSet<>(adds ? values.getOrDefault(thing, Set.of()) : Set.of());
    if (assignment.operator() == Operator.REMOVE) {
      now.remove(assignment.value());
    } else if (!assignment.value().isEmpty()) {
      now.add(assignment.value());
    }
    next.put(thing, now);
    if (now.isEmpty()) {
      next.remove(thing);
    }
    SortedSet<Thing> closed = new TreeSet<>(ended);
    if (assignment.operator() == Operator.ASSIGN_FINAL) {
      closed.add(thing);
    }
    return new Doing(next, closed);
  }

  /** What several events make of the device together, as clauses of a rule. */
  static Together together(Iterable<Doing> events) {
    SortedMap<Thing, Set<String>> all = new TreeMap<>();
    for (Doing doing : events) {
      doing.values.forEach(
          (thing, values) -> all.computeIfAbsent(thing, t -> new LinkedHashSet<>()).addAll(values));
    }
    SortedSet<String> work = new TreeSet<>(all.getOrDefault(Thing.RUN, Set.of()));
    work.addAll(all.getOrDefault(Thing.WANTS, Set.of()));
    work.addAll(all.getOrDefault(Thing.CONFIGURED, Set.of()));
    all.keySet().removeAll(Set.of(Thing.RUN, Thing.WANTS, Thing.CONFIGURED));
    return new Together(work, all);
  }

  /**
   * What becomes of a device.
   *
   * @param work what is done to it, as {@link org.daxpolicy.analysis.KnownWork} words it
   * @param node node entries as a policy writes them
   */
  record Together(SortedSet<String> work, SortedMap<Thing, Set<String>> node) {
    private static final String RAM = "system-ram ";

    /** Why no outcome of a policy is this; empty if one is. */
    String contradiction() {
      for (List<String> same :
          List.of(modes(), with("weights "), with("demotion "), with("retry "))) {
        if (same.size() > 1) {
          return "the device would get `" + String.join("` and `", same) + "`";
        }
      }
      boolean memory = modes().stream().anyMatch(m -> m.startsWith(RAM));
      if (!memory && !(with("weights ").isEmpty() && with("demotion ").isEmpty())) {
        return "memory would be used in some way that the device does not become";
      }
      if (modes().isEmpty() && !work.isEmpty()) {
        return "something would be tried again that is not done";
      }
      for (Set<String> entries : node.values()) {
        if (entries.size() > 1 && !hasDeadNode()) {
          return "its node would get `" + String.join("` and `", entries) + "`";
        }
      }
      return "";
    }

    private List<String> modes() {
      return work.stream().filter(w -> w.equals("devdax") || w.startsWith(RAM)).toList();
    }

    private List<String> with(String word) {
      return work.stream().filter(w -> w.startsWith(word)).toList();
    }

    /** Whether something is set on the node of a device that becomes memory: nobody can open it. */
    boolean hasDeadNode() {
      return !node.isEmpty() && modes().size() == 1 && modes().get(0).startsWith(RAM);
    }

    /** The clauses of a device without {@code target_node}, which has no name made of it. */
    List<String> withoutTargetNode() {
      SortedMap<Thing, Set<String>> rest = new TreeMap<>(node);
      rest.values()
          .removeIf(entries -> entries.stream().anyMatch(e -> e.contains("{target_node}")));
      return rest.size() == node.size() ? List.of() : new Together(work, rest).clauses();
    }

    /** The clauses of a rule; nothing is said of a node that nobody can open. */
    List<String> clauses() {
      List<String> clauses = new ArrayList<>();
      for (String mode : modes()) {
        clauses.add(
            mode.startsWith(RAM)
                ? "mode system-ram { online " + mode.substring(RAM.length()) + " }"
                : "mode " + mode);
      }
      if (clauses.isEmpty()) {
        clauses.add("keep");
      }
      List<String> use = new ArrayList<>(with("weights "));
      use.addAll(with("demotion "));
      if (!use.isEmpty()) {
        clauses.add("memory { " + String.join(" ", use) + " }");
      }
      List<String> entries = new ArrayList<>();
      node.values().forEach(entries::addAll);
      if (!hasDeadNode() && !entries.isEmpty()) {
        clauses.add("node { " + String.join(" ", entries) + " }");
      }
      with("retry ").forEach(r -> clauses.add("when busy { " + r + " }"));
      return clauses;
    }
  }
}
