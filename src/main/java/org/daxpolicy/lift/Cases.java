package org.daxpolicy.lift;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.daxpolicy.analysis.DeviceSpace;

/**
 * What lines make of devices, as a policy says it: cases in order, the first of which that holds
 * decides. A line that adds to what earlier ones did parts their cases; the parted case goes in
 * front of what it was parted from, so that lines which have nothing to do with each other stay in
 * the order they were written in.
 */
final class Cases {
  /**
   * A case.
   *
   * @param when the devices, among those that no earlier case decides
   * @param doing what becomes of them on each kind of event
   * @param lines those that had a part in it
   */
  record Case(Formula when, Map<Run, Doing> doing, Set<Line> lines) {
    Doing.Together together() {
      return Doing.together(doing.values());
    }
  }

  /** More cases than this no person would read. */
  private static final int MOST = 1_000;

  private static final Formula HAS_NODE =
      new Vocabulary().atom("present(target_node)").orElseThrow();

  private final DeviceSets sets;
  private List<Case> cases = new ArrayList<>();

  Cases(DeviceSets sets, List<Run> runs) {
    this.sets = sets;
    Map<Run, Doing> nothing = new LinkedHashMap<>();
    runs.forEach(r -> nothing.put(r, Doing.NOTHING));
    cases.add(new Case(Formula.TRUE, nothing, Set.of()));
  }

  /** A line does what it does on some kinds of events, to devices of which a formula holds. */
  void add(Line line, Formula condition, List<Run> runs) {
    List<Case> next = new ArrayList<>();
    DeviceSpace.Devices wanted = sets.devices(condition);
    DeviceSpace.Devices left = sets.all();
    for (Case one : cases) {
      DeviceSpace.Devices when = sets.devices(one.when());
      DeviceSpace.Devices here = left.and(when);
      Map<Run, Doing> doing = after(one, line, runs);
      if (here.and(wanted).isEmpty() || doing.equals(one.doing())) {
        next.add(one);
      } else {
        Set<Line> lines = new LinkedHashSet<>(one.lines());
        lines.add(line);
        boolean whole = here.isIn(wanted);
        boolean inside = left.and(wanted).isIn(when);
        Formula both = whole ? one.when() : inside ? condition : Formula.and(one.when(), condition);
        next.add(new Case(both, doing, lines));
        if (!whole) {
          next.add(one);
        }
      }
      left = left.minus(when);
    }
    if (next.size() > MOST) {
      throw new DeviceSpace.Outgrown("the lines overlap in more than " + MOST + " ways");
    }
    cases = next;
  }

  private static Map<Run, Doing> after(Case one, Line line, List<Run> runs) {
    Map<Run, Doing> doing = new LinkedHashMap<>(one.doing());
    for (Run run : runs) {
      for (Doing.Assignment assignment : line.assignments()) {
        doing.computeIfPresent(run, (r, d) -> d.after(assignment));
      }
    }
    return doing;
  }

  /** The cases, each formula without what earlier cases have decided; the last one holds always. */
  List<Case> finished(Tidying tidying) {
    List<Case> finished = new ArrayList<>();
    DeviceSpace.Devices left = sets.all();
    for (Case one : cases) {
      Formula when = sets.simple(one.when(), left);
      if (when.equals(Formula.FALSE)) {
        continue;
      }
      finished.add(new Case(when, one.doing(), one.lines()));
      if (when.equals(Formula.TRUE)) {
        break;
      }
      left = left.minus(sets.devices(when));
    }
    return trimmed(named(absorbed(finished))).stream()
        .map(c -> new Case(tidying.tidy(c.when()), c.doing(), c.lines()))
        .toList();
  }

  /** Without cases that the next one says as well, as it makes the same of more devices. */
  private List<Case> absorbed(List<Case> cases) {
    List<Case> kept = new ArrayList<>();
    for (int i = cases.size() - 1; i >= 0; i--) {
      Case one = cases.get(i);
      boolean absorbed =
          !kept.isEmpty()
              && one.together().clauses().equals(kept.get(0).together().clauses())
              && sets.implies(one.when(), kept.get(0).when());
      if (!absorbed) {
        kept.add(0, one);
      }
    }
    return kept;
  }

  /**
   * With one case for two that differ only in names of which a part is absent: a policy gives such
   * names only where all parts are there.
   */
  private List<Case> named(List<Case> cases) {
    List<Case> kept = new ArrayList<>(cases);
    for (int i = kept.size() - 2; i >= 0; i--) {
      Case one = kept.get(i);
      Case next = kept.get(i + 1);
      boolean whole =
          one.together().withoutTargetNode().equals(next.together().clauses())
              && sets.implies(
                  Formula.and(List.of(next.when(), HAS_NODE, Formula.not(one.when()))),
                  Formula.FALSE)
              && sets.implies(one.when(), Formula.and(next.when(), HAS_NODE));
      if (whole) {
        kept.set(i, new Case(next.when(), one.doing(), one.lines()));
        kept.remove(i + 1);
      }
    }
    return kept;
  }

  /** Without cases at the end that do what the last one does anyway. */
  private static List<Case> trimmed(List<Case> cases) {
    List<Case> kept = new ArrayList<>(cases);
    Case last = kept.remove(kept.size() - 1);
    while (!kept.isEmpty()
        && last.lines().isEmpty()
        && kept.get(kept.size() - 1).together().clauses().equals(last.together().clauses())) {
      kept.remove(kept.size() - 1);
    }
    kept.add(last);
    return kept;
  }

  /** The line that makes a case one that no policy can have, for each such case. */
  Map<Line, String> collisions() {
    Map<Line, String> found = new HashMap<>();
    for (Case one : cases) {
      String contradiction = one.together().contradiction();
      if (!contradiction.isEmpty()) {
        List<Line> lines = List.copyOf(one.lines());
        found.putIfAbsent(lines.get(lines.size() - 1), contradiction);
      }
    }
    return found;
  }
}
