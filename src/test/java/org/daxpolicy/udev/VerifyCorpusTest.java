package org.daxpolicy.udev;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.daxpolicy.text.Severity;
import org.daxpolicy.udev.verify.Said;
import org.daxpolicy.udev.verify.Verification;
import org.daxpolicy.udev.verify.Verifier;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The verifier says what the real {@code udevadm verify} said: verdict, lines, severity, order. */
class VerifyCorpusTest {
  private static final Path CORPUS = Path.of("src/test/corpus/udev/verify");

  @TestFactory
  Stream<DynamicTest> agreesWithUdevadmOnProbes() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (String line : Files.readAllLines(CORPUS.resolve("probes.jsonl"))) {
      Map<String, Object> probe = Json.object(Json.read(line));
      String rules = Json.bytes(probe.get("rules_text"));
      Json.object(probe.get("results"))
          .forEach(
              (version, result) ->
                  tests.add(test(rules, version, NameResolution.EARLY, probed(result))));
    }
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> agreesWithUdevadmOnGeneratedRules() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (String line : Files.readAllLines(CORPUS.resolve("measured.jsonl"))) {
      Map<String, Object> entry = Json.object(Json.read(line));
      String rules = Json.bytes(entry.get("rules_text"));
      String names = (String) entry.getOrDefault("resolve_names", "early");
      NameResolution resolution = NameResolution.valueOf(names.toUpperCase(Locale.ROOT));
      Json.object(entry.get("results"))
          .forEach(
              (version, result) -> {
                List<String> said = Json.array(result).stream().map(String::valueOf).toList();
                tests.add(test(rules, version, resolution, said));
              });
    }
    return tests.stream();
  }

  private static DynamicTest test(
      String rules, String version, NameResolution names, List<String> expected) {
    String name = version + " " + rules.substring(0, Math.min(60, rules.length()));
    return DynamicTest.dynamicTest(
        name, () -> assertEquals(expected, said(rules, version, names), rules));
  }

  /** What a probe recorded: the verdict, then level and line of each message. */
  private static List<String> probed(Object result) {
    Map<String, Object> json = Json.object(result);
    List<String> said = new ArrayList<>();
    String verdict = "pass";
    for (Object message : Json.array(json.get("messages"))) {
      Map<String, Object> m = Json.object(message);
      String text = Json.bytes(m.get("text"));
      if (text.endsWith("udev rules check failed.")) {
        verdict = "fail";
      } else if (text.endsWith("udev rules have style issues.")) {
        verdict = "style";
      } else {
        verdict = text.endsWith("is a mask, ignoring.") ? "mask" : verdict;
        said.add(m.get("syslog_level") + " " + (m.get("line") == null ? "-" : m.get("line")));
      }
    }
    assertEquals(json.get("exit"), verdict.equals("fail") || verdict.equals("style") ? 1 : 0);
    said.add(0, verdict);
    return said;
  }

  private static List<String> said(String rules, String version, NameResolution names)
      throws IOException {
    Host host =
        ProbeCorpus.host("", Map.of())
            .with(
                Map.of("root", 0, "daemon", 1, "testuser", 1000),
                Map.of("root", 0, "daemon", 1, "tty", 5, "disk", 6, "testgroup", 1001));
    UdevVersion udev = new UdevVersion(Integer.parseInt(version));
    RulesFile file = RulesFile.strictly("a.rules", rules, udev, host, names);
    Verification verification = Verifier.verify(List.of(file)).get(0);
    List<String> said = new ArrayList<>();
    said.add(verification.verdict().name().toLowerCase(Locale.ROOT));
    for (Said s : verification.said()) {
      said.add(
          level(s.finding().severity())
              + " "
              + (s.line().isPresent() ? String.valueOf(s.line().getAsInt()) : "-"));
    }
    return said;
  }

  private static int level(Severity severity) {
    return switch (severity) {
      case ERROR -> 3;
      case WARNING -> 4;
      case NOTE, STYLE -> 5;
    };
  }
}
