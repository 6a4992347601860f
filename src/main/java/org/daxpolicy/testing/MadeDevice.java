package org.daxpolicy.testing;

import java.util.Optional;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.dax.Reach;
import org.daxpolicy.machine.DeviceFacts;
import org.daxpolicy.machine.Machine;
import org.daxpolicy.simulate.DeviceResult;

/**
 * What the attributes of a device are that may have been made during a simulation: such a device is
 * not in the snapshot, and has from its region's first one what all devices of a region have in
 * common.
 */
final class MadeDevice {
  private final DeviceResult device;
  private final boolean made;
  private final DeviceFacts facts;

  MadeDevice(Machine machine, DeviceResult device) {
    this.device = device;
    this.made = !machine.daxDevices().contains(device.devpath());
    String region = device.devpath().substring(0, device.devpath().lastIndexOf('/') + 1);
    this.facts =
        DeviceFacts.of(
            machine,
            machine.daxDevices().stream()
                .filter(d -> made && d.startsWith(region))
                .findFirst()
                .orElse(device.devpath()));
  }

  /** The value as udev reads it; empty if there is none. */
  Optional<String> printed(Attribute attribute) {
    Reach reach = attribute.reach();
    if (made && reach instanceof Reach.Name name) {
      return Optional.of(part(name.part()));
    }
    if (made && reach instanceof Reach.Own own) {
      return switch (own.file()) {
        case "size" -> device.after().map(a -> Long.toString(a.range().size()));
        case "align" -> device.align().map(a -> Long.toString(a));
        case "target_node", "numa_node" -> facts.printed(attribute);
        default -> Optional.empty();
      };
    }
    return facts.printed(attribute);
  }

  private String part(Reach.Name.Part part) {
    String name = device.name();
    int dot = name.indexOf('.');
    return switch (part) {
      case WHOLE -> name;
      case REGION -> name.substring("dax".length(), dot);
      case INSTANCE -> name.substring(dot + 1);
    };
  }
}
