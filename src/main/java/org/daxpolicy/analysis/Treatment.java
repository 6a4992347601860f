package org.daxpolicy.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.daxpolicy.language.Busy;
import org.daxpolicy.language.DeviceNode;
import org.daxpolicy.language.Outcome;
import org.daxpolicy.language.Partition;
import org.daxpolicy.language.Policy;

/**
 * What becomes of a device, whoever decides it: a policy or rules of any origin.
 *
 * @param work what is done to it: {@code devdax}, {@code system-ram movable}, {@code weights 3}, or
 *     a command or unit that is not understood, in backticks
 * @param node what is set on its node: {@code owner}, {@code group}, {@code mode}, {@code symlink},
 *     {@code tag}, {@code seclabel}
 */
public record Treatment(SortedSet<String> work, SortedMap<String, String> node) {
  /** The device stays as the kernel made it. */
  public static final Treatment NOTHING = new Treatment(new TreeSet<>(), new TreeMap<>());

  static final String DEVDAX = "devdax";

  private static final String OR = " or ";

  /** Whether anything becomes of it. */
  public boolean acts() {
    return !work.isEmpty() || !node.isEmpty();
  }

  /** In words: {@code devdax, group hbm, mode 0660}. */
  public String described() {
    List<String> parts = new ArrayList<>(work.isEmpty() ? List.of("keep") : work);
    node.forEach((key, value) -> parts.add(key + " " + value));
    return String.join(", ", parts);
  }

  /** What several events make of one device. */
  Treatment and(Treatment other) {
    SortedSet<String> both = new TreeSet<>(work);
    both.addAll(other.work);
    SortedMap<String, String> nodes = new TreeMap<>(node);
    other.node.forEach(
        (key, value) -> nodes.merge(key, value, (a, b) -> a.equals(b) ? a : either(a, b)));
    return new Treatment(both, nodes);
  }

  /** What some of several events set, and others otherwise. */
  private static String either(String a, String b) {
    SortedSet<String> values = new TreeSet<>(List.of(a.split(OR)));
    values.addAll(List.of(b.split(OR)));
    return String.join(OR, values);
  }

  /** One thing on the node. */
  static Treatment node(String key, String value) {
    return new Treatment(new TreeSet<>(), new TreeMap<>(Map.of(key, value)));
  }

  /** Pieces of work. */
  static Treatment work(SortedSet<String> what) {
    return new Treatment(what, new TreeMap<>());
  }

  /** {@code system-ram} onlined in some way. */
  static String ram(Outcome.Online online) {
    return "system-ram " + online.name().toLowerCase(Locale.ROOT);
  }

  /**
   * What a rule makes of a device, and of those its region is divided into.
   *
   * @param busy whether it counts what happens to memory in use
   */
  public static Treatment of(Policy.Rule rule, boolean busy) {
    Optional<Busy> counted = busy ? Optional.of(rule.busy()) : Optional.empty();
    if (!(rule.outcome() instanceof Partition partition)) {
      return of(rule.outcome(), counted);
    }
    Treatment all =
        divided(partition.parts().stream().map(Partition.Part::shown).toList(), counted);
    for (int i = 0; i < partition.parts().size(); i++) {
      String part = "part " + i + " ";
      Treatment of = of(partition.of(i), Optional.empty());
      SortedSet<String> work = new TreeSet<>(all.work);
      of.work.forEach(w -> work.add(part + w));
      SortedMap<String, String> node = new TreeMap<>(all.node);
      of.node.forEach((key, value) -> node.put(part + key, value));
      all = new Treatment(work, node);
    }
    return all;
  }

  /**
   * What an outcome makes of a device all of whose numbers are known.
   *
   * @param busy what happens to memory in use; empty where it does not count
   */
  static Treatment of(Outcome outcome, Optional<Busy> busy) {
    SortedSet<String> work = new TreeSet<>();
    if (outcome instanceof Outcome.DevDax) {
      work.add(DEVDAX);
    } else if (outcome instanceof Outcome.SystemRam ram) {
      work.add(ram(ram.online()));
      work.addAll(ram.use().words());
    }
    return new Treatment(work, new TreeMap<>()).with(busy).and(nodeOf(outcome));
  }

  /**
   * What is made of the first device of a region that is not divided yet.
   *
   * @param shown of each part, what {@link Partition.Part#shown} says
   */
  static Treatment divided(List<String> shown, Optional<Busy> busy) {
    return work(new TreeSet<>(List.of(partition(shown)))).with(busy);
  }

  /** {@code partition 16GiB, rest}. */
  static String partition(List<String> shown) {
    return "partition " + String.join(", ", shown);
  }

  private Treatment with(Optional<Busy> busy) {
    SortedSet<String> all = new TreeSet<>(work);
    if (!work.isEmpty() && busy.orElse(null) instanceof Busy.Retry retry) {
      all.add("retry " + retry.times() + " every " + retry.seconds() + "s");
    }
    return new Treatment(all, node);
  }

  private static Treatment nodeOf(Outcome outcome) {
    SortedMap<String, String> node = new TreeMap<>();
    outcome.deviceNode().ifPresent(n -> set(n, node));
    return new Treatment(new TreeSet<>(), node);
  }

  private static void set(DeviceNode wanted, SortedMap<String, String> node) {
    wanted.owner().ifPresent(o -> node.put("owner", o));
    wanted.group().ifPresent(g -> node.put("group", g));
    wanted.mode().ifPresent(m -> node.put("mode", mode(Integer.toOctalString(m))));
    wanted.symlink().ifPresent(s -> node.put("symlink", s));
    wanted.tag().ifPresent(t -> node.put("tag", t));
    wanted.seclabel().ifPresent(s -> node.put("seclabel", s.module() + " " + s.label()));
  }

  /** Permissions with four digits. */
  static String mode(String octal) {
    return "0".repeat(Math.max(0, 4 - octal.length())) + octal;
  }

  /** The same without the node of a device that is memory, which nobody can open. */
  Treatment withoutDeadNode() {
    boolean memory = work.stream().anyMatch(w -> w.startsWith("system-ram "));
    boolean other = work.stream().anyMatch(w -> w.equals(DEVDAX) || w.startsWith("`"));
    return memory && !other ? new Treatment(work, new TreeMap<>()) : this;
  }

  /** The same without some of what is set on the node. */
  Treatment without(String key) {
    SortedMap<String, String> rest = new TreeMap<>(node);
    rest.remove(key);
    return new Treatment(work, rest);
  }
}
