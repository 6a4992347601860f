package org.daxpolicy.dax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.daxpolicy.dax.DaxctlCommandLine.Parsed;
import org.daxpolicy.dax.DaxctlModel.Branch;
import org.daxpolicy.dax.DaxctlModel.Grip;
import org.daxpolicy.dax.DaxctlModel.Transition;
import org.daxpolicy.dax.KernelSettings.Presence;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class DaxctlModelTest {
  @TestFactory
  Stream<DynamicTest> endsAsTheCommandEndedOnTheRealKernel() {
    return Table.read("daxctl.tsv").stream()
        .map(row -> DynamicTest.dynamicTest(row.get(0) + " " + row.get(1), () -> check(row)));
  }

  private static void check(List<String> row) {
    List<Branch> branches =
        new DaxctlModel(settings(row.get(3)), Grip.UNKNOWN)
            .run(command(row.get(11)), state(row.subList(4, 11)));
    Branch observed =
        branches.stream()
            .filter(b -> b.exit().equals(Optional.of(Integer.valueOf(row.get(12)))))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no branch exits so: " + branches));
    assertEquals(row.get(13), observed.after().driver().map(Driver::sysfsName).orElse("none"));
    assertEquals(row.get(15), Long.toString(observed.after().memory().total()));
    assertEquals(row.get(16), observed.after().memory().zone().map(Zone::word).orElse("-"));
    long online = Long.parseLong(row.get(14));
    if (observed.reason() == DaxctlModel.Reason.PINNED) {
      assertTrue(online <= observed.after().memory().online(), "blocks before the pinned one");
    } else {
      assertEquals(online, observed.after().memory().online());
    }
  }

  @Test
  void mayFailOnlyInAKernelZone() {
    DaxctlCommand force = command("daxctl reconfigure-device -fm devdax dax0.0");
    DaxctlModel model = new DaxctlModel(settings("online"), Grip.UNKNOWN);
    assertEquals(2, model.run(force, systemRam("kernel")).size());
    assertEquals(1, model.run(force, systemRam("movable")).size());
    assertEquals(
        List.of(Optional.of(240)),
        new DaxctlModel(settings("online"), Grip.PINNED)
            .run(force, systemRam("kernel")).stream().map(Branch::exit).toList());
  }

  @Test
  void rebindsThroughUnbindAndBind() {
    Branch branch =
        new DaxctlModel(settings("offline"), Grip.UNKNOWN)
            .run(
                command("daxctl reconfigure-device --mode=system-ram /dev/dax0.0"),
                state(List.of("0x100000000", "1073741824", "1", "device_dax", "0", "0", "-")))
            .get(0);
    assertEquals(List.of(Transition.UNBIND, Transition.BIND), branch.transitions());
    assertEquals("8/8 movable", branch.after().memory().toString());
  }

  @Test
  void commandsThatDoNotApplyExitAsDocumented() {
    DaxctlModel model = new DaxctlModel(settings("offline"), Grip.UNKNOWN);
    DaxDeviceState devdax =
        state(List.of("0x100000000", "1073741824", "1", "device_dax", "0", "0", "-"));
    assertEquals(250, exit(model, "daxctl online-memory dax0.0", devdax));
    assertEquals(250, exit(model, "daxctl disable-device dax0.0", systemRam("movable")));
    assertEquals(1, exit(model, "daxctl online-memory dax0.0", systemRam("movable")));
    assertEquals(0, exit(model, "daxctl reconfigure-device -C dax0.0", devdax));
    DaxDeviceState empty = state(List.of("0x100000000", "0", "1", "none", "0", "0", "-"));
    assertEquals(250, exit(model, "daxctl enable-device dax0.0", empty));
  }

  @Test
  void leavesADeviceUnboundThatNoDriverTakes() {
    DaxDeviceState devdax =
        state(List.of("0x100000000", "1073741824", "1", "device_dax", "0", "0", "-"));
    Branch branch =
        new DaxctlModel(
                KernelSettings.of(
                    Version.of(6, 12),
                    Presence.BLACKLISTED,
                    Presence.MODULE,
                    OnlinePolicy.OFFLINE,
                    KernelParameters.parse(""),
                    1L << 27),
                Grip.UNKNOWN)
            .run(command("daxctl reconfigure-device -m system-ram dax0.0"), devdax)
            .get(0);
    assertEquals("unbound", branch.after().mode());
    assertEquals(DaxctlModel.Reason.NO_DRIVER, branch.reason());
  }

  @Test
  void refusesWhatDaxctlRefuses() {
    assertEquals(129, refused("reconfigure-device dax0.0"));
    assertEquals(129, refused("reconfigure-device -m devdax"));
    assertEquals(129, refused("reconfigure-device -m devdax dax0.0 dax1.0"));
    assertEquals(129, refused("reconfigure-device -m devdax -N dax0.0"));
    assertEquals(129, refused("reconfigure-device -C -m devdax dax0.0"));
    assertEquals(129, refused("reconfigure-device --no dax0.0"));
    assertEquals(129, refused("reconfigure-device dax0.0 -m"));
    assertEquals(129, refused("online-memory -N dax0.0"));
    assertEquals(129, refused("reconfigure-device -Z dax0.0"));
    assertEquals(234, refused("reconfigure-device -m ram dax0.0"));
    assertEquals(129, refused(""));
  }

  @Test
  void readsOptionsInEveryShape() {
    DaxctlCommand expected =
        new DaxctlCommand(
            DaxctlCommand.Verb.RECONFIGURE,
            "dax0.0",
            Optional.of(Driver.KMEM),
            true,
            true,
            true,
            false);
    for (String line :
        List.of(
            "daxctl reconfigure-device -m system-ram -N --no-movable -f dax0.0",
            "daxctl reconfigure-device dax0.0 --mode system-ram --no-online --no-movable --force",
            "daxctl reconfigure-device -fNvmsystem-ram --no-m -- /dev/dax0.0",
            "daxctl reconfigure-device -uf --mo=system-ram --no-o --no-movable dax0.0")) {
      assertEquals(expected, command(line), line);
    }
  }

  @Test
  void saysWhatItDoesNotModel() {
    assertTrue(parse("list -D") instanceof Parsed.NotModelled);
    assertTrue(parse("reconfigure-device -s 1G dax0.0") instanceof Parsed.NotModelled);
    assertTrue(parse("disable-device -r 0 all") instanceof Parsed.NotModelled);
  }

  private static int exit(DaxctlModel model, String line, DaxDeviceState device) {
    return model.run(command(line), device).get(0).exit().orElseThrow();
  }

  private static int refused(String arguments) {
    return parse(arguments) instanceof Parsed.Refused r ? r.exit() : -1;
  }

  private static Parsed parse(String arguments) {
    return DaxctlCommandLine.parse(
        Arrays.stream(arguments.split(" ")).filter(a -> !a.isEmpty()).toList());
  }

  private static DaxctlCommand command(String line) {
    return ((Parsed.Known) parse(line.substring("daxctl ".length()))).command();
  }

  private static KernelSettings settings(String policy) {
    return KernelSettings.of(
        Version.of(6, 12),
        Presence.MODULE,
        Presence.MODULE,
        OnlinePolicy.parse(policy).orElseThrow(),
        KernelParameters.parse(""),
        1L << 27);
  }

  private static DaxDeviceState systemRam(String zone) {
    return state(List.of("0x100000000", "1073741824", "1", "kmem", "8", "8", zone));
  }

  private static DaxDeviceState state(List<String> row) {
    Optional<Zone> zone =
        Arrays.stream(Zone.values()).filter(z -> z.word().equals(row.get(6))).findFirst();
    return new DaxDeviceState(
        "dax0.0",
        new MemoryRange(
            Long.decode(row.get(0)),
            Long.parseLong(row.get(1)),
            Optional.of(Integer.valueOf(row.get(2)))),
        Driver.parse(row.get(3)),
        new MemoryState(Long.parseLong(row.get(5)), Long.parseLong(row.get(4)), zone));
  }
}
