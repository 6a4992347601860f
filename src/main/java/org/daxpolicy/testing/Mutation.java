package org.daxpolicy.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.daxpolicy.analysis.Comparison;
import org.daxpolicy.analysis.Witness;
import org.daxpolicy.compile.Artifacts;
import org.daxpolicy.compile.Compiler;
import org.daxpolicy.compile.Delivery;
import org.daxpolicy.language.Policy;
import org.daxpolicy.text.Place;

/**
 * Whether tests notice mistakes in a policy: each of {@link Mutants} that differs on some device is
 * compiled and tested in the policy's place.
 */
public final class Mutation {
  private Mutation() {}

  /**
   * A mistake no test notices.
   *
   * @param place what is changed
   * @param change how, for people
   * @param witness a device it makes something else of
   */
  public record Survivor(Place place, String change, Witness witness) {}

  /**
   * The sum.
   *
   * @param mutants how many mistakes were made that change anything
   * @param survivors those that went unnoticed
   */
  public record Sum(Policy policy, int mutants, List<Survivor> survivors) {
    public Sum {
      survivors = List.copyOf(survivors);
    }
  }

  /**
   * Tries all mistakes.
   *
   * @param passes whether all tests pass with compiled files
   */
  static Sum of(Policy policy, Predicate<Artifacts> passes) {
    int mutants = 0;
    List<Survivor> survivors = new ArrayList<>();
    Comparison.Subject subject = new Comparison.Subject.OfPolicy(policy);
    for (Mutants.Mutant mutant : Mutants.of(policy)) {
      Comparison.Result result =
          Comparison.of(
              Comparison.Relation.EQUIVALENT,
              subject,
              new Comparison.Subject.OfPolicy(mutant.policy()),
              1);
      Optional<Artifacts> files =
          result.violations().isEmpty()
              ? Optional.empty()
              : Compiler.compile(mutant.policy(), Delivery.SYSTEMD).value();
      if (files.isPresent()) {
        mutants++;
        if (passes.test(files.get())) {
          Witness witness = result.violations().get(0).witness();
          survivors.add(new Survivor(mutant.place(), mutant.change(), witness));
        }
      }
    }
    return new Sum(policy, mutants, survivors);
  }
}
