package org.daxpolicy.machine.inventory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What differs between two snapshots, as a person would tell it. What has the same uuid, serial
 * number or address is the same thing, whatever its name.
 *
 * @param changes ordered by area, in each in the order of the inventories
 */
public record MachineDifference(List<Change> changes) {
  /**
   * One difference. A thing that came or went has no aspect and only one side.
   *
   * @param area where
   * @param subject what it is about, by its name before, or after if it came
   * @param aspect of what it has changed; empty for a thing that came or went
   * @param before as it was; absent for what was not there or not known
   * @param after as it is
   */
  public record Change(
      Area area,
      String subject,
      Optional<String> aspect,
      Optional<Value> before,
      Optional<Value> after) {}

  public MachineDifference {
    changes = List.copyOf(changes);
  }

  /** How the second differs from the first. */
  public static MachineDifference of(Inventory before, Inventory after) {
    List<Thing> old = Things.of(before);
    List<Thing> now = Things.of(after);
    Map<Thing, Thing> same = same(old, now);
    Set<Thing> known = new HashSet<>(same.values());
    List<Change> changes = new ArrayList<>();
    for (Thing thing : old) {
      Thing other = same.get(thing);
      if (other == null) {
        changes.add(
            new Change(
                thing.area(),
                thing.name(),
                Optional.empty(),
                Optional.of(Things.summary(thing)),
                Optional.empty()));
      } else {
        aspects(thing, other, changes);
      }
    }
    for (Thing thing : now) {
      if (!known.contains(thing)) {
        changes.add(
            new Change(
                thing.area(),
                thing.name(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Things.summary(thing))));
      }
    }
    changes.sort(Comparator.comparing(Change::area));
    return new MachineDifference(changes);
  }

  /** Pairs what is the same: first by what identifies it surely, at last by name. */
  private static Map<Thing, Thing> same(List<Thing> before, List<Thing> after) {
    Map<Thing, Thing> pairs = new LinkedHashMap<>();
    Set<Thing> taken = new HashSet<>();
    int strengths = before.stream().mapToInt(t -> t.identities().size()).max().orElse(0);
    for (int strength = 0; strength < strengths; strength++) {
      for (Thing old : before) {
        if (pairs.containsKey(old) || strength >= old.identities().size()) {
          continue;
        }
        String identity = old.identities().get(strength);
        after.stream()
            .filter(now -> now.area() == old.area() && !taken.contains(now))
            .filter(now -> now.identities().contains(identity))
            .findFirst()
            .ifPresent(
                now -> {
                  pairs.put(old, now);
                  taken.add(now);
                });
      }
    }
    return pairs;
  }

  /**
   * {@code MemTotal} is never the same twice: what the kernel keeps for itself at boot varies by
   * some pages.
   */
  private static boolean isNoise(Optional<Value> a, Optional<Value> b) {
    return a.orElse(null) instanceof Value.Memory before
        && b.orElse(null) instanceof Value.Memory after
        && Math.abs(before.bytes() - after.bytes()) < before.bytes() >> 8;
  }

  private static void aspects(Thing before, Thing after, List<Change> changes) {
    Set<String> names = new LinkedHashSet<>(before.aspects().keySet());
    names.addAll(after.aspects().keySet());
    for (String name : names) {
      Optional<Value> a = Optional.ofNullable(before.aspects().get(name));
      Optional<Value> b = Optional.ofNullable(after.aspects().get(name));
      if (!a.equals(b) && !isNoise(a, b)) {
        changes.add(new Change(before.area(), before.name(), Optional.of(name), a, b));
      }
    }
  }
}
