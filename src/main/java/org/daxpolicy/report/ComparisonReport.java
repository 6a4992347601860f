package org.daxpolicy.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.analysis.Comparison;
import org.daxpolicy.analysis.Treatment;
import org.daxpolicy.language.Policy;
import org.daxpolicy.report.Palette.Role;

/** Devices that two policies, or rules, treat differently. */
public final class ComparisonReport {
  private ComparisonReport() {}

  /**
   * A device and what becomes of it on both sides.
   *
   * @param device what it is, in one line
   * @param machine the machine it is of; none for a witness
   */
  public record Line(
      String device,
      Optional<String> machine,
      Treatment first,
      Treatment second,
      Optional<Policy.Rule> firstRule,
      Optional<Policy.Rule> secondRule) {
    /** The line of a violation. */
    public static Line of(Comparison.Violation violation) {
      return new Line(
          violation.witness().described(),
          Optional.empty(),
          violation.first(),
          violation.second(),
          violation.firstRule(),
          violation.secondRule());
    }
  }

  /**
   * For people.
   *
   * @param first what the first side is called
   * @param second what the second is called
   */
  public static String text(List<Line> lines, String first, String second, Palette palette) {
    StringBuilder out = new StringBuilder();
    int width = Math.max(first.length(), second.length());
    for (Line line : lines) {
      out.append(out.isEmpty() ? "" : "\n");
      line.machine().ifPresent(m -> out.append(Printable.line(m)).append(": "));
      out.append(palette.paint(Role.STRONG, Printable.line(line.device()))).append('\n');
      side(out, first, width, line.first(), line.firstRule());
      side(out, second, width, line.second(), line.secondRule());
    }
    return out.toString();
  }

  private static void side(
      StringBuilder out, String name, int width, Treatment treatment, Optional<Policy.Rule> rule) {
    out.append("  ")
        .append(name)
        .append(" ".repeat(width - name.length()))
        .append("  ")
        .append(Printable.line(treatment.described()));
    rule.ifPresent(r -> out.append("  (").append(Printable.line(named(r))).append(')'));
    out.append('\n');
  }

  private static String named(Policy.Rule rule) {
    return (rule.name().equals("otherwise") ? "otherwise" : "rule \"" + rule.name() + "\"")
        + ", "
        + rule.file().name()
        + ":"
        + rule.file().line(rule.span().start());
  }

  /** The same as a tree. */
  public static List<Object> trees(List<Line> lines, String first, String second) {
    List<Object> trees = new ArrayList<>();
    for (Line line : lines) {
      Map<String, Object> tree = new LinkedHashMap<>();
      line.machine().ifPresent(m -> tree.put("machine", m));
      tree.put("device", line.device());
      tree.put(first, tree(line.first(), line.firstRule()));
      tree.put(second, tree(line.second(), line.secondRule()));
      trees.add(tree);
    }
    return trees;
  }

  private static Map<String, Object> tree(Treatment treatment, Optional<Policy.Rule> rule) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("work", List.copyOf(treatment.work()));
    tree.put("node", treatment.node());
    rule.ifPresent(
        r -> {
          tree.put("rule", r.name());
          tree.put("file", r.file().name());
          tree.put("line", r.file().line(r.span().start()));
        });
    return tree;
  }
}
