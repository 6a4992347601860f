package org.daxpolicy.udev;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * The evaluator answers as the real {@code udevadm test} of each unpacked release does. Other
 * questions are asked with {@code -Dudev.seed=N}, more with {@code -Dudev.questions=N}.
 */
class UdevadmDifferentialTest {
  private static final long SEED = Long.getLong("udev.seed", 1);
  private static final int QUESTIONS = Integer.getInteger("udev.questions", 600);
  private static final int MOST_SHOWN = 5;

  @Test
  void decidesAsRealUdevDoesOnGeneratedRules() throws Exception {
    List<UdevVersion> releases = UdevPackages.releasesOrSkip();
    System.out.println(
        "udev.seed=" + SEED + ", " + QUESTIONS + " questions to udevadm of each of " + releases);
    List<Question> questions = QuestionGenerator.questions(SEED, QUESTIONS);
    ExecutorService lanes = Executors.newFixedThreadPool(releases.size());
    try {
      List<Future<List<String>>> found = new ArrayList<>();
      for (UdevVersion release : releases) {
        found.add(lanes.submit(() -> differences(release, questions)));
      }
      List<String> all = new ArrayList<>();
      for (Future<List<String>> differences : found) {
        all.addAll(differences.get());
      }
      if (!all.isEmpty()) {
        fail("udev.seed=" + SEED + "\n" + String.join("\n", all));
      }
    } finally {
      lanes.shutdownNow();
    }
  }

  /** Where the answers differ, the first few made as small as they get. */
  private static List<String> differences(UdevVersion release, List<Question> questions)
      throws IOException {
    Comparison comparison = new Comparison(release);
    List<Comparison.Difference> found = comparison.differences(questions);
    List<String> shown = new ArrayList<>();
    for (Comparison.Difference difference : found.subList(0, Math.min(found.size(), MOST_SHOWN))) {
      shown.add("udev " + release + "\n" + new Shrinker(comparison).shrink(difference).described());
    }
    if (found.size() > MOST_SHOWN) {
      shown.add("udev " + release + ": " + (found.size() - MOST_SHOWN) + " more");
    }
    return shown;
  }
}
