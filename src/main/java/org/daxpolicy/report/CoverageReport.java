package org.daxpolicy.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.daxpolicy.report.Palette.Role;
import org.daxpolicy.testing.Coverage;
import org.daxpolicy.testing.Mutation;
import org.daxpolicy.text.Place;

/** What tests have seen of policies, and what not. */
public final class CoverageReport {
  private CoverageReport() {}

  /** For people. */
  public static String text(List<Coverage.Sum> sums, Palette palette) {
    StringBuilder text = new StringBuilder();
    for (Coverage.Sum sum : sums) {
      text.append(palette.paint(Role.STRONG, sum.policy().place().file().name()))
          .append(": ")
          .append(sum.rulesSeen() + " of " + Quantity.count(sum.rules(), "rule"))
          .append(" decided a device, ")
          .append(sum.valuesSeen() + " of " + Quantity.count(sum.values(), "value"))
          .append(" of terms were seen\n");
      for (Coverage.Unseen unseen : sum.unseen()) {
        text.append("  ").append(line(unseen)).append('\n');
      }
    }
    return text.toString();
  }

  /** Mistakes that no test notices, for people. */
  public static String mutation(List<Mutation.Sum> sums, Palette palette) {
    StringBuilder text = new StringBuilder();
    for (Mutation.Sum sum : sums) {
      int noticed = sum.mutants() - sum.survivors().size();
      text.append(palette.paint(Role.STRONG, sum.policy().place().file().name()))
          .append(": tests notice " + noticed + " of " + Quantity.count(sum.mutants(), "mistake"))
          .append('\n');
      for (Mutation.Survivor survivor : sum.survivors()) {
        text.append("  ")
            .append(at(survivor.place()))
            .append("  `")
            .append(Printable.line(source(survivor.place())))
            .append("` ")
            .append(survivor.change())
            .append("; this changes ")
            .append(Printable.line(survivor.witness().described()))
            .append('\n');
      }
    }
    return text.toString();
  }

  /** The same as JSON. */
  public static List<Object> mutationTrees(List<Mutation.Sum> sums) {
    List<Object> trees = new ArrayList<>();
    for (Mutation.Sum sum : sums) {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("policy", sum.policy().place().file().name());
      tree.put("mutants", sum.mutants());
      List<Object> survivors = new ArrayList<>();
      for (Mutation.Survivor survivor : sum.survivors()) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("text", source(survivor.place()));
        one.put("change", survivor.change());
        one.put("file", survivor.place().file().name());
        one.put("line", survivor.place().file().line(survivor.place().span().start()));
        one.put("witness", survivor.witness().described());
        survivors.add(one);
      }
      tree.put("survivors", survivors);
      trees.add(tree);
    }
    return trees;
  }

  private static String line(Coverage.Unseen unseen) {
    String shown = Printable.line(unseen.witness().described());
    if (unseen instanceof Coverage.Unseen.OfRule of) {
      String rule =
          of.rule().name().equals("otherwise")
              ? "`otherwise`"
              : "rule `" + Printable.line(of.rule().name()) + "`";
      return at(of.rule().place()) + "  " + rule + " decides no device; it would decide " + shown;
    }
    Coverage.Unseen.OfTerm of = (Coverage.Unseen.OfTerm) unseen;
    return at(of.term().place())
        + "  `"
        + Printable.line(source(of.term().place()))
        + "` is never "
        + of.value()
        + "; it is for "
        + shown;
  }

  private static String at(Place place) {
    return place.file().name() + ":" + place.file().line(place.span().start());
  }

  private static String source(Place place) {
    return place.file().text(place.span());
  }

  /** As JSON. */
  public static List<Object> trees(List<Coverage.Sum> sums) {
    List<Object> trees = new ArrayList<>();
    for (Coverage.Sum sum : sums) {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("policy", sum.policy().place().file().name());
      tree.put("rules", sum.rules());
      tree.put("rulesSeen", sum.rulesSeen());
      tree.put("values", sum.values());
      tree.put("valuesSeen", sum.valuesSeen());
      tree.put("unseen", sum.unseen().stream().map(CoverageReport::tree).toList());
      trees.add(tree);
    }
    return trees;
  }

  private static Map<String, Object> tree(Coverage.Unseen unseen) {
    Map<String, Object> tree = new LinkedHashMap<>();
    Place place;
    if (unseen instanceof Coverage.Unseen.OfRule of) {
      place = of.rule().place();
      tree.put("rule", of.rule().name());
    } else {
      Coverage.Unseen.OfTerm of = (Coverage.Unseen.OfTerm) unseen;
      place = of.term().place();
      tree.put("term", source(place));
      tree.put("value", of.value());
    }
    tree.put("file", place.file().name());
    tree.put("line", place.file().line(place.span().start()));
    tree.put("witness", unseen.witness().described());
    return tree;
  }
}
