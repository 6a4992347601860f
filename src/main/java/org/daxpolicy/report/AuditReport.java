package org.daxpolicy.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.daxpolicy.machine.inventory.ConfigurationFile;
import org.daxpolicy.report.Palette.Role;
import org.daxpolicy.simulate.Simulation;
import org.daxpolicy.udev.ByteText;

/** What is installed on a host about memory devices, and what becomes of them by it. */
public final class AuditReport {
  /** Lines of a file that are shown to those who do not ask for all. */
  private static final int SHOWN = 3;

  private AuditReport() {}

  /**
   * For people.
   *
   * @param timeline whether what happens is shown, moment by moment
   * @param full whether all lines of files are shown, with the facts that were gone by
   */
  public static String text(
      List<ConfigurationFile> configuration,
      Simulation simulation,
      boolean timeline,
      boolean full,
      Palette palette) {
    StringBuilder text = new StringBuilder();
    text.append(palette.paint(Role.STRONG, "Configuration")).append('\n');
    if (configuration.isEmpty()) {
      text.append("  nothing installed is about memory devices, as far as is known\n");
    }
    for (ConfigurationFile file : configuration) {
      text.append("  ").append(Printable.line(ByteText.readable(file.path()))).append('\n');
      int shown = full ? file.lines().size() : Math.min(SHOWN, file.lines().size());
      for (String line : file.lines().subList(0, shown)) {
        text.append("    ").append(Printable.line(ByteText.readable(line))).append('\n');
      }
      if (shown < file.lines().size()) {
        text.append("    and ").append(file.lines().size() - shown).append(" more lines\n");
      }
    }
    return text.append('\n')
        .append(SimulationReport.text(simulation, timeline, full, palette))
        .toString();
  }

  /** Members of a JSON object. */
  public static Map<String, Object> tree(
      List<ConfigurationFile> configuration, Simulation simulation) {
    List<Object> files = new ArrayList<>();
    for (ConfigurationFile file : configuration) {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("path", ByteText.readable(file.path()));
      tree.put("lines", file.lines().stream().map(ByteText::readable).toList());
      files.add(tree);
    }
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("configuration", files);
    tree.putAll(SimulationReport.tree(simulation));
    return tree;
  }
}
