package org.daxpolicy.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.daxpolicy.machine.Machine;
import org.daxpolicy.machine.inventory.Inventory;
import org.daxpolicy.report.MachineReport;
import org.daxpolicy.report.MachineTree;
import org.daxpolicy.text.Result;

/** {@code daxpolicy machine show}: a machine for people. */
final class MachineShowCommand extends Common {
  private String file = "";

  @Override
  Declaration declaration() {
    return Declaration.of(
            "show",
            "Shows a machine: its nodes, what holds memory and what that became, and what the"
                + " snapshot does not tell.")
        .operand("FILE", "a snapshot, in any format; - is standard input", given -> file = given)
        .examples(
            "daxpolicy machine show host.json",
            "daxpolicy capture | daxpolicy machine show -",
            "0 shown; 1 findings at or above --fail-on; 2 the snapshot cannot be read.");
  }

  @Override
  public Integer call() {
    Result<Machine> read = new Inputs(console()).machine(file);
    if (read.value().isEmpty()) {
      return end(read.diagnostics());
    }
    Inventory inventory = Inventory.of(read.value().get());
    if (format == Format.text) {
      print(MachineReport.text(inventory, file, verbose, outPalette()));
    }
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("machine", MachineTree.of(inventory, file));
    return end(read.diagnostics(), members);
  }
}
