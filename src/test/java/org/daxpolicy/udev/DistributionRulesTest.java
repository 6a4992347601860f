package org.daxpolicy.udev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.daxpolicy.udev.verify.Said;
import org.daxpolicy.udev.verify.Verification;
import org.daxpolicy.udev.verify.Verifier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * All rules of a distribution decide on this machine's devices as they do in real udevadm. What
 * udev's own builtins say of a device, they are asked; no program of the packages is run.
 */
class DistributionRulesTest {
  private static final List<String> ACTIONS = List.of("add", "change");
  private static final int MOST_OF_A_KIND = 2;
  private static final Pattern PLACE = Pattern.compile(".*/([^/]+\\.rules:\\d+)[ :]");
  private static final int MOST_SHOWN = 10;

  @Test
  void decideOnThisMachineAsInRealUdev() throws Exception {
    List<UdevVersion> releases = UdevPackages.releasesOrSkip();
    ExecutorService lanes = Executors.newFixedThreadPool(releases.size());
    try {
      List<Future<List<String>>> found = new ArrayList<>();
      for (UdevVersion release : releases) {
        found.add(lanes.submit(() -> new Machine(release).differences()));
      }
      List<String> all = new ArrayList<>();
      for (Future<List<String>> differences : found) {
        all.addAll(differences.get());
      }
      assertEquals("", String.join("\n", all.subList(0, Math.min(all.size(), MOST_SHOWN))));
    } finally {
      lanes.shutdownNow();
    }
  }

  @Test
  void areWrongWhereUdevadmVerifySaysSo() throws Exception {
    for (UdevVersion release : UdevPackages.releasesOrSkip()) {
      if (release.atLeast(254)) {
        Map<String, String> texts = Machine.texts(UdevPackages.rules(release));
        List<String> theirs = new ArrayList<>();
        for (String line : new Sandbox(release).verify(texts).err().split("\n")) {
          Matcher place = PLACE.matcher(line);
          if (place.lookingAt()) {
            theirs.add(place.group(1));
          }
        }
        assertEquals(
            String.join("\n", theirs.stream().sorted().toList()),
            String.join("\n", places(texts, release).stream().sorted().toList()),
            "udev " + release);
        System.out.println(
            "udev %s verify: %d messages on %d files of rules"
                .formatted(release, theirs.size(), texts.size()));
      }
    }
  }

  /** File and line of what the verifier says that udevadm does too. */
  private static List<String> places(Map<String, String> texts, UdevVersion release) {
    Host host = SandboxHost.host(Map.of(), "", Map.of());
    List<RulesFile> files = new ArrayList<>();
    texts.forEach(
        (name, text) ->
            files.add(
                RulesFile.strictly(
                    name.substring("etc/".length()), text, release, host, NameResolution.EARLY)));
    List<String> places = new ArrayList<>();
    for (Verification verification : Verifier.verify(files)) {
      for (Said said : verification.said()) {
        said.line().ifPresent(line -> places.add(verification.name() + ":" + line));
      }
    }
    return places;
  }

  /** This machine under the rules of one release's distribution. */
  private static final class Machine {
    private final UdevVersion release;
    private final Comparison comparison;
    private final List<Question> questions = new ArrayList<>();
    private final RuleSet rules;
    private final Map<String, Map<String, Host.ProgramResult>> told = new HashMap<>();
    private final Set<Question> beyond = new LinkedHashSet<>();

    Machine(UdevVersion release) throws IOException {
      this.release = release;
      this.comparison = new Comparison(release);
      Map<String, String> texts = texts(UdevPackages.rules(release));
      assertTrue(texts.size() > 50, "udev " + release + " has few rules: " + texts.keySet());
      List<RulesFile> files = new ArrayList<>();
      texts.forEach(
          (name, text) ->
              files.add(RulesFile.parse(name.substring("etc/".length()), text, release)));
      rules = RuleSet.sorted(files);
      for (String devpath : devices()) {
        for (String action : ACTIONS) {
          questions.add(new Question(List.of(), texts, devpath, action, "quiet", Map.of()));
        }
      }
    }

