package org.daxpolicy.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.daxpolicy.language.ImportResolver;
import org.daxpolicy.language.Policy;
import org.daxpolicy.language.PolicyLoader;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Result;
import org.daxpolicy.text.Severity;
import org.daxpolicy.text.SourceFile;
import org.daxpolicy.udev.ByteText;
import org.daxpolicy.udev.RulesFile;
import org.daxpolicy.udev.UdevVersion;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every folder of the corpus holds a policy, the files it is compiled to and the findings. With
 * {@code -Dcorpus.update=true} the latter two are written anew.
 */
class CompileCorpusTest {
  private static final Path CORPUS = Path.of("src/test/corpus/compile");
  private static final boolean UPDATE = Boolean.getBoolean("corpus.update");

  @TestFactory
  Stream<DynamicTest> policiesCompileToWhatIsExpected() throws IOException {
    return folders().stream()
        .map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> check(f)));
  }

  @Test
  void corpusIsThere() throws IOException {
    assertTrue(folders().size() >= 10);
  }

  private static List<Path> folders() throws IOException {
    try (Stream<Path> folders = Files.list(CORPUS)) {
      return folders.filter(Files::isDirectory).sorted().toList();
    }
  }

  private static void check(Path folder) throws IOException {
    Policy policy = load(folder.resolve("policy.daxpolicy"));
    Delivery delivery = Delivery.SYSTEMD;
    if (Files.exists(folder.resolve("delivery"))) {
      delivery =
          Delivery.valueOf(read(folder.resolve("delivery")).strip().toUpperCase(Locale.ROOT));
    }
    Result<Artifacts> result = Compiler.compile(policy, delivery);
    String findings =
        result.diagnostics().stream()
            .map(
                d -> d.code().id() + " " + d.severity().word() + ": " + d.headline() + at(d) + "\n")
            .collect(Collectors.joining());
    Map<String, String> files = new TreeMap<>();
    result
        .value()
        .ifPresent(a -> a.files().forEach((path, artifact) -> files.put(path, artifact.text())));
    Path expected = folder.resolve("expected");
    if (UPDATE) {
      update(folder, files, findings);
    }
    assertEquals(read(folder.resolve("findings.txt")), findings);
    assertEquals(files(expected), files);
    for (Map.Entry<String, String> file : files.entrySet()) {
      if (file.getKey().endsWith(".rules")) {
        reads(file.getKey(), file.getValue());
      }
    }
    assertEquals(result, Compiler.compile(policy, delivery), "the same every time");
  }

  private static String at(Diagnostic d) {
    return d.primary()
        .map(l -> " [" + l.file().text(l.span()).replaceAll("\\s+", " ") + "]")
        .orElse("");
  }

  /** udev's reader has nothing to say against the rules. */
  private static void reads(String name, String text) {
    for (UdevVersion version : List.of(UdevVersion.OLDEST, UdevVersion.NEWEST)) {
      RulesFile rules = RulesFile.parse(name, ByteText.of(text), version);
      assertEquals(
          List.of(),
          rules.messages().stream()
              .filter(m -> m.level() < 5 && !m.text().contains("esolve"))
              .toList());
    }
  }

  private static Policy load(Path file) throws IOException {
    SourceFile source = new SourceFile(file.toString(), read(file));
    ImportResolver resolver =
        (from, path) -> {
          Path found = Path.of(from.name()).resolveSibling(path);
          try {
            return Result.of(new SourceFile(found.toString(), read(found)), List.of());
          } catch (IOException e) {
            throw new IllegalStateException(found.toString(), e);
          }
        };
    Result<Policy> policy = PolicyLoader.load(source, resolver);
    assertEquals(
        List.of(),
        policy.diagnostics().stream().filter(d -> d.severity() == Severity.ERROR).toList());
    return policy.value().orElseThrow();
  }

  private static Map<String, String> files(Path root) throws IOException {
    Map<String, String> files = new TreeMap<>();
    if (Files.isDirectory(root)) {
      try (Stream<Path> paths = Files.walk(root)) {
        for (Path path : paths.filter(Files::isRegularFile).toList()) {
          files.put(root.relativize(path).toString(), read(path));
        }
      }
    }
    return files;
  }

  private static void update(Path folder, Map<String, String> files, String findings)
      throws IOException {
    Files.write(folder.resolve("findings.txt"), findings.getBytes(StandardCharsets.UTF_8));
    Path expected = folder.resolve("expected");
    for (String old : files(expected).keySet()) {
      Files.delete(expected.resolve(old));
    }
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = expected.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue().getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
