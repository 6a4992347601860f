package org.daxpolicy.lift;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.dax.Origin;
import org.daxpolicy.dax.Version;
import org.daxpolicy.language.Spelling;
import org.daxpolicy.language.Target;
import org.daxpolicy.machine.HostFacts;
import org.daxpolicy.machine.Machine;
import org.daxpolicy.machine.inventory.NumaNode;
import org.daxpolicy.machine.inventory.Performance;

/**
 * A policy to begin with, for machines that are there: their releases as target, a rule for each
 * class of their devices, and comments that say what was found. It wants what is there: what the
 * kernel makes of a device by itself is kept, and what somebody made of it is asked for.
 */
public final class StartingPolicy {
  private static final int MOST_LISTED = 6;
  private static final int USUAL_NODES = Target.DEFAULT.nodes().high();
  private static final String KEEP = "keep";

  private final String name;
  private final Map<String, Machine> machines;
  private final Map<String, List<FoundDevice>> found = new LinkedHashMap<>();
  private final Map<Origin, List<DeviceClass>> classes = new TreeMap<>();
  private final Map<DeviceClass, String> lets = new LinkedHashMap<>();
  private final StringBuilder out = new StringBuilder();
  private final Set<String> names = new HashSet<>();

  private StartingPolicy(String name, Map<String, Machine> machines) {
    this.name = name;
    this.machines = machines;
  }

  /**
   * The policy's text.
   *
   * @param name what it is to be called
   * @param machines by the names that comments call them
   */
  public static String of(String name, Map<String, Machine> machines) {
    StartingPolicy policy = new StartingPolicy(name, machines);
    policy.find();
    policy.write();
    return policy.out.toString();
  }

  private void find() {
    machines.forEach((label, machine) -> found.put(label, FoundDevice.of(machine, label)));
    for (Origin origin : Origin.values()) {
      List<FoundDevice> devices =
          found.values().stream()
              .flatMap(List::stream)
              .filter(d -> d.origin().equals(Optional.of(origin)))
              .toList();
      if (!devices.isEmpty()) {
        classes.put(origin, DeviceClass.of(origin, devices));
      }
    }
  }

  private void write() {
    comment("A policy to begin with, for " + listed(List.copyOf(machines.keySet())) + ".");
    comment(
        "As it stands it wants what is there: each rule keeps what the kernel makes, or asks for");
    comment("what somebody has made of it. Say what you want instead, and try it with `simulate`.");
    out.append("policy ").append(Spelling.quoted(name)).append("\n");
    target();
    lets();
    for (Origin origin : origins()) {
      for (DeviceClass one : classes.getOrDefault(origin, List.of())) {
        rule(one);
      }
      rest(origin);
    }
    left();
    out.append("\notherwise keep\n");
  }

  /**
   * The origins that rules speak of: all, where two or none are found, so that none is left out.
   */
  private Set<Origin> origins() {
    Set<Origin> all = new LinkedHashSet<>(classes.keySet());
    if (classes.size() != 1) {
      all.addAll(List.of(Origin.values()));
    }
    return all;
  }

  private void comment(String text) {
    out.append("# ").append(PlainText.of(text)).append('\n');
  }

  private static String listed(List<String> things) {
    List<String> first = things.subList(0, Math.min(MOST_LISTED, things.size()));
    int more = things.size() - first.size();
    return String.join(", ", first) + (more > 0 ? " and " + more + " more" : "");
  }

  // ---- target

  private void target() {
    List<String> lines = new ArrayList<>();
    Target known = Target.DEFAULT;
    version("kernel", HostFacts::kernelVersion, 2, known.kernel().low(), lines);
    version("systemd", HostFacts::systemdVersion, 1, known.systemd().low(), lines);
    version("daxctl", h -> h.daxctl().flatMap(Version::parse), 1, known.daxctl().low(), lines);
    BigInteger last = BigInteger.ZERO;
    for (List<FoundDevice> devices : found.values()) {
      for (FoundDevice device : devices) {
        last = last.max(device.node().orElse(BigInteger.ZERO));
      }
    }
    if (last.compareTo(BigInteger.valueOf(USUAL_NODES)) > 0) {
      lines.add("nodes 0 .. " + last);
    }
    if (asks()) {
      lines.add("protect offline    # new memory waits for the policy; `keep` leaves it offline");
    }
    if (lines.isEmpty()) {
      return;
    }
    out.append('\n');
    comment("The releases of the machines. A fleet has others: widen the ranges as it grows.");
    out.append("target {\n");
    lines.forEach(l -> out.append("  ").append(l).append('\n'));
    out.append("}\n");
  }

