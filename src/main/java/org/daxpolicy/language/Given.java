package org.daxpolicy.language;

import java.util.Optional;
import org.daxpolicy.dax.KernelSettings;
import org.daxpolicy.dax.OnlinePolicy;

/**
 * Facts of a test that override the snapshot's. Empty where the snapshot's stands.
 *
 * @param kernel {@code kernel 6.12}: a release that begins with a version
 * @param systemd {@code systemd 257}: a version
 * @param daxctl {@code daxctl 81}: a version
 * @param autoOnline {@code auto-online online_movable}: what happens to added memory blocks
 * @param commandLine {@code cmdline "…"}: the whole kernel command line
 * @param kmem {@code kmem module}, {@code builtin}, {@code blacklisted} or {@code absent}
 * @param regionIdle {@code region-idle true}: {@code dax_hmem.region_idle=1}
 */
public record Given(
    Optional<String> kernel,
    Optional<String> systemd,
    Optional<String> daxctl,
    Optional<OnlinePolicy> autoOnline,
    Optional<String> commandLine,
    Optional<KernelSettings.Presence> kmem,
    Optional<Boolean> regionIdle) {}
