package org.daxpolicy.udev;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Real udevadm of one release in namespaces of its own: the machine of a question is its {@code
 * /sys}, the rules its {@code /etc/udev/rules.d}. Many questions are asked in one go, for entering
 * costs more than asking.
 */
final class Sandbox {
  /** What udevadm left of one question; texts are byte strings. */
  record Answer(int exit, String out, String err, Optional<String> database, boolean persists) {}

  private static final List<List<String>> ENTRIES =
      List.of(
          List.of("unshare", "--map-root-user", "--mount", "--net", "--propagation", "private"),
          List.of("unshare", "--mount", "--net", "--propagation", "private"));
  private static final long LONGEST_SECONDS_EACH = 2;

  private static Optional<List<String>> entry = Optional.empty();

  private final Path root;
  private final UdevVersion version;

  Sandbox(UdevVersion version) {
    this(version, UdevPackages.root(version));
  }

  private Sandbox(UdevVersion version, Path root) {
    this.version = version;
    this.root = root;
  }

  /** Whether namespaces can be had here, as root of one's own or as root. */
  static synchronized boolean isPossible() {
    for (List<String> command : ENTRIES) {
      if (entry.isEmpty()) {
        try {
          List<String> probe = new ArrayList<>(command);
          probe.addAll(List.of("mount", "-t", "tmpfs", "none", "/mnt"));
          Process process = new ProcessBuilder(probe).redirectErrorStream(true).start();
          process.getInputStream().readAllBytes();
          if (process.waitFor() == 0) {
            entry = Optional.of(command);
          }
        } catch (IOException e) {
          return false;
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
    return entry.isPresent();
  }

  /** Puts something where the sandbox reads it. */
  private interface Layout {
    void write(Path cases) throws IOException;
  }

  /**
   * A builtin's command on a device of this machine.
   *
   * @param command the command line
   */
  record BuiltinCall(String action, String command, String devpath) {}

  /** Asks every question; the answers are in the order of the questions. */
  List<Answer> ask(List<Question> questions) throws IOException {
    return run(cases -> write(questions, cases), questions.size());
  }

  /** Has builtins run by themselves; the answers are in the order of the calls. */
  List<Answer> call(List<BuiltinCall> calls) throws IOException {
    return run(
        cases -> {
          copyResource("ask-udevadm.sh", cases);
          SandboxHost.write(cases);
          bytes(cases.resolve("real-sysfs"), "");
          StringBuilder script = new StringBuilder();
          for (int i = 0; i < calls.size(); i++) {
            BuiltinCall call = calls.get(i);
            script.append("builtin " + i + " " + call.action() + " " + quoted(call.command()));
            script.append(" " + quoted(call.devpath()) + "\n");
          }
          bytes(cases.resolve("questions"), script.toString());
        },
        calls.size());
  }

  /** Has rules verified; from 254 on. */
  Answer verify(Map<String, String> rules) throws IOException {
    return run(
            cases -> {
              copyResource("ask-udevadm.sh", cases);
              SandboxHost.write(cases);
              bytes(cases.resolve("real-sysfs"), "");
              write(rules, cases.resolve("rules/0"));
              bytes(
                  cases.resolve("questions"), "cp /cases/passwd /cases/group /etc/\nverify 0 0\n");
            },
            1)
        .get(0);
  }

  private List<Answer> run(Layout layout, int questions) throws IOException {
    Path cases = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "udev-cases");
    Path out = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "udev-answers");
    try {
      layout.write(cases);
      String said = enter(cases, out, questions);
      Map<Integer, Integer> exits = new HashMap<>();
      for (String line : said.split("\n")) {
        if (line.matches("\\d+ \\d+")) {
          String[] words = line.split(" ");
          exits.put(Integer.parseInt(words[0]), Integer.parseInt(words[1]));
        }
      }
      List<Answer> answers = new ArrayList<>();
      for (int i = 0; i < questions; i++) {
        if (!exits.containsKey(i)) {
          throw new IOException("udevadm " + version + " was not asked: " + said);
        }
        Path database = out.resolve(i + ".db");
        answers.add(
            new Answer(
                exits.get(i),
                bytes(out.resolve(i + ".out")),
                bytes(out.resolve(i + ".err")),
                Files.exists(database) ? Optional.of(bytes(database)) : Optional.empty(),
                Files.exists(out.resolve(i + ".persists"))));
      }
      return answers;
    } finally {
      delete(cases);
      delete(out);
    }
  }

  private static void write(List<Question> questions, Path cases) throws IOException {
    copyResource("ask-udevadm.sh", cases);
    SandboxHost.write(cases);
    Map<List<DeviceTree.Device>, String> machines = new HashMap<>();
    Map<Map<String, String>, Integer> ruleSets = new HashMap<>();
    StringBuilder script = new StringBuilder();
    for (int i = 0; i < questions.size(); i++) {
      Question question = questions.get(i);
      Sysfs sysfs = question.sysfs();
      String machine = machines.get(question.devices());
      if (question.isOfThisMachine()) {
        machine = "-";
        bytes(cases.resolve("real-sysfs"), "");
      } else if (machine == null) {
        machine = String.valueOf(machines.size());
        machines.put(question.devices(), machine);
        SysfsFiles.write(sysfs, cases.resolve("machines").resolve(machine));
      }
      Path directory = cases.resolve(Integer.toString(i));
      Integer rules = ruleSets.get(question.rules());
      if (rules == null) {
        rules = ruleSets.size();
        ruleSets.put(question.rules(), rules);
        write(question.rules(), cases.resolve("rules").resolve(rules.toString()));
      }
      Map<String, String> records = new LinkedHashMap<>();
      question
          .database()
          .forEach((devpath, text) -> records.put(Question.databaseName(sysfs, devpath), text));
      for (Map.Entry<String, String> entry : records.entrySet()) {
        if (!entry.getKey().isEmpty()) {
          bytes(directory.resolve("data").resolve(entry.getKey()), entry.getValue());
        }
      }
      boolean writes = question.allRules().contains("ATTR{");
      script.append("ask ").append(i).append(' ').append(machine).append(writes ? "+" : "");
      script.append(' ').append(rules);
      for (String word :
          List.of(
              question.action(),
              question.devpath(),
              Question.databaseName(sysfs, question.devpath()),
              question.commandLine())) {
        script.append(' ').append(quoted(word));
      }
      script.append('\n');
    }
    bytes(cases.resolve("questions"), script.toString());
  }

  private static void write(Map<String, String> rules, Path directory) throws IOException {
    Files.createDirectories(directory.resolve("etc"));
    for (Map.Entry<String, String> file : rules.entrySet()) {
      bytes(directory.resolve(file.getKey()), file.getValue());
    }
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  private String enter(Path cases, Path out, int questions) throws IOException {
    copyResource("enter-sandbox.sh", cases);
    List<String> command = new ArrayList<>(entry.orElseThrow());
    command.addAll(
        List.of(
            "sh",
            cases.resolve("enter-sandbox.sh").toString(),
            root.toString(),
            cases.toString(),
            out.toString(),
            version.toString()));
    Path said = Files.createTempFile(out, "said", "");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    process.getOutputStream().close();
    try {
      if (!process.waitFor(60 + LONGEST_SECONDS_EACH * questions, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("udevadm does not end: " + bytes(said));
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    return bytes(said);
  }

  private static void copyResource(String name, Path directory) throws IOException {
    Files.createDirectories(directory);
    try (InputStream resource = Sandbox.class.getResourceAsStream(name)) {
      if (resource == null) {
        throw new IOException("no resource " + name);
      }
      Files.copy(resource, directory.resolve(name));
    }
  }

  private static String bytes(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
  }

  static void bytes(Path file, String content) throws IOException {
    Path parent = file.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.write(file, content.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      all.sorted(Comparator.reverseOrder())
          .forEach(
              path -> {
                try {
                  Files.delete(path);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
