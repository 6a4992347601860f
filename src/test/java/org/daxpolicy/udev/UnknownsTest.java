package org.daxpolicy.udev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.daxpolicy.glob.Glob;
import org.daxpolicy.udev.Verdict.Part;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What a verdict says of a host of which little is told is so on every host it may be: random rules
 * that ask for programs, builtins, files, accounts and parameters are judged without the answers,
 * and then with many different answers.
 */
class UnknownsTest {
  private static final String DAX = "/devices/platform/hmem.0/dax0.0";
  private static final int HOSTS = 12;
  private static final Evaluator.Options TOLD =
      new Evaluator.Options(Evaluator.Programs.AS_GIVEN, true, false, true);

  private static final List<String> COMMANDS =
      List.of("/bin/p", "/bin/q", "/bin/q 1", "/bin/q x", "/bin/q a b");
  private static final List<String> OUTPUTS =
      List.of(
          "", "1\n", "x\n", "a b\n", "A=1\nT=x\n", "B=\nT=\n", "DEVNAME=/dev/z\nA=x\n", "T=a;b");

  private static final List<String> MATCHES =
      List.of(
          "ENV{A}==\"1\"",
          "ENV{A}!=\"1\"",
          "ENV{B}==\"?*\"",
          "ENV{ID_PATH}==\"p*\"",
          "ENV{DEVNAME}==\"/dev/dax*\"",
          "ENV{TAGS}==\"*:t1:*\"",
          "ENV{DEVLINKS}==\"*l1*\"",
          "ENV{quiet}==\"1\"",
          "TAG==\"t1\"",
          "TAG!=\"t2\"",
          "TAG==\"?*\"",
          "SYMLINK==\"l1\"",
          "SYMLINK!=\"l*\"",
          "RESULT==\"x\"",
          "RESULT!=\"1\"",
          "RESULT==\"\"",
          "CONST{virt}==\"kvm\"",
          "CONST{arch}==\"?*\"",
          "SYSCTL{kernel.ostype}==\"Linux\"",
          "ATTR{size}==\"1\"",
          "ATTR{size}!=\"x\"",
          "ATTRS{shared}==\"plat\"",
          "ATTRS{both}==\"x\", SUBSYSTEMS==\"?*\"",
          "TAGS==\"t1\"",
          "KERNELS==\"hmem*\"",
          "KERNEL==\"dax*\"",
          "SUBSYSTEM==\"dax|net\"",
          "SUBSYSTEM!=\"dax\"",
          "ACTION!=\"remove\"",
          "DRIVER==\"device_dax\"",
          "TEST==\"/opt/marker\"",
          "TEST!=\"/opt/$env{A}\"",
          "TEST==\"size\"",
          "PROGRAM==\"/bin/p\"",
          "PROGRAM!=\"/bin/p\"",
          "PROGRAM==\"/bin/q $env{A}\"",
          "PROGRAM==\"/bin/q\", RESULT==\"x\"",
          "IMPORT{program}==\"/bin/p\"",
          "IMPORT{program}!=\"/bin/q\"",
          "IMPORT{builtin}==\"path_id\"",
          "IMPORT{builtin}!=\"path_id\"",
          "IMPORT{builtin}==\"kmod load\"",
          "IMPORT{file}==\"/opt/marker\"",
          "IMPORT{cmdline}==\"quiet\"",
          "IMPORT{cmdline}!=\"quiet\"",
          "IMPORT{db}==\"OLD\"",
          "IMPORT{parent}==\"PROP_*\"");

  private static final List<String> ASSIGNMENTS =
      List.of(
          "ENV{A}=\"1\"",
          "ENV{A}=\"$env{B}\"",
          "ENV{A}+=\"x\"",
          "ENV{A}=\"\"",
          "ENV{B}=\"%c\"",
          "ENV{B}=\"$attr{size}\"",
          "ENV{B}=\"$id $driver\"",
          "ENV{ID_PATH}=\"\"",
          "ENV{C}=\"$links\"",
          "TAG+=\"t1\"",
          "TAG-=\"t1\"",
          "TAG=\"t2\"",
          "TAG+=\"$env{A}\"",
          "TAG-=\"$env{A}\"",
          "SYMLINK+=\"l1\"",
          "SYMLINK+=\"l2 l3\"",
          "SYMLINK-=\"l1\"",
          "SYMLINK=\"\"",
          "SYMLINK:=\"l2\"",
          "SYMLINK+=\"l-$env{A}\"",
          "SYMLINK-=\"%c\"",
          "OWNER=\"daemon\"",
          "OWNER=\"$env{A}\"",
          "GROUP=\"disk\"",
          "GROUP:=\"0\"",
          "MODE=\"0640\"",
          "MODE:=\"0600\"",
          "MODE=\"$env{A}\"",
          "RUN+=\"/bin/r\"",
          "RUN+=\"/bin/s $env{A}\"",
          "RUN=\"/bin/t\"",
          "RUN:=\"/bin/u\"",
          "RUN{builtin}+=\"kmod x\"",
          "SECLABEL{smack}+=\"$env{B}\"",
          "SECLABEL{selinux}=\"l\"",
          "ATTR{size}=\"1\"",
          "ATTR{size}=\"$env{A}\"",
          "ATTR{both}=\"x\"",
          "SYSCTL{kernel.ostype}=\"%c\"",
          "OPTIONS+=\"link_priority=5\"",
          "OPTIONS+=\"string_escape=replace\"");