  private void lets() {
    if (!classes.isEmpty()) {
      out.append('\n');
    }
    for (List<DeviceClass> some : classes.values()) {
      for (DeviceClass one : some) {
        String let = unique(let(one), "_");
        lets.put(one, let);
        out.append("let ").append(let).append(" = ").append(one.condition()).append('\n');
      }
    }
  }

  /** The range of a release that all machines tell, as far as policies can have it. */
  private void version(
      String key,
      Function<HostFacts, Optional<Version>> of,
      int parts,
      Version least,
      List<String> lines) {
    TreeSet<Version> versions = new TreeSet<>();
    for (Machine machine : machines.values()) {
      of.apply(machine.host()).map(v -> cut(v, parts)).ifPresent(versions::add);
    }
    if (versions.isEmpty() || versions.last().compareTo(least) < 0) {
      return;
    }
    Version low = versions.first().compareTo(least) < 0 ? least : versions.first();
    Version high = versions.last();
    lines.add(key + " " + low + (low.equals(high) ? "" : " .. " + high));
  }

  private static Version cut(Version version, int parts) {
    List<Integer> all = version.parts();
    return Version.parse(
            String.join(
                ".",
                all.subList(0, Math.min(parts, all.size())).stream().map(String::valueOf).toList()))
        .orElse(version);
  }

  // ---- rules

  private static String what(Origin origin) {
    return switch (origin) {
      case HMEM -> "soft-reserved memory";
      case CXL -> "CXL memory";
      case PMEM -> "persistent memory";
    };
  }

  private String let(DeviceClass one) {
    String base =
        switch (one.origin()) {
          case HMEM -> isFast(one) ? "fast" : "soft_reserved";
          case CXL -> "expander";
          case PMEM -> "persistent";
        };
    return one.apart().isEmpty() ? base : base + "_" + suffix(one, "_").replace(" ", "_");
  }

  /** What a class of several is called by. */
  private static String suffix(DeviceClass one, String join) {
    boolean sized = one.apart().startsWith("size");
    List<String> parts =
        sized ? one.sizes() : one.nodes().stream().map(n -> "node" + join + n).toList();
    return parts.get(0) + (parts.size() > 1 ? join + "and" + join + "more" : "");
  }

  private String unique(String wanted, String join) {
    String name = wanted;
    for (int n = 2; !names.add(name); n++) {
      name = wanted + join + n;
    }
    return name;
  }

  /** Whether anything is to be asked for. */
  private boolean asks() {
    return classes.values().stream()
        .flatMap(List::stream)
        .anyMatch(c -> !c.isUntouched() && wanted(c).isPresent());
  }

  private static Optional<String> wanted(DeviceClass one) {
    return one.now().flatMap(Standing::clause);
  }

  /** Where the policy asks for anything, new memory waits for it; so then it asks for all of it. */
  private String outcome(DeviceClass one) {
    boolean memory = one.now().map(Standing::isMemory).orElse(false);
    boolean asked = !one.isUntouched() || asks() && memory;
    return asked ? wanted(one).orElse(KEEP) : KEEP;
  }

  private void rule(DeviceClass one) {
    out.append('\n');
    String title = what(one.origin());
    if (!one.apart().isEmpty()) {
      title += one.apart().startsWith("size") ? " of " : " on ";
      title += suffix(one, " ");
    }
    said(one);
    String outcome = outcome(one);
    out.append("rule ").append(Spelling.quoted(unique(title, " "))).append(" when ");
    out.append(lets.getOrDefault(one, ""));
    out.append(" {\n  ").append(outcome).append("\n}\n");
  }

