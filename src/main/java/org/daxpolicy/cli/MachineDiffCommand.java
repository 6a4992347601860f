package org.daxpolicy.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.daxpolicy.machine.Machine;
import org.daxpolicy.machine.inventory.Inventory;
import org.daxpolicy.machine.inventory.MachineDifference;
import org.daxpolicy.report.MachineDifferenceReport;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Result;

/** {@code daxpolicy machine diff}: what differs between two snapshots. */
final class MachineDiffCommand extends Common {
  private String before = "";
  private String after = "";

  @Override
  Declaration declaration() {
    return Declaration.of(
            "diff",
            "Compares two snapshots: devices that came, went or changed, whatever their names,"
                + " nodes, files and facts of the host.")
        .operand("A", "a snapshot, in any format", given -> before = given)
        .operand("B", "another, of the same host or not", given -> after = given)
        .examples(
            "daxpolicy machine diff before.json after.json",
            "daxpolicy capture | daxpolicy machine diff last-week.json -",
            "0 nothing differs; 1 differences, or findings at or above --fail-on; 2 a snapshot"
                + " cannot be read.");
  }

  @Override
  public Integer call() {
    Inputs inputs = new Inputs(console());
    Result<Machine> a = inputs.machine(before);
    Result<Machine> b = inputs.machine(after);
    List<Diagnostic> found = new ArrayList<>(a.diagnostics());
    found.addAll(b.diagnostics());
    if (a.value().isEmpty() || b.value().isEmpty()) {
      return end(found);
    }
    MachineDifference difference =
        MachineDifference.of(Inventory.of(a.value().get()), Inventory.of(b.value().get()));
    if (format == Format.text) {
      print(MachineDifferenceReport.text(difference, outPalette()));
    }
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("changes", MachineDifferenceReport.tree(difference));
    int exit = end(found, members);
    if (difference.changes().isEmpty()) {
      say("nothing differs");
    }
    return exit == Exit.CLEAN && !difference.changes().isEmpty() ? Exit.FOUND : exit;
  }
}
