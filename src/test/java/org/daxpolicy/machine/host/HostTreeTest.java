package org.daxpolicy.machine.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.daxpolicy.udev.UdevVersion;
import org.junit.jupiter.api.Test;

/** Files of a host as the programs that own them read them. */
class HostTreeTest {
  private final TreeMap<String, HostTree.Entry> entries = new TreeMap<>();

  private HostTreeTest file(String path, String text) {
    entries.put(path, new HostTree.Entry.File(Optional.of(text)));
    return this;
  }

  private HostTreeTest unreadable(String path) {
    entries.put(path, new HostTree.Entry.File(Optional.empty()));
    return this;
  }

  private HostTreeTest link(String path, String target, String... text) {
    entries.put(path, new HostTree.Entry.Link(target, List.of(text).stream().findFirst()));
    return this;
  }

  private HostTree tree() {
    return new HostTree(entries);
  }

  @Test
  void rulesOfHigherPriorityHideOthersOfTheirName() {
    file("/usr/lib/udev/rules.d/50-a.rules", "usr a");
    file("/usr/lib/udev/rules.d/50-b.rules", "usr b");
    file("/usr/lib/udev/rules.d/50-c.rules", "usr c");
    file("/usr/lib/udev/rules.d/50-d.rules", "usr d");
    file("/usr/lib/udev/rules.d/50-e.rules", "usr e");
    file("/usr/lib/udev/rules.d/60-only.rules", "usr only");
    file("/usr/lib/udev/rules.d/README", "no rules");
    file("/etc/udev/rules.d/50-a.rules", "etc a");
    link("/etc/udev/rules.d/50-b.rules", "/dev/null");
    link("/run/udev/rules.d/50-c.rules", "../../../dev/null");
    file("/etc/udev/rules.d/50-d.rules", "");
    link("/etc/udev/rules.d/50-e.rules", "/opt/e.rules", "opt e");
    assertEquals(
        Map.of("50-a.rules", "etc a", "50-e.rules", "opt e", "60-only.rules", "usr only"),
        tree().rules(new UdevVersion(257)));
  }

  @Test
  void aLinkThatLeadsNowhereHidesUntilSystemd258() {
    link("/etc/udev/rules.d/50-a.rules", "/nowhere");
    file("/usr/lib/udev/rules.d/50-a.rules", "usr a");
    assertEquals(Map.of(), tree().rules(new UdevVersion(257)));
    assertEquals(Map.of("50-a.rules", "usr a"), tree().rules(new UdevVersion(258)));
  }

  @Test
  void rulesBelowLibCountUntilSystemd256() {
    file("/lib/udev/rules.d/50-a.rules", "lib a");
    assertEquals(Map.of("50-a.rules", "lib a"), tree().rules(new UdevVersion(255)));
    assertEquals(Map.of(), tree().rules(new UdevVersion(256)));
  }

  @Test
  void unitsHaveTheirDropInsAppended() {
    file("/usr/lib/systemd/system/x@.service", "[Service]\nExecStart=/bin/x");
    file("/usr/lib/systemd/system/x@.service.d/20-late.conf", "late\n");
    file("/usr/lib/systemd/system/x@.service.d/10-both.conf", "usr\n");
    file("/etc/systemd/system/x@.service.d/10-both.conf", "etc\n");
    file("/etc/systemd/system/y.service.d/10-alone.conf", "alone\n");
    link("/etc/systemd/system/multi-user.target.wants/x@a.service", "../x@.service");
    link("/etc/systemd/system/z.service", "/dev/null");
    file("/usr/lib/systemd/system/z.service", "[Service]\n");
    unreadable("/usr/lib/systemd/system/secret.service");
    Units units = tree().units();
    assertEquals(Map.of("x@.service", "[Service]\nExecStart=/bin/x\netc\nlate\n"), units.texts());
    assertEquals(Set.of("z.service"), units.masked());
    assertEquals(Map.of("multi-user.target", Set.of("x@a.service")), units.wanted());
  }