  @TestFactory
  Stream<DynamicTest> whatIsSaidWithoutTheAnswersIsSoWithAnyOfThem() throws IOException {
    MemorySysfs sysfs = ProbeCorpus.sysfs();
    return IntStream.range(0, 40)
        .mapToObj(
            seed ->
                DynamicTest.dynamicTest("seed " + seed, () -> compare(new Random(seed), sysfs)));
  }

  private static void compare(Random random, Sysfs sysfs) {
    for (int round = 0; round < 40; round++) {
      String text = rules(random);
      UdevVersion version = new UdevVersion(252 + random.nextInt(11));
      String action = random.nextInt(6) == 0 ? "remove" : "add";
      Verdict verdict =
          Evaluator.evaluate(read(text, version), event(sysfs, action, Host.UNKNOWN), version);
      EventWorker worker = new EventWorker();
      RuleSet rules = read(text, version);
      for (int time = 0; time < 3; time++) {
        // a worker learns of a device which rules are worth trying
        assertEquals(
            Interpretation.withoutTrace(verdict),
            worker.evaluate(
                rules,
                event(sysfs, action, Host.UNKNOWN),
                version,
                Evaluator.Options.DEFAULT.traced(false)),
            () -> "without a trace, udev " + version + "\n" + text);
      }
      for (int host = 0; host < HOSTS; host++) {
        Host told = host(random);
        Verdict told1 =
            Evaluator.evaluate(read(text, version), event(sysfs, action, told), version, TOLD);
        String where =
            "udev " + version + "\n" + text + "\n" + told + "\n" + verdict.unknown() + "\n";
        assertEquals(List.of(), told1.unknown(), where);
        agree(verdict, told1, where);
      }
    }
  }

  private static RuleSet read(String text, UdevVersion version) {
    return RuleSet.of(List.of(RulesFile.parse("50-t.rules", text, version)));
  }

  private static Event event(Sysfs sysfs, String action, Host host) {
    DeviceRecord record =
        new DeviceRecord(Map.of("OLD", "o"), List.of("t1"), List.of("t1"), List.of("l1"), 0);
    return new Event(sysfs, DAX, action, Map.of(), host, Map.of(DAX, record));
  }

  private static String rules(Random random) {
    StringBuilder text = new StringBuilder();
    int lines = 3 + random.nextInt(10);
    for (int i = 0; i < lines; i++) {
      List<String> terms = new ArrayList<>();
      for (int m = random.nextInt(3); m > 0; m--) {
        terms.add(pick(random, MATCHES));
      }
      for (int a = random.nextInt(3); a > 0; a--) {
        terms.add(pick(random, ASSIGNMENTS));
      }
      if (random.nextInt(5) == 0) {
        terms.add("GOTO=\"L" + random.nextInt(2) + "\"");
      }
      if (random.nextInt(5) == 0) {
        terms.add("LABEL=\"L" + random.nextInt(2) + "\"");
      }
      text.append(String.join(", ", terms)).append('\n');
    }
    return text.toString();
  }

