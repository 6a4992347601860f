package org.daxpolicy.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.daxpolicy.dax.Catalogue;
import org.daxpolicy.language.Condition;
import org.daxpolicy.language.Outcome;
import org.daxpolicy.language.Policy;
import org.daxpolicy.language.ValueSet;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactWriterTest {
  private static final String RULES = "etc/udev/rules.d/95-daxpolicy-test.rules";

  @TempDir Path root;

  @Test
  void writesEverythingOnceAndNothingTheSecondTime() throws IOException {
    Artifacts artifacts = compile(new Outcome.DevDax(Optional.empty()), Delivery.SYSTEMD);
    assertEquals(artifacts.files().size(), write(artifacts).size());
    Path rules = root.resolve(RULES);
    FileTime old = FileTime.fromMillis(1_000_000);
    Files.setLastModifiedTime(rules, old);
    assertEquals(List.of(), write(artifacts));
    assertEquals(old, Files.getLastModifiedTime(rules));
    assertEquals(Fixtures.text(artifacts, RULES), Files.readString(rules));
    assertEquals(List.of(), differences(artifacts));
    assertEquals(List.of(), leftovers());
  }

  @Test
  void writesOnlyWhatDiffers() throws IOException {
    Artifacts artifacts = compile(new Outcome.DevDax(Optional.empty()), Delivery.SYSTEMD);
    write(artifacts);
    Files.writeString(root.resolve(RULES), "edited");
    assertEquals(List.of(new Difference(RULES, Difference.Kind.DIFFERS)), differences(artifacts));
    assertEquals(List.of(root.resolve(RULES)), write(artifacts));
    assertEquals(List.of(), differences(artifacts));
  }

  @Test
  void aMissingFileIsADifference() throws IOException {
    Artifacts artifacts = compile(new Outcome.DevDax(Optional.empty()), Delivery.SYSTEMD);
    write(artifacts);
    Files.delete(root.resolve(RULES));
    assertEquals(List.of(new Difference(RULES, Difference.Kind.MISSING)), differences(artifacts));
  }

  @Test
  void aScriptIsExecutableAndALostBitIsADifference() throws IOException {
    Artifacts artifacts = compile(new Outcome.DevDax(Optional.empty()), Delivery.SCRIPT);
    write(artifacts);
    Path script = root.resolve("usr/local/sbin/daxpolicy-test.sh");
    assertTrue(Files.isExecutable(script));
    assertTrue(script.toFile().setExecutable(false));
    assertEquals(1, differences(artifacts).size());
  }

  @Test
  void removesWhatIsNoLongerMadeUnlessItWasEdited() throws IOException {
    write(compile(new Outcome.DevDax(Optional.empty()), Delivery.SYSTEMD));
    Path unit = root.resolve("etc/systemd/system/daxpolicy-test-devdax@.service");
    Path boot = root.resolve("etc/default/grub.d/daxpolicy-test.cfg");
    assertTrue(Files.exists(unit) && Files.exists(boot));
    Files.writeString(boot, "# mine now\n");
    Artifacts none = compile(new Outcome.Keep(Optional.empty()), Delivery.SYSTEMD);
    assertTrue(
        differences(none)
            .contains(
                new Difference(
                    "etc/systemd/system/daxpolicy-test-devdax@.service", Difference.Kind.STALE)));
    assertTrue(write(none).contains(unit));
    assertFalse(Files.exists(unit));
    assertTrue(Files.exists(boot), "an edited file is left");
  }

  @Test
  void believesNoManifestThatPointsElsewhere() throws IOException {
    Path victim = Files.writeString(root.resolve("victim"), "x");
    String digest = Digest.of("x");
    Files.writeString(
        root.resolve("daxpolicy.json"),
        "{\"policy\": \"test\", \"artifacts\": [{\"file\": \"victim\", \"sha256\": \""
            + digest
            + "\"}, {\"file\": \"etc/../victim\", \"sha256\": \""
            + digest
            + "\"}]}");
    write(compile(new Outcome.Keep(Optional.empty()), Delivery.SYSTEMD));
    assertTrue(Files.exists(victim));
  }

  @Test
  void aMalformedManifestIsReplaced() throws IOException {
    for (String text : List.of("", "[1]", "{\"policy\": ", "{\"artifacts\": 3}", "\u0000")) {
      Files.writeString(root.resolve("daxpolicy.json"), text);
      Artifacts artifacts = compile(new Outcome.Keep(Optional.empty()), Delivery.SYSTEMD);
      write(artifacts);
      assertEquals(List.of(), differences(artifacts));
    }
  }

  @Test
  void aDirectoryInTheWayChangesNothing() throws IOException {
    Files.createDirectories(root.resolve(RULES));
    failsWhole();
  }

  @Test
  void aFileWhereAFolderIsNeededChangesNothing() throws IOException {
    Files.writeString(root.resolve("etc"), "not a folder");
    failsWhole();
  }

  private void failsWhole() throws IOException {
    List<Path> before = everything();
    Result<List<Path>> result =
        ArtifactWriter.write(compile(new Outcome.DevDax(Optional.empty()), Delivery.SYSTEMD), root);
    assertTrue(result.value().isEmpty());
    assertEquals(Code.CANNOT_WRITE, result.diagnostics().get(0).code());
    assertEquals(
        before.stream().filter(Files::isRegularFile).toList(),
        everything().stream().filter(Files::isRegularFile).toList());
  }

  private List<Path> everything() throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      return paths.sorted().toList();
    }
  }

  private List<Path> leftovers() throws IOException {
    return everything().stream().filter(p -> p.getFileName().toString().endsWith(".new")).toList();
  }

  private List<Path> write(Artifacts artifacts) {
    Result<List<Path>> result = ArtifactWriter.write(artifacts, root);
    assertEquals(List.of(), result.diagnostics());
    return result.value().orElseThrow();
  }

  private List<Difference> differences(Artifacts artifacts) {
    return ArtifactWriter.compare(artifacts, root).value().orElseThrow();
  }

  private static Artifacts compile(Outcome outcome, Delivery delivery) {
    Condition hmem =
        new Condition.Test(
            Catalogue.find("origin").orElseThrow(),
            ValueSet.Texts.of(List.of("hmem")),
            Generator.PLACE);
    Policy policy =
        Generator.policyOf(
            "test",
            List.of(Generator.rule("hbm", hmem, outcome)),
            new Outcome.Keep(Optional.empty()));
    return Compiler.compile(policy, delivery).value().orElseThrow();
  }
}
