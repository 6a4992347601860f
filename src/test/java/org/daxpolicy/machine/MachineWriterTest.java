package org.daxpolicy.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.daxpolicy.Corpus;
import org.daxpolicy.udev.Sysfs;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What is written reads back as the same machine. */
class MachineWriterTest {
  /** Everything in a tree but permission bits. */
  static Map<String, String> content(Sysfs sysfs) {
    Map<String, String> content = new TreeMap<>();
    content("", sysfs, content);
    return content;
  }

  private static void content(String directory, Sysfs sysfs, Map<String, String> content) {
    for (String name : sysfs.list(directory)) {
      String path = directory + "/" + name;
      Sysfs.Entry entry = sysfs.entry(path).orElseThrow();
      if (entry instanceof Sysfs.Entry.File file) {
        content.put(path, file.content().map(c -> "file " + c).orElse("unreadable"));
      } else if (entry instanceof Sysfs.Entry.Link link) {
        content.put(path, "link " + link.target());
      } else {
        content.put(path, "directory");
        content(path, sysfs, content);
      }
    }
  }

  /** Compares path by path, as a whole tree is too much to print. */
  static void assertSame(Map<String, String> expected, Map<String, String> actual) {
    Set<String> paths = new TreeSet<>(expected.keySet());
    paths.addAll(actual.keySet());
    for (String path : paths) {
      assertEquals(expected.get(path), actual.get(path), path);
    }
  }

  static void readsBack(Machine machine) {
    String written = MachineWriter.write(machine);
    Machine again = JsonSnapshotTest.read(written).value().orElseThrow();
    assertSame(content(machine.sysfs()), content(again.sysfs()));
    assertEquals(machine.host(), again.host());
    assertEquals(machine.records(), again.records());
    assertEquals(machine.daxDevices(), again.daxDevices());
    assertEquals(written, MachineWriter.write(again));
  }

  @TestFactory
  Stream<DynamicTest> capturedMachinesReadBack() {
    return Corpus.entries(Corpus.ROOT.resolve("machine")).stream()
        .filter(p -> p.toString().endsWith(".json"))
        .map(
            path ->
                DynamicTest.dynamicTest(
                    path.getFileName().toString(),
                    () -> readsBack(SnapshotReader.read(path, "m").value().orElseThrow())));
  }

  @Test
  void oddThingsReadBack() {
    Machine machine =
        JsonSnapshotTest.read(
                """
                {"schema": 1,
                 "host": {"name": "n", "kernel": "6.12", "udev": "257", "arch": "x86_64",
                          "virt": "none", "cmdline": "a \\"b c\\"", "config": {"CONFIG_X": "y"},
                          "users": {"u": 5}, "groups": {"g": 7},
                          "versions": {"ndctl": "81", "os": "Odd \\udcff OS"},
                          "modules": {"kmem": "builtin", "device-dax": "loaded",
                                      "dax_cxl": "installed", "famfs": "absent"},
                          "files": {"/etc/udev/rules.d/a.rules": "ACTION==\\"add\\"\\n",
                                    "/etc/udev/rules.d/b.rules": {"link": "/dev/null"},
                                    "/etc/udev/rules.d/c.rules": {"link": "d", "text": "\\u00e9"},
                                    "/etc/modules": null},
                          "unread": ["cannot read /proc/iomem"]},
                 "devices": [
                  {"devpath": "/devices/a/dax0.0", "subsystem": "dax", "driver": "kmem",
                   "attrs": {"x": "one\\n\\n", "y": "\\n", "z": "", "w": null, "b": "\\udcff\\u00e9",
                             "sub/c": "1", "sub/deep/d": "2"},
                   "links": {"there": "../other", "sub/l": "/sys/devices"},
                   "uevent": {"MAJOR": "1", "MINOR": "2", "DEVNAME": "dax0.0"},
                   "db": {"properties": {"B": "2", "A": "\\udc80"}, "tags": ["t"], "current_tags": ["t"],
                          "links": ["l"], "link_priority": 3}},
                  {"devpath": "/devices/a/empty", "uevent": null},
                  {"devpath": "/devices/a/plain", "uevent": null, "attrs": {"f": "1"}},
                  {"devpath": "/devices/c", "subsystem": "net"},
                  {"devpath": "/devices/d", "subsystem": "net", "bus": true},
                  {"devpath": "/devices/e", "subsystem": "own", "bus": false},
                  {"devpath": "/bus/dax/drivers/kmem", "uevent": null, "attrs": {"new_id": null}},
                  {"devpath": "/module/kmem/parameters", "uevent": null, "attrs": {"p": "N"}}]}
                """)
            .value()
            .orElseThrow();
    readsBack(machine);
    assertEquals(Optional.of("x86-64"), machine.host().architecture());
  }
}
