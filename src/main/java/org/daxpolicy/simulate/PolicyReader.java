package org.daxpolicy.simulate;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.daxpolicy.dax.KernelParameters;
import org.daxpolicy.dax.OnlinePolicy;
import org.daxpolicy.dax.Version;
import org.daxpolicy.machine.HostFacts;
import org.daxpolicy.machine.Machine;

/**
 * What the kernel does with added blocks: by its configuration, the parameter {@code
 * memhp_default_state}, or what was written to {@code auto_online_blocks}.
 */
final class PolicyReader {
  private final HostFacts host;
  private final Given given;
  private final String added;
  private final List<Fact> facts;
  private final Optional<OnlinePolicy> shown;
  private final Optional<String> line;

  PolicyReader(Machine machine, Given given, String added, List<Fact> facts) {
    this.host = machine.host();
    this.given = given;
    this.added = added;
    this.facts = facts;
    this.shown =
        new SysfsFiles(machine.sysfs())
            .text("/devices/system/memory/auto_online_blocks")
            .flatMap(OnlinePolicy::parse);
    this.line = given.cmdline().or(host::commandLine);
  }

  /** The first source that says something decides. */
  OnlinePolicy policy(Optional<Version> kernel) {
    Optional<OnlinePolicy> stated = given.autoOnline();
    if (stated.isPresent()) {
      return policy(stated.get(), "given");
    }
    Optional<OnlinePolicy> parameter = parameter(added);
    if (parameter.isPresent()) {
      return policy(parameter.get(), "installed kernel parameters");
    }
    Optional<OnlinePolicy> booted = line.flatMap(this::parameter);
    if (booted.isPresent()) {
      if (given.cmdline().isEmpty() && shown.isPresent() && !shown.equals(booted)) {
        facts.add(new Fact("auto-online now", shown.get().word(), "written after the boot"));
      }
      return policy(
          booted.get(),
          given.cmdline().isPresent() ? "given kernel parameters" : "snapshot's kernel parameters");
    }
    if (shown.isPresent() && given.kernel().isEmpty() && stillHolds()) {
      return policy(shown.get(), "snapshot");
    }
    Optional<OnlinePolicy> built = given.kernel().isPresent() ? Optional.empty() : built();
    if (built.isPresent()) {
      return policy(built.get(), "kernel configuration");
    }
    return assumed(kernel);
  }

  /** What distributions build: {@code config} files and changelogs of their kernels. */
  private OnlinePolicy assumed(Optional<Version> kernel) {
    String release = given.kernel().isPresent() ? "" : host.kernel().orElse("");
    if (release.matches(".*\\.el\\d+.*")) {
      return policy(OnlinePolicy.OFFLINE, "assumed: what RHEL builds");
    }
    boolean accident =
        release.contains("+deb")
            && kernel.filter(k -> k.atLeast(6, 13) && !k.atLeast(6, 17, 2)).isPresent();
    boolean online = kernel.map(k -> k.atLeast(6, 5)).orElse(true) && !accident;
    return policy(
        online ? OnlinePolicy.ONLINE : OnlinePolicy.OFFLINE,
        "assumed: what Debian builds for this kernel");
  }

  /** What the snapshot shows is not what another command line would have brought about. */
  private boolean stillHolds() {
    return given.cmdline().isEmpty()
        || host.commandLine().map(c -> parameter(c).isEmpty()).orElse(false);
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
    for (OnlinePolicy policy : OnlinePolicy.values()) {
      String name = policy == OnlinePolicy.ONLINE ? "online_auto" : policy.word();
      String option = "CONFIG_MHP_DEFAULT_ONLINE_TYPE_" + name.toUpperCase(Locale.ROOT);
      if (host.config(option).equals(Optional.of("y"))) {
        return Optional.of(policy);
      }
    }
    return host.config("CONFIG_MEMORY_HOTPLUG_DEFAULT_ONLINE")
        .map(v -> v.equals("y") ? OnlinePolicy.ONLINE : OnlinePolicy.OFFLINE);
  }
}
