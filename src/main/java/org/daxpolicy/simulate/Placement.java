package org.daxpolicy.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.daxpolicy.dax.kernel.Kernel;

/**
 * Which node pages go to, as far as it is said for the machine as a whole.
 *
 * @param demotion whether cold pages move to slower memory; empty where the kernel cannot
 * @param weightsFromBandwidth whether the kernel makes the weights of interleaving itself; empty
 *     where it cannot
 */
public record Placement(Optional<Boolean> demotion, Optional<Boolean> weightsFromBandwidth) {
  static Placement of(Kernel kernel) {
    return new Placement(kernel.demotion(), kernel.weightsFromBandwidth());
  }

  /** In words: {@code demotion on, weights auto}. */
  public String described() {
    List<String> words = new ArrayList<>();
    demotion.ifPresent(d -> words.add("demotion " + (d ? "on" : "off")));
    weightsFromBandwidth.ifPresent(a -> words.add("weights " + (a ? "auto" : "as written")));
    return words.isEmpty() ? "neither demotion nor weights" : String.join(", ", words);
  }
}
