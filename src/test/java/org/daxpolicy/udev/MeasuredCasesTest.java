package org.daxpolicy.udev;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.daxpolicy.Corpus;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What real udevadm of several releases answered to small questions, and the evaluator must. The
 * answers are written by {@code -Dcorpus.update=true} where udev packages are unpacked; nobody
 * writes them by hand.
 */
class MeasuredCasesTest {
  private static final Path DIRECTORY = Corpus.ROOT.resolve("udev/measured");
  private static final String ANSWERS = ".answers";

  @TestFactory
  Stream<DynamicTest> theEvaluatorAnswersAsUdevadmDid() throws IOException {
    return cases().entrySet().stream()
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one.getKey(), () -> check(one.getValue(), answers(one.getKey()))));
  }

  @Test
  void udevadmStillAnswersSo() throws IOException {
    List<UdevVersion> releases = UdevPackages.releasesOrSkip();
    Map<String, Question> cases = cases();
    List<Question> questions = List.copyOf(cases.values());
    List<Map<String, List<UdevVersion>>> answers = new ArrayList<>();
    questions.forEach(q -> answers.add(new LinkedHashMap<>()));
    for (UdevVersion release : releases) {
      List<Map<String, Object>> theirs = new Comparison(release).theirs(questions);
      for (int i = 0; i < questions.size(); i++) {
        if (Comparison.isCrash(theirs.get(i))) {
          continue;
        }
        Map<String, Object> shown =
            new Interpretation(release, Map.of()).comparable(questions.get(i), theirs.get(i));
        answers
            .get(i)
            .computeIfAbsent(String.join("\n", lines(shown)), a -> new ArrayList<>())
            .add(release);
      }
    }
    int i = 0;
    for (String name : cases.keySet()) {
      StringBuilder text = new StringBuilder();
      answers
          .get(i++)
          .forEach(
              (answer, by) -> {
                text.append(String.join(" ", by.stream().map(UdevVersion::toString).toList()));
                text.append('\n').append(answer).append("\n\n");
              });
      Corpus.expect(DIRECTORY.resolve(name + ANSWERS), text.toString().stripTrailing() + "\n");
    }
  }

  private static void check(Question question, Map<UdevVersion, List<String>> answers) {
    for (Map.Entry<UdevVersion, List<String>> answer : answers.entrySet()) {
      UdevVersion release = answer.getKey();
      Map<String, Object> ours = new Interpretation(release, Map.of()).ours(question);
      ours.keySet().retainAll(answer.getValue().stream().map(MeasuredCasesTest::field).toList());
      assertEquals(
          String.join("\n", answer.getValue()),
          String.join("\n", lines(ours)),
          "udev " + release + "\n" + question.allRules());
    }
  }

  /** The fields of an answer, a line each; properties have a line each too. */
  private static List<String> lines(Map<String, Object> decided) {
    List<String> lines = new ArrayList<>();
    decided.forEach(
        (field, value) -> {
          if (field.equals("properties")) {
            lines.add("properties");
            Decision.strings(value)
                .forEach((k, v) -> lines.add("  " + ByteText.readable(k + "=" + v)));
          } else {
            lines.add((field + " " + ByteText.readable(value.toString())).stripTrailing());
          }
        });
    return lines;
  }

  private static String field(String line) {
    int blank = line.indexOf(' ');
    return blank < 0 ? line : line.substring(0, blank);
  }

  private static Map<UdevVersion, List<String>> answers(String name) throws IOException {
    Map<UdevVersion, List<String>> answers = new TreeMap<>();
    for (String block : Files.readString(DIRECTORY.resolve(name + ANSWERS)).split("\n\n")) {
      List<String> lines = List.of(block.stripTrailing().split("\n"));
      for (String release : lines.get(0).split(" ")) {
        answers.put(new UdevVersion(Integer.parseInt(release)), lines.subList(1, lines.size()));
      }
    }
    return answers;
  }

  private static Map<String, Question> cases() throws IOException {
    Map<String, Question> cases = new TreeMap<>();
    for (Path file : Corpus.entries(DIRECTORY)) {
      String name = file.getFileName().toString();
      if (name.endsWith(".case")) {
        cases.put(name.replace(".case", ""), read(Files.readString(file)));
      }
    }
    return cases;
  }

  /**
   * Reads a case: a line that says what it is about, then lines {@code device JSON}, {@code event
   * ACTION DEVPATH}, {@code cmdline TEXT} and {@code db DEVPATH LINE}, then an empty line and the
   * rules.
   */
  private static Question read(String text) {
    String[] parts = text.split("\n\n", 2);
    List<DeviceTree.Device> devices = new ArrayList<>();
    Map<String, String> database = new LinkedHashMap<>();
    String action = "";
    String devpath = "";
    String commandLine = "";
    for (String line : parts[0].split("\n")) {
      String[] words = line.split(" ", 3);
      switch (words[0]) {
        case "device" ->
            devices.add(
                ProbeCorpus.device(Json.object(Json.read(line.substring("device ".length())))));
        case "event" -> {
          action = words[1];
          devpath = words[2];
        }
        case "cmdline" -> commandLine = line.substring("cmdline ".length());
        case "db" -> database.merge(words[1], words[2] + "\n", String::concat);
        default -> {}
      }
    }
    return new Question(
        devices,
        Map.of("etc/50-a.rules", ByteText.of(parts[1])),
        devpath,
        action,
        commandLine,
        database);
  }
}
