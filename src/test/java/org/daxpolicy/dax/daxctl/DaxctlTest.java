package org.daxpolicy.dax.daxctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.daxpolicy.dax.DaxDeviceState;
import org.daxpolicy.dax.Driver;
import org.daxpolicy.dax.KernelParameters;
import org.daxpolicy.dax.KernelSettings;
import org.daxpolicy.dax.KernelSettings.Presence;
import org.daxpolicy.dax.Module;
import org.daxpolicy.dax.OnlinePolicy;
import org.daxpolicy.dax.Origin;
import org.daxpolicy.dax.Table;
import org.daxpolicy.dax.Version;
import org.daxpolicy.dax.Zone;
import org.daxpolicy.dax.daxctl.Daxctl.Ended;
import org.daxpolicy.dax.daxctl.Daxctl.Reason;
import org.daxpolicy.dax.kernel.Fate;
import org.daxpolicy.dax.kernel.FirmwareOf;
import org.daxpolicy.dax.kernel.Kernel;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class DaxctlTest {
  private static final long GIB = 1L << 30;

  @TestFactory
  Stream<DynamicTest> endsAsTheCommandEndedOnTheRealKernel() {
    return Table.read("daxctl.tsv").stream()
        .map(row -> DynamicTest.dynamicTest(row.get(0) + " " + row.get(1), () -> check(row)));
  }

  /** Memory that was pinned there is pinned here too; nothing else is left open. */
  private static void check(List<String> row) {
    boolean pinned = row.get(12).equals("240") && row.get(11).contains("-m devdax -f");
    AtomicBoolean begun = new AtomicBoolean();
    Kernel kernel = kernel(row, what -> pinned && begun.get());
    begin(kernel, row.subList(7, 11));
    begun.set(true);
    Version release = row.get(2).equals("6.1") ? Version.of(76, 1) : Version.of(81);
    Ended ended =
        Daxctl.of(Optional.of(release))
            .call(
                List.of(row.get(11).split(" ")).subList(1, row.get(11).split(" ").length), kernel);
    assertEquals(Optional.of(Integer.valueOf(row.get(12))), ended.exit(), ended.toString());
    DaxDeviceState after = kernel.device("dax0.0").orElseThrow();
    assertEquals(row.get(13), after.driver().map(Driver::sysfsName).orElse("none"));
    assertEquals(row.get(14), Long.toString(after.memory().online()), after.toString());
    assertEquals(row.get(15), Long.toString(after.memory().total()));
    assertEquals(row.get(16), after.memory().zone().map(Zone::word).orElse("-"));
    assertEquals(pinned, ended.troubles().stream().anyMatch(t -> t.reason() == Reason.PINNED));
  }

  private static Kernel kernel(List<String> row, Fate fate) {
    Origin origin =
        row.get(0).contains("nvdimm")
            ? Origin.PMEM
            : row.get(0).contains("cxl") ? Origin.CXL : Origin.HMEM;
    return loaded(
        KernelSettings.of(
            Version.parse(row.get(2)).orElseThrow(), OnlinePolicy.parse(row.get(3)).orElseThrow()),
        origin,
        Long.decode(row.get(4)),
        Long.parseLong(row.get(5)),
        Integer.parseInt(row.get(6)),
        fate);
  }

  private static Kernel loaded(
      KernelSettings settings, Origin origin, long start, long size, int node, Fate fate) {
    Kernel kernel =
        new Kernel(settings, FirmwareOf.one(origin, start, size, Optional.of(node)), fate);
    kernel.assembleRegions();
    List.of("platform:hmem", "cxl:t8", "nd:t7", "dax:t0").forEach(kernel::loadAlias);
    return kernel;
  }

  /** Brings the device into the state a row begins with, without daxctl. */
  private static void begin(Kernel kernel, List<String> wanted) {
    OnlinePolicy usual = kernel.policy();
    Optional<Driver> driver = kernel.device("dax0.0").orElseThrow().driver();
    kernel.setPolicy("offline");
    if (driver.isPresent()) {
      for (long b : kernel.blocks(0, Long.MAX_VALUE / 2)) {
        kernel.setBlock(b, "offline");
      }
      kernel.unbind(driver.get(), "dax0.0");
    }
    Optional<Driver> first = Driver.parse(wanted.get(0));
    if (first.isPresent()) {
      kernel.newId(first.get(), "dax0.0");
      kernel.removeId(first.get(), "dax0.0");
    }
    if (!wanted.get(1).equals("0")) {
      for (long b : kernel.blocks(0, Long.MAX_VALUE / 2)) {
        kernel.setBlock(b, "online_" + wanted.get(3));
      }
    }
    kernel.setPolicy(usual.word());
    DaxDeviceState now = kernel.device("dax0.0").orElseThrow();
    assertEquals(first, now.driver());
    assertEquals(wanted.get(1), Long.toString(now.memory().online()));
  }

  private static KernelSettings settings(OnlinePolicy policy) {
    return KernelSettings.of(Version.of(6, 12), policy);
  }

  private static Ended call(Kernel kernel, int release, String line) {
    return Daxctl.of(Optional.of(Version.of(release))).call(List.of(line.split(" ")), kernel);
  }

  private static String mode(Kernel kernel, String device) {
    return kernel.device(device).map(DaxDeviceState::mode).orElse("gone");
  }

  @Test
  void sayingHowManyBlocksStay() {
    // pmem/ndctl#256: a CXL expander of 64 GiB, memory272, 504 of 512 blocks
    Kernel kernel =
        loaded(settings(OnlinePolicy.ONLINE), Origin.CXL, 34 * GIB, 64 * GIB, 1, what -> true);
    Ended ended = call(kernel, 78, "reconfigure-device -m devdax --force dax0.0");
    assertEquals(Optional.of(240), ended.exit());
    assertEquals(
        List.of("a memory block is pinned: 504 of 512 memory blocks stay online"), ended.steps());
    assertEquals("504/512 kernel", kernel.device("dax0.0").orElseThrow().memory().toString());
  }

  @Test
  void partitionsARegionAsOnTheRealKernel() {
    Kernel kernel = loaded(settings(OnlinePolicy.ONLINE), Origin.HMEM, 4 * GIB, GIB, 1, Fate.KIND);
    for (String line :
        List.of(
            "reconfigure-device dax0.0 -m devdax -f",
            "disable-device dax0.0",
            "destroy-device dax0.0",
            "create-device -r 0 -s 512M",
            "create-device -r 0 -s 256M",
            "create-device -r 0",
            "reconfigure-device dax0.1 -m system-ram -f")) {
      assertEquals(Optional.of(0), call(kernel, 81, line).exit(), line);
    }
    assertEquals("unbound", mode(kernel, "dax0.0"));
    assertEquals("4/4 kernel", kernel.device("dax0.1").orElseThrow().memory().toString());
    assertEquals("devdax", mode(kernel, "dax0.2"));
    assertEquals(GIB / 4, kernel.device("dax0.3").orElseThrow().range().size());
    assertEquals(Optional.of(228), call(kernel, 81, "create-device -r 0").exit());
    assertEquals(Optional.of(250), call(kernel, 81, "destroy-device dax0.2").exit());
    assertEquals(Optional.of(0), call(kernel, 81, "destroy-device -f dax0.2").exit());
    assertEquals("gone", mode(kernel, "dax0.2"));
  }

  @Test
  void destroyingSystemRamByForceLeavesItsMemoryBehind() {
    Kernel kernel = loaded(settings(OnlinePolicy.ONLINE), Origin.HMEM, 4 * GIB, GIB, 1, Fate.KIND);
    assertEquals(Optional.of(0), call(kernel, 81, "destroy-device -f dax0.0").exit());
    assertEquals(GIB, kernel.available("dax0.0"));
    assertTrue(kernel.hasNode(1));
    Ended created = call(kernel, 81, "create-device -r 0");
    assertEquals(Reason.UNFIT, created.troubles().get(0).reason());
    assertEquals("unbound", mode(kernel, "dax0.1"));
  }

  @Test
  void staticRegionsAreNotDivided() {
    Kernel kernel = loaded(settings(OnlinePolicy.OFFLINE), Origin.PMEM, 4 * GIB, GIB, 1, Fate.KIND);
    assertEquals(Optional.of(228), call(kernel, 81, "create-device -s 1M").exit());
    assertEquals(Optional.of(0), call(kernel, 81, "disable-device dax0.0").exit());
    assertEquals(Optional.of(250), call(kernel, 81, "reconfigure-device -s 512M dax0.0").exit());
  }

  @Test
  void sizesAreSetOnlyOnDisabledDevices() {
    Kernel kernel = loaded(settings(OnlinePolicy.OFFLINE), Origin.HMEM, 4 * GIB, GIB, 1, Fate.KIND);
    assertEquals(
        Optional.of(250), call(kernel, 81, "reconfigure-device -s 512M -m devdax dax0.0").exit());
    call(kernel, 81, "reconfigure-device -m devdax dax0.0");
    call(kernel, 81, "disable-device dax0.0");
    assertEquals(Optional.of(0), call(kernel, 81, "reconfigure-device -s 512M dax0.0").exit());
    assertEquals(GIB / 2, kernel.device("dax0.0").orElseThrow().range().size());
    assertEquals(Optional.of(234), call(kernel, 81, "reconfigure-device -a 2M dax0.0").exit());
  }

  @Test
  void newReleasesBindADevdaxDeviceAnew() {
    Kernel kernel = loaded(settings(OnlinePolicy.OFFLINE), Origin.HMEM, 4 * GIB, GIB, 1, Fate.KIND);
    call(kernel, 81, "reconfigure-device -m devdax dax0.0");
    int before = kernel.log().size();
    call(kernel, 81, "reconfigure-device -m devdax dax0.0");
    assertEquals(before, kernel.log().size());
    call(kernel, 85, "reconfigure-device -m devdax dax0.0");
    assertTrue(kernel.log().size() > before);
  }

  @Test
  void anAbsentDeviceIsAnErrorOnlyToOldReleases() {
    Kernel kernel = loaded(settings(OnlinePolicy.OFFLINE), Origin.HMEM, 4 * GIB, GIB, 1, Fate.KIND);
    assertEquals(Optional.of(250), call(kernel, 78, "enable-device dax9.0").exit());
    assertEquals(Optional.of(0), call(kernel, 79, "enable-device dax9.0").exit());
  }

  @Test
  void aDriverThatCannotBeHadLeavesTheDeviceUnbound() {
    for (Presence presence : List.of(Presence.BLACKLISTED, Presence.MISSING)) {
      Kernel kernel =
          loaded(
              settings(OnlinePolicy.OFFLINE).with(Module.KMEM, presence),
              Origin.PMEM,
              4 * GIB,
              GIB,
              1,
              Fate.KIND);
      Ended ended = call(kernel, 81, "reconfigure-device -m system-ram dax0.0");
      assertEquals(Optional.of(presence == Presence.MISSING ? 254 : 250), ended.exit());
      assertEquals(Reason.NO_DRIVER, ended.troubles().get(0).reason());
      assertEquals("unbound", mode(kernel, "dax0.0"));
    }
  }

  @Test
  void namesTheErrorWhenADeviceIsTooSmall() {
    // pmem/ndctl#243
    Kernel kernel =
        loaded(
            settings(OnlinePolicy.OFFLINE),
            Origin.PMEM,
            4 * GIB + (100 << 20),
            125 << 20,
            1,
            Fate.KIND);
    Ended ended = call(kernel, 81, "reconfigure-device -m system-ram dax0.0");
    assertEquals(Optional.of(234), ended.exit());
    assertEquals(Reason.UNFIT, ended.troubles().get(0).reason());
  }

  @Test
  void refusesWhatItsManualRefuses() {
    Kernel kernel = loaded(settings(OnlinePolicy.OFFLINE), Origin.HMEM, 4 * GIB, GIB, 1, Fate.KIND);
    for (String line :
        List.of(
            "reconfigure-device",
            "reconfigure-device dax0.0",
            "reconfigure-device -m devdax -N dax0.0",
            "reconfigure-device -m devdax dax0.0 dax1.0",
            "reconfigure-device -C -m devdax dax0.0",
            "reconfigure-device --no-such dax0.0",
            "offline-memory -f dax0.0",
            "create-device dax0.0",
            "-C /dev/dax0.0")) {
      assertEquals(Optional.of(129), call(kernel, 81, line).exit(), line);
    }
    assertEquals(Optional.of(234), call(kernel, 81, "reconfigure-device -m hbm dax0.0").exit());
    assertEquals(Optional.of(234), call(kernel, 81, "reconfigure-device -m famfs dax0.0").exit());
    assertEquals(Optional.of(0), call(kernel, 81, "list -R").exit());
    assertEquals(Optional.empty(), call(kernel, 81, "split-acpi -d .").exit());
  }

  @Test
  void theConfigurationChoosesByUuidAlone() {
    Kernel kernel = loaded(settings(OnlinePolicy.OFFLINE), Origin.PMEM, 4 * GIB, GIB, 1, Fate.KIND);
    String section = "[reconfigure-device x]\nnvdimm.uuid = \"u-1\"\n";
    assertEquals(0, conf(kernel, section + "mode = system-ram\n", "u-2"));
    assertEquals("devdax", mode(kernel, "dax0.0"));
    assertEquals(129, conf(kernel, section + "movable = false\n", "u-1"));
    assertEquals(
        234, conf(kernel, section + "mode = devdax\n" + section + "mode = devdax\n", "u-1"));
    assertEquals(0, conf(kernel, section + "mode = system-ram\nonline = no\n", "u-1"));
    assertEquals("0/8", kernel.device("dax0.0").orElseThrow().memory().toString());
  }

  private static int conf(Kernel kernel, String text, String uuid) {
    DaxctlConf conf = DaxctlConf.parse(new TreeMap<>(java.util.Map.of("a.conf", text)));
    return new Daxctl(Optional.of(Version.of(81)), conf, d -> Optional.of(uuid))
        .call(List.of("reconfigure-device", "-C", "/dev/dax0.0"), kernel)
        .exit()
        .orElseThrow();
  }

  @Test
  void readsSizesWithBinaryUnits() {
    assertEquals(16L << 30, DaxctlCommandLine.bytes("16G"));
    assertEquals(512L << 20, DaxctlCommandLine.bytes("512m"));
    assertEquals(0x1000, DaxctlCommandLine.bytes("0x1000"));
    assertEquals(-1, DaxctlCommandLine.bytes("lots"));
    assertEquals(
        List.of("kmem"),
        Arrays.stream(Module.values())
            .map(Module::word)
            .filter(KernelParameters.parse("modprobe.blacklist=kmem").blacklist()::contains)
            .toList());
  }
}
