package org.daxpolicy.simulate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.daxpolicy.dax.kernel.Fate;
import org.daxpolicy.dax.kernel.Uncertainty;

/**
 * Runs a machine in every way it may go. What is not known of one device is independent of what is
 * not known of another, so that each run tries the next possibility of every device at once: there
 * are as many runs as the device with the most possibilities has.
 */
final class Explorer {
  private static final int MOST_RUNS = 24;

  private final Map<String, Deque<List<Answer>>> untried = new HashMap<>();

  /** What is answered to a question. */
  private record Answer(Uncertainty.Kind kind, boolean befalls) {}

  /** Answers as planned, and then that nothing bad happens. */
  private static final class Script implements Fate {
    private final Map<String, List<Answer>> planned;
    private final Map<String, List<Answer>> given = new HashMap<>();

    Script(Map<String, List<Answer>> planned) {
      this.planned = planned;
    }

    @Override
    public boolean befalls(Uncertainty what) {
      List<Answer> sofar = given.computeIfAbsent(what.device(), d -> new ArrayList<>());
      List<Answer> plan = planned.getOrDefault(what.device(), List.of());
      boolean follows = sofar.size() < plan.size() && plan.get(sofar.size()).kind() == what.kind();
      boolean befalls = follows && plan.get(sofar.size()).befalls();
      sofar.add(new Answer(what.kind(), befalls));
      return befalls;
    }
  }

  /** All runs; in the first one nothing bad happens. */
  <T> List<T> explore(Function<Fate, T> run) {
    List<T> runs = new ArrayList<>();
    do {
      Map<String, List<Answer>> plan = new HashMap<>();
      untried.forEach(
          (device, ways) -> {
            if (!ways.isEmpty()) {
              plan.put(device, ways.remove());
            }
          });
      Script script = new Script(plan);
      runs.add(run.apply(script));
      boolean first = runs.size() == 1;
      script.given.forEach(
          (device, answers) -> {
            if (first || plan.containsKey(device)) {
              branch(device, answers, plan.getOrDefault(device, List.of()).size());
            }
          });
    } while (runs.size() < MOST_RUNS && untried.values().stream().anyMatch(w -> !w.isEmpty()));
    return runs;
  }

  /** Every question behind the planned ones has another answer. */
  private void branch(String device, List<Answer> answers, int planned) {
    Deque<List<Answer>> ways = untried.computeIfAbsent(device, d -> new ArrayDeque<>());
    for (int i = planned; i < answers.size(); i++) {
      List<Answer> way = new ArrayList<>(answers.subList(0, i));
      way.add(new Answer(answers.get(i).kind(), true));
      ways.add(way);
    }
  }
}