  /** What is to be said of a class in comments. */
  private void said(DeviceClass one) {
    int count = one.devices().size();
    List<String> devices =
        one.devices().stream()
            .map(d -> machines.size() > 1 ? d.machine() + " " + d.name() : d.name())
            .toList();
    String nodes =
        one.nodes().isEmpty()
            ? ""
            : (one.nodes().size() == 1 ? ", node " : ", nodes ")
                + listed(one.nodes().stream().map(BigInteger::toString).toList());
    comment(
        count
            + (count == 1 ? " device" : " devices")
            + " of "
            + listed(one.sizes())
            + nodes
            + ": "
            + listed(devices));
    if (one.now().isPresent()) {
      String now = one.now().get().words();
      comment("now " + now + (one.isUntouched() ? ", as the kernel makes it" : byItself(one)));
    } else {
      Set<String> ways = new LinkedHashSet<>();
      one.devices().forEach(d -> ways.add(d.now().words()));
      comment("they stand in different ways (" + String.join("; ", ways) + "), so they are kept");
    }
    Set<String> speeds = new LinkedHashSet<>();
    one.devices().forEach(d -> d.speed().flatMap(n -> speed(d, n)).ifPresent(speeds::add));
    speeds.stream().limit(MOST_LISTED).forEach(this::comment);
    comment(hint(one));
  }

  private static String byItself(DeviceClass one) {
    Set<String> ways = new LinkedHashSet<>();
    one.devices().forEach(d -> d.byItself().ifPresent(s -> ways.add(s.words())));
    return "; by itself the kernel makes it " + String.join(" or ", ways);
  }

  private Optional<String> speed(FoundDevice device, NumaNode node) {
    Performance p = node.closest();
    List<String> parts = new ArrayList<>();
    p.readBandwidth().ifPresent(b -> parts.add("reads " + bandwidth(b)));
    p.readLatency().ifPresent(l -> parts.add("waits " + l + "ns"));
    node.tier().ifPresent(t -> parts.add("tier " + t));
    String on = machines.size() > 1 ? device.machine() + " " : "";
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(on + "node " + node.number() + ": " + String.join(", ", parts));
  }

  private static String bandwidth(long mebibytes) {
    return Spelling.of(Attribute.Type.BANDWIDTH, BigInteger.valueOf(mebibytes).shiftLeft(20));
  }

  private static boolean isFast(DeviceClass one) {
    return one.devices().stream().allMatch(FoundDevice::isFast);
  }

  private String hint(DeviceClass one) {
    boolean memory = one.now().map(Standing::isMemory).orElse(false);
    if (one.origin() == Origin.PMEM) {
      return "it may hold data; `mode system-ram { online movable }` would use it as memory";
    }
    if (memory && isFast(one)) {
      return "faster than DRAM: `mode devdax` with `node { group … }` gives it to one application";
    }
    return memory
        ? "`mode devdax` with `node { group … }` would give it to an application instead"
        : "`mode system-ram { online movable }` would make it memory for everyone";
  }

  /** Devices of an origin that come later. */
  private void rest(Origin origin) {
    List<DeviceClass> some = classes.getOrDefault(origin, List.of());
    if (some.size() == 1 && some.get(0).apart().isEmpty()) {
      return;
    }
    out.append('\n');
    String title = what(origin);
    if (some.isEmpty()) {
      comment("none of the machines has any");
    } else {
      title = "other " + title;
      comment("whatever else there will be");
    }
    out.append("rule ").append(Spelling.quoted(unique(title, " ")));
    out.append(" when origin == ").append(origin.word()).append(" {\n  keep\n}\n");
  }

  /** Devices that no rule can tell. */
  private void left() {
    List<String> unknown = new ArrayList<>();
    for (List<FoundDevice> devices : found.values()) {
      for (FoundDevice device : devices) {
        if (device.origin().isEmpty()) {
          unknown.add(device.machine() + " " + device.name());
        }
      }
    }
    if (!unknown.isEmpty()) {
      out.append('\n');
      comment("of no known origin: " + listed(unknown));
    }
  }
}
