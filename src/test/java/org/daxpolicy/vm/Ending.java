package org.daxpolicy.vm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.daxpolicy.dax.DaxDeviceState;
import org.daxpolicy.machine.Machine;
import org.daxpolicy.simulate.DeviceResult;
import org.daxpolicy.simulate.Observed;
import org.daxpolicy.udev.Sysfs;

/**
 * How a dax device ends.
 *
 * @param mode {@code devdax}, {@code unbound}, or of memory the blocks, such as {@code 8/8 movable}
 * @param size in bytes
 * @param node of a devdax: permission bits in octal, owner and group as ids, {@code 660 0 14}
 * @param weight of memory that is online, by which allocations are interleaved over its node; empty
 *     where the kernel knows no weights
 */
record Ending(String mode, String size, String node, Optional<Integer> weight) {
  private static final String WEIGHTS = "/kernel/mm/mempolicy/weighted_interleave/node";

  static Ending simulated(DeviceResult device, DaxDeviceState state) {
    DeviceResult.Node node = device.node();
    return ending(
        Observed.of(state),
        Long.toString(state.range().size()),
        Integer.toOctalString(node.mode().orElse(0600))
            + " "
            + node.owner().orElse(0)
            + " "
            + node.group().orElse(0),
        state.weight());
  }

  /** From a snapshot and what {@code stat} said of the device nodes. */
  static Ending observed(Machine machine, String devpath, Path guest) throws IOException {
    String name = "/dev/" + devpath.substring(devpath.lastIndexOf('/') + 1) + " ";
    String node =
        Files.readAllLines(guest.resolve("nodes.txt")).stream()
            .filter(line -> line.startsWith(name))
            .map(line -> line.substring(name.length()))
            .findFirst()
            .orElse("none");
    Optional<Integer> weight =
        text(machine, devpath + "/target_node")
            .flatMap(n -> text(machine, WEIGHTS + n))
            .map(Integer::valueOf);
    return ending(
        Observed.of(machine, devpath), text(machine, devpath + "/size").orElse(""), node, weight);
  }

  /** The content of a file of sysfs. */
  static Optional<String> text(Machine machine, String path) {
    return machine
        .sysfs()
        .entry(path)
        .filter(Sysfs.Entry.File.class::isInstance)
        .flatMap(e -> ((Sysfs.Entry.File) e).content())
        .map(String::strip);
  }

  private static Ending ending(
      Observed device, String size, String node, Optional<Integer> weight) {
    if (device.driver().isEmpty()) {
      return new Ending("unbound", size, "", Optional.empty());
    }
    if (device.memory().total() == 0) {
      return new Ending("devdax", size, node, Optional.empty());
    }
    boolean online = device.memory().online() > 0;
    return new Ending(device.memory().toString(), size, "", online ? weight : Optional.empty());
  }
}
