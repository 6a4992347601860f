package org.daxpolicy.language;

import java.util.List;
import org.daxpolicy.text.SourceFile;
import org.daxpolicy.text.Span;

/**
 * A bound {@code .daxtest} file.
 *
 * @param file the file
 * @param policy the tested policy, relative to the test file, as written
 * @param policySpan where it is named
 * @param tests in textual order; their names differ
 */
public record TestFile(SourceFile file, String policy, Span policySpan, List<TestCase> tests) {
  public TestFile {
    tests = List.copyOf(tests);
  }
}
