package org.daxpolicy.testing;

import java.util.List;

/**
 * How one test ended.
 *
 * @param file the test file
 * @param name the test
 * @param failures what was not as expected; empty if it passed
 */
public record TestOutcome(String file, String name, List<Failure> failures) {
  /**
   * One broken expectation.
   *
   * @param at {@code file:line:column} of the expectation
   * @param subject the device, or the machine
   * @param expected what the test says
   * @param actual what the simulation says
   * @param reason why so
   */
  public record Failure(String at, String subject, String expected, String actual, String reason) {}

  /** Whether nothing failed. */
  public boolean passed() {
    return failures.isEmpty();
  }
}
