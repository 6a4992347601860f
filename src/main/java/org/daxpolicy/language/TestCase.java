package org.daxpolicy.language;

import java.util.List;
import org.daxpolicy.text.Span;

/**
 * One test of a test file.
 *
 * @param name as written
 * @param nameSpan where
 * @param machine the snapshot, relative to the test file, as written
 * @param machineSpan where it is named
 * @param given what is otherwise than the snapshot says
 * @param expectations at least one
 * @param span all of it
 */
public record TestCase(
    String name,
    Span nameSpan,
    String machine,
    Span machineSpan,
    Given given,
    List<Expectation> expectations,
    Span span) {
  public TestCase {
    expectations = List.copyOf(expectations);
  }
}