  private static <T> T pick(Random random, List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  /** A host on which everything that is asked has an answer. */
  private static Host host(Random random) {
    Map<String, Host.ProgramResult> programs = new TreeMap<>();
    for (String command : COMMANDS) {
      if (random.nextInt(4) > 0) {
        programs.put(
            command, new Host.ProgramResult(random.nextInt(3) == 0 ? 1 : 0, pick(random, OUTPUTS)));
      }
    }
    programs.put("path_id", new Host.ProgramResult(random.nextInt(2), "ID_PATH=pci\n"));
    programs.put("kmod load", new Host.ProgramResult(random.nextInt(2), ""));
    Map<String, String> files = new TreeMap<>();
    for (String file : List.of("/opt/marker", "/opt/1", "/opt/x", "/proc/sys/kernel/ostype")) {
      if (random.nextBoolean()) {
        files.put(file, pick(random, List.of("Linux\n", "A=1\nC=c\n", "")));
      }
    }
    Map<String, Integer> users = new TreeMap<>(Map.of("root", 0, "other", 7));
    Map<String, Integer> groups = new TreeMap<>(Map.of("root", 0, "other", 7));
    if (random.nextBoolean()) {
      users.put("daemon", 1);
      groups.put("disk", 6);
    }
    return new Host(
        Optional.of(pick(random, List.of("x86-64", "arm64"))),
        Optional.of(pick(random, List.of("kvm", "none"))),
        Optional.of("none"),
        Optional.of(pick(random, List.of("", "quiet", "quiet=1 ro", "quiet="))),
        users,
        groups,
        programs,
        files);
  }

  private static void agree(Verdict said, Verdict is, String where) {
    agreeOnProperties(said, is, where);
    agreeOnNames(said, Part.TAG, said.tags(), is.tags(), where);
    agreeOnNames(said, Part.CURRENT_TAG, said.currentTags(), is.currentTags(), where);
    agreeOnNames(said, Part.SYMLINK, said.symlinks(), is.symlinks(), where);
    agreeOnOne(said, Part.LINK_PRIORITY, said.linkPriority(), is.linkPriority(), where);
    agreeOnOne(said, Part.OWNER, said.owner(), is.owner(), where);
    agreeOnOne(said, Part.GROUP, said.group(), is.group(), where);
    agreeOnOne(said, Part.MODE, said.mode(), is.mode(), where);
    agreeOnOne(said, Part.NAME, said.name(), is.name(), where);
    agreeInOrder(said, Part.RUN, said.run(), is.run(), where);
    agreeInOrder(said, Part.SECLABEL, said.seclabels(), is.seclabels(), where);
    agreeInOrder(said, Part.ATTRIBUTE_WRITE, said.attributeWrites(), is.attributeWrites(), where);
    agreeInOrder(said, Part.SYSCTL_WRITE, said.sysctlWrites(), is.sysctlWrites(), where);
    agreeOnLines(said, is, where);
  }

  private static List<String> unknown(Verdict verdict, Part part) {
    return verdict.unknown().stream()
        .filter(u -> u.part() == part)
        .map(Verdict.Unknown::name)
        .toList();
  }

  private static void agreeOnProperties(Verdict said, Verdict is, String where) {
    List<Glob> unknown = unknown(said, Part.PROPERTY).stream().map(Glob::of).toList();
    Set<String> keys = new TreeSet<>(said.properties().keySet());
    keys.addAll(is.properties().keySet());
    for (String key : keys) {
      if (unknown.stream().noneMatch(g -> g.matches(key))) {
        assertEquals(
            comparable(key, said.properties().get(key)),
            comparable(key, is.properties().get(key)),
            () -> key + "\n" + where);
      }
    }
  }

  /** udev leaves the order of tags and links open. */
  private static Object comparable(String key, String value) {
    boolean listed = Set.of("TAGS", "CURRENT_TAGS", "DEVLINKS", "C").contains(key);
    return value != null && listed ? new TreeSet<>(Arrays.asList(value.split("[: ]"))) : "" + value;
  }

  private static void agreeOnNames(
      Verdict said, Part part, List<String> known, List<String> actual, String where) {
    assertTrue(actual.containsAll(known), () -> part + ": " + known + " " + actual + "\n" + where);
    List<String> unknown = unknown(said, part);
    if (!unknown.contains("")) {
      Predicate<String> told = name -> known.contains(name) || unknown.contains(name);
      assertTrue(actual.stream().allMatch(told), () -> part + ": " + actual + "\n" + where);
    }
  }

  private static void agreeOnOne(
      Verdict said, Part part, Object known, Object actual, String where) {
    if (unknown(said, part).isEmpty()) {
      assertEquals(known, actual, () -> part + "\n" + where);
    }
  }

  private static <T> void agreeInOrder(
      Verdict said, Part part, List<T> known, List<T> actual, String where) {
    if (unknown(said, part).isEmpty()) {
      assertEquals(known, actual, () -> part + "\n" + where);
      return;
    }
    int at = 0;
    for (T one : actual) {
      at += at < known.size() && known.get(at).equals(one) ? 1 : 0;
    }
    assertEquals(known.size(), at, () -> part + ": " + known + " " + actual + "\n" + where);
  }

  private static void agreeOnLines(Verdict said, Verdict is, String where) {
    Map<Integer, Verdict.LineTrace> lines =
        is.trace().stream()
            .collect(
                Collectors.toMap(Verdict.LineTrace::line, l -> l, (a, b) -> a, LinkedHashMap::new));
    for (Verdict.LineTrace line : said.trace()) {
      Verdict.LineTrace actual = lines.get(line.line());
      boolean held = actual != null && actual.outcome() == Verdict.Truth.TRUE;
      if (line.outcome() != Verdict.Truth.UNKNOWN) {
        assertEquals(
            line.outcome() == Verdict.Truth.TRUE, held, () -> "line " + line.line() + "\n" + where);
      }
    }
  }
}
