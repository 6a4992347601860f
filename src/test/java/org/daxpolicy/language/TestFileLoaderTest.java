package org.daxpolicy.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.daxpolicy.dax.KernelSettings;
import org.daxpolicy.dax.OnlinePolicy;
import org.daxpolicy.dax.Zone;
import org.daxpolicy.text.SourceFile;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class TestFileLoaderTest {
  private static SourceFile file(String text) {
    return new SourceFile("t.daxtest", text);
  }

  @Test
  void everythingATestCanSayIsRead() {
    TestFile tests =
        TestFileLoader.load(
                file(
                    """
                    policy "spr-hbm.daxpolicy"

                    test "Xeon Max in flat mode" {
                      machine "snapshots/xeon-max.json"
                      given   { kernel 6.12.107+deb13-amd64  systemd 257  daxctl 81  auto-online online }
                      given   { cmdline "quiet \\"x\\""  kmem builtin  region-idle true }
                      expect dax0.0 {
                        rule "hbm to the application"  mode devdax  owner "root"  group 1001
                        mode 0660  symlink "dax/hbm0"
                      }
                      expect all where origin == cxl and size >= 1GiB {
                        mode system-ram  zone movable  online all
                      }
                      expect dax1.0 { zone normal online 12 }
                      expect all { online none }
                      expect no warnings
                      expect no errors
                    }
                    test "second" { machine "m" expect dax0.0 { mode unbound } }
                    """))
            .value()
            .orElseThrow();
    assertEquals("spr-hbm.daxpolicy", tests.policy());
    assertEquals(2, tests.tests().size());
    TestCase test = tests.tests().get(0);
    assertEquals("snapshots/xeon-max.json", test.machine());
    assertEquals(
        new Given(
            Optional.of("6.12.107+deb13-amd64"),
            Optional.of("257"),
            Optional.of("81"),
            Optional.of(OnlinePolicy.ONLINE),
            Optional.of("quiet \"x\""),
            Optional.of(KernelSettings.Presence.BUILT_IN),
            Optional.of(true)),
        test.given());
    List<Expectation> e = test.expectations();
    assertEquals(6, e.size());
    assertTrue(
        e.get(4) instanceof Expectation.NoWarnings && e.get(5) instanceof Expectation.NoErrors);
    Expectation.OfDevice device = (Expectation.OfDevice) e.get(0);
    assertEquals("dax0.0", device.device());
    assertEquals(
        List.of("RuleIs", "ModeIs", "OwnerIs", "GroupIs", "PermissionsAre", "SymlinkIs"),
        device.claims().stream().map(c -> c.getClass().getSimpleName()).toList());
    assertEquals(0660, ((Expectation.PermissionsAre) device.claims().get(4)).mode());
    Expectation.OfAll all = (Expectation.OfAll) e.get(1);
    assertTrue(all.where().orElseThrow() instanceof Condition.And);
    assertEquals(Zone.MOVABLE, ((Expectation.ZoneIs) all.claims().get(1)).zone());
    assertEquals(Optional.empty(), ((Expectation.OnlineIs) all.claims().get(2)).blocks());
    assertEquals(
        Optional.of(12),
        ((Expectation.OnlineIs) ((Expectation.OfDevice) e.get(2)).claims().get(1)).blocks());
  }

  private static DynamicTest refused(String inside, String... codes) {
    return DynamicTest.dynamicTest(
        "[" + inside + "]",
        () ->
            assertEquals(
                List.of(codes),
                TestFileLoader.load(
                        file("policy \"p\"\ntest \"t\" { machine \"m\" " + inside + " }\n"))
                    .diagnostics()
                    .stream()
                    .map(d -> d.code().id())
                    .toList()));
  }

  @TestFactory
  Stream<DynamicTest> refused() {
    return Stream.of(
        refused("", "DX0258"),
        refused("machine \"n\" expect no errors", "DX0231"),
        refused("given { kernel 6.1 kernel 6.2 } expect no errors", "DX0231"),
        refused("given { kernel 6x } expect no errors", "DX0224"),
        refused("given { systemd 257+deb } expect no errors", "DX0224"),
        refused("given { kmem buildin } expect no errors", "DX0262"),
        refused("given { region-idle 1 } expect no errors", "DX0262"),
        refused("given { cmdline \"\" } expect no errors"),
        refused("given { cmdline \"\\u{1}\" } expect no errors", "DX0110"),
        refused("expect dax0.0 { mode devdax mode 0660 }"),
        refused("expect dax0.0 { mode devdax mode unbound }", "DX0231"),
        refused("expect dax0.0 { mode 999 }", "DX0239"),
        refused("expect dax0.0 { rule \"\" }", "DX0245"),
        refused("expect dax0.0 { zone kernel-zone }", "DX0263"),
        refused("expect dax0.0 { online some }", "DX0263"),
        refused("expect dax0.0 { online 1GiB }", "DX0263"),
        refused("expect dax0.0 { size 512MiB align 2097152 }"),
        refused("expect dax0.0 { size 1GiB size 1GiB }", "DX0231"),
        refused("expect dax0.0 { size 10s }", "DX0263"),
        refused("expect dax0.0 { align 300GB/s }", "DX0263"),
        refused("expect dax0.0 { size 1XiB }", "DX0210"),
        refused("expect dax0.0 { online none zone movable }", "DX0264"),
        refused("expect dax0.0 { mode unbound online 3 }", "DX0264"),
        refused("expect dax0.0 { mode unbound online none }"),
        refused("expect dax0.0 { symlink \"/dev/dax/a\" }", "DX0240"),
        refused("expect dax0.0 { symlink \"\" }", "DX0245"),
        refused("expect mem0.0 { mode devdax }", "DX0261"),
        refused("expect all where hbm { mode devdax }", "DX0201"),
        refused("expect all where size >= 3ns { }", "DX0260", "DX0209"));
  }

  @Test
  void theFileNamesOnePolicy() {
    assertEquals(
        List.of("DX0114"),
        TestFileLoader.load(file("policy \"p\"\npolicy \"q\"\n")).diagnostics().stream()
            .map(d -> d.code().id())
            .toList());
  }
}
