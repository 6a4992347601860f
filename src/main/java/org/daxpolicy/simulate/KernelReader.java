package org.daxpolicy.simulate;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.dax.Driver;
import org.daxpolicy.dax.Feature;
import org.daxpolicy.dax.Hotplug;
import org.daxpolicy.dax.KernelParameters;
import org.daxpolicy.dax.KernelSettings;
import org.daxpolicy.dax.KernelSettings.Presence;
import org.daxpolicy.dax.Module;
import org.daxpolicy.dax.OnlinePolicy;
import org.daxpolicy.dax.Origin;
import org.daxpolicy.dax.SoftReserve;
import org.daxpolicy.dax.Version;
import org.daxpolicy.dax.ZonePolicy;
import org.daxpolicy.machine.Machine;
import org.daxpolicy.machine.host.HostTree;
import org.daxpolicy.machine.host.Modprobe;
import org.daxpolicy.machine.host.ModuleState;

/** Finds out how a snapshot's kernel treats dax devices, and writes down what says so. */
final class KernelReader {
  /** Some reports give a date where the release is not known. */
  private static final int FIRST_YEAR = 1990;

  /** What an unknown kernel is taken for: one that does all that kernels came to do. */
  private static final Version NEWEST = Version.of(7, 3);

  private static final String HOTPLUG = "/module/memory_hotplug/parameters/";

  private final Machine machine;
  private final HostTree files;
  private final Given given;
  private final String added;
  private final List<Fact> facts;
  private final SysfsFiles sysfs;
  private final Optional<String> line;
  private final KernelParameters parameters;
  private final PolicyReader policy;
  private final Optional<Version> release;

  /**
   * @param files what is installed, the snapshot's own files included
   * @param added kernel parameters that installed boot files add
   * @param facts where to write down what was found
   */
  KernelReader(Machine machine, HostTree files, Given given, String added, List<Fact> facts) {
    this.machine = machine;
    this.files = files;
    this.given = given;
    this.added = added;
    this.facts = facts;
    this.sysfs = new SysfsFiles(machine.sysfs());
    this.line = given.cmdline().or(() -> machine.host().commandLine());
    this.parameters = KernelParameters.parse((line.orElse("") + " " + added).strip());
    this.policy = new PolicyReader(machine, given, added, facts);
    this.release =
        given
            .kernel()
            .or(() -> machine.host().kernelVersion().filter(v -> v.parts().get(0) < FIRST_YEAR));
  }

  /** The kernel's release; empty if nobody tells. */
  Optional<Version> release() {
    return release;
  }

  KernelSettings settings() {
    facts.add(
        release
            .map(
                k ->
                    new Fact(
                        "kernel", k.toString(), Surroundings.source(given.kernel().isPresent())))
            .orElse(new Fact("kernel", "unknown", "taken for one that does as the newest do")));
    given.cmdline().ifPresent(c -> facts.add(new Fact("kernel parameters", c, "given")));
    Modprobe modprobe = files.modprobe();
    KernelSettings settings =
        new KernelSettings(
                release.orElse(NEWEST),
                seen(),
                modules(),
                new Hotplug(OnlinePolicy.OFFLINE, zones(), false, memmap(), blockSize()),
                softReserve(modprobe))
            .under(parameters);
    for (String name : modprobe.blacklist()) {
      settings = keep(settings, name, Presence.BLACKLISTED);
    }
    for (Map.Entry<String, String> install : modprobe.installs().entrySet()) {
      if (install.getValue().matches("(?:/usr)?(?:/bin/)?(?:false|true|:)\\b.*")) {
        settings = keep(settings, install.getKey(), Presence.FORBIDDEN);
      }
    }
    if (given.kmem().isPresent()) {
      settings = settings.with(Module.KMEM, given.kmem().get());
    }
    if (given.regionIdle().isPresent()) {
      settings = settings.with(settings.softReserve().withIdle(given.regionIdle().get()));
    }
    settings = settings.with(settings.hotplug().with(policy.policy(release)));
    if (given.zones().isPresent()) {
      settings = settings.with(settings.hotplug().with(given.zones().get()));
    }
    tell(settings, modprobe);
    return settings;
  }

