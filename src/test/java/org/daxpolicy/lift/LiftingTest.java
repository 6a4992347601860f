package org.daxpolicy.lift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.daxpolicy.analysis.Comparison;
import org.daxpolicy.language.Policy;
import org.daxpolicy.testing.PolicyFiles;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Result;
import org.daxpolicy.text.Severity;
import org.daxpolicy.text.SourceFile;
import org.daxpolicy.text.SourceReader;
import org.daxpolicy.udev.RulesFile;
import org.daxpolicy.udev.UdevVersion;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Rules become policies that do the same, or findings. */
class LiftingTest {
  private static final Path DIVIDED = Path.of("examples/hbm-partition");

  private static final int FILES = 500;

  private static final List<String> MATCHES =
      List.of(
          "SUBSYSTEM==\"dax\"",
          "SUBSYSTEM!=\"block\"",
          "SUBSYSTEM==\"memory\"",
          "ACTION==\"add\"",
          "ACTION==\"add|bind\"",
          "ACTION!=\"remove\"",
          "KERNEL==\"dax*\"",
          "KERNEL==\"dax0.0\"",
          "KERNEL!=\"dax[1-3].*\"",
          "DRIVER==\"kmem\"",
          "ENV{DRIVER}!=\"device_dax\"",
          "ATTR{size}==\"?????????????*\"",
          "ATTR{size}!=\"0\"",
          "ATTR{size}==\"[1-3]??????????\"",
          "ATTR{target_node}==\"2|3\"",
          "ATTR{target_node}!=\"2\"",
          "ATTR{target_node}==\"?*\"",
          "ATTR{align}==\"2097152\"",
          "ATTR{numa_node}==\"-1\"",
          "ATTR{resource}==\"0x1*\"",
          "ATTR{[dmi/id]sys_vendor}==\"Example*\"",
          "CONST{arch}==\"arm64\"",
          "CONST{virt}!=\"none\"",
          "ATTRS{dax_region/id}==\"[0-3]\"",
          "DRIVERS==\"hmem\"",
          "SUBSYSTEMS==\"platform\", DRIVERS==\"hmem\"",
          "SUBSYSTEMS==\"cxl\"",
          "SUBSYSTEMS==\"cxl\", ATTRS{devtype}==\"cxl_region\", ATTRS{interleave_ways}==\"2\"",
          "SUBSYSTEMS==\"cxl\", ATTRS{mode}==\"ram\"",
          "SUBSYSTEMS==\"nd\"",
          "ATTRS{uuid}==\"4ad009c3-485d-48eb-97c6-fd277cd6242a\"",
          "KERNELS==\"hmem.0\"",
          "KERNELS==\"region[2-4]\"",
          "KERNELS!=\"dax_region1\"",
          "SUBSYSTEMS==\"cxl\", KERNELS==\"region?\"",
          "SUBSYSTEMS==\"nd\", KERNELS==\"region1|region3\"",
          "SUBSYSTEMS==\"platform\", KERNELS==\"hmem.*\", DRIVERS!=\"other\"",
          "TEST==\"/etc/memory\"",
          "ENV{.kind}==\"fast\"",
          "ENV{.kind}!=\"fast\"",
          "ENV{.kind}==\"\"",
          "ENV{.kind}==\"f*|s*\"");

  private static final List<String> EFFECTS =
      List.of(
          "GROUP=\"hbm\"",
          "GROUP:=\"root\"",
          "OWNER=\"1000\"",
          "MODE=\"0660\"",
          "SYMLINK+=\"hbm/%k\"",
          "ATTR{target_node}==\"?*\", SYMLINK+=\"hbm/node$attr{target_node}\"",
          "TAG+=\"systemd\"",
          "TAG+=\"pool\"",
          "ENV{.kind}=\"fast\"",
          "ENV{.kind}=\"slow\"",
          "ENV{.kind}=\"$attr{align}\"",
          "RUN+=\"/usr/bin/daxctl reconfigure-device -m devdax -f %k\"",
          "RUN+=\"/usr/bin/daxctl reconfigure-device -m system-ram $env{DEVNAME}\"",
          "RUN=\"/usr/bin/daxctl reconfigure-device -m system-ram -N $name\"",
          "RUN+=\"/usr/bin/systemd-run --no-block daxctl reconfigure-device -m devdax %k\"",
          "ENV{SYSTEMD_WANTS}+=\"daxpolicy-site-ram-kernel@%k.service\"",
          "ATTR{align}=\"4096\"",
          "GOTO=\"middle\"",
          "GOTO=\"end\"");

  @Test
  void whateverIsLiftedOfRandomRulesIsProved() {
    int whole = 0;
    for (long seed = 1; seed <= FILES; seed++) {
      String text = random(new Random(seed));
      Result<Lifting.Lifted> lifted = lift(text);
      String at = "seed " + seed + "\n" + text + lifted.value() + headlines(lifted.diagnostics());
      assertTrue(lifted.value().isPresent(), at);
      assertTrue(lifted.value().get().proved(), at);
      assertTrue(lifted.diagnostics().stream().noneMatch(d -> d.code() == Code.LIFT_DIFFERS), at);
      long errors =
          lifted.diagnostics().stream()
              .filter(d -> d.severity() == Severity.ERROR && d.code().id().startsWith("DX04"))
              .count();
      assertEquals(lifted.value().get().refused(), errors, at);
      whole += errors == 0 ? 1 : 0;
    }
    assertTrue(whole > FILES / 4, "only " + whole + " were lifted whole");
  }

