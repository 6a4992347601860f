package org.daxpolicy.machine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.daxpolicy.dax.Version;
import org.daxpolicy.machine.host.HostTree;
import org.daxpolicy.machine.host.ModuleState;
import org.daxpolicy.udev.UdevVersion;

/**
 * What a snapshot says of the host as a whole. Absent is unknown.
 *
 * @param name a short name of the machine, for people
 * @param kernel the running kernel's release, {@code 6.12.107+deb13-cloud-amd64}
 * @param systemd the systemd (and udev) release
 * @param daxctl the daxctl release
 * @param architecture udev's name, {@code x86-64}
 * @param virtualization {@code none}, {@code kvm}, …
 * @param commandLine the kernel's command line; values a capture hid are {@code [hidden]}
 * @param kernelConfig options that matter, {@code CONFIG_DEV_DAX_KMEM} to {@code m}; {@code n} for
 *     one that the configuration says is not set
 * @param users user name to uid
 * @param groups group name to gid
 * @param versions releases of other software by name: {@code ndctl}, {@code cxl}, {@code os}
 * @param modules modules of memory devices by name, {@code -} written {@code _}; one that is not
 *     listed is unknown
 * @param files rules, units, configuration, parts of {@code /proc}
 * @param unread what a capture could not read, a sentence each
 */
public record HostFacts(
    Optional<String> name,
    Optional<String> kernel,
    Optional<String> systemd,
    Optional<String> daxctl,
    Optional<String> architecture,
    Optional<String> virtualization,
    Optional<String> commandLine,
    SortedMap<String, String> kernelConfig,
    Map<String, Integer> users,
    Map<String, Integer> groups,
    SortedMap<String, String> versions,
    SortedMap<String, ModuleState> modules,
    HostTree files,
    List<String> unread) {
  /** A host of which nothing is known. */
  public static final HostFacts UNKNOWN =
      new HostFacts(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Collections.emptySortedMap(),
          Map.of(),
          Map.of());

  public HostFacts {
    kernelConfig = Collections.unmodifiableSortedMap(new TreeMap<>(kernelConfig));
    users = Map.copyOf(users);
    groups = Map.copyOf(groups);
    versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
    modules = Collections.unmodifiableSortedMap(new TreeMap<>(modules));
    unread = List.copyOf(unread);
  }

  /** The same host booted with another command line. */
  public HostFacts withCommandLine(String line) {
    return new HostFacts(
        name,
        kernel,
        systemd,
        daxctl,
        architecture,
        virtualization,
        Optional.of(line),
        kernelConfig,
        users,
        groups,
        versions,
        modules,
        files,
        unread);
  }

  /** A host of whose other software, modules and files nothing is known. */
  public HostFacts(
      Optional<String> name,
      Optional<String> kernel,
      Optional<String> systemd,
      Optional<String> daxctl,
      Optional<String> architecture,
      Optional<String> virtualization,
      Optional<String> commandLine,
      SortedMap<String, String> kernelConfig,
      Map<String, Integer> users,
      Map<String, Integer> groups) {
    this(
        name,
        kernel,
        systemd,
        daxctl,
        architecture,
        virtualization,
        commandLine,
        kernelConfig,
        users,
        groups,
        Collections.emptySortedMap(),
        Collections.emptySortedMap(),
        HostTree.NONE,
        List.of());
  }

  /** The same host, of which one more thing could not be read. */
  HostFacts withUnread(String sentence) {
    List<String> more = new ArrayList<>(unread);
    more.add(sentence);
    return new HostFacts(
        name,
        kernel,
        systemd,
        daxctl,
        architecture,
        virtualization,
        commandLine,
        kernelConfig,
        users,
        groups,
        versions,
        modules,
        files,
        more);
  }

  /** The same host with other files. */
  public HostFacts withFiles(HostTree other) {
    return new HostFacts(
        name,
        kernel,
        systemd,
        daxctl,
        architecture,
        virtualization,
        commandLine,
        kernelConfig,
        users,
        groups,
        versions,
        modules,
        other,
        unread);
  }

  /** The kernel's release as a number. */
  public Optional<Version> kernelVersion() {
    return kernel.flatMap(Version::parse);
  }

  /** The systemd release as a number. */
  public Optional<Version> systemdVersion() {
    return systemd.flatMap(Version::parse);
  }

  /** The udev release, which is systemd's. */
  public Optional<UdevVersion> udevVersion() {
    return systemdVersion().map(v -> new UdevVersion(v.parts().get(0)));
  }

  /**
   * An option of the kernel's configuration: {@code y}, {@code m}, {@code n} or a value; empty if
   * the snapshot does not tell.
   *
   * @param option with {@code CONFIG_}
   */
  public Optional<String> config(String option) {
    return Optional.ofNullable(kernelConfig.get(option));
  }

  /** How a module can be had; empty if the snapshot does not tell. */
  public Optional<ModuleState> module(String name) {
    return Optional.ofNullable(modules.get(name.replace('-', '_')));
  }
}
