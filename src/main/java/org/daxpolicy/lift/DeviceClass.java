package org.daxpolicy.lift;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.dax.Origin;
import org.daxpolicy.language.Spelling;

/**
 * Devices of one origin that stand alike and are alike in speed, and what tells them from the
 * others.
 *
 * @param origin where they come from
 * @param devices in the order of the machines
 * @param apart the condition beside the origin; empty where the origin tells them alone
 */
record DeviceClass(Origin origin, List<FoundDevice> devices, String apart) {
  /** What sizes are multiples of, where a kernel made the device. */
  private static final BigInteger PAGE = BigInteger.valueOf(4096);

  /** How many nodes a kernel can have. */
  private static final BigInteger NODES = BigInteger.valueOf(1024);

  /**
   * The classes of one origin's devices: by how they stand and whether they are faster than
   * ordinary memory, if their sizes or nodes tell that; if not, by how they stand. If nothing tells
   * even that, all are one class.
   */
  static List<DeviceClass> of(Origin origin, List<FoundDevice> devices) {
    return told(origin, devices, d -> d.now().words() + (d.isFast() ? ", fast" : ""))
        .or(() -> told(origin, devices, d -> d.now().words()))
        .orElseGet(() -> List.of(new DeviceClass(origin, devices, "")));
  }

  /** The classes of those that are alike in some way, if sizes or nodes tell them apart. */
  private static Optional<List<DeviceClass>> told(
      Origin origin, List<FoundDevice> devices, Function<FoundDevice, String> way) {
    Map<String, List<FoundDevice>> alike = new LinkedHashMap<>();
    for (FoundDevice device : devices) {
      alike.computeIfAbsent(way.apply(device), w -> new ArrayList<>()).add(device);
    }
    if (alike.size() < 2) {
      return Optional.empty();
    }
    List<List<FoundDevice>> groups = List.copyOf(alike.values());
    return told(
            origin,
            groups,
            "size",
            Attribute.Type.SIZE,
            d -> Optional.of(d.size()).filter(s -> s.mod(PAGE).signum() == 0))
        .or(
            () ->
                told(
                    origin,
                    groups,
                    "target_node",
                    Attribute.Type.INTEGER,
                    d -> d.node().filter(n -> n.compareTo(NODES) < 0)));
  }

  /** The groups as classes, if an attribute is another one in each. */
  private static Optional<List<DeviceClass>> told(
      Origin origin,
      List<List<FoundDevice>> groups,
      String attribute,
      Attribute.Type type,
      Function<FoundDevice, Optional<BigInteger>> value) {
    TreeSet<BigInteger> taken = new TreeSet<>();
    List<DeviceClass> classes = new ArrayList<>();
    for (List<FoundDevice> group : groups) {
      TreeSet<BigInteger> here = new TreeSet<>();
      for (FoundDevice device : group) {
        if (value.apply(device).isEmpty()) {
          return Optional.empty();
        }
        here.add(value.apply(device).get());
      }
      for (BigInteger one : here) {
        if (!taken.add(one)) {
          return Optional.empty();
        }
      }
      List<String> spelled = here.stream().map(v -> Spelling.of(type, v)).toList();
      String condition =
          spelled.size() == 1
              ? attribute + " == " + spelled.get(0)
              : attribute + " in { " + String.join(", ", spelled) + " }";
      classes.add(new DeviceClass(origin, group, condition));
    }
    return Optional.of(classes);
  }

  /** The condition of its devices. */
  String condition() {
    String of = "origin == " + origin.word();
    return apart.isEmpty() ? of : of + " and " + apart;
  }

  /** How its devices stand, if all stand alike. */
  Optional<Standing> now() {
    Standing first = devices.get(0).now();
    return devices.stream().allMatch(d -> d.now().words().equals(first.words()))
        ? Optional.of(first)
        : Optional.empty();
  }

  /** Whether all stand as the kernel makes them. */
  boolean isUntouched() {
    return devices.stream().allMatch(FoundDevice::isUntouched);
  }

  /** The smallest and the largest size, as a policy writes them. */
  List<String> sizes() {
    TreeSet<BigInteger> sizes = new TreeSet<>(Comparator.naturalOrder());
    devices.forEach(d -> sizes.add(d.size()));
    return sizes.stream().map(s -> Spelling.of(Attribute.Type.SIZE, s)).toList();
  }

  /** The nodes of its devices, as far as they are told. */
  TreeSet<BigInteger> nodes() {
    TreeSet<BigInteger> nodes = new TreeSet<>();
    devices.forEach(d -> d.node().ifPresent(nodes::add));
    return nodes;
  }
}
