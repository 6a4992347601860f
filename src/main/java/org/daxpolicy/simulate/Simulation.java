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
 * @param devices one result a dax device, in the machine's order
 * @param messages what reading the rules files said
 * @param risks what concerns the machine as a whole
 */
public record Simulation(
    List<Fact> facts,
    List<DeviceResult> devices,
    List<Verdict.Message> messages,
    List<Diagnostic> risks) {
  public Simulation {
    facts = List.copyOf(facts);
    devices = List.copyOf(devices);
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