  private static KernelSettings keep(KernelSettings settings, String module, Presence how) {
    return Module.parse(module).map(m -> settings.kept(m, how)).orElse(settings);
  }

  private void tell(KernelSettings settings, Modprobe modprobe) {
    String kmemSource =
        given.kmem().isPresent()
            ? "given"
            : modprobe.blacklist().contains("kmem") || modprobe.installs().containsKey("kmem")
                ? "modprobe.d"
                : told(Module.KMEM).isPresent()
                    ? "kernel configuration"
                    : "assumed, and kernel parameters";
    facts.add(new Fact("kmem", settings.kmem().word(), kmemSource));
    if (!settings.hotplug().zones().equals(ZonePolicy.CONTIG_ZONES)) {
      facts.add(
          new Fact(
              "online policy",
              settings.hotplug().zones().word(),
              given.zones().isPresent() ? "given" : "kernel parameters"));
    }
    if (!added.isEmpty()) {
      facts.add(new Fact("added kernel parameters", added, "installed"));
    }
    if (settings.softReserve().idle()) {
      facts.add(
          new Fact("region idle", "true", Surroundings.source(given.regionIdle().isPresent())));
    }
    settings
        .seen()
        .forEach(
            (feature, there) -> {
              boolean table = settings.version().compareTo(feature.since()) >= 0;
              if (there != table) {
                facts.add(
                    new Fact(
                        feature.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        there ? "yes" : "no",
                        "seen on the machine"));
              }
            });
  }

  // ---- features

  /** What the machine shows beats what its release says; another kernel shows nothing here. */
  private Map<Feature, Boolean> seen() {
    Map<Feature, Boolean> seen = new EnumMap<>(Feature.class);
    if (given.kernel().isPresent()) {
      return seen;
    }
    for (String device : machine.daxDevices()) {
      Optional<String> driver = sysfs.link(device + "/driver");
      boolean complete = sysfs.names(device).size() > 8;
      shown(seen, Feature.MEMMAP_ATTRIBUTE, device + "/memmap_on_memory", complete);
      if (driver.equals(Optional.of(Driver.KMEM.sysfsName()))) {
        shown(seen, Feature.STATE_ATTRIBUTE, device + "/state", complete);
      }
      if (device.contains("/hmem.")) {
        seen.put(Feature.HMEM_BELOW_PLATFORM, device.contains("/hmem_platform.0/hmem."));
      }
      if (release.isEmpty() && driver.isPresent() && !sysfs.origin(device).equals(pmem())) {
        seen.put(Feature.KMEM_FIRST, driver.equals(Optional.of(Driver.KMEM.sysfsName())));
      }
    }
    if (!sysfs.names("/bus/dax/drivers/fsdev_dax").isEmpty()) {
      seen.put(Feature.FSDEV, true);
    }
    placement(seen);
    return seen;
  }

  /** A snapshot that shows one of the two directories would show the other. */
  private void placement(Map<Feature, Boolean> seen) {
    String weights = "/kernel/mm/mempolicy/weighted_interleave";
    String demotion = "/kernel/mm/numa/demotion_enabled";
    boolean complete = sysfs.exists(demotion) || !sysfs.names(weights).isEmpty();
    boolean nodes = !machine.host().config("CONFIG_NUMA").equals(Optional.of("n"));
    if (complete || !nodes) {
      seen.put(Feature.DEMOTION, nodes && sysfs.exists(demotion));
      seen.put(Feature.WEIGHTED_INTERLEAVE, nodes && !sysfs.names(weights).isEmpty());
      seen.put(Feature.WEIGHTS_FROM_BANDWIDTH, nodes && sysfs.exists(weights + "/auto"));
    }
  }

  private static Optional<Origin> pmem() {
    return Optional.of(Origin.PMEM);
  }

