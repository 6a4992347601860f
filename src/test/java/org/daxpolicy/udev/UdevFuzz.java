package org.daxpolicy.udev;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Reads and evaluates spoilt rules in a process of its own, whose heap its starter limits. Each
 * input has a seed of its own, so that one can be tried alone: {@code UdevFuzz SEED 1}.
 */
final class UdevFuzz {
  private static final long LONGEST_NANOS = 1_000_000_000L;
  private static final List<String> ACTIONS = List.of("add", "add", "change", "remove", "bind");

  private UdevFuzz() {}

  /** Tries so many inputs from a seed on; says which failed and ends with 1 if one does. */
  public static void main(String[] args) throws IOException {
    long first = Long.parseLong(args[0]);
    long count = Long.parseLong(args[1]);
    RuleMutator mutator = new RuleMutator();
    MemorySysfs sysfs = ProbeCorpus.sysfs();
    List<String> devices = devices(sysfs, "/devices");
    Host host = ProbeCorpus.host("quiet foo=1", Map.of());
    long longest = 0;
    for (long seed = first; seed < first + count; seed++) {
      long took = 0;
      // what takes long once may have waited for other processes, or for its classes
      for (int go = 0; go < 2 && (go == 0 || took > LONGEST_NANOS); go++) {
        Random random = new Random(seed);
        String text = mutator.spoilt(random);
        long start = System.nanoTime();
        try {
          evaluate(text, random, sysfs, devices, host);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
          fail(seed, "throws " + e, text);
        }
        took = System.nanoTime() - start;
      }
      longest = Math.max(longest, took);
      if (took > LONGEST_NANOS) {
        fail(seed, "takes " + took / 1_000_000 + " ms", mutator.spoilt(new Random(seed)));
      }
    }
    System.out.println(
        "seeds %d to %d: %d inputs, the longest took %d ms, heap of at most %d MB"
            .formatted(
                first,
                first + count - 1,
                count,
                longest / 1_000_000,
                Runtime.getRuntime().maxMemory() >> 20));
  }

  private static void evaluate(
      String text, Random random, Sysfs sysfs, List<String> devices, Host host) {
    UdevVersion version = new UdevVersion(252 + random.nextInt(11));
    boolean known = random.nextBoolean();
    RulesFile file = RulesFile.parse("50-m.rules", text, version, known ? host : Host.UNKNOWN);
    Event event =
        new Event(
            sysfs,
            devices.get(random.nextInt(devices.size())),
            ACTIONS.get(random.nextInt(ACTIONS.size())),
            Map.of(),
            known ? host : Host.UNKNOWN,
            Map.of());
    Evaluator.Options options =
        new Evaluator.Options(
            random.nextBoolean() ? Evaluator.Programs.AS_UDEVADM_TEST : Evaluator.Programs.AS_GIVEN,
            random.nextBoolean(),
            random.nextBoolean(),
            random.nextBoolean());
    Evaluator.evaluate(RuleSet.of(List.of(file)), event, version, options);
    RulesFindings.of(file);
  }

  private static List<String> devices(Sysfs sysfs, String path) {
    List<String> devices = new ArrayList<>();
    for (String name : sysfs.list(path)) {
      String below = path + "/" + name;
      if (sysfs.entry(below + "/uevent").isPresent()) {
        devices.add(below);
      }
      devices.addAll(devices(sysfs, below));
    }
    return devices;
  }

  private static void fail(long seed, String how, String text) {
    System.out.println("seed " + seed + " " + how + "\n" + ByteText.readable(text));
    System.exit(1);
  }
}
