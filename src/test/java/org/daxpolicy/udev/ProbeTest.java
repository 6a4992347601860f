package org.daxpolicy.udev;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The evaluator decides what the real udevadm of four releases decided. */
class ProbeTest {
  static final List<String> VERSIONS = List.of("252", "254", "257", "262");

  /** What the kernel set on the probes' devices; shown only where rules changed it. */
  private static final Map<String, String> KERNEL =
      Map.of(
          "SUBSYSTEM", "dax",
          "MODALIAS", "dax:t0",
          "UEPROP", "ue",
          "DRIVER", "device_dax");

  private static final Set<String> NEVER_SHOWN =
      Set.of(
          "ACTION",
          "SEQNUM",
          "MAJOR",
          "MINOR",
          "DEVNAME",
          "INTERFACE",
          "IFINDEX",
          "TAGS",
          "CURRENT_TAGS",
          "DEVLINKS",
          "USEC_INITIALIZED",
          "ID_PROCESSING");

  /** Lists whose order udev leaves open. */
  private static final Set<String> UNORDERED =
      Set.of("a.symlink-ops:L", "s.links:A", "y.action-remove-symlinks:L");

  @TempDir Path directory;

  @TestFactory
  Stream<DynamicTest> decidesWhatUdevadmDecided() throws IOException {
    return tests("probes.jsonl");
  }

  @TestFactory
  Stream<DynamicTest> decidesWhatUdevadmDecidedOnGeneratedRules() throws IOException {
    return tests("generated.jsonl");
  }

