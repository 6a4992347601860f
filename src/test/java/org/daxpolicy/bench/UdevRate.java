package org.daxpolicy.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.daxpolicy.machine.Machine;
import org.daxpolicy.machine.SnapshotReader;
import org.daxpolicy.udev.DiskTree;
import org.daxpolicy.udev.Evaluator;
import org.daxpolicy.udev.Event;
import org.daxpolicy.udev.EventWorker;
import org.daxpolicy.udev.Host;
import org.daxpolicy.udev.RuleSet;
import org.daxpolicy.udev.RulesDirectories;
import org.daxpolicy.udev.Told;
import org.daxpolicy.udev.UdevVersion;

/**
 * Times loading a distribution's rules and evaluating them on one event, in this process and as a
 * stream of requests to {@code udev eval --batch}: once told what udev's builtins say of the
 * device, as {@code udevadm} finds out by itself, and once not. Beside it the {@code udevadm test}
 * of the same packages with the same rules, on a device of this machine. Run by {@code mvn -Pbench
 * verify}; it judges nothing.
 */
final class UdevRate {
  private static final Path UNPACKED = Path.of("target/udev-packages");
  private static final Path MACHINE = Path.of("examples/xeon-max/machines/6.12-soft-default.json");
  private static final UdevVersion VERSION = UdevVersion.NEWEST;
  private static final List<String> NOTHING_TOLD = List.of();

  /** What a dax device makes the builtins and programs of a distribution's rules say: nothing. */
  private static final List<String> TOLD =
      List.of(
          "hwdb --subsystem=dax",
          "path_id",
          "blkid",
          "/usr/bin/systemd-escape -p --template=daxdev-reconfigure@.service /dev/dax0.0");

  private static final int ROUNDS = 15;
  private static final int EVENTS = 20_000;
  private static final int REQUESTS = 200_000;
  private static final int TESTS = 40;

