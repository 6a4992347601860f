package org.daxpolicy.simulate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.dax.KernelParameters;
import org.daxpolicy.dax.KernelSettings;
import org.daxpolicy.dax.Version;
import org.daxpolicy.machine.Machine;
import org.daxpolicy.machine.host.HostTree;
import org.daxpolicy.udev.Host;
import org.daxpolicy.udev.Host.ProgramResult;
import org.daxpolicy.udev.Told;
import org.daxpolicy.udev.UdevVersion;

/**
 * What the simulation goes by: what is given, else what the snapshot says, else what most hosts
 * have; each with its source.
 *
 * @param kernel the kernel's release, if anyone knows it
 * @param settings how the kernel treats dax devices
 * @param udev the udev release
 * @param daxctl the daxctl release, if anyone knows it
 * @param host what rules can ask of the host
 * @param eventTimeout seconds udev gives an event
 * @param startTimeout seconds systemd gives a service that does not say
 * @param cgroups whether a service gets a memory cgroup, as it does unless the kernel has none
 * @param facts all of it for people
 */
record Surroundings(
    Optional<Version> kernel,
    KernelSettings settings,
    UdevVersion udev,
    Optional<Version> daxctl,
    Host host,
    double eventTimeout,
    double startTimeout,
    boolean cgroups,
    List<Fact> facts) {
  /** No hardware database has entries for {@code dax:t0}, nor for what has no modalias at all. */
  private static final Map<String, ProgramResult> NO_HARDWARE_DATABASE =
      Map.of(
          "hwdb --subsystem=dax", new ProgramResult(1, ""),
          "hwdb --subsystem=memory", new ProgramResult(1, ""));

  private static final UdevVersion USUAL_UDEV = UdevVersion.NEWEST;

  static Surroundings of(Machine machine, Installed installed, Given given) {
    return of(machine, installed, given, Told.NOTHING);
  }

  static Surroundings of(Machine machine, Installed installed, Given given, Told told) {
    List<Fact> facts = new ArrayList<>();
    String added = installed.parameters();
    Optional<String> line = given.cmdline().or(() -> machine.host().commandLine());
    String whole = (line.orElse("").strip() + " " + added).strip();
    HostTree files = new Installed(machine.host().files()).plus(installed).tree();
    KernelReader kernel = new KernelReader(machine, files, given, added, facts);
    Optional<Version> release = kernel.release();
    KernelSettings settings = kernel.settings();
    UdevVersion udev = udev(machine, given, facts);
    Optional<Version> daxctl =
        given.daxctl().or(() -> machine.host().daxctl().flatMap(Version::parse));
    daxctl.ifPresent(
        d -> facts.add(new Fact("daxctl", d.toString(), source(given.daxctl().isPresent()))));
    Timeouts timeouts = new Timeouts(files, KernelParameters.parse(whole));
    return new Surroundings(
        release,
        settings,
        udev,
        daxctl,
        told.on(
            host(
                machine,
                line.isEmpty() && added.isEmpty() ? Optional.empty() : Optional.of(whole))),
        timeouts.event(facts),
        timeouts.start(),
        cgroups(machine, whole),
        List.copyOf(facts));
  }

  private static boolean cgroups(Machine machine, String parameters) {
    return !machine.host().config("CONFIG_MEMCG").equals(Optional.of("n"))
        && !KernelParameters.parse(parameters)
            .value("cgroup_disable")
            .map(v -> v.contains("memory"))
            .orElse(false);
  }

  /**
   * The host as rules for memory blocks see it: they ask whether it is a guest, and where nobody
   * has told it is taken for none.
   */
  Host bareHost() {
    return new Host(
        host.architecture(),
        host.virtualization().or(() -> Optional.of("none")),
        host.confidential(),
        host.commandLine(),
        host.users(),
        host.groups(),
        host.programs(),
        host.files(),
        host.allUsers(),
        host.allGroups());
  }

  static String source(boolean given) {
    return given ? "given" : "snapshot";
  }

  private static UdevVersion udev(Machine machine, Given given, List<Fact> facts) {
    Optional<UdevVersion> stated =
        given
            .systemd()
            .or(() -> machine.host().systemdVersion())
            .map(v -> UdevVersion.nearest(v.parts().get(0)));
    UdevVersion version = stated.orElse(USUAL_UDEV);
    facts.add(
        new Fact(
            "udev",
            version.toString(),
            stated.isPresent() ? source(given.systemd().isPresent()) : "assumed"));
    return version;
  }

  private static Host host(Machine machine, Optional<String> commandLine) {
    Map<String, Integer> users = new HashMap<>(Host.UNKNOWN.users());
    users.putAll(machine.host().users());
    Map<String, Integer> groups = new HashMap<>(Host.UNKNOWN.groups());
    groups.putAll(machine.host().groups());
    return new Host(
        machine.host().architecture(),
        machine.host().virtualization(),
        Optional.empty(),
        commandLine,
        users,
        groups,
        NO_HARDWARE_DATABASE,
        machine.host().files().texts());
  }
}