  private Stream<DynamicTest> tests(String file) throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Map<String, Object> entry : ProbeCorpus.probes(file)) {
      Map<String, Object> probe = Json.object(entry.get("probe"));
      for (String version : VERSIONS) {
        Map<String, Object> measured = Json.object(Json.object(entry.get("results")).get(version));
        if (measured.isEmpty()) {
          continue; // not measured with this release
        }
        String name = probe.get("id") + " " + version;
        tests.add(DynamicTest.dynamicTest(name, () -> check(probe, measured, version)));
      }
    }
    return tests.stream();
  }

  private void check(Map<String, Object> probe, Map<String, Object> measured, String version)
      throws IOException {
    UdevVersion udev = new UdevVersion(Integer.parseInt(version));
    boolean runner = "runner".equals(probe.get("mode")) && udev.atLeast(256);
    if (runner && "remove".equals(probe.get("action"))) {
      // the runner reads the database, which is gone after a remove
      assertEquals(Map.of(), Json.object(Json.object(measured.get("decided")).get("env")));
      return;
    }
    String devpath = Json.bytes(probe.get("devpath"));
    Map<String, DeviceRecord> records = new LinkedHashMap<>();
    if (probe.containsKey("db")) {
      records.put(devpath, ProbeCorpus.record(Json.bytes(probe.get("db"))));
    }
    Json.strings(probe.get("dbs"))
        .forEach((id, text) -> records.put("/devices/platform/hmem.0", ProbeCorpus.record(text)));
    String line = Json.bytes(probe.get("cmdline"));
    Map<String, String> files = rulesFiles(probe);
    Event event =
        new Event(
            ProbeCorpus.sysfs(),
            devpath,
            Json.bytes(probe.get("action")),
            Map.of(),
            ProbeCorpus.host(line, files),
            records);
    Evaluator.Programs programs =
        runner ? Evaluator.Programs.AS_GIVEN : Evaluator.Programs.AS_UDEVADM_TEST;
    Verdict verdict =
        Evaluator.evaluate(
            rules(probe, udev), event, udev, new Evaluator.Options(programs, true, false, true));
    String id = Json.bytes(probe.get("id"));
    assertEquals(
        expected(id, Json.object(measured.get("decided")), udev, verdict),
        actual(id, verdict, udev, devpath, runner),
        () -> verdict.diagnostics() + "\n" + verdict.trace());
  }

  private static Map<String, String> rulesFiles(Map<String, Object> probe) {
    Map<String, String> files = new LinkedHashMap<>();
    Json.strings(probe.get("rules"))
        .forEach(
            (name, text) -> {
              if (!name.contains("/")) {
                files.put("/etc/udev/rules.d/" + name, text);
              }
            });
    return files;
  }

  private RuleSet rules(Map<String, Object> probe, UdevVersion udev) throws IOException {
    if (!probe.containsKey("rules")) {
      String text = Json.bytes(probe.get("rules_text"));
      return RuleSet.of(List.of(RulesFile.parse("50-test.rules", text, udev)));
    }
    Map<String, String> places =
        Map.of(
            "", "etc/udev/rules.d",
            "etc", "etc/udev/rules.d",
            "run", "run/udev/rules.d",
            "local", "usr/local/lib/udev/rules.d",
            "lib", "usr/lib/udev/rules.d");
    Path root = Files.createTempDirectory(directory, "root");
    for (Map.Entry<String, Object> file : Json.object(probe.get("rules")).entrySet()) {
      String name = file.getKey();
      int slash = name.indexOf('/');
      Path place = root.resolve(places.get(slash < 0 ? "" : name.substring(0, slash)));
      Files.createDirectories(place);
      Files.write(
          place.resolve(name.substring(slash + 1)),
          Json.bytes(file.getValue()).getBytes(StandardCharsets.ISO_8859_1));
    }
    return RulesDirectories.read(RulesDirectories.standard(new DiskTree(root), "", udev), udev)
        .value()
        .orElseThrow();
  }

  static Map<String, Object> expected(
      String id, Map<String, Object> decided, UdevVersion udev, Verdict verdict) {
    Map<String, Object> expected = new TreeMap<>();
    expected.put("env", properties(id, Json.object(decided.get("env"))));
    expected.put("std", new TreeMap<>(Json.object(decided.get("std"))));
    for (String key : List.of("tags", "current_tags", "symlinks")) {
      expected.put(key, Json.array(decided.get(key)).stream().sorted().toList());
    }
    expected.put("run", Json.array(decided.get("run")));
    expected.put("attr_writes", writes(Json.array(decided.get("attr_writes")), udev));
    expected.put("sysctl_writes", Json.array(decided.get("sysctl_writes")));
    expected.put("link_priority", decided.getOrDefault("link_priority", 0));
    for (String key : List.of("owner", "group", "mode", "name")) {
      expected.put(key, String.valueOf(decided.get(key)));
    }
    if (udev.atLeast(256)) {
      // older releases do not show the labels that were kept, only each one as it is set
      expected.put(
          "seclabels",
          Json.array(decided.get("seclabels")).stream()
              .map(l -> Json.object(l).get("name") + "=" + Json.object(l).get("label"))
              .toList());
    }
    return expected;
  }

  static Map<String, Object> actual(
      String id, Verdict verdict, UdevVersion udev, String devpath, boolean runner) {
    Map<String, Object> env = new TreeMap<>();
    Map<String, Object> std = new TreeMap<>();
    verdict
        .properties()
        .forEach(
            (key, value) -> {
              String readable = ByteText.readable(value);
              boolean hidden = runner && key.startsWith(".");
              if (key.equals("DEVPATH") || KERNEL.containsKey(key)) {
                String usual = key.equals("DEVPATH") ? devpath : KERNEL.get(key);
                if (!readable.equals(usual)) {
                  std.put(key, readable);
                }
              } else if (!NEVER_SHOWN.contains(key) && !hidden) {
                env.put(ByteText.readable(key), readable);
              }
            });
    Map<String, Object> actual = new TreeMap<>();
    actual.put("env", properties(id, env));
    actual.put("std", std);
    boolean byProperty = !udev.atLeast(256);
    actual.put("tags", byProperty ? listed(verdict, "TAGS", ":") : readable(verdict.tags()));
    // as measured: releases before 256 list tags and links, all releases current tags, in
    // properties
    actual.put("current_tags", listed(verdict, "CURRENT_TAGS", ":"));
    actual.put(
        "symlinks", byProperty ? listed(verdict, "DEVLINKS", " ") : readable(verdict.symlinks()));
    actual.put("run", verdict.run().stream().map(c -> ByteText.readable(c.command())).toList());
    actual.put("attr_writes", writes(udev, verdict.attributeWrites(), "/sys" + devpath + "/"));
    actual.put("sysctl_writes", sysctls(verdict.sysctlWrites(), udev));
    boolean shown = !udev.atLeast(256) || !verdict.symlinks().isEmpty();
    actual.put("link_priority", shown ? verdict.linkPriority() : 0);
    actual.put("owner", verdict.owner().map(String::valueOf).orElse("null"));
    actual.put("group", verdict.group().map(String::valueOf).orElse("null"));
    String mode = verdict.mode().map(m -> String.format(Locale.ROOT, "%04o", m)).orElse("null");
    // the runner shows the node itself, which begins as 0600
    actual.put("mode", runner && mode.equals("null") ? "0600" : mode);
    actual.put("name", verdict.name().orElse("null"));
    if (udev.atLeast(256)) {
      actual.put(
          "seclabels",
          verdict.seclabels().stream()
              .map(l -> ByteText.readable(l.module() + "=" + l.label()))
              .toList());
    }
    return actual;
  }

  private static List<String> listed(Verdict verdict, String key, String separator) {
    String value = ByteText.readable(verdict.properties().getOrDefault(key, ""));
    return Arrays.stream(value.split(separator))
        .filter(item -> !item.isEmpty())
        .map(item -> item.startsWith("/dev/") ? item.substring("/dev/".length()) : item)
        .sorted()
        .toList();
  }

  private static List<String> readable(List<String> values) {
    return values.stream().map(ByteText::readable).sorted().toList();
  }

  /** From 258 on only the last write to an attribute is shown, by its name below the device. */
  private static List<String> writes(UdevVersion udev, List<Verdict.Write> writes, String device) {
    if (!udev.atLeast(258)) {
      return writes.stream().map(w -> w.path() + "=" + w.value()).toList();
    }
    Map<String, String> last = new LinkedHashMap<>();
    writes.forEach(
        w -> last.put(Path.of(device).relativize(Path.of(w.path())).toString(), w.value()));
    return last.entrySet().stream().map(Map.Entry::toString).sorted().toList();
  }

  private static List<Object> writes(List<Object> measured, UdevVersion udev) {
    return udev.atLeast(258) ? measured.stream().sorted().toList() : measured;
  }

  private static List<String> sysctls(List<Verdict.Write> writes, UdevVersion udev) {
    List<String> all = new ArrayList<>();
    Map<String, String> last = new LinkedHashMap<>();
    for (Verdict.Write write : writes) {
      String name = write.path().substring("/proc/sys/".length());
      all.add(name + "=" + write.value());
      last.put(name, write.value());
    }
    return udev.atLeast(258) ? last.entrySet().stream().map(Map.Entry::toString).toList() : all;
  }

  private static Map<String, Object> properties(String id, Map<String, Object> properties) {
    Map<String, Object> sorted = new TreeMap<>();
    properties.forEach(
        (key, value) -> {
          boolean unordered = UNORDERED.contains(id + ":" + key);
          sorted.put(
              key,
              unordered ? Arrays.stream(((String) value).split(" ")).sorted().toList() : value);
        });
    return sorted;
  }
}
