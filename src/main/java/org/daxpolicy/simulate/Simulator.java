package org.daxpolicy.simulate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.dax.DaxDeviceState;
import org.daxpolicy.dax.KernelModel;
import org.daxpolicy.machine.Machine;
import org.daxpolicy.udev.ByteText;
import org.daxpolicy.udev.DeviceRecord;
import org.daxpolicy.udev.Evaluator;
import org.daxpolicy.udev.MemorySysfs;
import org.daxpolicy.udev.RuleSet;
import org.daxpolicy.udev.RulesFile;
import org.daxpolicy.udev.Told;

/**
 * Boots a machine under rules and units. It judges their text and never sees a policy: what is
 * simulated is what is deployed.
 *
 * <p>Each dax device is booted by itself. Its kernel model says what it is before any rule acts;
 * then come {@code add}, {@code bind} where a driver was bound, and whatever events the work of the
 * rules causes, until nothing more happens or 16 events have passed.
 */
public final class Simulator {
  /** Rules are judged on a host that has the accounts they name, whether or not it is told. */
  static final Evaluator.Options EVALUATION = Evaluator.Options.DEFAULT.withAccounts();

  private Simulator() {}

  /** What becomes of a machine. */
  public static Simulation run(Machine machine, Installed installed, Given given) {
    return run(machine, installed, given, Told.NOTHING);
  }

  /** What becomes of a machine of whose host more is told than the snapshot says. */
  public static Simulation run(Machine machine, Installed installed, Given given, Told told) {
    Surroundings at = Surroundings.of(machine, installed, given, told);
    RuleSet rules = rules(installed, at);
    MemoryRules memoryRules = MemoryRules.of(rules, at, new MemorySysfs());
    SysfsFiles sysfs = new SysfsFiles(machine.sysfs());
    List<ObservedDevice> observed =
        machine.daxDevices().stream()
            .map(d -> ObservedDevice.of(sysfs, d, at.settings().blockSize()))
            .toList();
    List<KernelModel.Boot> boots = new ArrayList<>();
    for (ObservedDevice device : observed) {
      boots.add(boot(device, at, memoryRules));
    }
    Map<String, DeviceRecord> records = new HashMap<>(machine.records());
    machine.daxDevices().forEach(records::remove);
    Risks risks = new Risks(installed);
    Boot boot =
        new Boot(
            machine.sysfs(), observed, boots, at, rules, installed, memoryRules, records, risks);
    List<DeviceResult> results = new ArrayList<>();
    for (int i = 0; i < observed.size(); i++) {
      results.add(DeviceRun.of(boot, i));
    }
    return new Simulation(at.facts(), results, rules.messages(), risks.ofMachine(memoryRules));
  }

  private static RuleSet rules(Installed installed, Surroundings at) {
    List<RulesFile> files = new ArrayList<>();
    installed
        .rules()
        .forEach(
            (name, text) ->
                files.add(RulesFile.parse(name, ByteText.of(text), at.udev(), at.host())));
    return RuleSet.sorted(files);
  }

  /** With an unknown kernel the snapshot's own state stands for what the kernel does. */
  private static KernelModel.Boot boot(
      ObservedDevice device, Surroundings at, MemoryRules memoryRules) {
    KernelModel kernel = new KernelModel(at.settings());
    if (at.kernel().isEmpty()) {
      DaxDeviceState shown = device.state();
      return shown.systemRam() && !device.blocksShown()
          ? new KernelModel.Boot(
              kernel.added(shown.range()).map(shown::with).or(() -> Optional.of(shown)),
              "driver as the snapshot shows it, its memory as the auto-online policy says")
          : new KernelModel.Boot(Optional.of(shown), "as the snapshot shows it");
    }
    KernelModel.Boot boot = kernel.boot(device.name(), device.origin(), device.state().range());
    if (boot.state().map(s -> s.systemRam() && s.memory().online() == 0).orElse(false)
        && memoryRules.word().isPresent()) {
      return new KernelModel.Boot(
          boot.state().map(s -> memoryRules.onlined(s, kernel)),
          boot.why() + "; a rule brings them online");
    }
    return boot;
  }
}