  @Test
  void modprobeReadsItsDirectoriesByName() {
    file(
        "/etc/modprobe.d/dax.conf",
        """
        # comment
        blacklist kmem
          options dax-hmem region_idle=1 \\
             other=a
        install nd_pmem /bin/false
        softdep kmem pre: cxl-acpi
        alias dax:t0* device-dax
        blacklist
        """);
    file("/usr/lib/modprobe.d/dax.conf", "blacklist hidden\n");
    file("/usr/lib/modprobe.d/more.conf", "options dax_hmem region_idle\noptions kmem x=2\n");
    file("/etc/modules", "# these\nkmem\n");
    file("/etc/modules-load.d/a.conf", ";no\ndevice-dax\n");
    Modprobe modprobe = tree().modprobe();
    assertEquals(Set.of("kmem"), modprobe.blacklist());
    assertEquals(Optional.of("Y"), modprobe.option("dax_hmem", "region_idle"));
    assertEquals(Optional.of("a"), modprobe.option("dax_hmem", "other"));
    assertEquals(Optional.empty(), modprobe.option("dax_hmem", "none"));
    assertEquals(Map.of("nd_pmem", "/bin/false"), modprobe.installs());
    assertEquals(Map.of("kmem", "pre: cxl-acpi"), modprobe.softDependencies());
    assertEquals(Map.of("dax:t0*", "device_dax"), modprobe.aliases());
    assertEquals(Set.of("device_dax", "kmem"), modprobe.loaded());
  }

  @Test
  void daxctlIgnoresLinks() {
    file("/etc/daxctl.conf.d/a.conf", "a");
    link("/etc/daxctl.conf.d/b.conf", "a.conf", "a");
    file("/etc/daxctl.conf.d/c.txt", "c");
    assertEquals(Map.of("a.conf", "a"), tree().daxctlConf());
  }

  @Test
  void zonesHaveTheirWatermarks() {
    file(
        "/proc/zoneinfo",
        """
        Node 0, zone      DMA
          per-node stats
              nr_inactive_anon 7
          pages free     3840
                boost    0
                min      8
                low      11
                high     14
                spanned  4095
                present  3998
                managed  3840
                protection: (0, 1983, 1983)
              nr_free_pages 3840
          pagesets
            cpu: 0
                      count:    0
                      high:     99
          start_pfn:           1
        Node 1, zone  Movable
          pages free     262144
                min      0
                present  262144
          start_pfn:           1048576
        """);
    assertEquals(
        List.of(
            new ZoneInfo(0, "DMA", 1, 4095, 3998, 3840, 3840, 8, 11, 14),
            new ZoneInfo(1, "Movable", 1048576, 0, 262144, 0, 262144, 0, 0, 0)),
        tree().zones());
  }

  @Test
  void physicalRangesAreNested() {
    file(
        "/proc/iomem",
        """
        100000000-13fffffff : Soft Reserved
          100000000-13fffffff : dax0.0
            100000000-13fffffff : System RAM (kmem)
        00000000-00000000 : hidden
        not a line
        """);
    List<PhysicalRange> ranges = tree().physicalRanges();
    assertEquals(4, ranges.size());
    assertEquals(
        new PhysicalRange(0x100000000L, 0x13fffffffL, "System RAM (kmem)", 2), ranges.get(2));
    assertEquals(1L << 30, ranges.get(0).size());
    assertEquals(0, ranges.get(3).size());
  }

  @Test
  void bootParametersAreFoundWhereBootLoadersHaveThem() {
    file(
        "/etc/default/grub",
        "GRUB_TIMEOUT=5\nGRUB_CMDLINE_LINUX=\"a=1 b\"\n#GRUB_CMDLINE_LINUX=x\n");
    file(
        "/etc/default/grub.d/50-dax.cfg",
        "GRUB_CMDLINE_LINUX_DEFAULT=\"$GRUB_CMDLINE_LINUX_DEFAULT memhp_default_state=offline\"\n");
    file("/etc/kernel/cmdline", "c=2\n");
    file("/boot/loader/entries/x.conf", "title x\noptions root=[hidden] d\n");
    file("/etc/modules", "options no\n");
    assertEquals(
        Map.of(
            "/etc/default/grub",
            "a=1 b",
            "/etc/default/grub.d/50-dax.cfg",
            "$GRUB_CMDLINE_LINUX_DEFAULT memhp_default_state=offline",
            "/etc/kernel/cmdline",
            "c=2",
            "/boot/loader/entries/x.conf",
            "root=[hidden] d"),
        tree().bootParameters());
  }

  @Test
  void nothingIsKnownOfAnUnknownHost() {
    assertTrue(HostTree.NONE.rules(UdevVersion.NEWEST).isEmpty());
    assertTrue(HostTree.NONE.units().texts().isEmpty());
    assertTrue(HostTree.NONE.modprobe().blacklist().isEmpty());
    assertTrue(HostTree.NONE.zones().isEmpty());
    assertTrue(HostTree.NONE.bootParameters().isEmpty());
  }
}