  @Test
  void linesThatOverlapInTooManyWaysAreGivenUp() {
    StringBuilder text = new StringBuilder();
    for (String line :
        List.of(
            "ATTR{target_node}==\"#\", GROUP=\"#\"",
            "ATTR{numa_node}==\"#\", OWNER=\"#\"",
            "ATTRS{dax_region/id}==\"#\", TAG=\"t#\"")) {
      for (int n = 1; n < 12; n++) {
        text.append("SUBSYSTEM==\"dax\", ")
            .append(line.replace("#", String.valueOf(n)))
            .append('\n');
      }
    }
    Result<Lifting.Lifted> lifted = lift(text.toString());
    assertTrue(lifted.value().isEmpty(), text.toString());
    assertEquals(
        List.of(Code.NOT_PROVED), lifted.diagnostics().stream().map(Diagnostic::code).toList());
  }

  /** Such rules are in the corpus of findings; a device that gives no memory has no use of it. */
  @Test
  void whatIsMadeOfMemoryIsNotLiftedForADeviceThatIsNone() {
    Result<Lifting.Lifted> lifted =
        lift(
            "SUBSYSTEM==\"dax\", RUN+=\"/usr/bin/daxctl reconfigure-device -m devdax -f %k\"\n"
                + "SUBSYSTEM==\"dax\", RUN+=\"/bin/sh -c 'echo 1"
                + " >/sys/kernel/mm/numa/demotion_enabled'\"\n");
    assertEquals(
        List.of(Code.LINES_COLLIDE), lifted.diagnostics().stream().map(Diagnostic::code).toList());
    assertTrue(lifted.value().orElseThrow().proved());
  }

  private static String random(Random random) {
    StringBuilder text = new StringBuilder();
    int lines = 2 + random.nextInt(7);
    for (int i = 0; i < lines; i++) {
      if (i == lines / 2) {
        text.append("LABEL=\"middle\"\n");
      }
      TreeSet<String> terms = new TreeSet<>();
      for (int n = random.nextInt(3); n >= 0; n--) {
        terms.add(MATCHES.get(random.nextInt(MATCHES.size())));
      }
      for (int n = random.nextInt(2); n >= 0; n--) {
        terms.add(EFFECTS.get(random.nextInt(EFFECTS.size())));
      }
      text.append(String.join(", ", terms)).append('\n');
    }
    return text.append("LABEL=\"end\"\n").toString();
  }

  /** Rules, and the policy they were compiled from, are in {@code examples}. */
  @TestFactory
  Stream<DynamicTest> examplesCompiledAndLiftedDoWhatTheyDid() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("examples"))) {
      List<Path> examples = all.sorted().toList();
      return examples.stream()
          .filter(e -> !e.equals(DIVIDED))
          .map(e -> DynamicTest.dynamicTest(e.getFileName().toString(), () -> roundTrip(e)));
    }
  }

  /** The lines of parts are rules of their own; which unit divides their region is told apart. */
  @Test
  void unitsThatDivideRegionsAreNotLifted() throws IOException {
    Path rules = DIVIDED.resolve("generated/etc/udev/rules.d/95-daxpolicy-hbm-partition.rules");
    Result<Lifting.Lifted> lifted = Lifting.of("lifted", List.of(rules(rules)), List.of());
    assertEquals(2, lifted.diagnostics().size(), () -> lifted.diagnostics().toString());
    for (Diagnostic finding : lifted.diagnostics()) {
      assertTrue(finding.headline().contains("-partition-"), finding::headline);
    }
  }

  private static void roundTrip(Path example) throws IOException {
    List<RulesFile> files;
    try (Stream<Path> all = Files.walk(example.resolve("generated"))) {
      files =
          all.filter(p -> p.toString().endsWith(".rules"))
              .sorted()
              .map(LiftingTest::rules)
              .toList();
    }
    Result<Lifting.Lifted> lifted = Lifting.of("lifted", files, List.of());
    assertEquals(List.of(), lifted.diagnostics());
    String path = example.resolve("policy.daxpolicy").toString();
    Comparison.Result same =
        Comparison.of(
            Comparison.Relation.EQUIVALENT,
            new Comparison.Subject.OfPolicy(load(SourceReader.read(Path.of(path), path))),
            new Comparison.Subject.OfPolicy(
                load(
                    Result.of(
                        new SourceFile("lifted", lifted.value().orElseThrow().text()), List.of()))),
            1);
    assertEquals(List.of(), same.violations());
    assertTrue(same.complete());
  }

  private static RulesFile rules(Path path) {
    try {
      String bytes = new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1);
      return RulesFile.parse(path.getFileName().toString(), bytes, UdevVersion.NEWEST);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Policy load(Result<SourceFile> source) {
    return new PolicyFiles(Path.of(".")).load(source.value().orElseThrow()).value().orElseThrow();
  }

  private static Result<Lifting.Lifted> lift(String text) {
    return Lifting.of(
        "lifted", List.of(RulesFile.parse("90.rules", text, UdevVersion.NEWEST)), List.of());
  }

  private static List<String> headlines(List<Diagnostic> found) {
    return found.stream().map(d -> "\n" + d.headline() + " " + d.notes()).toList();
  }
}
