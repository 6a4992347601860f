package org.daxpolicy.simulate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.daxpolicy.dax.daxctl.DaxctlConf;
import org.daxpolicy.machine.Machine;
import org.daxpolicy.machine.host.Units;
import org.daxpolicy.udev.DeviceRecord;
import org.daxpolicy.udev.RuleSet;

/**
 * Everything that is the same in all runs of one simulation.
 *
 * @param machine the snapshot
 * @param layout the machine as firmware made it
 * @param at what is gone by
 * @param rules the rules that count
 * @param installed all that is installed, the snapshot's own files included
 * @param units its systemd units
 * @param conf its daxctl.conf
 * @param script commands typed after the boot
 * @param early modules that are loaded before udev starts
 */
record Scenario(
    Machine machine,
    Layout layout,
    Surroundings at,
    RuleSet rules,
    Installed installed,
    Units units,
    DaxctlConf conf,
    List<String> script,
    List<String> early) {

  /** udev's database as it is at boot: what it held of dax devices is gone with them. */
  Map<String, DeviceRecord> records() {
    Map<String, DeviceRecord> records = new HashMap<>(machine.records());
    machine.daxDevices().forEach(records::remove);
    return records;
  }

  /** The texts of the rules that are installed, by file name. */
  Map<String, String> texts() {
    return installed.rules();
  }

  /** The same with other rules and no units, scripts or early modules. */
  Scenario bare(RuleSet others) {
    return new Scenario(
        machine,
        layout,
        at,
        others,
        Installed.NOTHING,
        Installed.NOTHING.units(),
        DaxctlConf.NOTHING,
        List.of(),
        List.of());
  }
}
