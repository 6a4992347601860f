package org.daxpolicy.simulate;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.udev.Verdict;

/**
 * What becomes of a machine.
 *
 * @param facts what was gone by
 * @param timeline what happens, if all goes well
 * @param devices one result a dax device, in the machine's order; devices that the rules' work
 *     creates come behind the others of their region
 * @param placedBefore what the kernel alone does with pages
 * @param placed what it does in the end, every way it may be, the hoped-for first
 * @param messages what reading the rules files said
 * @param risks what concerns the machine as a whole
 */
public record Simulation(
    List<Fact> facts,
    List<Moment> timeline,
    List<DeviceResult> devices,
    Placement placedBefore,
    List<Placement> placed,
    List<Verdict.Message> messages,
    List<Diagnostic> risks) {
  public Simulation {
    facts = List.copyOf(facts);
    timeline = List.copyOf(timeline);
    devices = List.copyOf(devices);
    placed = List.copyOf(placed);
    messages = List.copyOf(messages);
    risks = List.copyOf(risks);
  }

  /** The result of the device of this kernel name. */
  public Optional<DeviceResult> device(String name) {
    return devices.stream().filter(d -> d.name().equals(name)).findFirst();
  }

  /** The machine's risks, then those of each device. */
  public List<Diagnostic> allRisks() {
    return Stream.concat(risks.stream(), devices.stream().flatMap(d -> d.risks().stream()))
        .toList();
  }
}
