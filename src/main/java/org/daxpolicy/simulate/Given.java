package org.daxpolicy.simulate;

import java.util.Optional;
import org.daxpolicy.dax.KernelSettings.Presence;
import org.daxpolicy.dax.OnlinePolicy;
import org.daxpolicy.dax.Version;
import org.daxpolicy.dax.ZonePolicy;
import org.daxpolicy.udev.UdevVersion;

/**
 * What to assume instead of what the snapshot says.
 *
 * @param kernel another kernel; its auto-online default then comes from a table
 * @param systemd another systemd, and so another udev
 * @param daxctl another daxctl
 * @param autoOnline what the kernel does with added blocks, whatever its parameters say
 * @param cmdline another kernel command line; parameters of installed boot files are still added
 * @param kmem how {@code kmem} can be had
 * @param regionIdle {@code dax_hmem.region_idle}
 * @param zones how the zone of plain {@code online} is picked
 */
public record Given(
    Optional<Version> kernel,
    Optional<Version> systemd,
    Optional<Version> daxctl,
    Optional<OnlinePolicy> autoOnline,
    Optional<String> cmdline,
    Optional<Presence> kmem,
    Optional<Boolean> regionIdle,
    Optional<ZonePolicy> zones) {
  /** The snapshot as it is. */
  public static final Given NOTHING =
      new Given(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** The same, but for udev's release, which comes with systemd's. */
  public Given with(UdevVersion version) {
    return new Given(
        kernel,
        Optional.of(Version.of(version.number())),
        daxctl,
        autoOnline,
        cmdline,
        kmem,
        regionIdle,
        zones);
  }

  /** The same with zones picked as the snapshot says. */
  public Given(
      Optional<Version> kernel,
      Optional<Version> systemd,
      Optional<Version> daxctl,
      Optional<OnlinePolicy> autoOnline,
      Optional<String> cmdline,
      Optional<Presence> kmem,
      Optional<Boolean> regionIdle) {
    this(kernel, systemd, daxctl, autoOnline, cmdline, kmem, regionIdle, Optional.empty());
  }
}
