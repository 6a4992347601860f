package org.daxpolicy.dax;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What decides how a kernel treats dax devices.
 *
 * @param version its release
 * @param seen features a machine shows or lacks, whatever the release
 * @param modules how each module can be had; what is not listed is an ordinary module
 * @param hotplug what it does with memory that is added
 * @param softReserve what it does with soft-reserved memory
 */
public record KernelSettings(
    Version version,
    Map<Feature, Boolean> seen,
    Map<Module, Presence> modules,
    Hotplug hotplug,
    SoftReserve softReserve) {
  public KernelSettings {
    seen = copy(seen, Feature.class);
    modules = copy(modules, Module.class);
  }

  private static <K extends Enum<K>, V> Map<K, V> copy(Map<K, V> from, Class<K> keys) {
    Map<K, V> copy = new EnumMap<>(keys);
    copy.putAll(from);
    return Collections.unmodifiableMap(copy);
  }

  /** How a driver can be had. */
  public enum Presence {
    /** Part of the kernel image: bound before any rule runs. */
    BUILT_IN("builtin"),
    /** A module that udev loads. */
    MODULE("module"),
    /** A module that is not loaded by itself; {@code modprobe} by name still loads it. */
    BLACKLISTED("blacklisted"),
    /** A module that nothing loads: {@code module_blacklist=}, {@code install … /bin/false}. */
    FORBIDDEN("forbidden"),
    /** Configured as a module that is not installed. */
    MISSING("absent"),
    /** Not configured at build. */
    NOT_CONFIGURED("not-configured");

    private final String word;

    Presence(String word) {
      this.word = word;
    }

    /** The word tests and reports use. */
    public String word() {
      return word;
    }

    /** Whether a device finds the driver without anyone's help. */
    public boolean available() {
      return this == BUILT_IN || this == MODULE;
    }
  }

  /** A release as it is built, without parameters. */
  public static KernelSettings of(Version version, OnlinePolicy policy) {
    return new KernelSettings(version, Map.of(), Map.of(), Hotplug.of(policy), SoftReserve.USUAL);
  }

  /** The same booted with a command line; what it does not say stays. */
  public KernelSettings under(KernelParameters parameters) {
    KernelSettings now =
        new KernelSettings(
            version, seen, modules, hotplug.under(parameters), softReserve.under(parameters));
    for (Module module : Module.values()) {
      if (parameters.forbidden().contains(module.word())) {
        now = now.kept(module, Presence.FORBIDDEN);
      } else if (parameters.blacklist().contains(module.word())) {
        now = now.kept(module, Presence.BLACKLISTED);
      }
    }
    return now;
  }

  /**
   * The same with a module kept from being loaded; built-in drivers and missing ones are beyond the
   * reach of blacklists.
   */
  public KernelSettings kept(Module module, Presence how) {
    return presence(module) == Presence.MODULE || presence(module) == Presence.BLACKLISTED
        ? with(module, how)
        : this;
  }

  /** Whether the kernel does this. */
  public boolean has(Feature feature) {
    Boolean shown = seen.get(feature);
    return shown != null ? shown : version.compareTo(feature.since()) >= 0;
  }

  /** How a module can be had. */
  public Presence presence(Module module) {
    return modules.getOrDefault(module, Presence.MODULE);
  }

  /** How {@code kmem} can be had. */
  public Presence kmem() {
    return presence(Module.KMEM);
  }

  /** What it does with added memory blocks. */
  public OnlinePolicy policy() {
    return hotplug.policy();
  }

  /** Bytes of a memory block. */
  public long blockSize() {
    return hotplug.blockSize();
  }

  /** The same with a module that can be had otherwise. */
  public KernelSettings with(Module module, Presence presence) {
    Map<Module, Presence> other = new EnumMap<>(Module.class);
    other.putAll(modules);
    other.put(module, presence);
    return new KernelSettings(version, seen, other, hotplug, softReserve);
  }

  /** The same with or without a feature, whatever the release. */
  public KernelSettings with(Feature feature, boolean present) {
    Map<Feature, Boolean> other = new EnumMap<>(Feature.class);
    other.putAll(seen);
    other.put(feature, present);
    return new KernelSettings(version, other, modules, hotplug, softReserve);
  }

  /** The same with other hotplug. */
  public KernelSettings with(Hotplug other) {
    return new KernelSettings(version, seen, modules, other, softReserve);
  }

  /** The same with another treatment of soft-reserved memory. */
  public KernelSettings with(SoftReserve other) {
    return new KernelSettings(version, seen, modules, hotplug, other);
  }
}