  private void shown(Map<Feature, Boolean> seen, Feature feature, String path, boolean complete) {
    if (sysfs.exists(path)) {
      seen.put(feature, true);
    } else if (complete) {
      seen.putIfAbsent(feature, false);
    }
  }

  // ---- modules

  private Map<Module, Presence> modules() {
    Map<Module, Presence> modules = new EnumMap<>(Module.class);
    for (Module module : Module.values()) {
      told(module).ifPresent(p -> modules.put(module, p));
    }
    return modules;
  }

  /** How a module can be had by the kernel's configuration and what is installed. */
  private Optional<Presence> told(Module module) {
    Optional<Presence> configured =
        machine
            .host()
            .config(option(module))
            .map(
                v ->
                    switch (v) {
                      case "y" -> Presence.BUILT_IN;
                      case "m" -> Presence.MODULE;
                      default -> Presence.NOT_CONFIGURED;
                    });
    Optional<ModuleState> state = machine.host().module(module.word());
    if (configured.equals(Optional.of(Presence.NOT_CONFIGURED)) || state.isEmpty()) {
      return configured;
    }
    return Optional.of(
        switch (state.get()) {
          case BUILT_IN -> Presence.BUILT_IN;
          case LOADED, INSTALLED -> Presence.MODULE;
          // a module that no kernel of this configuration has was not configured
          case ABSENT -> configured.isPresent() ? Presence.MISSING : Presence.NOT_CONFIGURED;
        });
  }

  private static String option(Module module) {
    return switch (module) {
      case DEVICE_DAX -> "CONFIG_DEV_DAX";
      case KMEM -> "CONFIG_DEV_DAX_KMEM";
      case FSDEV_DAX -> "CONFIG_DEV_DAX_FSDEV";
      case DAX_HMEM -> "CONFIG_DEV_DAX_HMEM";
      case DAX_CXL -> "CONFIG_DEV_DAX_CXL";
      case DAX_PMEM -> "CONFIG_DEV_DAX_PMEM";
    };
  }

  // ---- memory

  private ZonePolicy zones() {
    if (given.cmdline().isPresent()) {
      return ZonePolicy.CONTIG_ZONES;
    }
    ZonePolicy shown =
        sysfs
            .text(HOTPLUG + "online_policy")
            .flatMap(ZonePolicy::parse)
            .orElse(ZonePolicy.CONTIG_ZONES);
    return new ZonePolicy(
        shown.autoMovable(),
        sysfs.number(HOTPLUG + "auto_movable_ratio").orElse(shown.ratio()),
        sysfs.text(HOTPLUG + "auto_movable_numa_aware").map("Y"::equals).orElse(shown.numaAware()));
  }

  private boolean memmap() {
    return given.cmdline().isEmpty()
        && sysfs
            .text(HOTPLUG + "memmap_on_memory")
            .map(v -> v.equals("Y") || v.equals("force"))
            .orElse(false);
  }

  private SoftReserve softReserve(Modprobe modprobe) {
    boolean shown =
        given.cmdline().isEmpty()
            && sysfs.text("/module/dax_hmem/parameters/region_idle").map("Y"::equals).orElse(false);
    boolean configured =
        modprobe.option("dax_hmem", "region_idle").map(v -> v.matches("[1yYtT].*")).orElse(false);
    return SoftReserve.USUAL.withIdle(shown || configured);
  }

  private long blockSize() {
    Optional<Long> printed =
        sysfs
            .text("/devices/system/memory/block_size_bytes")
            .filter(t -> t.matches("[0-9a-f]{1,12}"))
            .map(t -> Long.parseLong(t, 16))
            .filter(b -> b > 0 && Long.bitCount(b) == 1);
    long size = printed.orElse(Hotplug.USUAL_BLOCK);
    facts.add(
        new Fact(
            "memory block",
            String.format(Locale.ROOT, "%dMiB", size >> 20),
            printed.isPresent() ? "snapshot" : "assumed"));
    return size;
  }
}
