package org.daxpolicy.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the kernel is to use memory that became system RAM, beside its zone.
 *
 * @param weights how pages are dealt out to its node by weighted interleaving; empty where nothing
 *     is said
 * @param demotion whether cold pages move to slower memory instead of swap, on the whole machine;
 *     empty where nothing is said
 */
public record MemoryUse(Optional<Weights> weights, Optional<Boolean> demotion) {
  /** Nothing is said. */
  public static final MemoryUse UNSAID = new MemoryUse(Optional.empty(), Optional.empty());

  /** How many pages in a row a node gets of an allocation that is interleaved by weight. */
  public sealed interface Weights {
    /** The kernel makes the weights of all nodes from their bandwidth. */
    record Auto() implements Weights {}

    /**
     * The node of the device's memory has this weight.
     *
     * @param weight 1 to 255
     */
    record Of(int weight) implements Weights {}

    /** {@code auto} or the number. */
    default String word() {
      return this instanceof Of of ? Integer.toString(of.weight()) : "auto";
    }
  }

  /** What is said, in the policy's words: {@code weights 3}, {@code demotion on}. */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    weights.ifPresent(w -> words.add("weights " + w.word()));
    demotion.ifPresent(d -> words.add("demotion " + word(d)));
    return words;
  }

  /** {@code on} or {@code off}. */
  public static String word(boolean demotion) {
    return demotion ? "on" : "off";
  }
}
