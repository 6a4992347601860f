package org.daxpolicy.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.analysis.Comparison;
import org.daxpolicy.report.ComparisonReport;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;

/** {@code daxpolicy prove}: whether something holds of two policies on every device. */
final class ProveCommand extends Common {
  private String relation = "";
  private String first = "";
  private String second = "";

  @Override
  Declaration declaration() {
    return Declaration.of(
            "prove",
            "Proves that two policies, or rules files, compare so on every device there could be, or shows one that tells otherwise.")
        .operand(
            "RELATION",
            "equivalent, implies, disjoint, covers or never; see below",
            given -> relation = given)
        .operand("A", "a policy, a file *.rules, or a directory of rules", given -> first = given)
        .operand("B", "what it is compared with, likewise", given -> second = given)
        .examples(
            "daxpolicy prove equivalent policy.daxpolicy 90-hbm.rules",
            "daxpolicy prove never policy.daxpolicy forbidden.daxpolicy",
            "0 it holds; 1 it does not, or is too tangled to be told; 2 a file cannot be read.")
        .notes(
            List.of(
                "A side acts on a device if it does not merely keep it.",
                "  equivalent  both make the same of every device",
                "  implies     wherever A acts, B does the same",
                "  disjoint    on no device both act",
                "  covers      A acts wherever B does",
                "  never       on no device A does what B does",
                "Of rules the work counts that daxctl, or a unit, is given on any event, and the node",
                "of a device that does not become memory."));
  }

  @Override
  public Integer call() {
    Comparison.Relation asked = relation();
    Comparands comparands = new Comparands(console());
    Optional<Comparison.Subject> a = comparands.subject(first);
    Optional<Comparison.Subject> b = comparands.subject(second);
    if (a.isEmpty() || b.isEmpty()) {
      return end(comparands.found());
    }
    Comparison.Result result = Comparison.of(asked, a.get(), b.get(), 1);
    List<ComparisonReport.Line> lines =
        result.violations().stream().map(ComparisonReport.Line::of).toList();
    boolean holds = lines.isEmpty() && result.complete();
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("relation", relation);
    members.put("holds", holds);
    members.put("witnesses", ComparisonReport.trees(lines, "a", "b"));
    if (lines.isEmpty() && !holds) {
      return end(
          List.of(
              Diagnostic.of(Code.NOT_PROVED, "whether this holds is too tangled to be told")
                  .note(result.why())
                  .help("compare smaller policies, or let fewer rules overlap")),
          members);
    }
    end(List.of(), members);
    if (format == Format.text) {
      print(
          holds
              ? "holds for every device\n"
              : "does not hold:\n\n" + ComparisonReport.text(lines, "A", "B", outPalette()));
    }
    return holds ? Exit.CLEAN : Exit.FOUND;
  }

  private Comparison.Relation relation() {
    for (Comparison.Relation known : Comparison.Relation.values()) {
      if (known.name().toLowerCase(Locale.ROOT).equals(relation)) {
        return known;
      }
    }
    throw new UsageException(
        "`"
            + relation
            + "` is no relation: expecting equivalent, implies, disjoint, covers or never");
  }
}
