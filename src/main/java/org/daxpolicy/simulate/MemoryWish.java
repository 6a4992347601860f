package org.daxpolicy.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.daxpolicy.dax.DaxDeviceState;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Severity;

/**
 * What the rule that decided on a device wants of its memory beside its zone.
 *
 * @param weights {@code auto} or a number, from DAXPOLICY_WEIGHTS
 * @param demotion {@code on} or {@code off}, from DAXPOLICY_DEMOTION
 */
record MemoryWish(Optional<String> weights, Optional<String> demotion) {
  static MemoryWish of(Course.Story story) {
    return new MemoryWish(
        story.property("DAXPOLICY_WEIGHTS"), story.property("DAXPOLICY_DEMOTION"));
  }

  /** In the policy's words. */
  List<String> words() {
    List<String> words = new ArrayList<>();
    weights.ifPresent(w -> words.add("weights " + w));
    demotion.ifPresent(d -> words.add("demotion " + d));
    return words;
  }

  /** The findings about a device, and those on wishes that do not come true. */
  List<Diagnostic> missed(
      String name,
      DaxDeviceState after,
      List<DaxDeviceState> alternatives,
      List<Placement> placed,
      List<Diagnostic> found) {
    List<Diagnostic> all = new ArrayList<>(found);
    boolean explained = found.stream().anyMatch(f -> f.severity().atLeast(Severity.WARNING));
    if (!fulfilled(after, placed.get(0))) {
      all.add(missed(name, "ends", after, placed.get(0)));
    } else if (!explained) {
      alternatives.stream()
          .filter(a -> !fulfilled(a, placed.get(0)))
          .findFirst()
          .ifPresent(a -> all.add(missed(name, "may end", a, placed.get(0))));
      placed.stream()
          .filter(p -> !fulfilled(after, p))
          .findFirst()
          .ifPresent(p -> all.add(missed(name, "may end", after, p)));
    }
    return all;
  }

  private boolean fulfilled(DaxDeviceState state, Placement placed) {
    boolean weighed =
        weights
            .map(
                w ->
                    w.equals("auto")
                        ? placed.weightsFromBandwidth().orElse(false)
                        : state.weight().map(String::valueOf).equals(weights))
            .orElse(true);
    return weighed
        && demotion.map(d -> placed.demotion().equals(Optional.of(d.equals("on")))).orElse(true);
  }

  private Diagnostic missed(String name, String ends, DaxDeviceState state, Placement placed) {
    String weight = state.weight().map(w -> "weight " + w).orElse("no weight");
    return Diagnostic.of(
            Code.OUTCOME_MISSED,
            "`"
                + name
                + "` "
                + ends
                + " with "
                + weight
                + " and "
                + placed.described()
                + ", not as `"
                + String.join(" ", words())
                + "`")
        .note("the rule that decided on it says so");
  }
}
