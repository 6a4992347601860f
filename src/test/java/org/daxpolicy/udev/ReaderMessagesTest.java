package org.daxpolicy.udev;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The reader says of bad rules what the real udevadm said, on the same lines. */
class ReaderMessagesTest {
  /** What only the verifier says. */
  private static final Pattern VERIFIER =
      Pattern.compile(
          "style: .*|duplicate expressions\\.|conflicting match expressions.*|Reordering .*"
              + "|.* udev rules check failed\\.|.* udev rules have style issues\\.|File .* is a mask.*");

  private static final Pattern READING =
      Pattern.compile("/etc/udev/rules\\.d/50-test\\.rules:(\\d+) (.*)", Pattern.DOTALL);

  @TestFactory
  Stream<DynamicTest> saysWhatVerifySaid() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    Path corpus = Path.of("src/test/corpus/udev/verify/probes.jsonl");
    for (String line : Files.readAllLines(corpus)) {
      Map<String, Object> probe = Json.object(Json.read(line));
      String rules = Json.bytes(probe.get("rules_text"));
      for (Map.Entry<String, Object> result : Json.object(probe.get("results")).entrySet()) {
        List<String> said = new ArrayList<>();
        for (Object message : Json.array(Json.object(result.getValue()).get("messages"))) {
          Map<String, Object> json = Json.object(message);
          String text = Json.bytes(json.get("text"));
          if (json.get("line") != null && !VERIFIER.matcher(text).matches()) {
            said.add(json.get("syslog_level") + " " + json.get("line") + " " + text);
          }
        }
        String name = result.getKey() + " " + rules.substring(0, Math.min(60, rules.length()));
        tests.add(
            DynamicTest.dynamicTest(
                name, () -> assertEquals(said, messages(rules, result.getKey(), true), rules)));
      }
    }
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> saysWhatTestSaid() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Map<String, Object> entry : ProbeCorpus.probes("probes.jsonl")) {
      Map<String, Object> probe = Json.object(entry.get("probe"));
      if (!probe.containsKey("rules_text")) {
        continue;
      }
      String rules = Json.bytes(probe.get("rules_text"));
      for (Map.Entry<String, Object> result : Json.object(entry.get("results")).entrySet()) {
        if (result.getKey().equals("252")) {
          continue; // words some messages differently
        }
        List<String> said = new ArrayList<>();
        for (Object message : Json.array(Json.object(result.getValue()).get("diagnostics"))) {
          Matcher reading = READING.matcher(Json.bytes(message));
          if (reading.matches()) {
            said.add(reading.group(1) + " " + reading.group(2));
          }
        }
        tests.add(
            DynamicTest.dynamicTest(
                result.getKey() + " " + probe.get("id"),
                () -> assertEquals(said, messages(rules, result.getKey(), false), rules)));
      }
    }
    return tests.stream();
  }

  private static List<String> messages(String rules, String version, boolean levels)
      throws IOException {
    RulesFile file =
        RulesFile.parse(
            "50-test.rules",
            rules,
            new UdevVersion(Integer.parseInt(version)),
            ProbeCorpus.host("", Map.of()));
    return file.messages().stream()
        // a file that is given up is reported without a line
        .filter(m -> !m.text().startsWith("A line has "))
        .map(m -> (levels ? m.level() + " " : "") + m.line() + " " + m.text())
        .toList();
  }
}
