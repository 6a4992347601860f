package org.daxpolicy.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.daxpolicy.report.Palette.Role;
import org.daxpolicy.testing.TestOutcome;
import org.daxpolicy.testing.TestOutcome.Failure;

/** How tests ended. */
public final class TestReport {
  private TestReport() {}

  /** For people: failures as expected and actual; passed tests only when {@code full}. */
  public static String text(List<TestOutcome> outcomes, boolean full, Palette palette) {
    StringBuilder text = new StringBuilder();
    for (TestOutcome o : outcomes) {
      if (o.passed() && full) {
        text.append(palette.paint(Role.GOOD, "pass"))
            .append("  ")
            .append(o.file())
            .append(": ")
            .append(Printable.line(o.name()))
            .append('\n');
      }
      if (!o.passed()) {
        text.append(palette.paint(Role.BAD, "FAIL"))
            .append("  ")
            .append(o.file())
            .append(": ")
            .append(Printable.line(o.name()))
            .append('\n');
        for (Failure f : o.failures()) {
          text.append("  ")
              .append(f.at())
              .append("  ")
              .append(Printable.line(f.subject()))
              .append('\n');
          text.append("    expected  ").append(Printable.line(f.expected())).append('\n');
          text.append("    actual    ").append(Printable.line(f.actual())).append('\n');
          if (!f.reason().isEmpty()) {
            text.append("    because   ").append(Printable.line(f.reason())).append('\n');
          }
        }
      }
    }
    return text.toString();
  }

  /** As JSON. */
  public static List<Object> trees(List<TestOutcome> outcomes) {
    List<Object> trees = new ArrayList<>();
    for (TestOutcome o : outcomes) {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("file", o.file());
      tree.put("test", o.name());
      tree.put("passed", o.passed());
      List<Object> failures = new ArrayList<>();
      for (Failure f : o.failures()) {
        Map<String, Object> failure = new LinkedHashMap<>();
        failure.put("at", f.at());
        failure.put("subject", f.subject());
        failure.put("expected", f.expected());
        failure.put("actual", f.actual());
        failure.put("reason", f.reason());
        failures.add(failure);
      }
      tree.put("failures", failures);
      trees.add(tree);
    }
    return trees;
  }
}
