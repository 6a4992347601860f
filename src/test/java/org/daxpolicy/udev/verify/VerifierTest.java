package org.daxpolicy.udev.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.udev.Host;
import org.daxpolicy.udev.NameResolution;
import org.daxpolicy.udev.RulesFile;
import org.daxpolicy.udev.UdevVersion;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Rules that have a finding, and their neighbours that have not. */
class VerifierTest {
  private record Case(Code code, List<String> with, List<String> without) {}

  private static final List<Case> CASES =
      List.of(
          new Case(
              Code.RULE_IMPOSSIBLE_VALUE,
              List.of(
                  "DEVPATH==\"devices/*\"",
                  "DEVPATH==\"sys/*|/devices/*\"",
                  "KERNEL==\"cciss!c0d0\"",
                  "KERNELS==\"\"",
                  "SUBSYSTEM==\"usb/hub\"",
                  "ACTION!=\"removed\"",
                  "ACTION==\"add|changed\"",
                  "TAG==\"\"",
                  "TAG!=\"?*\"",
                  "TAG==\"a b\"",
                  "SYMLINK==\"/dev/disk/*\"",
                  "ENV{DEVNAME}==\"sda\"",
                  "CONST{arch}==\"x86_64\"",
                  "ENV{A}!=\"*\"",
                  "ATTR{a}!=\"a|*\"",
                  "PROGRAM==\"x\", RESULT==\"(none)\""),
              List.of(
                  "DEVPATH==\"/devices/*\"",
                  "DEVPATH==\"*/usb1/*\"",
                  "KERNEL==\"cciss/c0d0\"",
                  "ACTION==\"ad?|ch*\"",
                  "SUBSYSTEM==\"\"",
                  "TAG==\"*\"",
                  "SYMLINK==\"disk/*\"",
                  "ENV{DEVNAME}==\"\"",
                  "CONST{arch}==\"x86-64|arm*\"",
                  "CONST{virt}==\"something-new\"",
                  "PROGRAM==\"x\", RESULT==\"a b/c?*\"")),
          new Case(
              Code.RULE_CONTRADICTION,
              List.of(
                  "KERNEL==\"sd*\", KERNEL==\"sr0\"",
                  "KERNEL==\"sd*\", KERNEL!=\"s*\"",
                  "ENV{A}==\"1\", ENV{A}==\"\"",
                  "ATTR{a}==\"1\", ATTR{a}==\"2\"",
                  "ATTRS{a}==\"a*\", ATTRS{a}==\"*b\", ATTRS{a}!=\"a*b\"",
                  "TAG==\"ab\", TAG!=\"a*\""),
              List.of(
                  "KERNEL==\"sd*\", KERNEL!=\"sda\"",
                  "ATTR{a}==\"1\", ATTR{b}==\"2\"",
                  "ATTR{a}==\"1\", ATTRS{a}==\"2\"",
                  "KERNEL==\"a\", KERNELS==\"b\"",
                  "TAG==\"a*\", TAG!=\"ab\"")),
          new Case(
              Code.RULE_REDUNDANT_TERM,
              List.of(
                  "KERNEL==\"sd*\", KERNEL==\"sda\"",
                  "KERNEL==\"sda\", KERNEL!=\"sdb\"",
                  "ENV{A}==\"?*\", ENV{A}==\"1\"",
                  "ATTR{a}==\"*\", ATTR{a}==\"1\"",
                  "TAG!=\"a*\", TAG!=\"ab\"",
                  "KERNEL==\"sd*|sda\"",
                  "KERNEL==\"a|b|a\""),
              List.of(
                  "KERNEL==\"sd*\", KERNEL==\"*1\"",
                  "KERNEL==\"sd*\", KERNEL!=\"sd?\"",
                  "TAG==\"a\", TAG!=\"b\"",
                  "ATTR{a}!=\"\", ATTR{b}==\"1\"",
                  "KERNEL==\"sd*|sr*\"")),
          new Case(
              Code.RULE_ALWAYS_HOLDS,
              List.of(
                  "KERNEL==\"*\"",
                  "KERNEL==\"?*\"",
                  "ENV{A}==\"*\"",
                  "SUBSYSTEM==\"a*|*\"",
                  "TAG==\"?*\"",
                  "TAG!=\"\""),
              List.of(
                  "ATTR{a}==\"*\"",
                  "ATTRS{a}==\"*\"",
                  "ENV{A}==\"?*\"",
                  "TAG==\"*\"",
                  "DRIVER==\"?*\"")),
          new Case(
              Code.RULE_REGEX,
              List.of(
                  "KERNEL==\"^sda\"",
                  "KERNEL==\"sda$\"",
                  "KERNEL==\"sd[a-z]+\"",
                  "KERNEL==\"sd\\d\"",
                  "KERNEL==\"sd.+\"",
                  "KERNEL==\".*sd\"",
                  "KERNEL==\"sd{a,b}\"",
                  "KERNEL==\"sd[a-z]{2}\"",
                  "KERNEL==\"(sda|sdb)\""),
              List.of(
                  "KERNEL==\"dax0.*\"",
                  "KERNEL==\"sd[^a]*\"",
                  "ATTRS{product}==\"C++ (TM) [x]*\"",
                  "ATTR{a}==\"a.b|c.d\"",
                  "ENV{A}==\"{1234-5678}\"",
                  "ATTR{price}==\"5$ or more\"")),
          new Case(
              Code.RULE_OPEN_BRACKET,
              List.of("KERNEL==\"sd[a\"", "KERNEL==\"sd[a|b]\"", "KERNEL==\"sd[]\""),
              List.of("KERNEL==\"sd[a]\"", "KERNEL==\"sd[]a]\"", "KERNEL==\"sd\\[*\"")),
          new Case(
              Code.RULE_SUBSTITUTION_IN_MATCH,
              List.of(
                  "ENV{A}==\"$env{B}\"",
                  "KERNEL==\"$kernel\"",
                  "ATTR{a}==\"%E{B}\"",
                  "ENV{A}==\"%k\""),
              List.of(
                  "ENV{A}==\"100%\"",
                  "ATTR{$kernel}==\"1\"", "ENV{A}==\"5%n\"", "TEST==\"$env{B}\"")),
          new Case(
              Code.RULE_GLOB_NOT_TAKEN,
              List.of(
                  "IMPORT{db}=\"ID_*\"",
                  "IMPORT{cmdline}=\"a|b\"",
                  "IMPORT{parent}=\"A|B\"",
                  "TEST==\"power*\"",
                  "TEST==\"/sys/*/a/*/b\""),
              List.of(
                  "IMPORT{parent}=\"ID_*\"",
                  "TEST==\"/sys/class/*/a\"",
                  "TEST!=\"[module/sg]\"",
                  "IMPORT{db}=\"ID_BUS\"")),
          new Case(
              Code.RULE_ASSIGNS_INSTEAD,
              List.of("ATTR{idVendor}=\"1\"", "ATTR{vendor}=\"0x8086\"", "ENV{A}=\"?*\""),
              List.of(
                  "ATTR{power/control}=\"auto\"",
                  "ATTR{bConfigurationValue}=\"1\"",
                  "ATTR{tx_queue_len}=\"1000\"",
                  "ENV{A}=\"a*\"")),
          new Case(
              Code.RULE_NO_SINGLE_PARENT,
              List.of(
                  "ATTRS{idVendor}==\"1\", ATTRS{bInterfaceClass}==\"03\"",
                  "SUBSYSTEMS==\"scsi\", ATTRS{idVendor}==\"1\"",
                  "KERNELS==\"1-1:1.0\", ATTRS{idProduct}==\"1\"",
                  "DRIVERS==\"usbhid\", ATTRS{idVendor}==\"1\"",
                  "DRIVERS==\"usb\", ATTRS{bInterfaceNumber}==\"00\""),
              List.of(
                  "SUBSYSTEMS==\"usb\", ATTRS{idVendor}==\"1\", ATTRS{serial}==\"2\"",
                  "SUBSYSTEMS==\"u*\", DRIVERS==\"usb\", ATTRS{idVendor}==\"1\"",
                  "KERNELS==\"1-1*\", ATTRS{idVendor}==\"1\"",
                  "SUBSYSTEMS==\"scsi\", ATTRS{vendor}==\"ATA\"",
                  "ATTR{bInterfaceClass}==\"03\", ATTRS{idVendor}==\"1\"")),
          new Case(
              Code.RULE_ATTRIBUTE_OF_PARENT,
              List.of(
                  "SUBSYSTEM==\"tty\", ATTR{idVendor}==\"1\"",
                  "SUBSYSTEM==\"usb\", ENV{DEVTYPE}==\"usb_device\", ATTR{bInterfaceClass}==\"1\""),
              List.of(
                  "SUBSYSTEM==\"usb\", ATTR{idVendor}==\"1\"",
                  "SUBSYSTEM==\"usb*|tty\", ATTR{idVendor}==\"1\"",
                  "ATTR{idVendor}==\"1\"",
                  "SUBSYSTEM==\"tty\", ATTRS{idVendor}==\"1\"")),
          new Case(
              Code.RULE_WRONG_NAMESPACE,
              List.of("ATTR{ID_BUS}==\"usb\"", "ENV{idVendor}==\"1\""),
              List.of("ENV{ID_BUS}==\"usb\"", "ATTRS{idVendor}==\"1\"", "ENV{vendor}==\"1\"")),
          new Case(
              Code.RULE_NEGATED_PARENT,
              List.of(
                  "SUBSYSTEMS!=\"usb\"",
                  "KERNELS!=\"a\", DRIVERS!=\"b\"",
                  "ATTRS{idVendor}!=\"046d\""),
              List.of(
                  "SUBSYSTEMS==\"usb\", DRIVERS!=\"hub\"",
                  "SUBSYSTEMS==\"?*\"",
                  "SUBSYSTEMS!=\"?*\"",
                  "ATTRS{bInterfaceNumber}!=\"00\"",
                  "SUBSYSTEM!=\"usb\"")),
          new Case(
              Code.RULE_MATCH_BEFORE_CHANGE,
              List.of(
                  "IMPORT{cmdline}=\"x\", ENV{x}==\"1\"",
                  "IMPORT{parent}=\"ID_*\", ENV{ID_BUS}==\"usb\"",
                  "ENV{A}=\"1\", ENV{A}==\"1\"",
                  "TAG+=\"a\", TAG==\"a\""),
              List.of(
                  "ENV{A}==\"\", ENV{A}=\"1\"",
                  "IMPORT{db}=\"A\", ENV{B}==\"1\"",
                  "IMPORT{builtin}=\"usb_id\", ENV{ID_BUS}==\"usb\"")),
          new Case(
              Code.RULE_PROGRAM_LEFT_BEHIND,
              List.of(
                  "RUN+=\"/bin/sh -c 'a &'\"",
                  "RUN+=\"/bin/bash -ec 'a & b'\"",
                  "RUN+=\"/usr/bin/nohup a\"",
                  "RUN+=\"/bin/sh -c 'x=1 exec setsid a'\"",
                  "PROGRAM=\"/usr/bin/screen -dm a\""),
              List.of(
                  "RUN+=\"/bin/sh -c 'a && b 2>&1 >&2 &>c'\"",
                  "RUN+=\"/bin/sh -c 'echo \\\"a & b\\\"'\"",
                  "RUN+=\"/usr/bin/a --with=nohup\"")),
          new Case(
              Code.RULE_PROGRAM_WAITS,
              List.of(
                  "RUN+=\"/bin/sleep 5\"",
                  "RUN+=\"/bin/sh -c 'if a; then sleep 2; fi'\"",
                  "RUN+=\"/bin/systemctl start a\"",
                  "RUN+=\"/usr/bin/systemd-run a\"",
                  "PROGRAM=\"/bin/udevadm settle\""),
              List.of(
                  "RUN+=\"/bin/systemctl --no-block start a\"",
                  "RUN+=\"/bin/systemctl is-active start\"",
                  "RUN+=\"/usr/bin/systemd-run --on-active=5 a\"",
                  "RUN+=\"/bin/sh -c 'sleep 5 &'\"",
                  "RUN+=\"/usr/bin/systemd-run --no-block a\"",
                  "RUN+=\"/usr/bin/a sleep\"")),
          new Case(
              Code.RULE_MOUNT,
              List.of("RUN+=\"/bin/mount /dev/%k /mnt\"", "RUN+=\"/bin/sh -c 'umount /mnt'\""),
              List.of("RUN+=\"/usr/bin/systemd-mount --no-block /dev/%k\"", "RUN+=\"a mount\"")),
          new Case(
              Code.RULE_SHELL_SYNTAX,
              List.of(
                  "RUN+=\"/bin/echo 1 > /tmp/x\"",
                  "RUN+=\"a | b\"",
                  "RUN+=\"a && b\"",
                  "PROGRAM=\"a 2>/dev/null\""),
              List.of(
                  "RUN+=\"/bin/sh -c 'a | b > c'\"",
                  "RUN+=\"a 'b > c'\"",
                  "RUN+=\"/usr/bin/a --x=<y>\"")),
          new Case(
              Code.RULE_OVERWRITTEN,
              List.of(
                  "ENV{A}=\"1\", ENV{A}=\"2\"",
                  "SYMLINK+=\"a\", SYMLINK=\"b\"",
                  "RUN{builtin}+=\"path_id\", RUN=\"p\"",
                  "MODE=\"0600\", MODE=\"0660\"",
                  "MODE=\"0600\", MODE=\"%c\"",
                  "OWNER=\"%k\", OWNER=\"0\""),
              List.of(
                  "ENV{A}=\"1\", ENV{A}+=\"2\"",
                  "ENV{A}=\"1\", ENV{B}=\"2\"",
                  "ENV{A}=\"1\", ENV{B}=\"$env{A}\", ENV{A}=\"3\"",
                  "SYMLINK=\"a\", SYMLINK+=\"b\"",
                  "ATTR{a}=\"0\", ATTR{a}=\"1\"",
                  "MODE=\"%n\", MODE=\"%c\"")),
          new Case(
              Code.RULE_ASSIGNED_AFTER_FINAL,
              List.of(
                  "NAME:=\"x\", NAME=\"y\"",
                  "RUN:=\"x\"\nKERNEL==\"a\", RUN+=\"y\"",
                  "SYMLINK:=\"x\", SYMLINK+=\"y\""),
              List.of(
                  "KERNEL==\"a\", RUN:=\"x\"\nKERNEL==\"b\", RUN+=\"y\"",
                  "NAME=\"x\", NAME:=\"y\"",
                  "OWNER:=\"0\", GROUP=\"0\"",
                  "KERNEL==\"a\", GOTO=\"e\"\nRUN:=\"x\"\nLABEL=\"e\"\nRUN+=\"y\"")),
          new Case(
              Code.RULE_USELESS_MODE,
              List.of("MODE=\"0999\"", "MODE=\"rw\"", "MODE=\"0o644\"", "MODE=\"010660\""),
              List.of("MODE=\"660\"", "MODE=\"04755\"", "MODE=\"%c\"", "MODE=\" 0644\"")),
          new Case(
              Code.RULE_REFUSED_VALUE,
              List.of(
                  "TAG+=\"a b\"",
                  "SYMLINK+=\"/etc/x\"",
                  "SYMLINK+=\"a ../x\"",
                  "ENV{A-B}=\"1\"",
                  "ENV{A}=e\"a\\tb\"",
                  "SECLABEL{apparmor}=\"x\""),
              List.of(
                  "TAG+=\"a-b_c\"",
                  "TAG+=\"%k\"",
                  "SYMLINK+=\"/dev/a b/c\"",
                  "SYMLINK+=\"a/%k\"",
                  "ENV{.a.B_1}=\"1\"",
                  "SECLABEL{selinux}=\"x\"")),
          new Case(
              Code.RULE_NOT_ON_REMOVE,
              List.of("ACTION==\"remove\", MODE=\"0600\"", "ACTION==\"rem*\", SYMLINK+=\"a\""),
              List.of(
                  "ACTION==\"remove\", MODE=\"0600\", ENV{A}=\"1\"",
                  "ACTION==\"remove|add\", MODE=\"0600\"",
                  "ACTION==\"remove\", RUN+=\"a\"")),
          new Case(
              Code.RULE_NAME_OF_NO_INTERFACE,
              List.of("SUBSYSTEM==\"tty\", NAME=\"a\"", "SUBSYSTEM!=\"net\", NAME=\"a\""),
              List.of("SUBSYSTEM==\"net|tty\", NAME=\"a\"", "NAME=\"a\"")),
          new Case(
              Code.RULE_UNREACHABLE,
              List.of(
                  "GOTO=\"e\"\nENV{A}=\"1\"\nLABEL=\"e\"",
                  "KERNEL==\"?*\", GOTO=\"e\"\nENV{A}=\"1\"\nLABEL=\"e\"",
                  "ACTION==\"add\", GOTO=\"e\"\nACTION!=\"add\", GOTO=\"e\"\n"
                      + "ENV{A}=\"1\"\nLABEL=\"e\""),
              List.of(
                  "KERNEL==\"a\", GOTO=\"e\"\nENV{A}=\"1\"\nLABEL=\"e\"",
                  "KERNEL==\"a\", GOTO=\"x\"\nGOTO=\"e\"\nLABEL=\"x\"\nENV{A}=\"1\"\nLABEL=\"e\"",
                  "TEST==\"a\", GOTO=\"e\"\nENV{A}=\"1\"\nLABEL=\"e\"")),
          new Case(
              Code.RULE_EXCLUDED_EARLIER,
              List.of(
                  "SUBSYSTEM!=\"dax\", GOTO=\"e\"\nSUBSYSTEM==\"net\", ENV{A}=\"1\"\nLABEL=\"e\"",
                  "ACTION!=\"add|change\", GOTO=\"e\"\nACTION==\"bind\", ENV{A}=\"1\"\nLABEL=\"e\"",
                  "KERNEL==\"a*\", GOTO=\"e\"\nKERNEL==\"ab\", ENV{A}=\"1\"\nLABEL=\"e\""),
              List.of(
                  "SUBSYSTEM!=\"dax\", GOTO=\"e\"\nSUBSYSTEM==\"dax\", ENV{A}=\"1\"\nLABEL=\"e\"",
                  "ACTION==\"add\", ENV{B}==\"1\", GOTO=\"e\"\nACTION==\"add\", ENV{A}=\"1\"\n"
                      + "LABEL=\"e\"",
                  "ENV{B}!=\"1\", GOTO=\"e\"\nENV{B}==\"2\", ENV{A}=\"1\"\nLABEL=\"e\"",
                  "SUBSYSTEM!=\"dax\", GOTO=\"e\"\nLABEL=\"e\"\nSUBSYSTEM==\"net\", ENV{A}=\"1\"")));

