package org.daxpolicy.udev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Rules as people write them decide what their case says. */
class EvalCorpusTest {
  private static final Path CORPUS = Path.of("src/test/corpus/eval");

  @TestFactory
  Stream<DynamicTest> decidesWhatTheCaseSays() throws IOException {
    List<Path> folders;
    try (Stream<Path> entries = Files.list(CORPUS)) {
      folders = entries.filter(Files::isDirectory).sorted().toList();
    }
    assertNotEquals(List.of(), folders);
    return folders.stream()
        .map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> check(f)));
  }

  private static void check(Path folder) throws IOException {
    Map<String, Object> test =
        Json.object(Json.read(Files.readString(folder.resolve("case.json"))));
    DeviceTree tree = new DeviceTree();
    Json.array(test.get("devices")).forEach(d -> tree.add(ProbeCorpus.device(Json.object(d))));
    String devpath = Json.bytes(test.get("devpath"));
    Event event =
        new Event(
            tree.sysfs(),
            devpath,
            Json.bytes(test.get("action")),
            Map.of(),
            ProbeCorpus.host("", Map.of()),
            Map.of());
    RuleSet rules =
        RulesDirectories.read(List.of(RulesDirectories.Directory.of(folder)), UdevVersion.NEWEST)
            .value()
            .orElseThrow();
    Verdict verdict = Evaluator.evaluate(rules, event, UdevVersion.NEWEST);
    assertEquals(List.of(), verdict.diagnostics());
    Map<String, Object> expect = Json.object(test.get("expect"));
    Map<String, Object> actual = shown(verdict, "/sys" + devpath + "/");
    Json.object(expect.get("properties"))
        .forEach((key, value) -> assertEquals(value, verdict.properties().get(key), key));
    expect.forEach(
        (key, value) -> {
          if (!key.equals("properties")) {
            assertEquals(value, actual.get(key), key);
          }
        });
  }

  private static Map<String, Object> shown(Verdict verdict, String device) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("tags", verdict.tags());
    shown.put("symlinks", verdict.symlinks());
    shown.put("run", verdict.run().stream().map(Verdict.Command::command).toList());
    shown.put("group", verdict.group().orElse(-1));
    shown.put("mode", String.format(Locale.ROOT, "%04o", verdict.mode().orElse(0)));
    shown.put(
        "attr_writes",
        verdict.attributeWrites().stream()
            .map(w -> w.path().substring(device.length()) + "=" + w.value())
            .toList());
    return shown;
  }
}
