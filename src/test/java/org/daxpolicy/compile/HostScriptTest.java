package org.daxpolicy.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.daxpolicy.dax.Catalogue;
import org.daxpolicy.glob.Glob;
import org.daxpolicy.language.Busy;
import org.daxpolicy.language.Condition;
import org.daxpolicy.language.MemoryUse;
import org.daxpolicy.language.Outcome;
import org.daxpolicy.language.Partition;
import org.daxpolicy.language.Policy;
import org.daxpolicy.language.PolicyMeaning;
import org.daxpolicy.language.Reasons;
import org.daxpolicy.language.ValueSet;
import org.daxpolicy.udev.ByteText;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script decides as the policy means, and calls daxctl as the outcomes say. */
class HostScriptTest {
  private static final Path SHELL = Path.of("/bin/sh");
  private static final Pattern DECISION =
      Pattern.compile("^(dax\\d+\\.\\d+): rule \"(.*)\": ([a-z-]+)$");

  @TempDir Path folder;

  private record Run(int exit, List<String> output, List<String> calls) {}

  @BeforeEach
  void needsShell() {
    assumeTrue(Files.isExecutable(SHELL), "no /bin/sh on this system");
  }

  @Test
  void decidesAsThePolicyMeans() throws Exception {
    int decided = 0;
    for (long seed = 1; seed <= 25; seed++) {
      Generator generator = new Generator(seed);
      Policy policy = generator.policy(1 + (int) (seed % 5));
      FakeMachine machine = generator.machine(8);
      Path root = Files.createDirectory(folder.resolve("seed" + seed));
      Run run = run(policy, machine, root, 0, "-n");
      Map<String, String> rules = new TreeMap<>();
      for (String line : run.output()) {
        Matcher m = DECISION.matcher(line);
        if (m.matches()) {
          rules.put(m.group(1), m.group(2));
        }
      }
      for (FakeMachine.Device device : machine.devices()) {
        Policy.Rule meant = PolicyMeaning.decide(policy, a -> machine.value(device, a));
        String at = "seed " + seed + " " + device + " " + root;
        assertEquals(meant.name(), rules.get(device.name()), () -> at);
        decided++;
      }
      assertEquals(List.of(), run.calls(), "a dry run calls nothing");
      boolean tooSmall = run.output().stream().anyMatch(l -> l.endsWith("bytes, left alone"));
      assertEquals(tooSmall ? 1 : 0, run.exit());
    }
    assertEquals(200, decided);
  }

  @Test
  void callsDaxctlOnceForWhatIsNotDoneYet() throws Exception {
    Policy policy = everything(new Outcome.DevDax(Optional.empty()), new Busy.Keep());
    FakeMachine machine = new Generator(1).machine(0);
    Run run = run(policy, with(machine, "kmem"), folder, 0);
    assertEquals(List.of("reconfigure-device -m devdax -f dax0.0"), run.calls());
    assertEquals(0, run.exit());
  }

  @Test
  void leavesADoneDeviceAlone() throws Exception {
    Policy policy = everything(new Outcome.DevDax(Optional.empty()), new Busy.Keep());
    Run run = run(policy, with(new Generator(1).machine(0), "device_dax"), folder, 0);
    assertEquals(List.of(), run.calls());
  }

  @Test
  void triesAgainAndSaysThatItFailed() throws Exception {
    Policy policy = everything(new Outcome.SystemRam(Outcome.Online.MOVABLE), new Busy.Retry(2, 0));
    Run run = run(policy, with(new Generator(1).machine(0), "kmem"), folder, 240);
    assertEquals(
        List.of(
            "reconfigure-device -m system-ram -f dax0.0",
            "reconfigure-device -m system-ram -f dax0.0",
            "reconfigure-device -m system-ram -f dax0.0"),
        run.calls());
    assertEquals(1, run.exit());
  }

  @Test
  void dividesARegionOnce() throws Exception {
    Path region = region(1L << 30);
    FakeMachine machine = with(new Generator(1).machine(0), "device_dax");
    Run run = run(everything(twoParts(), new Busy.Keep()), machine, folder, 0);
    assertEquals(
        List.of("reconfigure-device -m devdax -f dax0.0", "create-device -r 0"),
        run.calls(),
        () -> run.output().toString());
    assertEquals("536870912", Files.readString(region.resolve("dax0.0/size")).strip());
    assertEquals("dax0.0", Files.readString(drivers().resolve("bind")).strip());
    assertEquals(0, run.exit());

    Files.createDirectories(region.resolve("dax0.1"));
    Path devices = folder.resolve("sys/bus/dax/devices");
    Files.createSymbolicLink(devices.resolve("dax0.1"), region.resolve("dax0.1"));
    Files.delete(folder.resolve("calls"));
    Run again = again();
    assertEquals(List.of(), again.calls(), () -> again.output().toString());
  }