    /** A few devices of each subsystem with each driver. */
    private static List<String> devices() throws IOException {
      LiveSysfs sysfs = new LiveSysfs();
      Map<String, Integer> kinds = new HashMap<>();
      List<String> devices = new ArrayList<>();
      for (String devpath : sysfs.devices()) {
        String kind =
            SysfsPaths.linkName(sysfs, devpath + "/subsystem")
                + " "
                + SysfsPaths.linkName(sysfs, devpath + "/driver");
        if (kinds.merge(kind, 1, Integer::sum) <= MOST_OF_A_KIND) {
          devices.add(devpath);
        }
      }
      return devices;
    }

    private static Map<String, String> texts(Path directory) throws IOException {
      Map<String, String> texts = new TreeMap<>();
      try (Stream<Path> files = Files.list(directory)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".rules")).toList()) {
          texts.put("etc/" + file.getFileName(), ByteText.of(Files.readAllBytes(file)));
        }
      }
      return texts;
    }

    /** Where the evaluator and udevadm disagree, in words. */
    List<String> differences() throws IOException {
      Map<Question, Map<String, Object>> ours = ours();
      List<Map<String, Object>> theirs = comparison.theirs(questions);
      List<String> differences = new ArrayList<>();
      for (int i = 0; i < questions.size(); i++) {
        Question question = questions.get(i);
        if (!beyond.contains(question) && !Comparison.isCrash(theirs.get(i))) {
          Map<String, Object> decided = Objects.requireNonNull(ours.get(question));
          Map<String, Object> udev =
              comparison.interpretation().comparable(question, theirs.get(i));
          udev.forEach(
              (field, value) -> {
                if (!Objects.equals(value, decided.get(field))) {
                  differences.add(told(question, field, value, decided.get(field)));
                }
              });
        }
      }
      System.out.println(
          "udev %s: %d events on %d files of rules, %d left out for the programs they call"
              .formatted(release, questions.size(), rules.files().size(), beyond.size()));
      return differences;
    }

    private String told(Question question, String field, Object udev, @Nullable Object ours) {
      Comparison.Pair pair = Comparison.narrowed(udev, ours == null ? "nothing" : ours);
      return "udev %s, %s %s: %s%n  udev: %s%n  ours: %s"
          .formatted(
              release, question.action(), question.devpath(), field, pair.udev(), pair.ours());
    }

    /** What the evaluator decides, once all is told that it asks for. */
    private Map<Question, Map<String, Object>> ours() throws IOException {
      Map<Question, Map<String, Object>> ours = new HashMap<>();
      List<Question> open = questions;
      while (!open.isEmpty()) {
        List<Question> asking = new ArrayList<>();
        Set<Sandbox.BuiltinCall> calls = new LinkedHashSet<>();
        for (Question question : open) {
          Map<String, Host.ProgramResult> known =
              told.computeIfAbsent(
                  question.action() + question.devpath(), d -> new LinkedHashMap<>());
          Verdict verdict = comparison.interpretation().verdict(question, rules, known);
          List<String> commands = Interpretation.builtinsAskedFor(verdict);
          commands.forEach(
              c -> calls.add(new Sandbox.BuiltinCall(question.action(), c, question.devpath())));
          if (!commands.isEmpty()) {
            asking.add(question);
          }
          if (programs(verdict).anyMatch(p -> UdevPackages.hasProgram(release, p))) {
            beyond.add(question);
          }
          ours.put(
              question,
              comparison
                  .interpretation()
                  .comparable(question, Decision.of(verdict, release, question.devpath())));
        }
        tell(List.copyOf(calls));
        open = asking;
      }
      return ours;
    }

    /** The programs of command lines nothing is told of. */
    private static Stream<String> programs(Verdict verdict) {
      return Interpretation.programsAskedFor(verdict).stream()
          .map(SandboxHost::words)
          .filter(words -> !words.isEmpty())
          .map(words -> words.get(0));
    }

    private void tell(List<Sandbox.BuiltinCall> calls) throws IOException {
      List<Sandbox.Answer> answers = calls.isEmpty() ? List.of() : new Sandbox(release).call(calls);
      for (int i = 0; i < calls.size(); i++) {
        Sandbox.BuiltinCall call = calls.get(i);
        Objects.requireNonNull(told.get(call.action() + call.devpath()))
            .put(
                call.command(),
                new Host.ProgramResult(answers.get(i).exit(), answers.get(i).out()));
      }
    }
  }
}
