package org.daxpolicy.dax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.daxpolicy.dax.KernelSettings.Presence;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class KernelModelTest {
  private static final MemoryRange GIBIBYTE =
      new MemoryRange(0x1_0000_0000L, 1L << 30, Optional.of(1));

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
            Presence.MODULE,
            Presence.MODULE,
            OnlinePolicy.parse(row.get(3)).orElseThrow(),
            KernelParameters.parse(row.get(4)),
            Long.parseLong(row.get(5), 16));
    MemoryRange range =
        new MemoryRange(
            Long.decode(row.get(6)),
            Long.parseLong(row.get(7)),
            Optional.of(row.get(8)).map(Integer::valueOf));
    Optional<Origin> origin =
        Arrays.stream(Origin.values()).filter(o -> o.word().equals(row.get(1))).findFirst();
    return new KernelModel(settings)
        .boot("dax0.0", origin, range)
        .state()
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

  private static KernelSettings settings(Presence kmem, String parameters) {
    return KernelSettings.of(
        Version.of(6, 12),
        kmem,
        Presence.MODULE,
        OnlinePolicy.ONLINE,
        KernelParameters.parse(parameters),
        1L << 27);
  }

  private static DaxDeviceState boot(KernelSettings settings, Origin origin, MemoryRange range) {
    return new KernelModel(settings)
        .boot("dax0.0", Optional.of(origin), range)
        .state()
        .orElseThrow();
  }

  @Test
  void fallsBackToDeviceDaxOnlyWhereKmemWasNotBuilt() {
    assertEquals(
        "devdax", boot(settings(Presence.NOT_CONFIGURED, ""), Origin.CXL, GIBIBYTE).mode());
    assertEquals("unbound", boot(settings(Presence.MISSING, ""), Origin.CXL, GIBIBYTE).mode());
  }

  @Test
  void aBlacklistDoesNotReachABuiltInDriver() {
    assertEquals(
        "system-ram",
        boot(settings(Presence.BUILT_IN, "modprobe.blacklist=kmem"), Origin.HMEM, GIBIBYTE).mode());
  }

  @Test
  void leavesADeviceUnboundThatKmemRefuses() {
    MemoryRange nowhere = new MemoryRange(1L << 32, 1L << 30, Optional.empty());
    MemoryRange small = new MemoryRange((1L << 32) + 1, (1L << 28) - 1, Optional.of(1));
    KernelSettings two = settings(Presence.MODULE, "");
    assertEquals("unbound", boot(two, Origin.HMEM, nowhere).mode());
    assertEquals(1, small.blocks(two.blockSize()));
    assertEquals("system-ram", boot(two, Origin.HMEM, small).mode());
    MemoryRange smaller = new MemoryRange((1L << 32) + 1, (1L << 27) + 5, Optional.of(1));
    assertEquals("unbound", boot(two, Origin.HMEM, smaller).mode());
  }

  @Test
  void regionIdleDoesNotApplyToCxl() {
    KernelSettings idle = settings(Presence.MODULE, "dax_hmem.region_idle=1");
    assertEquals("system-ram", boot(idle, Origin.CXL, GIBIBYTE).mode());
    assertEquals(0, boot(idle, Origin.HMEM, GIBIBYTE).range().size());
  }

  @Test
  void movableNodeSendsPlainOnlineToTheMovableZone() {
    KernelSettings movable = settings(Presence.MODULE, "quiet movable_node");
    assertEquals(Optional.of(Zone.MOVABLE), boot(movable, Origin.HMEM, GIBIBYTE).memory().zone());
  }

  @Test
  void readsKernelParametersAsTheKernelDoes() {
    KernelParameters p =
        KernelParameters.parse(
            "a=1 a=2 memhp-default-state=online modprobe.blacklist=x,device-dax"
                + " modprobe.blacklist=kmem dyndbg=\"file a +p\" flag off=0 -- after=1\n");
    assertEquals(Optional.of("2"), p.value("a"));
    assertEquals(Optional.of("online"), p.value("memhp_default_state"));
    assertEquals(Optional.of("file a +p"), p.value("dyndbg"));
    assertEquals(List.of("device_dax", "kmem", "x"), List.copyOf(p.blacklist()));
    assertTrue(p.flag("flag"));
    assertFalse(p.flag("off"));
    assertEquals(Optional.empty(), p.value("after"));
  }

  /** The cases of {@code next_arg}: only quotes round a parameter or its value are dropped. */
  @Test
  void quotesAreReadAsTheKernelDoes() {
    assertEquals(Optional.of("x y"), value("a=\"x y\" b=1"));
    assertEquals(Optional.of("x y"), value("\"a=x y\" b=1"));
    assertEquals(Optional.of("x y b=1"), value("a=\"x y b=1"));
    assertEquals(Optional.of("x\"y z\"w"), value("a=x\"y z\"w b=1"));
    assertEquals(Optional.of("'x"), value("a='x y' b=1"));
    assertEquals(Optional.of(""), value("a=\""));
    assertEquals(Optional.of("=1"), value("a==1"));
    assertEquals(Optional.empty(), value("\"a b=1"));
    assertEquals(Optional.empty(), value("-- a=1"));
  }

  private static Optional<String> value(String commandLine) {
    return KernelParameters.parse(commandLine).value("a");
  }
}