  @TestFactory
  Stream<DynamicTest> findsWhatItShouldAndNothingElse() {
    return CASES.stream()
        .flatMap(
            c ->
                Stream.concat(
                    c.with().stream().map(rules -> test(c.code(), rules, true)),
                    c.without().stream().map(rules -> test(c.code(), rules, false))));
  }

  private static DynamicTest test(Code code, String rules, boolean expected) {
    return DynamicTest.dynamicTest(
        code.id() + (expected ? " in " : " not in ") + rules,
        () -> {
          List<Diagnostic> found = findings(effective(rules), UdevVersion.NEWEST);
          assertEquals(
              expected, found.stream().anyMatch(d -> d.code() == code), () -> found.toString());
        });
  }

  /** A rule that only matches is dropped, so it gets something to do. */
  private static String effective(String rules) {
    boolean acts = rules.contains("\n") || rules.matches("(?s).*[^=!]=\".*");
    return (acts ? rules : rules + ", ENV{EFFECT}=\"1\"") + "\n";
  }

  private static List<Diagnostic> findings(String rules, UdevVersion version) {
    return verification(rules, version).findings();
  }

  private static Verification verification(String rules, UdevVersion version) {
    RulesFile file =
        RulesFile.strictly("50-t.rules", rules, version, Host.UNKNOWN, NameResolution.EARLY);
    return Verifier.verify(List.of(file)).get(0);
  }

