package org.daxpolicy.udev;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.daxpolicy.cli.Cli;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The real command, fed with all probes as one stream of requests, answers what the real udevadm of
 * four releases decided.
 */
class BatchProbeTest {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  /** One probe on one release. */
  private record Case(Map<String, Object> probe, String version, Map<String, Object> measured) {
    String id() {
      return probe.get("id") + " " + version;
    }

    boolean runner() {
      return "runner".equals(probe.get("mode")) && Integer.parseInt(version) >= 256;
    }
  }

  @TestFactory
  Stream<DynamicTest> answersWhatUdevadmDecided() throws IOException {
    return tests("probes.jsonl");
  }

  @TestFactory
  Stream<DynamicTest> answersWhatUdevadmDecidedOnGeneratedRules() throws IOException {
    return tests("generated.jsonl");
  }

  private static Stream<DynamicTest> tests(String file) throws IOException {
    List<Case> cases = cases(file);
    StringBuilder requests = new StringBuilder();
    for (Case one : cases) {
      requests.append(json(request(one))).append('\n');
    }
    Cli.Run run = Cli.runWith(Path.of(""), requests.toString(), "udev", "eval", "--batch");
    assertEquals(0, run.exit(), run.err());
    List<String> answers = run.out().lines().toList();
    assertEquals(cases.size(), answers.size());
    List<DynamicTest> tests = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      Case one = cases.get(i);
      String answer = answers.get(i);
      tests.add(DynamicTest.dynamicTest(one.id(), () -> check(one, answer)));
    }
    return tests.stream();
  }

  private static List<Case> cases(String file) throws IOException {
    List<Case> cases = new ArrayList<>();
    for (Map<String, Object> entry : ProbeCorpus.probes(file)) {
      for (String version : ProbeTest.VERSIONS) {
        Map<String, Object> measured = Json.object(Json.object(entry.get("results")).get(version));
        Case one = new Case(Json.object(entry.get("probe")), version, measured);
        // the runner reads the database, which is gone after a remove
        if (!measured.isEmpty() && !(one.runner() && "remove".equals(one.probe().get("action")))) {
          cases.add(one);
        }
      }
    }
    return cases;
  }

  /** A probe as it is, and what its host had. */
  private static Map<String, Object> request(Case one) throws IOException {
    Path corpus = ProbeCorpus.DIRECTORY;
    Map<String, Object> host =
        Json.object(Json.read(Files.readString(corpus.resolve("host.json"))));
    Map<String, Object> programs = new LinkedHashMap<>();
    Json.object(host.get("programs"))
        .forEach(
            (command, result) ->
                programs.put(
                    command,
                    Map.of(
                        "exit", Json.array(result).get(0),
                        "stdout", Json.array(result).get(1))));
    Map<String, Object> request = new LinkedHashMap<>(one.probe());
    request.put("id", one.id());
    request.put("udev", Integer.parseInt(one.version()));
    request.put("devices", Json.read(Files.readString(corpus.resolve("devices.json"))));
    request.put("mode", one.runner() ? "daemon" : "test");
    request.put("cmdline", one.probe().getOrDefault("cmdline", ""));
    request.put("programs", programs);
    request.put("passwd", host.get("users"));
    request.put("group", host.get("groups"));
    request.put("arch", "x86-64");
    request.put("virt", "kvm");
    request.put("cvm", "none");
    request.put("files", host.get("files"));
    request.put("complete", true);
    return request;
  }

  private static void check(Case one, String line) {
    Map<String, Object> answer = Json.object(Json.read(line));
    assertEquals(one.id(), answer.get("id"), line);
    assertEquals(List.of(), answer.get("unknown"), line);
    UdevVersion udev = new UdevVersion(Integer.parseInt(one.version()));
    Verdict verdict = verdict(answer);
    String id = Json.bytes(one.probe().get("id"));
    assertEquals(
        ProbeTest.expected(id, Json.object(one.measured().get("decided")), udev, verdict),
        ProbeTest.actual(id, verdict, udev, Json.bytes(one.probe().get("devpath")), one.runner()),
        line);
  }

  /** An answer as the verdict it was made of. */
  private static Verdict verdict(Map<String, Object> answer) {
    Optional<Integer> mode =
        Optional.ofNullable(answer.get("mode")).map(m -> Integer.parseInt((String) m, 8));
    return new Verdict(
        new TreeMap<>(Json.strings(answer.get("properties"))),
        texts(answer.get("tags")),
        List.of(),
        texts(answer.get("symlinks")),
        (Integer) answer.get("link_priority"),
        Optional.ofNullable((Integer) answer.get("owner")),
        Optional.ofNullable((Integer) answer.get("group")),
        mode,
        Optional.ofNullable((String) answer.get("name")),
        Optional.ofNullable((Boolean) answer.get("watch")),
        Boolean.TRUE.equals(answer.get("db_persist")),
        texts(answer.get("run")).stream().map(c -> new Verdict.Command(false, c)).toList(),
        Json.array(answer.get("seclabels")).stream()
            .map(l -> new Verdict.SecurityLabel(text(l, "name"), text(l, "label")))
            .toList(),
        writes(answer.get("attr_writes")),
        writes(answer.get("sysctl_writes")),
        List.of(),
        List.of(),
        List.of());
  }

  private static List<String> texts(@Nullable Object array) {
    return Json.array(array).stream().map(Json::bytes).toList();
  }

  private static String text(Object object, String key) {
    return Json.bytes(Json.object(object).get(key));
  }

  private static List<Verdict.Write> writes(@Nullable Object array) {
    return Json.array(array).stream()
        .map(w -> new Verdict.Write(text(w, "path"), text(w, "value")))
        .toList();
  }

  private static String json(Object tree) throws IOException {
    StringWriter out = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(out)) {
      write(generator, tree);
    }
    return out.toString();
  }

  private static void write(JsonGenerator json, @Nullable Object tree) throws IOException {
    if (tree == null) {
      json.writeNull();
    } else if (tree instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        json.writeFieldName((String) entry.getKey());
        write(json, entry.getValue());
      }
      json.writeEndObject();
    } else if (tree instanceof List<?> list) {
      json.writeStartArray();
      for (Object item : list) {
        write(json, item);
      }
      json.writeEndArray();
    } else if (tree instanceof Integer number) {
      json.writeNumber(number);
    } else if (tree instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else {
      json.writeString((String) tree);
    }
  }
}