  private UdevRate() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Path root = root();
    RuleSet rules = read(root);
    System.out.printf(
        Locale.ROOT, "%-34s %d files below %s%n", "rules", rules.files().size(), root);
    double loading = loading(root);
    System.out.printf(Locale.ROOT, "%-34s %12.1f ms%n", "loading, warm", loading);
    rate("evaluating in one thread", evaluating(rules, NOTHING_TOLD));
    rate("  told what builtins say", evaluating(rules, TOLD));
    rate("udev eval --batch, whole process", batch(root, NOTHING_TOLD));
    double batch = batch(root, TOLD);
    rate("  told what builtins say", batch);
    Optional<Double> udevadm = udevadm(root);
    if (udevadm.isEmpty()) {
      System.out.println("udevadm test: there is none here to compare with");
    } else {
      rate("udevadm test in a loop", udevadm.get());
      System.out.printf(
          Locale.ROOT, "%-34s %12.0f times%n", "batch against it", batch / udevadm.get());
    }
  }

  private static void rate(String what, double rate) {
    System.out.printf(Locale.ROOT, "%-34s %12.1f /s%n", what, rate);
  }

  /** The newest unpacked distribution, else this machine. */
  private static Path root() throws IOException {
    List<Path> roots = new ArrayList<>();
    if (Files.isDirectory(UNPACKED)) {
      try (Stream<Path> entries = Files.list(UNPACKED)) {
        entries
            .filter(p -> Files.isDirectory(p.resolve("usr/lib/udev/rules.d")))
            .forEach(roots::add);
      }
    }
    if (roots.isEmpty()) {
      System.out.println("no unpacked packages in " + UNPACKED + ": this machine's own rules");
      return Path.of("/");
    }
    Path most = roots.get(0);
    for (Path root : roots) {
      most = count(root) > count(most) ? root : most;
    }
    return most;
  }

  private static long count(Path root) throws IOException {
    try (Stream<Path> entries = Files.list(root.resolve("usr/lib/udev/rules.d"))) {
      return entries.count();
    }
  }

  private static RuleSet read(Path root) {
    return RulesDirectories.read(
            RulesDirectories.standard(new DiskTree(root), root.toString(), VERSION), VERSION)
        .value()
        .orElseThrow();
  }

  private static double loading(Path root) {
    double[] times = new double[3 * ROUNDS];
    for (int i = 0; i < times.length; i++) {
      long start = System.nanoTime();
      read(root);
      times[i] = (System.nanoTime() - start) / 1e6;
    }
    return median(Arrays.copyOfRange(times, ROUNDS, times.length));
  }

  private static double evaluating(RuleSet rules, List<String> failing) {
    Machine machine = SnapshotReader.read(MACHINE, MACHINE.toString()).value().orElseThrow();
    Event event =
        new Event(
            machine.sysfs(),
            machine.daxDevices().get(0),
            "add",
            Map.of(),
            told(failing).on(machine.udevHost()),
            machine.records());
    EventWorker worker = new EventWorker();
    Evaluator.Options options = Evaluator.Options.DEFAULT.traced(false);
    double[] rates = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      for (int i = 0; i < EVENTS; i++) {
        worker.evaluate(rules, event, VERSION, options);
      }
      rates[round] = EVENTS / ((System.nanoTime() - start) / 1e9);
    }
    return median(Arrays.copyOfRange(rates, ROUNDS / 3, ROUNDS));
  }

  private static Told told(List<String> failing) {
    Map<String, Host.ProgramResult> programs = new HashMap<>();
    failing.forEach(command -> programs.put(command, new Host.ProgramResult(1, "")));
    return new Told(programs, Optional.empty(), Optional.empty());
  }

  /** Requests that name a device of the machine, one behind the other, all answers read. */
  private static double batch(Path root, List<String> failing)
      throws IOException, InterruptedException {
    Machine machine = SnapshotReader.read(MACHINE, MACHINE.toString()).value().orElseThrow();
    byte[] request =
        ("{\"id\":1,\"devpath\":\"" + machine.daxDevices().get(0) + "\",\"action\":\"add\"}\n")
            .getBytes(StandardCharsets.UTF_8);
    List<String> command =
        new ArrayList<>(
            List.of("taskset", "-c", "0", "target/daxpolicy", "udev", "eval", "--batch", "--udev"));
    command.addAll(
        List.of(VERSION.toString(), "--root", root.toString(), "--machine", MACHINE.toString()));
    failing.forEach(builtin -> command.addAll(List.of("--program", builtin + "=!1")));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("DAXPOLICY_JAVA", java());
    long start = System.nanoTime();
    Process process = builder.start();
    Thread feeding = new Thread(() -> feed(process.getOutputStream(), request));
    feeding.start();
    int answers = 0;
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      while (out.readLine() != null) {
        answers++;
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    if (process.waitFor() != 0 || answers != REQUESTS) {
      throw new IllegalStateException(answers + " answers");
    }
    return answers / seconds;
  }

  private static void feed(OutputStream to, byte[] request) {
    try (to) {
      byte[] block = new byte[request.length * 100];
      for (int i = 0; i < 100; i++) {
        System.arraycopy(request, 0, block, i * request.length, request.length);
      }
      for (int i = 0; i < REQUESTS / 100; i++) {
        to.write(block);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /**
   * How many times a second the root's own udevadm tests a device that every machine has, below
   * that root in a mount namespace of its own; empty where there is none or may be none.
   */
  private static Optional<Double> udevadm(Path root) throws IOException, InterruptedException {
    String loop =
        "i=0; while [ $i -lt "
            + TESTS
            + " ]; do udevadm test /sys/devices/virtual/mem/null || exit 1; i=$((i+1)); done";
    String enter =
        "mount --bind $0 $0 && cd $0 && mount --rbind /sys sys && mount --rbind /proc proc"
            + " && mount -t tmpfs none run && exec chroot . /bin/sh -c '"
            + loop
            + "'";
    List<String> command =
        List.of("unshare", "--mount", "--propagation", "private", "sh", "-c", enter);
    long start = System.nanoTime();
    ProcessBuilder builder =
        new ProcessBuilder(concat(command, root.toAbsolutePath().toString()))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    int exit = builder.start().waitFor();
    double seconds = (System.nanoTime() - start) / 1e9;
    return exit == 0 ? Optional.of(TESTS / seconds) : Optional.empty();
  }

  private static List<String> concat(List<String> command, String last) {
    List<String> all = new ArrayList<>(command);
    all.add(last);
    return all;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
