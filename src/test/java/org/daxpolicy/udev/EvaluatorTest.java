package org.daxpolicy.udev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EvaluatorTest {
  private static final String DAX = "/devices/platform/hmem.0/dax0.0";
  private static final UdevVersion V262 = new UdevVersion(262);

  private static MemorySysfs sysfs() {
    return new DeviceTree()
        .add(
            new DeviceTree.Device(
                "/devices/platform/hmem.0",
                Optional.of("platform"),
                true,
                Optional.of("hmem"),
                Map.of("alias", Optional.of("P")),
                Map.of(),
                Optional.of(Map.of("DRIVER", "hmem"))))
        .add(
            new DeviceTree.Device(
                DAX,
                Optional.of("dax"),
                true,
                Optional.of("kmem"),
                Map.of(
                    "size", Optional.of("1073741824"),
                    "secret", Optional.empty(),
                    "sub/inner", Optional.of("in")),
                Map.of("up", "../alias"),
                Optional.of(Map.of("MAJOR", "252", "MINOR", "0", "DEVNAME", "dax0.0"))))
        .add(
            new DeviceTree.Device(
                "/devices/system/node/node1",
                Optional.of("node"),
                true,
                Optional.empty(),
                Map.of("access0/initiators/read_bandwidth", Optional.of("400000")),
                Map.of(),
                Optional.of(Map.of())))
        .sysfs();
  }

  private static Event event(String action, Host host, Map<String, String> environment) {
    return new Event(sysfs(), DAX, action, environment, host, Map.of());
  }

  private static Verdict evaluate(String rules, Host host, UdevVersion version) {
    RuleSet set = RuleSet.of(List.of(RulesFile.parse("50-t.rules", rules, version)));
    return Evaluator.evaluate(set, event("add", host, Map.of()), version);
  }

  private static Verdict evaluate(String rules) {
    return evaluate(rules, Host.UNKNOWN, V262);
  }

  private static Optional<String> property(Verdict verdict, String key) {
    return Optional.ofNullable(verdict.properties().get(key));
  }

  private static List<String> unknown(Verdict verdict, Verdict.Part part) {
    return verdict.unknown().stream()
        .filter(u -> u.part() == part)
        .map(Verdict.Unknown::name)
        .toList();
  }

  private static Host host(Map<String, Host.ProgramResult> programs, Map<String, String> files) {
    return new Host(
        Optional.of("x86-64"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of("root", 0),
        Map.of("root", 0),
        programs,
        files);
  }

  @Test
  void readsAttributesOfOtherDevicesInBrackets() {
    Verdict verdict =
        evaluate(
            "ATTR{[node/node1]access0/initiators/read_bandwidth}==\"400000\", ENV{A}=\"1\"\n"
                + "ATTR{[node/node2]access0/initiators/read_bandwidth}!=\"400000\", ENV{B}=\"1\"\n"
                + "ENV{C}=\"$attr{[node/node1]access0/initiators/read_bandwidth}\"\n");
    assertEquals(Optional.of("1"), property(verdict, "A"));
    assertEquals(Optional.empty(), property(verdict, "B"));
    assertEquals(Optional.of("400000"), property(verdict, "C"));
  }

  @Test
  void cannotReadWhatTheKernelDoesNotLetRead() {
    Verdict verdict = evaluate("ATTR{secret}!=\"x\", ENV{A}=\"1\"\nTEST==\"secret\", ENV{B}=\"1\"");
    assertEquals(Optional.empty(), property(verdict, "A"));
    assertEquals(Optional.of("1"), property(verdict, "B"));
  }

  @Test
  void followsLinksToAttributesSince258() {
    String rules = "ATTR{up}==\"P\", ENV{A}=\"1\"";
    assertEquals(Optional.of("1"), property(evaluate(rules), "A"));
    Verdict old = evaluate(rules, Host.UNKNOWN, new UdevVersion(257));
    assertEquals(Optional.empty(), property(old, "A"));
  }

  @Test
  void takesTheFirstEntryForAStarInAPath() {
    Verdict verdict =
        evaluate(
            "TEST==\"/sys/devices/system/*/node1/access0\", ENV{A}=\"1\"\nTEST!=\"*/nope/x\", ENV{B}=\"1\"");
    assertEquals(Optional.of("1"), property(verdict, "A"));
    assertEquals(Optional.of("1"), property(verdict, "B"));
  }

  @Test
  void overlooksEntriesBehindAStarThatAreLongerThanTheDirectory() {
    Verdict verdict =
        evaluate(
            "TEST==\"/sys/devices/*/hmem.0\", ENV{A}=\"1\"\n"
                + "TEST==\"/sys/devices/platform/*/alias\", ENV{B}=\"1\"\n");
    assertEquals(Optional.empty(), property(verdict, "A"));
    assertEquals(Optional.of("1"), property(verdict, "B"));
  }

  @Test
  void stopsTheEventWhenAStarStandsBelowAFile() {
    Verdict verdict = evaluate("ENV{A}=\"1\"\nTEST==\"size/*/x\", ENV{B}=\"1\"\nENV{C}=\"1\"\n");
    assertEquals(Optional.of("1"), property(verdict, "A"));
    assertEquals(Optional.empty(), property(verdict, "C"));
    assertTrue(verdict.trace().get(2).skipped());
  }

  @Test
  void leavesARuleUndecidedThatAsksForAnUnknownFact() {
    Verdict verdict = evaluate("CONST{virt}==\"kvm\", ENV{A}=\"1\"");
    assertEquals(Optional.empty(), property(verdict, "A"));
    assertEquals(Verdict.Truth.UNKNOWN, verdict.trace().get(0).outcome());
    assertEquals(List.of("A"), unknown(verdict, Verdict.Part.PROPERTY));
    Doubt doubt = verdict.unknown().get(0).doubt();
    assertEquals(Doubt.Subject.CONSTANT, doubt.subject());
    assertEquals("virt", doubt.name());
  }

  @Test
  void turnsDownARuleWhoseOtherMatchesFailHoweverTheUnknownOneEnds() {
    Verdict verdict = evaluate("CONST{virt}==\"kvm\", SUBSYSTEM==\"net\", ENV{A}=\"1\"");
    assertEquals(Verdict.Truth.FALSE, verdict.trace().get(0).outcome());
    assertEquals(List.of(), verdict.diagnostics());
  }

  @Test
  void neverGuessesWhatAProgramWouldPrint() {
    Verdict unknown = evaluate("PROGRAM==\"/bin/probe %k\", ENV{A}=\"%c\"");
    assertEquals(Verdict.Truth.UNKNOWN, unknown.trace().get(0).outcome());
    Host told = host(Map.of("/bin/probe dax0.0", new Host.ProgramResult(0, "fast\n")), Map.of());
    Verdict known = evaluate("PROGRAM==\"/bin/probe %k\", ENV{A}=\"%c\"", told, V262);
    assertEquals(Optional.of("fast"), property(known, "A"));
  }

  @Test
  void takesProgramsToSucceedSilentlyAsUdevadmTestDoesFrom256() {
    RulesFile file = RulesFile.parse("a.rules", "PROGRAM==\"/bin/probe\", ENV{A}=\"[%c]\"", V262);
    Verdict verdict =
        Evaluator.evaluate(
            RuleSet.of(List.of(file)),
            event("add", Host.UNKNOWN, Map.of()),
            V262,
            new Evaluator.Options(Evaluator.Programs.AS_UDEVADM_TEST, false, false, false));
    assertEquals(Optional.of("[]"), property(verdict, "A"));
    assertEquals(List.of(), verdict.trace());
  }

  @Test
  void importsPropertiesFromAFileTheHostTells() {
    Host host = host(Map.of(), Map.of("/etc/pool", "POOL=fast\n# no\n"));
    Verdict verdict = evaluate("IMPORT{file}=\"/etc/pool\", ENV{A}=\"$env{POOL}\"", host, V262);
    assertEquals(Optional.of("fast"), property(verdict, "A"));
    Verdict untold = evaluate("IMPORT{file}=\"/etc/other\", ENV{A}=\"1\"", host, V262);
    assertEquals(Verdict.Truth.UNKNOWN, untold.trace().get(0).outcome());
  }

  @Test
  void readsSysctlsByEitherSpelling() {
    Host host = host(Map.of(), Map.of("/proc/sys/vm/overcommit_memory", "1\n"));
    Verdict verdict =
        evaluate(
            "SYSCTL{vm.overcommit_memory}==\"1\", ENV{A}=\"1\"\n"
                + "SYSCTL{vm/overcommit_memory}==\"1\", ENV{B}=\"1\"\n",
            host,
            V262);
    assertEquals(Optional.of("1"), property(verdict, "A"));
    assertEquals(Optional.of("1"), property(verdict, "B"));
  }

  @Test
  void tracesTheDeviceAndTheValueEachTermSaw() {
    Verdict verdict = evaluate("KERNEL==\"dax*\", ATTRS{alias}==\"P\", ENV{A}=\"1\"");
    List<Verdict.TermTrace> terms = verdict.trace().get(0).terms();
    assertEquals("KERNEL==\"dax*\"", terms.get(0).text());
    assertEquals(Optional.of("dax0.0"), terms.get(0).actual());
    assertEquals("/devices/platform/hmem.0", terms.get(1).device());
    assertEquals(Optional.of("P"), terms.get(1).actual());
  }

  @Test
  void marksRulesThatAJumpPassesOver() {
    Verdict verdict = evaluate("GOTO=\"x\"\nENV{A}=\"1\"\nLABEL=\"x\", ENV{B}=\"1\"\n");
    assertEquals(
        List.of(false, true, false),
        verdict.trace().stream().map(Verdict.LineTrace::skipped).toList());
    assertFalse(verdict.properties().containsKey("A"));
  }

  @Test
  void takesTheDriverFromTheEventWhenTheLinkIsGone() {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("DRIVER", "device_dax");
    RulesFile file = RulesFile.parse("a.rules", "DRIVER==\"device_dax\", ENV{A}=\"1\"", V262);
    Verdict verdict =
        Evaluator.evaluate(
            RuleSet.of(List.of(file)), event("unbind", Host.UNKNOWN, environment), V262);
    assertEquals(Optional.of("1"), property(verdict, "A"));
  }

  @Test
  void writesAttributesOnlyWhereThereAreSome() {
    Verdict verdict = evaluate("ATTR{size}=\"0\"\nATTR{nope}=\"1\"\nATTR{sub/inner}=\"x\"");
    assertEquals(
        List.of(
            new Verdict.Write("/sys" + DAX + "/size", "0"),
            new Verdict.Write("/sys" + DAX + "/sub/inner", "x")),
        verdict.attributeWrites());
    assertEquals(3, verdict.diagnostics().get(0).level());
  }

  @Test
  void asksTheHostForOwnersWhenItIsKnown() {
    String rules = "OWNER=\"alice\", ENV{A}=\"1\"";
    Verdict unknown = evaluate(rules);
    assertEquals(Optional.empty(), unknown.owner());
    // from 258 on the whole rule is dropped if there is no alice
    assertEquals(Optional.empty(), property(unknown, "A"));
    assertEquals(List.of("A"), unknown(unknown, Verdict.Part.PROPERTY));
    assertEquals(List.of(""), unknown(unknown, Verdict.Part.OWNER));
    Verdict older = evaluate(rules, Host.UNKNOWN, new UdevVersion(257));
    assertEquals(Optional.of("1"), property(older, "A"));
    assertEquals(List.of(""), unknown(older, Verdict.Part.OWNER));
    Host none = Host.UNKNOWN;
    Host host =
        new Host(
            none.architecture(),
            none.virtualization(),
            none.confidential(),
            none.commandLine(),
            Map.of("root", 0, "alice", 1000),
            none.groups(),
            Map.of(),
            Map.of());
    assertEquals(Optional.of(1000), evaluate(rules, host, V262).owner());
  }
}
