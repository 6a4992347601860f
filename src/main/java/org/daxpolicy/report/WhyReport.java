package org.daxpolicy.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.daxpolicy.report.Palette.Role;
import org.daxpolicy.simulate.Why;
import org.daxpolicy.simulate.Why.Fate;
import org.daxpolicy.simulate.Why.Reason;
import org.daxpolicy.udev.ByteText;

/** Why each rule was chosen or turned down. */
public final class WhyReport {
  private WhyReport() {}

  /** For people. */
  public static String text(Why why, Palette palette) {
    StringBuilder text = new StringBuilder(Printable.line(why.devpath())).append('\n');
    for (Why.RuleReason rule : why.rules()) {
      boolean held = rule.fate() == Fate.CHOSEN || rule.fate() == Fate.MATCHED;
      String fate = String.format(Locale.ROOT, "%-11s", word(rule.fate()));
      text.append("  ")
          .append(
              palette.paint(
                  held ? Role.GOOD : rule.fate() == Fate.TURNED_DOWN ? Role.BAD : Role.FAINT, fate))
          .append("  ")
          .append(palette.paint(Role.STRONG, readable(rule.name())))
          .append("  ")
          .append(palette.paint(Role.FAINT, readable(rule.at())))
          .append('\n');
      rule.terms().forEach(r -> reason(text, r, why.devpath(), 3));
    }
    return text.toString();
  }

  private static void reason(StringBuilder text, Reason r, String devpath, int depth) {
    text.append("  ".repeat(depth))
        .append(readable(r.term()))
        .append("  ")
        .append(r.actual().map(a -> "saw `" + readable(a) + "`").orElse("saw nothing"));
    if (!r.device().equals(devpath)) {
      text.append(" on ").append(readable(r.device()));
    }
    text.append('\n');
    r.because().forEach(b -> reason(text, b, devpath, depth + 1));
  }

  /** As JSON. */
  public static Map<String, Object> tree(Why why) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("device", why.devpath());
    tree.put("chosen", why.chosen().map(ByteText::readable));
    List<Object> rules = new ArrayList<>();
    for (Why.RuleReason rule : why.rules()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("rule", ByteText.readable(rule.name()));
      row.put("at", ByteText.readable(rule.at()));
      row.put("fate", word(rule.fate()));
      row.put("terms", rule.terms().stream().map(WhyReport::tree).toList());
      rules.add(row);
    }
    tree.put("rules", rules);
    return tree;
  }

  private static Map<String, Object> tree(Reason r) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("at", r.at());
    tree.put("term", ByteText.readable(r.term()));
    tree.put("device", r.device());
    tree.put("actual", r.actual().map(ByteText::readable));
    tree.put("outcome", r.outcome().name().toLowerCase(Locale.ROOT));
    tree.put("because", r.because().stream().map(WhyReport::tree).toList());
    return tree;
  }

  private static String readable(String bytes) {
    return Printable.line(ByteText.readable(bytes));
  }

  private static String word(Fate fate) {
    return fate.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