  @Test
  void leavesARegionAloneThatIsTooSmall() throws Exception {
    Path region = region(512L << 20);
    FakeMachine machine = with(new Generator(1).machine(0), "kmem");
    Run run = run(everything(twoParts(), new Busy.Keep()), machine, folder, 0);
    assertEquals("1073741824", Files.readString(region.resolve("dax0.0/size")).strip());
    assertEquals(List.of(), run.calls(), () -> run.output().toString());
    assertEquals(1, run.exit());
  }

  private static Outcome twoParts() {
    return new Partition(
        List.of(
            new Partition.Part(
                Optional.of(512L << 20),
                Optional.empty(),
                new Outcome.DevDax(Optional.empty()),
                Optional.empty()),
            new Partition.Part(
                Optional.empty(),
                Optional.empty(),
                new Outcome.DevDax(Optional.empty()),
                Optional.empty())));
  }

  private Path drivers() throws IOException {
    return Files.createDirectories(folder.resolve("sys/bus/dax/drivers/device_dax"));
  }

  /** The files of a region beside the device's own; where they are. */
  private Path region(long size) throws IOException {
    drivers();
    Path parent = folder.resolve("sys/devices/platform/hmem.0");
    Path files = Files.createDirectories(parent.resolve("dax_region"));
    Files.writeString(files.resolve("id"), "0\n");
    Files.writeString(files.resolve("size"), size + "\n");
    return parent;
  }

  @Test
  void weighsTheDevicesOwnNodeAndDemotes() throws Exception {
    Path weight = setting("mempolicy/weighted_interleave/node1", "1");
    Path demotion = setting("numa/demotion_enabled", "false");
    Run run = run(weighed(), with(new Generator(1).machine(0), "kmem"), folder, 0);
    assertEquals(0, run.exit(), () -> run.output().toString());
    assertEquals("4", Files.readString(weight).strip());
    assertEquals("true", Files.readString(demotion).strip());
  }

  @Test
  void weighsNothingWhereDaxctlFails() throws Exception {
    Path weight = setting("mempolicy/weighted_interleave/node1", "1");
    Run run = run(weighed(), with(new Generator(1).machine(0), "kmem"), folder, 240);
    assertEquals(1, run.exit());
    assertEquals("1", Files.readString(weight).strip());
  }

  @Test
  void saysWhatItWouldWeigh() throws Exception {
    Path weight = setting("mempolicy/weighted_interleave/node1", "1");
    Run run = run(weighed(), with(new Generator(1).machine(0), "kmem"), folder, 0, "-n");
    assertEquals(0, run.exit());
    assertEquals("1", Files.readString(weight).strip());
    String line = "dax0.0: echo 4 >/sys/kernel/mm/mempolicy/weighted_interleave/node1";
    assertTrue(run.output().contains(line), () -> run.output().toString());
  }

  @Test
  void saysThatANodeHasNoWeight() throws Exception {
    Run run = run(weighed(), with(new Generator(1).machine(0), "kmem"), folder, 0);
    assertEquals(1, run.exit());
    assertTrue(run.output().contains("dax0.0: failed"), () -> run.output().toString());
  }

