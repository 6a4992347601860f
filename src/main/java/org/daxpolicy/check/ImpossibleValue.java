package org.daxpolicy.check;

import java.math.BigInteger;
import java.util.Set;
import java.util.function.Consumer;
import org.daxpolicy.dax.Attribute;
import org.daxpolicy.dax.Encoding;
import org.daxpolicy.glob.NumberSet;
import org.daxpolicy.language.Mention;
import org.daxpolicy.language.ValueSet;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;

/**
 * A test of numbers that nothing sysfs prints can pass: outside what the notation holds, between
 * two printed units, or above the highest NUMA node. (Texts that end in a blank are told of when
 * rules are made.)
 */
final class ImpossibleValue implements Check {
  private static final BigInteger LAST_NODE = BigInteger.valueOf(1023);
  private static final BigInteger MOST_UNSIGNED = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);
  private static final BigInteger MOST_SIGNED = BigInteger.TWO.pow(31).subtract(BigInteger.ONE);
  private static final BigInteger LEAST_SIGNED = BigInteger.TWO.pow(31).negate();
  private static final Set<String> NODES = Set.of("target_node", "numa_node");

  @Override
  public void run(Subject subject, Consumer<Diagnostic> found) {
    for (Mention m : subject.mentions()) {
      if (m.values().orElse(null) instanceof ValueSet.Numbers numbers
          && isImpossible(m.attribute(), numbers)) {
        found.accept(
            Diagnostic.at(
                    Code.IMPOSSIBLE_VALUE,
                    m.place(),
                    "`" + m.attribute().name() + "` never has such a value")
                .note(why(m.attribute())));
      }
    }
  }

  private static String why(Attribute attribute) {
    if (NODES.contains(attribute.name())) {
      return "kernels number NUMA nodes from 0 to 1023 at most";
    }
    return attribute.encoding().scale().equals(BigInteger.ONE)
        ? "the kernel prints whole numbers of at most 64 bits, none below zero here"
        : "the kernel prints multiples of " + attribute.encoding().scale() + " only";
  }

  /** Whether no printed value passes. */
  static boolean isImpossible(Attribute attribute, ValueSet values) {
    if (values instanceof ValueSet.Texts texts) {
      return texts.values().stream().noneMatch(Encoding::canPrint);
    }
    return values instanceof ValueSet.Numbers numbers
        && numbers.set().ranges().stream().noneMatch(r -> holdsPrinted(r, attribute));
  }

  /** Whether a range holds a multiple of the printed unit that the notation can hold. */
  private static boolean holdsPrinted(NumberSet.Range range, Attribute attribute) {
    BigInteger scale = attribute.encoding().scale();
    boolean signed = attribute.encoding().form() == Encoding.Form.SIGNED_DECIMAL;
    BigInteger least = signed ? LEAST_SIGNED : BigInteger.ZERO;
    BigInteger most = signed ? MOST_SIGNED : MOST_UNSIGNED;
    if (NODES.contains(attribute.name())) {
      most = LAST_NODE;
    }
    BigInteger low = range.low().orElse(least.multiply(scale)).max(least.multiply(scale));
    BigInteger over = low.mod(scale);
    BigInteger first = over.signum() == 0 ? low : low.add(scale.subtract(over));
    return first.compareTo(most.multiply(scale)) <= 0 && range.contains(first);
  }
}
