package org.daxpolicy.vm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.daxpolicy.dax.DaxDeviceState;
import org.daxpolicy.machine.Machine;
import org.daxpolicy.simulate.DeviceResult;
import org.daxpolicy.simulate.Observed;

/**
 * How a dax device ends.
 *
 * @param mode {@code devdax}, {@code unbound}, or of memory the blocks, such as {@code 8/8 movable}
 * @param node of a devdax: permission bits in octal, owner and group as ids, {@code 660 0 14}
 */
record Ending(String mode, String node) {
  static Ending simulated(DeviceResult device, DaxDeviceState state) {
    DeviceResult.Node node = device.node();
    return ending(
        Observed.of(state),
        Integer.toOctalString(node.mode().orElse(0600))
            + " "
            + node.owner().orElse(0)
            + " "
            + node.group().orElse(0));
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
    return ending(Observed.of(machine, devpath), node);
  }

  private static Ending ending(Observed device, String node) {
    if (device.driver().isEmpty()) {
      return new Ending("unbound", "");
    }
    return device.memory().total() > 0
        ? new Ending(device.memory().toString(), "")
        : new Ending("devdax", node);
  }
}
