package org.daxpolicy.compile;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.daxpolicy.language.Policy;
import org.daxpolicy.text.Label;
import org.daxpolicy.text.SourceFile;
import org.daxpolicy.text.Span;

/** Places of what a bound policy holds no span of. */
final class Places {
  private static final Pattern HEADER = Pattern.compile("(?m)^\\s*(policy\\s+\"[^\"\\n]*\")");

  private Places() {}

  /** The first place in the policy's files that the pattern's first group covers. */
  static Optional<Label> first(Policy policy, Pattern pattern) {
    for (SourceFile file : policy.files()) {
      Matcher m = pattern.matcher(file.text());
      if (m.find()) {
        return Optional.of(new Label(file, new Span(m.start(1), m.end(1)), ""));
      }
    }
    return Optional.empty();
  }

  /** The line that names the policy. */
  static Optional<Label> header(Policy policy) {
    return first(policy, HEADER);
  }
}
