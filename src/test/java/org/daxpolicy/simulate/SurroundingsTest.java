package org.daxpolicy.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.daxpolicy.compile.Artifacts;
import org.daxpolicy.compile.Artifacts.Artifact;
import org.daxpolicy.dax.KernelSettings.Presence;
import org.daxpolicy.dax.OnlinePolicy;
import org.daxpolicy.dax.Version;
import org.daxpolicy.machine.HostFacts;
import org.daxpolicy.machine.Machine;
import org.daxpolicy.udev.MemorySysfs;
import org.daxpolicy.udev.UdevVersion;
import org.junit.jupiter.api.Test;

class SurroundingsTest {
  private static Machine machine(MemorySysfs sysfs, String cmdline, Map<String, String> config) {
    HostFacts host =
        new HostFacts(
            Optional.empty(),
            Optional.of("6.14.1"),
            Optional.of("300"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(cmdline).filter(c -> !c.isEmpty()),
            new TreeMap<>(config),
            Map.of(),
            Map.of());
    return new Machine("m", host, sysfs, Map.of(), java.util.List.of());
  }

  private static Surroundings of(Machine machine, Given given) {
    return Surroundings.of(machine, Installed.NOTHING, given);
  }

  private static Given kernel(int... release) {
    return new Given(
        Optional.of(Version.of(release)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void theFirstSourceOfThePolicyDecides() {
    Map<String, String> config = Map.of("CONFIG_MHP_DEFAULT_ONLINE_TYPE_ONLINE_MOVABLE", "y");
    MemorySysfs shown =
        new MemorySysfs()
            .file("/devices/system/memory/auto_online_blocks", "online_kernel\n", 0644);
    String line = "memhp_default_state=offline";
    assertEquals(
        OnlinePolicy.OFFLINE,
        of(machine(shown, line, config), Given.NOTHING).settings().policy(),
        "what was written after the boot does not outlast it");
    assertEquals(
        OnlinePolicy.ONLINE_KERNEL,
        of(machine(shown, "quiet", config), Given.NOTHING).settings().policy());
    assertEquals(
        OnlinePolicy.OFFLINE,
        of(machine(new MemorySysfs(), line, config), Given.NOTHING).settings().policy());
    assertEquals(
        OnlinePolicy.ONLINE_MOVABLE,
        of(machine(new MemorySysfs(), "", config), Given.NOTHING).settings().policy());
    assertEquals(
        OnlinePolicy.ONLINE,
        of(machine(new MemorySysfs(), "memhp_default_state=junk", Map.of()), Given.NOTHING)
            .settings()
            .policy());
    assertEquals(
        OnlinePolicy.ONLINE,
        of(
                machine(new MemorySysfs(), "", Map.of("CONFIG_MEMORY_HOTPLUG_DEFAULT_ONLINE", "y")),
                Given.NOTHING)
            .settings()
            .policy());
  }

  @Test
  void anotherKernelBringsItsOwnDefaultButKeepsTheCommandLine() {
    MemorySysfs shown =
        new MemorySysfs().file("/devices/system/memory/auto_online_blocks", "online\n", 0644);
    assertEquals(
        OnlinePolicy.OFFLINE, of(machine(shown, "", Map.of()), kernel(6, 1)).settings().policy());
    assertEquals(
        OnlinePolicy.ONLINE_MOVABLE,
        of(machine(shown, "memhp_default_state=online_movable", Map.of()), kernel(6, 1))
            .settings()
            .policy());
  }

  private static Given cmdline(String line) {
    return new Given(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(line),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void anotherCommandLineReplacesTheSnapshots() {
    MemorySysfs shown =
        new MemorySysfs().file("/devices/system/memory/auto_online_blocks", "offline\n", 0644);
    Machine booted = machine(shown, "memhp_default_state=offline", Map.of());
    assertEquals(
        OnlinePolicy.ONLINE_MOVABLE,
        of(booted, cmdline("memhp_default_state=online_movable")).settings().policy());
    assertEquals(OnlinePolicy.ONLINE, of(booted, cmdline("quiet")).settings().policy());
    assertEquals(
        OnlinePolicy.OFFLINE,
        of(machine(shown, "quiet", Map.of()), cmdline("debug")).settings().policy());
    assertEquals(Optional.of("quiet"), of(booted, cmdline("quiet")).host().commandLine());
  }

  @Test
  void theKernelConfigurationSaysHowKmemIsBuilt() {
    for (Map.Entry<String, Presence> e :
        Map.of(
                "y", Presence.BUILT_IN,
                "m", Presence.MODULE,
                "n", Presence.NOT_CONFIGURED)
            .entrySet()) {
      Machine machine = machine(new MemorySysfs(), "", Map.of("CONFIG_DEV_DAX_KMEM", e.getKey()));
      assertEquals(e.getValue(), of(machine, Given.NOTHING).settings().kmem());
    }
  }

  @Test
  void whatNobodySaysIsAssumedAndSaidSo() {
    Surroundings at = of(machine(new MemorySysfs(), "", Map.of()), Given.NOTHING);
    assertEquals(1L << 27, at.settings().blockSize());
    assertEquals(UdevVersion.NEWEST, at.udev());
    assertEquals(
        "assumed",
        at.facts().stream()
            .filter(f -> f.name().equals("memory block"))
            .findFirst()
            .orElseThrow()
            .source());
  }

  @Test
  void aTreeOfArtifactsIsWhatIsInstalled() {
    TreeMap<String, Artifact> files = new TreeMap<>();
    files.put("etc/udev/rules.d/95-x.rules", new Artifact("r\n", false));
    files.put("etc/systemd/system/x@.service", new Artifact("u\n", false));
    files.put("etc/daxctl.conf.d/x.conf", new Artifact("c\n", false));
    files.put(
        "etc/default/grub.d/x.cfg",
        new Artifact(
            "# a\nGRUB_CMDLINE_LINUX=\"$GRUB_CMDLINE_LINUX memhp_default_state=offline\"\n",
            false));
    files.put("daxpolicy.json", new Artifact("{}\n", false));
    Installed installed = Installed.of(new Artifacts(files));
    assertEquals(Map.of("95-x.rules", "r\n"), installed.rules());
    assertEquals(Map.of("x@.service", "u\n"), installed.units().texts());
    assertEquals(Map.of("x.conf", "c\n"), installed.tree().daxctlConf());
    assertEquals("memhp_default_state=offline", installed.parameters());
    Installed both =
        installed.plus(
            new Installed(
                new TreeMap<>(Map.of("95-x.rules", "other\n")),
                new TreeMap<>(),
                new TreeMap<>(),
                "quiet"));
    assertEquals("other\n", both.rules().get("95-x.rules"));
    assertEquals("quiet memhp_default_state=offline", both.parameters());
  }
}