  @Test
  void spendsLittleOnValuesThatInviteBlowUp() {
    String costly = "*a" + "?".repeat(40);
    String many = "KERNEL==\"" + costly + "\", KERNEL==\"b" + costly + "\", ENV{A}=\"1\"\n";
    assertFalse(
        findings(many, UdevVersion.NEWEST).stream()
            .anyMatch(d -> d.code() == Code.RULE_CONTRADICTION));
  }

  @Test
  void readsFilesOfManyRulesInOnePass() {
    String rules = "KERNEL!=\"a*\", GOTO=\"e\"\nACTION==\"add\", ENV{A}=\"1\"\nLABEL=\"e\"\n";
    List<Diagnostic> found = findings(rules.repeat(20_000), UdevVersion.NEWEST);
    assertTrue(found.isEmpty(), () -> found.get(0).toString());
  }

  @Test
  void saysWhatStandsBeforeALineThatIsTooLong() {
    String rules = "FOO=\"1\"\nLABEL=\"x\"\n#" + "x".repeat(16384) + "\nBAR=\"1\"\n";
    List<Said> said = verification(rules, UdevVersion.NEWEST).said();
    assertEquals(
        List.of(OptionalInt.of(1), OptionalInt.empty()), said.stream().map(Said::line).toList());
  }

  @Test
  void saysOncePerRunThatANodeBelongsToAPerson() {
    Host host = Host.UNKNOWN.with(Map.of("root", 0, "ann", 1000), Map.of("root", 0, "a", 7));
    List<RulesFile> files =
        Stream.of("50-a.rules", "51-b.rules")
            .map(
                name ->
                    RulesFile.strictly(
                        name,
                        "OWNER=\"ann\"\nOWNER=\"ann\"\n",
                        UdevVersion.NEWEST,
                        host,
                        NameResolution.EARLY))
            .toList();
    List<Verification> verified = Verifier.verify(files);
    assertEquals(
        List.of(1, 0), verified.stream().map(verification -> verification.said().size()).toList());
    assertEquals(2, verified.get(1).findings().size());
    assertEquals(Verification.Verdict.PASS, verified.get(0).verdict());
  }

  @Test
  void speaksOfLinksAndTagsOnlyWhereTheReleaseChecksThem() {
    String rules = "TAG==\"a b\", ENV{A}=\"1\"\nTAG+=\"a b\"\n";
    assertEquals(List.of(), findings(rules, new UdevVersion(252)));
    assertEquals(2, findings(rules, new UdevVersion(254)).size());
  }
}
