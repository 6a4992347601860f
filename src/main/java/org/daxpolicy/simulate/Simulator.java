package org.daxpolicy.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.daxpolicy.dax.daxctl.DaxctlConf;
import org.daxpolicy.dax.kernel.Fate;
import org.daxpolicy.machine.Machine;
import org.daxpolicy.udev.Evaluator;
import org.daxpolicy.udev.RuleSet;
import org.daxpolicy.udev.RulesFile;
import org.daxpolicy.udev.Told;
import org.daxpolicy.udev.Verdict;

/**
 * Boots a machine under rules and units. It judges their text and never sees a policy: what is
 * simulated is what is deployed.
 *
 * <p>What the kernel and user space have made of the machine is taken away, and the machine boots
 * anew: kernel, modules, udev with the rules, systemd with the units, daxctl. Where the outcome
 * hangs on something nobody can know, it boots again with the other answer.
 */
public final class Simulator {
  /** Rules are judged on a host that has the accounts they name, whether or not it is told. */
  static final Evaluator.Options EVALUATION = Evaluator.Options.DEFAULT.withAccounts();

  /** The file in which every distribution loads modules for new devices. */
  static final String AUTOLOAD = "80-drivers.rules";

  private static final String ASSUMED_AUTOLOAD =
      "ACTION==\"add\", ENV{MODALIAS}==\"?*\", RUN{builtin}+=\"kmod load\"\n";

  private Simulator() {}

  /** What becomes of a machine. */
  public static Simulation run(Machine machine, Installed installed, Given given) {
    return run(machine, installed, given, Told.NOTHING);
  }

  /** What becomes of a machine of whose host more is told than the snapshot says. */
  public static Simulation run(Machine machine, Installed installed, Given given, Told told) {
    return simulate(scenario(machine, installed, given, told, List.of(), List.of()));
  }

  /**
   * What becomes of a machine on which someone works after the boot.
   *
   * @param script lines of a shell, typed one after the other once the machine has come to rest
   */
  public static Simulation run(
      Machine machine, Installed installed, Given given, List<String> script) {
    return simulate(scenario(machine, installed, given, Told.NOTHING, script, List.of()));
  }

  /**
   * What is to be simulated.
   *
   * @param early modules that are loaded before udev starts
   */
  static Scenario scenario(
      Machine machine,
      Installed installed,
      Given given,
      Told told,
      List<String> script,
      List<String> early) {
    Surroundings at = Surroundings.of(machine, installed, given, told);
    Installed all = new Installed(machine.host().files()).plus(installed);
    return new Scenario(
        machine,
        Layout.of(machine, at.settings().blockSize()),
        at,
        rules(all.tree().rules(at.udev()), at),
        all,
        all.units(),
        DaxctlConf.parse(all.tree().daxctlConf()),
        List.copyOf(script),
        List.copyOf(early));
  }

  static Simulation simulate(Scenario scenario) {
    List<World> runs = new Explorer().explore(fate -> new World(scenario, fate).run());
    World alone = new World(scenario.bare(rules(new TreeMap<>(), scenario.at())), Fate.KIND).run();
    return new Outcome(scenario, runs, alone).simulation();
  }

  private static RuleSet rules(SortedMap<String, String> texts, Surroundings at) {
    List<RulesFile> files = new ArrayList<>();
    texts.forEach((name, text) -> files.add(file(name, text, at)));
    if (!texts.containsKey(AUTOLOAD)) {
      files.add(file(AUTOLOAD, ASSUMED_AUTOLOAD, at));
    }
    return RuleSet.sorted(files);
  }

  private static RulesFile file(String name, String text, Surroundings at) {
    return RulesFile.parse(name, text, at.udev(), at.host());
  }

  /** A verdict without the lines of the assumed file, which is nobody's. */
  static Verdict withoutAutoload(Verdict verdict) {
    return new Verdict(
        verdict.properties(),
        verdict.tags(),
        verdict.currentTags(),
        verdict.symlinks(),
        verdict.linkPriority(),
        verdict.owner(),
        verdict.group(),
        verdict.mode(),
        verdict.name(),
        verdict.watch(),
        verdict.persistent(),
        verdict.run(),
        verdict.seclabels(),
        verdict.attributeWrites(),
        verdict.sysctlWrites(),
        verdict.diagnostics(),
        verdict.trace().stream().filter(l -> !l.file().equals(AUTOLOAD)).toList(),
        verdict.unknown());
  }
}
