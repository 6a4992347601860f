package org.daxpolicy.check;

import java.math.BigInteger;
import java.util.function.Consumer;
import org.daxpolicy.analysis.PolicyAnalysis;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.glob.NumberSet;
import org.daxpolicy.language.Mention;
import org.daxpolicy.language.Policy;
import org.daxpolicy.language.Target;
import org.daxpolicy.language.ValueSet;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;

/**
 * A test of numbers that no device passes: outside what the notation holds, between two printed
 * units, nodes that the kernel or the target does not have, sizes and alignments that no kernel
 * makes. (Texts that end in a blank are told of when rules are made.)
 */
final class ImpossibleValue implements AnalysisCheck {
  private static final NumberSet NODES =
      NumberSet.between(BigInteger.ZERO, BigInteger.valueOf(1023));

  @Override
  public void run(Subject subject, PolicyAnalysis analysis, Consumer<Diagnostic> found) {
    for (Mention m : subject.mentions()) {
      if (m.values().orElse(null) instanceof ValueSet.Numbers numbers
          && analysis.isImpossible(m.attribute(), numbers)) {
        Diagnostic finding =
            Diagnostic.at(
                Code.IMPOSSIBLE_VALUE,
                m.place(),
                "`" + m.attribute().name() + "` never has such a value");
        found.accept(explained(finding, subject.policy(), m.attribute(), numbers));
      }
    }
  }

  private static Diagnostic explained(
      Diagnostic finding, Policy policy, Attribute attribute, ValueSet.Numbers numbers) {
    boolean node = numbers.set().intersect(NODES).ranges().isEmpty();
    return switch (attribute.name()) {
      case "target_node" ->
          node
              ? finding.note("kernels number NUMA nodes from 0 to 1023 at most")
              : policy
                  .target()
                  .pointAt(Target.Part.NODES, finding)
                  .note("the nodes of the target are others");
      case "numa_node" -> finding.note("kernels number NUMA nodes from 0 to 1023 at most");
      case "size" -> finding.note("a size is a multiple of the alignment, which is at least 4KiB");
      case "align" -> finding.note("an alignment is a power of two of at least 4KiB");
      default ->
          finding.note(
              attribute.encoding().scale().equals(BigInteger.ONE)
                  ? "the kernel prints whole numbers of at most 64 bits, none below zero here"
                  : "the kernel prints multiples of " + attribute.encoding().scale() + " only");
    };
  }
}
