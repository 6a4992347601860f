package org.daxpolicy.simulate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.dax.KernelParameters;
import org.daxpolicy.dax.KernelSettings;
import org.daxpolicy.dax.KernelSettings.Presence;
import org.daxpolicy.dax.OnlinePolicy;
import org.daxpolicy.dax.Version;
import org.daxpolicy.machine.Machine;
import org.daxpolicy.udev.Host;
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
 * @param facts all of it for people
 */
record Surroundings(
    Optional<Version> kernel,
    KernelSettings settings,
    UdevVersion udev,
    Optional<Version> daxctl,
    Host host,
    List<Fact> facts) {
  /** Some reports give a date where the release is not known. */
  private static final int FIRST_YEAR = 1990;

  private static final long USUAL_BLOCK = 1L << 27;
  private static final UdevVersion USUAL_UDEV = UdevVersion.NEWEST;

  static Surroundings of(Machine machine, Installed installed, Given given) {
    return of(machine, installed, given, Told.NOTHING);
  }

  static Surroundings of(Machine machine, Installed installed, Given given, Told told) {
    return new Maker(machine, installed, given, told).make();
  }

  private static final class Maker {
    private final Machine machine;
    private final Given given;
    private final Told told;
    private final SysfsFiles sysfs;
    private final String added;
    private final Optional<String> line;
    private final List<Fact> facts = new ArrayList<>();

    Maker(Machine machine, Installed installed, Given given, Told told) {
      this.machine = machine;
      this.given = given;
      this.told = told;
      this.sysfs = new SysfsFiles(machine.sysfs());
      this.added = installed.parameters().strip();
      this.line = given.cmdline().or(() -> machine.host().commandLine());
    }

    Surroundings make() {
      Optional<Version> kernel = kernel();
      KernelSettings settings = settings(kernel);
      UdevVersion udev = udev();
      Optional<Version> daxctl =
          given.daxctl().or(() -> machine.host().daxctl().flatMap(Version::parse));
      daxctl.ifPresent(
          d -> facts.add(new Fact("daxctl", d.toString(), source(given.daxctl().isPresent()))));
      return new Surroundings(kernel, settings, udev, daxctl, host(), List.copyOf(facts));
    }

    private static String source(boolean given) {
      return given ? "given" : "snapshot";
    }

    private Optional<Version> kernel() {
      Optional<Version> kernel =
          given
              .kernel()
              .or(() -> machine.host().kernelVersion().filter(v -> v.parts().get(0) < FIRST_YEAR));
      facts.add(
          kernel
              .map(k -> new Fact("kernel", k.toString(), source(given.kernel().isPresent())))
              .orElse(new Fact("kernel", "unknown", "devices as the snapshot shows them")));
      return kernel;
    }

    private KernelSettings settings(Optional<Version> kernel) {
      KernelParameters parameters = KernelParameters.parse(whole());
      given.cmdline().ifPresent(c -> facts.add(new Fact("kernel parameters", c, "given")));
      KernelSettings settings =
          KernelSettings.of(
              kernel.orElse(Version.of(0)),
              kmem(),
              Presence.MODULE,
              OnlinePolicy.OFFLINE,
              parameters,
              blockSize());
      settings = settings.with(policy(kernel));
      boolean idle =
          given
              .regionIdle()
              .orElse(
                  settings.regionIdle()
                      || sysfs
                          .text("/module/dax_hmem/parameters/region_idle")
                          .map(t -> t.equals("Y"))
                          .orElse(false));
      facts.add(new Fact("kmem", settings.kmem().word(), kmemSource()));
      if (!added.isEmpty()) {
        facts.add(new Fact("added kernel parameters", added, "installed"));
      }
      if (idle) {
        facts.add(new Fact("region idle", "true", source(given.regionIdle().isPresent())));
      }
      return new KernelSettings(
          settings.version(),
          settings.kmem(),
          settings.deviceDax(),
          settings.policy(),
          idle,
          settings.hmemDisabled(),
          settings.movableNode(),
          settings.blockSize());
    }

    private long blockSize() {
      Optional<Long> printed =
          sysfs
              .text("/devices/system/memory/block_size_bytes")
              .filter(t -> t.matches("[0-9a-f]{1,12}"))
              .map(t -> Long.parseLong(t, 16))
              .filter(b -> b > 0);
      long size = printed.orElse(USUAL_BLOCK);
      facts.add(
          new Fact(
              "memory block",
              String.format(Locale.ROOT, "%dMiB", size >> 20),
              printed.isPresent() ? "snapshot" : "assumed"));
      return size;
    }

    private Presence kmem() {
      return given.kmem().or(this::configured).orElse(Presence.MODULE);
    }

    private String kmemSource() {
      return given.kmem().isPresent()
          ? "given"
          : configured().isPresent() ? "kernel configuration" : "assumed, and kernel parameters";
    }

    private Optional<Presence> configured() {
      return Optional.ofNullable(machine.host().kernelConfig().get("CONFIG_DEV_DAX_KMEM"))
          .map(
              v ->
                  switch (v) {
                    case "y" -> Presence.BUILT_IN;
                    case "m" -> Presence.MODULE;
                    default -> Presence.NOT_CONFIGURED;
                  });
    }

    /** The first source that says something decides. */
    private OnlinePolicy policy(Optional<Version> kernel) {
      Optional<OnlinePolicy> stated = given.autoOnline();
      if (stated.isPresent()) {
        return policy(stated.get(), "given");
      }
      Optional<OnlinePolicy> parameter = parameter(added);
      if (parameter.isPresent()) {
        return policy(parameter.get(), "installed kernel parameters");
      }
      Optional<OnlinePolicy> shown =
          sysfs.text("/devices/system/memory/auto_online_blocks").flatMap(OnlinePolicy::parse);
      Optional<OnlinePolicy> booted = line.flatMap(this::parameter);
      if (given.cmdline().isPresent() && booted.isPresent()) {
        return policy(booted.get(), "given kernel parameters");
      }
      if (shown.isPresent() && given.kernel().isEmpty() && stillHolds()) {
        return policy(shown.get(), "snapshot");
      }
      if (booted.isPresent()) {
        return policy(booted.get(), "snapshot's kernel parameters");
      }
      Optional<OnlinePolicy> built = given.kernel().isPresent() ? Optional.empty() : built();
      if (built.isPresent()) {
        return policy(built.get(), "kernel configuration");
      }
      boolean online = kernel.map(k -> k.atLeast(6, 5)).orElse(true);
      return policy(
          online ? OnlinePolicy.ONLINE : OnlinePolicy.OFFLINE,
          "assumed: what Debian builds for this kernel");
    }

    /** What the snapshot shows is not what another command line would have brought about. */
    private boolean stillHolds() {
      return given.cmdline().isEmpty()
          || machine.host().commandLine().map(c -> parameter(c).isEmpty()).orElse(false);
    }

    private String whole() {
      return (line.orElse("").strip() + " " + added).strip();
    }

    private OnlinePolicy policy(OnlinePolicy policy, String source) {
      facts.add(new Fact("auto-online", policy.word(), source));
      return policy;
    }

    private Optional<OnlinePolicy> parameter(String text) {
      return KernelParameters.parse(text).value("memhp_default_state").flatMap(OnlinePolicy::parse);
    }

    /** The build default: a choice since 6.14, a yes or no before. */
    private Optional<OnlinePolicy> built() {
      Map<String, String> config = machine.host().kernelConfig();
      for (OnlinePolicy policy : OnlinePolicy.values()) {
        String name = policy == OnlinePolicy.ONLINE ? "online_auto" : policy.word();
        String option = "CONFIG_MHP_DEFAULT_ONLINE_TYPE_" + name.toUpperCase(Locale.ROOT);
        if ("y".equals(config.get(option))) {
          return Optional.of(policy);
        }
      }
      return Optional.ofNullable(config.get("CONFIG_MEMORY_HOTPLUG_DEFAULT_ONLINE"))
          .map(v -> v.equals("y") ? OnlinePolicy.ONLINE : OnlinePolicy.OFFLINE);
    }

    private UdevVersion udev() {
      Optional<UdevVersion> stated =
          given
              .systemd()
              .or(() -> machine.host().systemdVersion())
              .map(v -> new UdevVersion(v.parts().get(0)));
      UdevVersion version = stated.orElse(USUAL_UDEV);
      facts.add(
          new Fact(
              "udev",
              version.toString(),
              stated.isPresent() ? source(given.systemd().isPresent()) : "assumed"));
      return version.compareTo(UdevVersion.OLDEST) < 0 ? UdevVersion.OLDEST : version;
    }

    private Host host() {
      Map<String, Integer> users = new HashMap<>(Host.UNKNOWN.users());
      users.putAll(machine.host().users());
      Map<String, Integer> groups = new HashMap<>(Host.UNKNOWN.groups());
      groups.putAll(machine.host().groups());
      Host host =
          new Host(
              machine.host().architecture(),
              machine.host().virtualization(),
              Optional.empty(),
              line.isEmpty() && added.isEmpty() ? Optional.empty() : Optional.of(whole()),
              users,
              groups,
              Map.of(),
              Map.of());
      return told.on(host);
    }
  }
}
