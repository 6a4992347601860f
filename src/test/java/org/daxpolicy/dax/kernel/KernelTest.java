package org.daxpolicy.dax.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.daxpolicy.dax.DaxDeviceState;
import org.daxpolicy.dax.Driver;
import org.daxpolicy.dax.Hotplug;
import org.daxpolicy.dax.KernelParameters;
import org.daxpolicy.dax.KernelSettings;
import org.daxpolicy.dax.KernelSettings.Presence;
import org.daxpolicy.dax.Module;
import org.daxpolicy.dax.OnlinePolicy;
import org.daxpolicy.dax.Origin;
import org.daxpolicy.dax.Table;
import org.daxpolicy.dax.Version;
import org.daxpolicy.dax.Zone;
import org.daxpolicy.dax.ZonePolicy;
import org.daxpolicy.dax.kernel.KernelLog.Uevent;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class KernelTest {
  private static final long GIB = 1L << 30;
  private static final long AT = 4 * GIB;

  @TestFactory
  Stream<DynamicTest> makesOfADeviceWhatTheKernelMadeOfIt() {
    return Table.read("kernel.tsv").stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.get(0) + " " + row.get(6), () -> assertEquals(observed(row), boot(row))));
  }

  private static String observed(List<String> row) {
    return String.join(" ", row.subList(9, 13)).replace("- -", "0 0");
  }

  private static String boot(List<String> row) {
    KernelSettings settings =
        KernelSettings.of(
                Version.parse(row.get(2)).orElseThrow(),
                OnlinePolicy.parse(row.get(3)).orElseThrow())
            .under(KernelParameters.parse(row.get(4)));
    Origin origin =
        Arrays.stream(Origin.values()).filter(o -> o.word().equals(row.get(1))).findFirst().get();
    Firmware firmware =
        FirmwareOf.one(
            origin,
            Long.decode(row.get(6)),
            Long.parseLong(row.get(7)),
            Optional.of(row.get(8)).map(Integer::valueOf));
    return loaded(settings, firmware)
        .device("dax0.0")
        .map(
            s ->
                s.driver().map(Driver::sysfsName).orElse("none")
                    + " "
                    + s.memory().online()
                    + " "
                    + s.memory().total()
                    + " "
                    + s.memory().zone().map(Zone::word).orElse("-"))
        .orElse("no-device 0 0 -");
  }

  /** Modules loaded as udev does. */
  private static Kernel loaded(KernelSettings settings, Firmware firmware) {
    Kernel kernel = new Kernel(settings, firmware, Fate.KIND);
    kernel.assembleRegions();
    for (String alias : List.of("platform:hmem", "cxl:t8", "nd:t7", "dax:t0")) {
      kernel.loadAlias(alias);
    }
    return kernel;
  }

  private static KernelSettings settings(Presence kmem, String parameters) {
    return KernelSettings.of(Version.of(6, 12), OnlinePolicy.ONLINE)
        .with(Module.KMEM, kmem)
        .under(KernelParameters.parse(parameters));
  }

  private static DaxDeviceState boot(
      KernelSettings settings, Origin origin, long start, long size, Optional<Integer> node) {
    return loaded(settings, FirmwareOf.one(origin, start, size, node))
        .device("dax0.0")
        .orElseThrow();
  }

  private static DaxDeviceState boot(KernelSettings settings, Origin origin) {
    return boot(settings, origin, AT, GIB, Optional.of(1));
  }

  @Test
  void fallsBackToDeviceDaxOnlyWhereKmemWasNotBuilt() {
    assertEquals("devdax", boot(settings(Presence.NOT_CONFIGURED, ""), Origin.CXL).mode());
    assertEquals("unbound", boot(settings(Presence.MISSING, ""), Origin.CXL).mode());
    assertEquals("unbound", boot(settings(Presence.BLACKLISTED, ""), Origin.HMEM).mode());
  }

  @Test
  void aBlacklistDoesNotReachABuiltInDriver() {
    KernelSettings builtIn = settings(Presence.BUILT_IN, "modprobe.blacklist=kmem");
    assertEquals("system-ram", boot(builtIn, Origin.HMEM).mode());
  }

  @Test
  void aModuleForbiddenToTheKernelIsNotLoadedByName() {
    KernelSettings forbidden = settings(Presence.MODULE, "module_blacklist=kmem");
    KernelSettings blacklisted = settings(Presence.MODULE, "modprobe.blacklist=kmem");
    Firmware firmware = FirmwareOf.one(Origin.HMEM, AT, GIB, Optional.of(1));
    assertEquals(Kernel.Loaded.FAILED, loaded(forbidden, firmware).modprobe(Module.KMEM, false));
    assertEquals(Kernel.Loaded.NOW, loaded(blacklisted, firmware).modprobe(Module.KMEM, false));
    assertEquals(
        Kernel.Loaded.BLACKLISTED, loaded(blacklisted, firmware).modprobe(Module.KMEM, true));
  }

  @Test
  void leavesADeviceUnboundThatKmemRefuses() {
    KernelSettings usual = settings(Presence.MODULE, "");
    assertEquals("unbound", boot(usual, Origin.HMEM, AT, GIB, Optional.empty()).mode());
    long block = Hotplug.USUAL_BLOCK;
    assertEquals(
        1, boot(usual, Origin.HMEM, AT + 1, 2 * block - 1, Optional.of(1)).memory().total());
    assertEquals("unbound", boot(usual, Origin.HMEM, AT + 1, block + 5, Optional.of(1)).mode());
  }

  @Test
  void regionIdleDoesNotApplyToCxl() {
    KernelSettings idle = settings(Presence.MODULE, "dax_hmem.region_idle=1");
    assertEquals("system-ram", boot(idle, Origin.CXL).mode());
    assertEquals(0, boot(idle, Origin.HMEM).range().size());
  }

  @Test
  void movableNodeSendsPlainOnlineToTheMovableZone() {
    KernelSettings movable = settings(Presence.MODULE, "quiet movable_node");
    assertEquals(Optional.of(Zone.MOVABLE), boot(movable, Origin.HMEM).memory().zone());
  }

  @Test
  void nothingIsMadeOfMemoryThatIsNotKeptApart() {
    Firmware firmware = FirmwareOf.one(Origin.HMEM, AT, GIB, Optional.of(1));
    Kernel kernel = loaded(settings(Presence.MODULE, "efi=debug,nosoftreserve"), firmware);
    assertEquals(List.of(), kernel.devices());
    assertEquals(
        Optional.of("efi=nosoftreserve: the memory is ordinary RAM"),
        kernel.missing(firmware.sources().get(0)));
  }

  private static Zone zone(ZonePolicy policy, Firmware firmware) {
    KernelSettings settings = settings(Presence.MODULE, "");
    Hotplug hotplug = settings.hotplug().with(policy);
    return loaded(settings.with(hotplug), firmware)
        .device("dax0.0")
        .orElseThrow()
        .memory()
        .zone()
        .orElseThrow();
  }

  @Test
  void autoMovableKeepsTheProportionOnTheWholeMachineAndOnTheNode() {
    // 2 GiB of kernel memory on node 0 allow 6.02 GiB of movable memory
    ZonePolicy anywhere = new ZonePolicy(true, 301, false);
    Firmware fresh = FirmwareOf.one(Origin.CXL, AT, 6 * GIB, Optional.of(1));
    assertEquals(Zone.MOVABLE, zone(anywhere, fresh));
    assertEquals(Zone.KERNEL, zone(ZonePolicy.AUTO_MOVABLE, fresh), "node 1 has no kernel memory");
    assertEquals(
        Zone.MOVABLE,
        zone(ZonePolicy.AUTO_MOVABLE, FirmwareOf.one(Origin.CXL, AT, 6 * GIB, Optional.of(0))));
    assertEquals(
        Zone.KERNEL, zone(anywhere, FirmwareOf.one(Origin.CXL, AT, 7 * GIB, Optional.of(1))));
    assertEquals(
        Zone.KERNEL, zone(new ZonePolicy(true, 0, false), fresh), "ratio 0 is never movable");
  }

  @Test
  void plainOnlineJoinsTheZoneAroundIt() {
    Kernel kernel =
        loaded(
            settings(Presence.MODULE, "memhp_default_state=offline"),
            FirmwareOf.one(Origin.CXL, AT, GIB, Optional.of(1)));
    kernel.setBlock(32, "online_movable");
    kernel.setBlock(34, "online_movable");
    kernel.setBlock(33, "online");
    kernel.setBlock(35, "online");
    assertEquals(Optional.of(Zone.MOVABLE), kernel.zone(33));
    assertEquals(Optional.of(Zone.KERNEL), kernel.zone(35));
    assertEquals(Errno.EINVAL, kernel.setBlock(35, "online"));
    assertEquals(Errno.EINVAL, kernel.setBlock(36, "offline"));
    assertEquals(Errno.ENOENT, kernel.setBlock(99, "online"));
  }

  @Test
  void stateIsPluggedAndUnpluggedAsAWhole() {
    KernelSettings newest = KernelSettings.of(Version.of(7, 3), OnlinePolicy.OFFLINE);
    Firmware firmware = FirmwareOf.one(Origin.HMEM, AT, GIB, Optional.of(1));
    Kernel kernel = loaded(newest, firmware);
    assertEquals(Optional.of("offline"), kernel.stateAttribute("dax0.0"));
    assertEquals(Errno.EBUSY, kernel.setState("dax0.0", "online_movable"));
    assertEquals(Errno.EINVAL, kernel.setState("dax0.0", "offline"));
    assertEquals(Errno.OK, kernel.setState("dax0.0", "unplugged"));
    assertEquals(false, kernel.hasNode(1));
    assertEquals(Errno.OK, kernel.setState("dax0.0", "online_kernel"));
    assertEquals("8/8 kernel", kernel.device("dax0.0").orElseThrow().memory().toString());
    kernel.allocateEverywhere();
    assertEquals(Errno.EBUSY, kernel.setState("dax0.0", "unplugged"));
    assertEquals(
        "8/8 kernel", kernel.device("dax0.0").orElseThrow().memory().toString(), "rolled back");
    assertEquals(Optional.of("online_kernel"), kernel.stateAttribute("dax0.0"));
    Kernel older = loaded(KernelSettings.of(Version.of(7, 2), OnlinePolicy.OFFLINE), firmware);
    assertEquals(Errno.ENOENT, older.setState("dax0.0", "unplugged"));
  }

  @Test
  void memoryThatIsOnlineIsLeftBehindWhenItsDeviceIsUnbound() {
    Kernel kernel =
        loaded(settings(Presence.MODULE, ""), FirmwareOf.one(Origin.HMEM, AT, GIB, Optional.of(1)));
    assertEquals(Errno.OK, kernel.unbind(Driver.KMEM, "dax0.0"));
    assertEquals(true, kernel.isStuck("dax0.0"));
    assertEquals(true, kernel.hasNode(1));
    assertEquals(Errno.EBUSY, kernel.bind(Driver.KMEM, "dax0.0"));
    kernel.newId(Driver.DEVICE_DAX, "dax0.0");
    assertEquals(Optional.empty(), kernel.device("dax0.0").orElseThrow().driver());
  }

  @Test
  void memmapOnMemoryIsRefusedWhereTheKernelCannot() {
    Firmware cxl = FirmwareOf.one(Origin.CXL, AT, GIB, Optional.of(1));
    Kernel without = loaded(settings(Presence.MODULE, ""), cxl);
    assertEquals(Optional.of(true), without.memmapOnMemory("dax0.0"), "only a wish");
    assertEquals(Errno.EOPNOTSUPP, without.setMemmapOnMemory("dax0.0", true));
    Kernel with = loaded(settings(Presence.MODULE, "memory_hotplug.memmap_on_memory=Y"), cxl);
    assertEquals(Errno.EBUSY, with.setMemmapOnMemory("dax0.0", false));
    Kernel old = loaded(KernelSettings.of(Version.of(6, 8), OnlinePolicy.OFFLINE), cxl);
    assertEquals(Errno.ENOENT, old.setMemmapOnMemory("dax0.0", true));
  }

  @Test
  void regionsAreDividedLowestAddressFirst() {
    Kernel kernel =
        loaded(
            settings(Presence.MODULE, "dax_hmem.region_idle=1"),
            FirmwareOf.one(Origin.HMEM, AT, GIB, Optional.of(1)));
    for (String device : List.of("dax0.1", "dax0.2")) {
      assertEquals(Errno.OK, kernel.create(0));
      assertEquals(Errno.OK, kernel.setSize(device, GIB / 4));
    }
    assertEquals(Errno.OK, kernel.setSize("dax0.1", 0));
    assertEquals(Errno.OK, kernel.delete(0, "dax0.1"));
    assertEquals(Errno.OK, kernel.create(0));
    assertEquals(Errno.ENOSPC, kernel.setSize("dax0.1", GIB));
    assertEquals(Errno.OK, kernel.setSize("dax0.1", GIB / 2));
    assertEquals(AT, kernel.device("dax0.1").orElseThrow().range().start());
    assertEquals(GIB / 4, kernel.available("dax0.1"));
    assertEquals(Errno.EBUSY, kernel.delete(0, "dax0.0"));
    assertEquals(Errno.EINVAL, kernel.setSize("dax0.1", 4096));
  }

  @Test
  void soldOutWindowsAreStrandedBetween63And70() {
    Firmware.Source lost =
        new Firmware.Source(
            0,
            Origin.HMEM,
            "hmem.0",
            AT,
            GIB,
            1L << 21,
            Optional.of(1),
            Firmware.Window.UNASSEMBLED);
    for (Version version : List.of(Version.of(6, 2), Version.of(7, 1))) {
      assertEquals(
          1,
          loaded(KernelSettings.of(version, OnlinePolicy.OFFLINE), FirmwareOf.of(List.of(lost)))
              .devices()
              .size());
    }
    Kernel between =
        loaded(
            KernelSettings.of(Version.of(6, 12), OnlinePolicy.OFFLINE),
            FirmwareOf.of(List.of(lost)));
    assertEquals(List.of(), between.devices());
    assertEquals(
        true, between.missing(lost).orElseThrow().startsWith("the memory lies in a CXL window"));
  }

  @Test
  void newNodesAndTiersAreAnnouncedInTheOrderOfTheRelease() {
    Firmware firmware = FirmwareOf.one(Origin.CXL, AT, GIB / 4, Optional.of(1));
    assertEquals(
        List.of(
            "add memory32",
            "add memory33",
            "add node1",
            "add memory_tier22",
            "online memory32",
            "online memory33",
            "bind dax0.0"),
        order(Version.of(6, 12), firmware));
    assertEquals(
        List.of(
            "add node1",
            "add memory32",
            "add memory33",
            "add memory_tier22",
            "online memory32",
            "online memory33",
            "bind dax0.0"),
        order(Version.of(7, 2), firmware));
  }

  private static List<String> order(Version version, Firmware firmware) {
    return loaded(KernelSettings.of(version, OnlinePolicy.ONLINE), firmware)
        .log()
        .entries()
        .stream()
        .filter(Uevent.class::isInstance)
        .map(e -> ((Uevent) e).action() + " " + ((Uevent) e).name())
        .filter(e -> e.matches(".*(?:memory|node).*|bind dax0.*"))
        .toList();
  }

  @Test
  void listsMemoryBlocksAsKernfsDoes() {
    Kernel kernel =
        loaded(
            settings(Presence.MODULE, ""),
            FirmwareOf.one(Origin.HMEM, AT, 2 * GIB, Optional.of(1)));
    assertEquals(List.of(32L, 39L, 37L, 35L, 33L, 38L, 36L, 34L), kernel.blocks(AT, GIB));
    assertEquals(List.of(40L, 47L, 45L, 43L, 41L, 46L, 44L, 42L), kernel.blocks(AT + GIB, GIB));
  }
}
