package org.daxpolicy.lift;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.dax.Catalogue;
import org.daxpolicy.dax.Origin;
import org.daxpolicy.machine.DeviceFacts;
import org.daxpolicy.machine.Machine;
import org.daxpolicy.machine.inventory.Inventory;
import org.daxpolicy.machine.inventory.NumaNode;
import org.daxpolicy.machine.inventory.Part;
import org.daxpolicy.simulate.DeviceResult;
import org.daxpolicy.simulate.Given;
import org.daxpolicy.simulate.Installed;
import org.daxpolicy.simulate.Simulation;
import org.daxpolicy.simulate.Simulator;

/**
 * A dax device that a machine has.
 *
 * @param machine the machine's name
 * @param name its kernel name
 * @param origin where its memory comes from, if its ancestors tell
 * @param size bytes, more than 0
 * @param node the node its memory has or would have
 * @param now how it stands
 * @param byItself how the kernel makes it stand if nobody does anything
 * @param speed what firmware and kernel tell of its node
 */
record FoundDevice(
    String machine,
    String name,
    Optional<Origin> origin,
    BigInteger size,
    Optional<BigInteger> node,
    Standing now,
    Optional<Standing> byItself,
    Optional<NumaNode> speed) {
  /** Of ordinary memory (mm/memory-tiers.c, MEMTIER_ADISTANCE_DRAM); faster memory is lower. */
  private static final int DRAM_TIER = 4;

  private static final Attribute SIZE = Catalogue.find("size").orElseThrow();
  private static final Attribute NODE = Catalogue.find("target_node").orElseThrow();

  /** The devices of a machine that have memory. */
  static List<FoundDevice> of(Machine machine, String name) {
    Inventory inventory = Inventory.of(machine);
    Simulation alone = Simulator.run(machine, Installed.NOTHING, Given.NOTHING);
    Map<String, Part> parts = new HashMap<>();
    inventory.parts().forEach(p -> collect(p, parts));
    List<FoundDevice> found = new ArrayList<>();
    for (String devpath : machine.daxDevices()) {
      DeviceFacts facts = DeviceFacts.of(machine, devpath);
      Optional<BigInteger> size = facts.printed(SIZE).flatMap(s -> SIZE.encoding().decode(s));
      Optional<BigInteger> node = facts.printed(NODE).flatMap(n -> NODE.encoding().decode(n));
      Optional<Standing> now =
          Optional.ofNullable(parts.get(devpath)).flatMap(Part::dax).map(Standing::of);
      String kernelName = devpath.substring(devpath.lastIndexOf('/') + 1);
      if (size.isPresent() && size.get().signum() > 0 && now.isPresent()) {
        found.add(
            new FoundDevice(
                name,
                kernelName,
                facts.origin(),
                size.get(),
                node,
                now.get(),
                alone.device(kernelName).flatMap(DeviceResult::before).map(Standing::of),
                inventory.nodes().stream()
                    .filter(n -> node.equals(Optional.of(BigInteger.valueOf(n.number()))))
                    .findFirst()));
      }
    }
    return found;
  }

  private static void collect(Part part, Map<String, Part> parts) {
    if (part.dax().isPresent()) {
      parts.put(part.path(), part);
    }
    part.parts().forEach(p -> collect(p, parts));
  }

  /** Whether the kernel has found its memory to be faster than ordinary memory. */
  boolean isFast() {
    return speed.flatMap(NumaNode::tier).map(t -> t < DRAM_TIER).orElse(false);
  }

  /** Whether it stands as the kernel makes it. */
  boolean isUntouched() {
    return byItself.map(now::mayBe).orElse(true);
  }
}
