package org.daxpolicy.machine;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.daxpolicy.dax.Version;
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
 * @param commandLine the kernel's command line
 * @param kernelConfig options that matter, {@code CONFIG_DEV_DAX_KMEM} to {@code m}
 * @param users user name to uid
 * @param groups group name to gid
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
    Map<String, Integer> groups) {
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
}