  private Path setting(String path, String value) throws IOException {
    Path file = folder.resolve("sys/kernel/mm").resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, value + "\n");
  }

  private static Policy weighed() {
    MemoryUse use = new MemoryUse(Optional.of(new MemoryUse.Weights.Of(4)), Optional.of(true));
    return everything(new Outcome.SystemRam(Outcome.Online.MOVABLE, use), new Busy.Keep());
  }

  @Test
  void refusesUnknownArguments() throws Exception {
    Policy policy = everything(new Outcome.Keep(Optional.empty()), new Busy.Keep());
    assertEquals(2, run(policy, new Generator(1).machine(0), folder, 0, "--force").exit());
  }

  @Test
  void shellPatternsAcceptWhatUdevPatternsAccept() throws Exception {
    List<String> globs =
        List.of(
            "*",
            "a?c",
            "[abc]x",
            "[!a-c]x",
            "[^]a]x",
            "[]a]x",
            "\\*x",
            "[\\]]x",
            "[[:upper:]]x",
            "[a",
            "a\\",
            "a b",
            "$(x)",
            "`x`",
            "'\"x",
            "[a\\-c]x",
            "(x)",
            "x;y&z",
            "[[=a=]b]x",
            "~x",
            "#x",
            "[$]x",
            "[ ]x",
            "{a,b}",
            "[a-]x",
            "!x");
    List<String> texts =
        List.of(
            "*x", "abc", "ax", "dx", "]x", "Bx", "[a", "a b", "$(x)", "`x`", "'\"x", "-x", "bx",
            "(x)", "x;y&z", "~x", "#x", "$x", " x", "{a,b}", "\\x", "!x", "cx");
    StringBuilder script = new StringBuilder("LC_ALL=C\n");
    List<String> expected = new ArrayList<>();
    for (String glob : globs) {
      for (String text : texts) {
        script
            .append("case ")
            .append(ShellText.quote(text))
            .append(" in '') ;; ")
            .append(ShellText.pattern(glob))
            .append(") echo ")
            .append(ShellText.quote(glob + " accepts " + text))
            .append(" ;; esac\n");
        if (Glob.of(glob).matches(text)) {
          expected.add(glob + " accepts " + text);
        }
      }
    }
    Path file = Files.write(folder.resolve("patterns.sh"), script.toString().getBytes());
    Process process =
        new ProcessBuilder(SHELL.toString(), file.toString()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(expected, output.lines().toList());
  }

  private static Policy everything(Outcome outcome, Busy busy) {
    Policy.Rule rule =
        new Policy.Rule(
            "it's $HOME",
            new Condition.Test(
                Catalogue.find("name").orElseThrow(),
                new ValueSet.Matching("dax*"),
                Generator.PLACE),
            outcome,
            busy,
            Reasons.NONE,
            Generator.FILE,
            Generator.NOWHERE,
            Generator.NOWHERE);
    return Generator.policyOf("all", List.of(rule), new Outcome.Keep(Optional.empty()));
  }

  private static FakeMachine with(FakeMachine machine, String driver) {
    FakeMachine.Device device =
        new FakeMachine.Device(
            "dax0.0",
            FakeMachine.Kind.HMEM,
            Map.of("size", "1073741824", "target_node", "1"),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            Optional.of(driver));
    return new FakeMachine(
        machine.nodes(),
        machine.dmi(),
        machine.commandLine(),
        machine.architecture(),
        machine.virtualization(),
        List.of(device));
  }

  private Run run(Policy policy, FakeMachine machine, Path root, int daxctlExit, String... args)
      throws IOException, InterruptedException {
    machine.write(root);
    Path bin = Files.createDirectories(root.resolve("bin"));
    Path calls = root.resolve("calls");
    program(bin, "daxctl", "echo \"$*\" >> '" + calls + "'\nexit " + daxctlExit);
    program(
        bin, "uname", "echo " + (machine.architecture().equals("arm64") ? "aarch64" : "x86_64"));
    program(bin, "systemd-detect-virt", "echo " + machine.virtualization());
    Path script = root.resolve("policy.sh");
    Files.write(script, HostScript.of(policy, Plan.of(policy)).getBytes(StandardCharsets.UTF_8));
    List<String> command = new ArrayList<>(List.of(SHELL.toString(), script.toString()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("DAXPOLICY_SYSFS", root.resolve("sys").toString());
    builder.environment().put("DAXPOLICY_PROC", root.resolve("proc").toString());
    builder.environment().put("PATH", bin + ":" + System.getenv("PATH"));
    return run(builder, calls);
  }

  /** The same script once more, as the machine is now. */
  private Run again() throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(SHELL.toString(), folder.resolve("policy.sh").toString())
            .redirectErrorStream(true);
    builder.environment().put("DAXPOLICY_SYSFS", folder.resolve("sys").toString());
    builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
    return run(builder, folder.resolve("calls"));
  }

  private static Run run(ProcessBuilder builder, Path calls)
      throws IOException, InterruptedException {
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    return new Run(
        process.exitValue(),
        output.lines().toList(),
        Files.exists(calls) ? Files.readAllLines(calls) : List.of());
  }

  private static void program(Path bin, String name, String body) throws IOException {
    Path file = Files.write(bin.resolve(name), ("#!/bin/sh\n" + body + "\n").getBytes());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void patternsAreComparedAsBytes() {
    assertTrue(Glob.of("??").matches(ByteText.of("é")));
    assertEquals("??", ShellText.pattern("??"));
  }
}
