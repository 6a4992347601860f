package org.daxpolicy.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.daxpolicy.Corpus;
import org.daxpolicy.text.Result;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script for hosts without Java, under every shell there is here: what it collects reads back
 * as the machine that the program itself captures.
 */
class CollectorTest {
  private static final List<List<String>> SHELLS =
      Stream.of(
              List.of("dash"), List.of("busybox", "sh"), List.of("bash", "--posix"), List.of("sh"))
          .filter(shell -> isThere(shell.get(0)))
          .toList();

  @TempDir Path work;

  private static boolean isThere(String program) {
    return Stream.of("/bin", "/usr/bin", "/usr/local/bin")
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }

  /** What the script did. */
  private record Collected(int exit, String talk, Path snapshot) {
    Machine machine() {
      Result<Machine> read = SnapshotReader.read(snapshot, "m");
      return read.value().orElseThrow(() -> new AssertionError(read.diagnostics() + talk));
    }
  }

  private Collected collect(List<String> shell, Path root, String... more) {
    try {
      Path script = Files.writeString(work.resolve("collect.sh"), HostCapture.script());
      Path out = work.resolve("snapshot");
      List<String> command = new ArrayList<>(shell);
      command.add(script.toString());
      command.addAll(List.of("--root", root.toString(), "-o", out.toString()));
      command.addAll(List.of(more));
      Path talk = work.resolve("talk");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(talk.toFile())
              .directory(work.toFile());
      builder.environment().put("TMPDIR", work.toString());
      int exit = builder.start().waitFor();
      return new Collected(exit, Files.readString(talk, StandardCharsets.ISO_8859_1), out);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Machine captured(Path root) {
    return HostCapture.read(root, "m", Map.of(), Set.of(), Set.of()).value().orElseThrow();
  }

  private static Machine corpus(String name) {
    return SnapshotReader.read(Corpus.ROOT.resolve("machine/" + name + ".json"), name)
        .value()
        .orElseThrow();
  }

  private Stream<DynamicTest> underEveryShell(java.util.function.Consumer<List<String>> test) {
    return SHELLS.stream()
        .map(shell -> DynamicTest.dynamicTest(String.join(" ", shell), () -> test.accept(shell)));
  }

  private static void same(Machine expected, Machine actual) {
    MachineWriterTest.assertSame(
        MachineWriterTest.content(expected.sysfs()), MachineWriterTest.content(actual.sysfs()));
    assertEquals(expected.host().files().entries(), actual.host().files().entries());
    assertEquals(MachineWriter.write(expected), MachineWriter.write(actual));
  }

  @TestFactory
  Stream<DynamicTest> theScriptCollectsWhatTheProgramCaptures() {
    Path root =
        new FakeRoot(work.resolve("root")).sysfs(corpus("6.12-cxl-ram-and-pmem")).host().path();
    return underEveryShell(
        shell -> {
          Collected collected = collect(shell, root);
          assertEquals(0, collected.exit(), collected.talk());
          same(captured(root), collected.machine());
        });
  }

  @TestFactory
  Stream<DynamicTest> everyCapturedMachineIsCollected() {
    List<String> shell = SHELLS.get(0);
    return Corpus.entries(Corpus.ROOT.resolve("machine")).stream()
        .map(p -> p.getFileName().toString())
        .filter(name -> name.endsWith(".json"))
        .map(name -> name.substring(0, name.length() - ".json".length()))
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () -> {
                      Path root =
                          new FakeRoot(work.resolve("root-" + name)).sysfs(corpus(name)).path();
                      Collected collected = collect(shell, root);
                      assertEquals(0, collected.exit(), collected.talk());
                      same(captured(root), collected.machine());
                    }));
  }

  @TestFactory
  Stream<DynamicTest> secretsStayWhereTheyAre() {
    Path root = new FakeRoot(work.resolve("root")).sysfs(corpus("6.12-cxl-ram")).host().path();
    return underEveryShell(
        shell -> {
          Machine m = collect(shell, root).machine();
          String all = MachineWriter.write(m);
          for (String secret : List.of("s3cret", "$6$", "UUID=", "bob", "pw=1", "ffffffffc0a")) {
            assertTrue(!all.contains(secret), secret + " is in the snapshot");
          }
          assertEquals(
              "BOOT_IMAGE=/vmlinuz root=[hidden] ro quiet memhp_default_state=offline"
                  + " rd.luks.key=[hidden] modprobe.blacklist=kmem dax-hmem.region_idle=1"
                  + " note=[hidden] ip=[hidden] -- [hidden]",
              m.host().commandLine().orElseThrow());
          assertEquals(
              Map.of("root", 0, "alice", 1000, "nobody", 65534, "hbmd", 990), m.host().users());
          assertEquals(
              Map.of("root", 0, "alice", 1000, "hpc", 1005, "hbmd", 990), m.host().groups());
        });
  }
}
